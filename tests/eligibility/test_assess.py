"""What a finding tells: sentence, pair, source, papers, who settles it, and when it is met."""

import json
from datetime import date

import pytest

from eligibility import Doubt, Month, Outcome, Verdict, assess
from eligibility.contract import read_facts
from eligibility.facts import read_partial_date
from tests.eligibility.people import REVIEWED, RULES, degree, person


def finding(verdict, rule):
    return next(found for found in verdict.findings if found.rule == rule)


SECONDARY = {
    "degrees": [degree("中专", "2012-07-01")],
    "held_title": "技术员",
    "technician_since": "2018-04-01",
    "appraisals": {"2018": "合格", "2019": "合格", "2020": "合格"},
}


def test_shortfall_in_years_is_told_with_both_dates_the_sum_and_the_day_it_ends():
    verdict = assess(person(**SECONDARY), RULES)

    found = finding(verdict, "R12")
    assert found.outcome is Outcome.NOT_MET
    assert found.because == (
        "2012年7月1日毕业，2018年4月1日任技术员，从较晚的2018年4月1日起算，"
        "到2021年12月31日（首尾两天都算）实算3年9个月，"
        "要求4年以上，还差3个月，到2022年3月31日满4年。"
    )
    assert (found.yours, found.yours_note) == ("3年9个月", "2018年4月1日起算，到2021年12月31日")
    assert (found.required, found.required_note) == ("4年以上", "中专毕业，从事技术员工作")
    assert (found.earliest, found.earliest_round) == (date(2022, 3, 31), 2022)
    assert "毕业日期" in found.fix


def test_finding_quotes_the_article_and_marks_the_decisive_words():
    found = finding(assess(person(**SECONDARY), RULES), "R12")

    assert (found.clause, found.clause_key) == ("三（三）", "3-3")
    assert found.quote == RULES.articles["3-3"].text
    assert found.mark == "中专毕业，从事技术员工作 4 年以上"
    assert all(mark in found.quote for mark in found.marks)


def test_chart_draws_what_is_full_and_what_is_missing():
    chart = finding(assess(person(**SECONDARY), RULES), "R12").chart

    assert (chart.start, chart.until, chart.full_on) == (
        date(2018, 4, 1),
        date(2021, 12, 31),
        date(2022, 3, 31),
    )
    assert (chart.need_months, chart.have_months, chart.gap_months) == (48, 45, 3)
    assert (chart.have, chart.gap) == ("3年9个月", "3个月")
    assert chart.have_days + chart.gap_days == (date(2022, 4, 1) - date(2018, 4, 1)).days
    assert chart.ticks == tuple(date(year, 4, 1) for year in range(2018, 2023))


def test_chart_of_enough_years_has_no_gap():
    chart = finding(assess(person(), RULES), "R12").chart

    assert (chart.gap_months, chart.gap_days, chart.gap) == (0, 0, "0天")
    assert chart.ticks == tuple(date(year, 8, 1) for year in range(2018, 2022))


def test_steps_can_be_redone_on_paper():
    facts = person(
        degrees=[degree("专科", "2019-06-20")],
        appointed_on="2019-07-01",
        interruptions=[["2020-04-01", "2020-10-07"]],
    )

    found = finding(assess(facts, RULES), "R12")

    assert found.steps == (
        ("毕业", "2019年6月20日"),
        ("聘任", "2019年7月1日"),
        ("起算（取较晚的）", "2019年7月1日"),
        ("中断", "190天"),
        ("扣除中断后相当于起算", "2020年1月7日"),
        ("截止（当天计入）", "2021年12月31日"),
        ("实算", "1年11个月25天"),
        ("要求", "2年以上"),
        ("满2年的日子", "2022年1月6日"),
    )


@pytest.mark.parametrize(
    ("changes", "rule", "doubt", "missing"),
    [
        ({"appointed_on": None}, "R12", Doubt.PAPER, "聘用协议或聘任文件"),
        ({"appointed_on": "2021-01"}, "R12", Doubt.DATE, "写明日期的聘任文件或毕业证书"),
        (
            {"appointed_on": "2021-03-01", "same_specialty_since": "2018-08-01"},
            "R12",
            Doubt.RULE,
            "此前单位的聘任文件或劳动合同",
        ),
        ({"appraisals": {}}, "R13", Doubt.PAPER, "没有结果的年度的考核证明"),
        (
            {"appointed_on": "2021-01-01", "appraisals": {}},
            "R13",
            Doubt.PAPER,
            "2021年度考核结果或单位出具的考核证明",
        ),
        (
            {"degrees": [degree(remark="境外")]},
            "R10",
            Doubt.PAPER,
            "教育部留学服务中心出具的学历学位认证书",
        ),
        (
            {"degrees": [degree(relevance="未列入对照表")]},
            "R11",
            Doubt.RULE,
            "所学主要课程或从事本专业技术工作的说明",
        ),
    ],
)
def test_open_question_names_its_doubt_who_settles_it_and_the_paper(changes, rule, doubt, missing):
    verdict = assess(person(**changes), RULES)

    found = finding(verdict, rule)
    assert found.outcome is Outcome.UNPROVEN
    assert found.doubt is doubt
    assert found.settled_by
    assert missing in found.missing
    assert missing in verdict.missing


def test_what_is_met_or_refused_carries_no_doubt():
    for case in REVIEWED:
        verdict = assess(read_facts(case["facts"], case["id"]), RULES)
        for found in verdict.findings:
            open_ = found.outcome is Outcome.UNPROVEN
            assert (found.doubt is not None) == open_, (case["id"], found)
            assert bool(found.settled_by) == open_, (case["id"], found)


def test_every_finding_of_every_reviewed_case_is_complete():
    for case in REVIEWED:
        verdict = assess(read_facts(case["facts"], case["id"]), RULES)
        for found in verdict.findings:
            assert found.title
            assert found.because.endswith("。"), found
            assert found.because.count("。") == 1, found
            assert found.quote == RULES.articles[found.clause_key].text
            assert found.clause == RULES.articles[found.clause_key].clause
            assert found.mark in found.quote
            if found.outcome is not Outcome.NOT_EVALUATED:
                assert found.yours, found
                assert found.required, found


def test_verdict_goes_to_json_and_back_without_loss():
    for case in REVIEWED:
        verdict = assess(read_facts(case["facts"], case["id"]), RULES)

        stored = json.loads(json.dumps(verdict.to_dict(), ensure_ascii=False))

        assert Verdict.from_dict(stored) == verdict


def test_verdict_survives_a_store_that_sorts_keys():
    verdict = assess(person(**SECONDARY), RULES)

    stored = json.loads(json.dumps(verdict.to_dict(), sort_keys=True))

    assert Verdict.from_dict(stored) == verdict


def test_verdict_names_exactly_what_was_applied():
    rules = RULES.with_switches(college_requires_technician=True)

    verdict = assess(person(), rules)

    assert (verdict.ruleset, verdict.fingerprint) == ("2021", RULES.fingerprint)
    assert verdict.document == "阳工信函字〔2021〕24号"
    assert verdict.service_until == date(2021, 12, 31)
    assert dict(verdict.switches)["college_requires_technician"] is True


def test_findings_are_shown_worst_first():
    verdict = assess(person(unit_kind="驻县单位", held_title="助理工程师"), RULES)

    outcomes = [found.outcome.severity for found in verdict.findings]
    assert outcomes == sorted(outcomes, reverse=True)
    assert list(verdict.rules) == [
        "R01", "R02", "R03", "R04", "R05", "R06", "R10", "R11", "R12", "R13", "R16", "R17",
    ]  # fmt: skip


def test_lines_keep_the_order_claimed_and_the_best_is_named():
    facts = person(
        degrees=[degree("本科", "2021-07-01"), degree("专科", "2015-07-01")],
        appointed_on="2015-08-01",
    )

    verdict = assess(facts, RULES)

    assert [line.label for line in verdict.lines] == ["本科", "专科"]
    assert (verdict.best, verdict.line) == (1, "专科")
    assert verdict.lines[0].outcome is Outcome.NOT_MET
    assert verdict.best_line.level == "专科"
    assert verdict.best_line.graduated == "2015年7月1日"


def test_time_alone_tells_the_round_in_which_everything_is_met():
    facts = person(
        appointed_on="2021-07-10",
        degrees=[degree("本科", "2021-07-01")],
        ban={"found_in": 2020, "years": 3},
    )

    verdict = assess(facts, RULES)

    assert finding(verdict, "R12").earliest_round == 2022
    assert finding(verdict, "R06").earliest_round == 2024
    assert verdict.earliest_round == 2024


def test_what_time_does_not_mend_has_no_round():
    verdict = assess(person(appointed_on="2021-07-10", held_title="助理工程师"), RULES)

    assert verdict.earliest_round is None


def test_nothing_refused_has_no_round():
    assert assess(person(), RULES).earliest_round is None


@pytest.mark.parametrize(
    ("effective_on", "earliest", "year"),
    [
        ("2020-11-27", date(2021, 11, 28), 2022),
        ("2021-11-09", date(2022, 11, 10), 2022),
        ("2021-11-10", date(2022, 11, 11), 2023),
    ],
)
def test_sanction_is_over_in_the_first_round_that_opens_after_it(effective_on, earliest, year):
    sanction = {
        "kind": "处分",
        "type": "记过",
        "effective_on": effective_on,
        "lifted_in_writing": False,
    }

    found = finding(assess(person(unit_kind="事业单位", sanctions=[sanction]), RULES), "R04")

    assert (found.earliest, found.earliest_round) == (earliest, year)


# Dates of which only the month is known ---------------------------------------------------------


def month(facts, **months):
    """The facts with these dates as months; the contract writes only appointed_on so."""
    values = {field: getattr(facts, field) for field in facts.__slots__}
    return type(facts)(**values | {key: read_partial_date(text) for key, text in months.items()})


def test_month_of_graduation_leaves_the_outcome_open_only_when_it_matters():
    facts = person(degrees=[degree(graduated_on="2021-01-01")])
    graduated = facts.degrees[0]
    by_month = type(graduated)(graduated.level, Month(2021, 1), graduated.relevance)
    values = {field: getattr(facts, field) for field in facts.__slots__}

    verdict = assess(type(facts)(**values | {"degrees": (by_month,)}), RULES)

    assert finding(verdict, "R12").doubt is Doubt.DATE
    assert verdict.best_line.graduated == "2021年1月"


def test_month_of_becoming_a_technician_is_tried_at_both_ends():
    facts = person(**SECONDARY)

    outcomes = {
        text: finding(assess(month(facts, technician_since=text), RULES), "R12").outcome
        for text in ("2017-12", "2018-01", "2018-02")
    }

    assert outcomes == {
        "2017-12": Outcome.MET,
        "2018-01": Outcome.UNPROVEN,
        "2018-02": Outcome.NOT_MET,
    }


def test_month_refused_either_way_is_told_from_its_first_day():
    found = finding(assess(person(appointed_on="2021-02"), RULES), "R12")

    assert "从较晚的2021年2月1日起算" in found.because
    assert found.earliest == date(2022, 1, 31)


# The person's own answer in the self-check ------------------------------------------------------


def test_without_a_birth_date_the_own_answer_stands():
    facts = person()
    values = {field: getattr(facts, field) for field in facts.__slots__}
    unasked = values | {"birth_date": None, "sex": None}

    not_retired = assess(type(facts)(**unasked), RULES)
    retired = assess(type(facts)(**unasked | {"retired": True}), RULES)

    assert finding(not_retired, "R03").outcome is Outcome.MET
    assert "本人回答" in finding(not_retired, "R03").because
    assert finding(retired, "R03").outcome is Outcome.NOT_MET


def test_unknown_sex_between_the_ages_is_asked():
    facts = person(birth_date="1970-05-01")
    values = {field: getattr(facts, field) for field in facts.__slots__}

    verdict = assess(type(facts)(**values | {"sex": None}), RULES)

    assert finding(verdict, "R03").outcome is Outcome.UNPROVEN


# Rulings of the bureau ---------------------------------------------------------------------------


def test_college_counts_from_the_title_when_the_bureau_rules_so():
    facts = person(degrees=[degree("专科", "2015-07-01")], appointed_on="2015-08-01")
    titled = month(facts, technician_since="2020-01-02")
    rules = RULES.with_switches(college_requires_technician=True)

    assert finding(assess(facts, RULES), "R12").outcome is Outcome.MET
    assert finding(assess(facts, rules), "R12").outcome is Outcome.NOT_MET
    found = finding(assess(titled, rules), "R12")
    assert found.outcome is Outcome.NOT_MET
    assert found.clause == "六（四）"
    assert "人社部发〔2019〕16号" in found.basis[0]
    assert finding(assess(month(facts, technician_since="2020-01-01"), rules), "R12").outcome is (
        Outcome.MET
    )


@pytest.mark.parametrize(
    ("word", "appraisals", "outcome"),
    [
        ("manual", {}, Outcome.UNPROVEN),
        ("manual", {"2021": "合格"}, Outcome.MET),
        ("yes", {}, Outcome.MET),
        ("yes", {"2021": "基本合格"}, Outcome.NOT_MET),
        ("no", {}, Outcome.NOT_MET),
        ("no", {"2021": "合格"}, Outcome.NOT_MET),
    ],
)
def test_current_year_appraisal_counts_as_the_bureau_rules(word, appraisals, outcome):
    facts = person(appointed_on="2020-08-01", appraisals={"2020": "不定等次"} | appraisals)
    rules = RULES.with_switches(accept_current_year_appraisal=word)

    assert finding(assess(facts, rules), "R13").outcome is outcome


def test_postgraduate_needs_no_years_when_the_bureau_rules_so():
    facts = person(degrees=[degree("硕士", "2021-07-01")])

    waived = assess(facts, RULES.with_switches(postgraduate_service_waived=True))

    assert finding(assess(facts, RULES), "R12").outcome is Outcome.UNPROVEN
    assert finding(waived, "R12").outcome is Outcome.MET


def test_technical_school_is_equal_when_the_bureau_rules_so():
    facts = person(degrees=[degree("预备技师")])

    ruled = assess(facts, RULES.with_switches(technical_school_as_equal=True))

    assert finding(assess(facts, RULES), "R10").outcome is Outcome.UNPROVEN
    assert (finding(ruled, "R10").outcome, ruled.overall) == (Outcome.MET, Outcome.MET)


# A later round -----------------------------------------------------------------------------------


def test_later_round_moves_every_line_of_time():
    rules = RULES.with_dates(
        round_year=2022,
        service_until=date(2022, 12, 31),
        acceptance_from=date(2022, 11, 9),
        acceptance_until=date(2022, 11, 25),
    )

    too_late = assess(person(appointed_on="2022-01-02", appraisals={"2022": "合格"}), rules)
    in_time = assess(person(appointed_on="2022-01-01", appraisals={"2022": "合格"}), rules)
    turned_sixty = assess(person(birth_date="1962-11-09"), rules)
    banned = assess(person(ban={"found_in": 2021, "years": 1}), rules)

    assert too_late.rules["R12"] is Outcome.NOT_MET
    assert in_time.overall is Outcome.MET
    assert turned_sixty.rules["R03"] is Outcome.NOT_MET
    assert banned.rules["R06"] is Outcome.NOT_MET


def test_cut_off_in_february_counts_a_leap_day_start():
    rules = RULES.with_dates(
        round_year=2021,
        service_until=date(2021, 2, 28),
        acceptance_from=date(2021, 2, 1),
        acceptance_until=date(2021, 2, 26),
    )

    met = assess(person(appointed_on="2020-02-29"), rules)
    a_day_short = assess(person(appointed_on="2020-03-02"), rules)

    assert met.rules["R12"] is Outcome.MET
    assert a_day_short.rules["R12"] is Outcome.NOT_MET
