from datetime import date

import pytest

from accounts.roles import UnitKind
from applications.choices import Grade
from applications.facts import UNIT_KINDS, ban_on, clean_major, contract, facts_of, unanswered
from applications.models import Ban, MajorMatch, Sanction, Specialty
from applications.queries import rules_for, verdict_of
from eligibility import Degree, HeldTitle, Interruption, Level, Month, Relevance, Remark
from eligibility.facts import UnitKind as Kind
from tests.applications.conftest import answers, day, entries, job, month, save, school, whole


def facts(application):
    return facts_of(whole(application))


def test_a_filled_file_becomes_facts(filled):
    found = facts(filled)

    assert found.unit_kind is Kind.PRIVATE
    assert found.degrees == (Degree(Level.COLLEGE, date(2019, 7, 1), Relevance.SAME),)
    assert found.appointed_on == date(2019, 8, 1)
    assert (found.sex, found.birth_date) == ("女", date(1998, 3, 12))
    assert dict(found.appraisals) == {2019: "合格", 2020: "合格"}
    assert found.same_specialty_since is None
    assert found.held_title is HeldTitle.NONE


def test_an_empty_file_tells_what_is_missing_and_has_no_verdict(application):
    assert [words for _, words in unanswered(application)] == [
        "身份类别",
        "是否退休",
        "有没有处分",
        "申报专业",
        "身份证号",
        "学历",
        "聘任日期",
    ]
    assert verdict_of(application) is None
    with pytest.raises(ValueError, match="身份类别"):
        facts_of(application)


def test_every_kind_of_unit_is_known_to_the_rules():
    assert set(UNIT_KINDS) == set(UnitKind)


@pytest.mark.parametrize(
    ("major", "relevance"),
    [
        ("机械制造与自动化", Relevance.SAME),
        ("机械制造与自动化专业", Relevance.SAME),
        (" 机电一体化技术 ", Relevance.RELATED),
        ("法学", Relevance.UNLISTED),
    ],
)
def test_major_is_looked_up_for_the_specialty_applied_for(filled, major, relevance):
    save(filled, "education", entries("education", school(major=major)) | entries("trainings"))

    assert facts(filled).degrees[0].relevance is relevance


def test_a_pair_the_bureau_adds_counts_at_once(filled):
    save(filled, "education", entries("education", school(major="数控加工")) | entries("trainings"))
    MajorMatch.objects.create(
        major="数控加工", specialty=Specialty.objects.get(name="机械制造"), relevance="related"
    )

    assert facts(filled).degrees[0].relevance is Relevance.RELATED


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"outcome": "completed"}, Remark.COMPLETED),
        ({"outcome": "unfinished"}, Remark.UNFINISHED),
        ({"mode": "abroad"}, Remark.ABROAD),
        ({"mode": "party"}, Remark.PARTY_SCHOOL),
        ({"mode": "abroad", "outcome": "completed"}, Remark.COMPLETED),
        ({"mode": "adult"}, None),
    ],
)
def test_what_is_special_about_a_school_is_told(filled, change, remark):
    save(filled, "education", entries("education", school(**change)) | entries("trainings"))

    assert facts(filled).degrees[0].remark is remark


def test_a_month_stays_a_month(filled):
    typed = answers()["appointment"] | {"appointed_on_day": ""}
    save(filled, "appointment", typed)

    assert facts(filled).appointed_on == Month(2019, 8)


def test_every_school_is_a_line_of_its_own_in_the_order_of_time(filled):
    later = school(level="本科", **month("started", "2019-09"), **day("graduated", "2021-07-01"))
    data = entries("education", later, school()) | entries("trainings")
    save(filled, "education", data | {"highest": "education-0"})

    assert [degree.level for degree in facts(filled).degrees] == [Level.COLLEGE, Level.BACHELOR]


def test_earlier_work_of_the_same_specialty_is_told(filled):
    earlier = job(until_now="", **month("started", "2018-05"), **month("ended", "2019-07"))
    save(filled, "work", entries("work", earlier, job()))

    assert facts(filled).same_specialty_since == Month(2018, 5)


def test_earlier_work_of_another_kind_is_not(filled):
    earlier = job(
        until_now="",
        same_specialty="no",
        **month("started", "2018-05"),
        **month("ended", "2019-07"),
    )
    save(filled, "work", entries("work", earlier, job()))

    assert facts(filled).same_specialty_since is None


def test_a_technician_certificate_stands_for_the_appointment(filled):
    typed = answers()["appointment"] | {
        "held_title": "技术员",
        "held_title_by": "阳城县人社局",
        **day("held_title_on", "2020-01-15"),
    }
    save(filled, "appointment", typed)

    found = facts(filled)
    assert found.held_title is HeldTitle.TECHNICIAN
    assert found.technician_since == date(2020, 1, 15)


def test_interruptions_and_unknown_years_are_told_as_they_are(filled):
    break_ = {"first_day": "2020-04-01", "last_day": "2020-09-30", "reason": "脱产学习"}
    typed = answers()["appointment"] | entries("interruptions", break_) | {"grade_2020": "unknown"}
    save(filled, "appointment", typed)

    found = facts(filled)
    assert found.interruptions == (Interruption(date(2020, 4, 1), date(2020, 9, 30)),)
    assert dict(found.appraisals) == {2019: Grade.QUALIFIED}


def test_sanctions_count_only_while_the_answer_is_yes(filled):
    Sanction.objects.create(
        application=filled,
        kind="处分",
        type="记过",
        effective_on=date(2021, 3, 1),
        authority="本单位",
    )
    without = facts(filled).sanctions

    typed = {"kind": "处分", "type": "记过", "effective_on": "2021-03-01", "authority": "本单位"}
    yes = answers()["eligibility"] | {"under_sanction": "yes"} | entries("sanctions", typed)
    save(filled, "eligibility", yes)

    assert without == ()
    assert [(s.kind, s.type) for s in facts(filled).sanctions] == [("处分", "记过")]


def test_retired_and_exam_only_reach_the_verdict(filled):
    software = Specialty.objects.get(name="计算机软件")
    save(filled, "title", {"specialty": str(software.pk), "current_work": "软件开发"})
    save(filled, "eligibility", answers()["eligibility"] | {"retired": "yes"})

    outcomes = {f.rule: f.outcome.value for f in verdict_of(whole(filled)).findings}

    assert outcomes["R16"] == "unproven"
    assert outcomes["R03"] == "not_met"


def test_a_ban_is_found_by_the_identity_number(filled):
    Ban.objects.create(
        name="郭晓燕",
        identity_number=filled.identity_number,
        identity_index=filled.identity_index,
        found_in=2020,
        years=2,
        reason="提供虚假材料",
        decided_by="阳城县工信局",
    )

    ban = ban_on(filled)

    assert (ban.found_in, ban.years) == (2020, 2)
    assert verdict_of(filled).overall.value == "not_met"


def test_the_contract_form_is_plain_json_with_every_fact(filled):
    written = contract(facts(filled))

    assert written["unit_kind"] == "民企"
    assert written["degrees"] == [
        {"level": "专科", "graduated_on": "2019-07-01", "relevance": "本专业", "remark": None}
    ]
    assert written["appraisals"] == {"2019": "合格", "2020": "合格"}
    assert written["ban"] is None


def test_the_round_sets_dates_and_rulings(round_2021):
    round_2021.acceptance_opens = date(2021, 11, 12)
    round_2021.college_requires_technician = True

    rules = rules_for(round_2021)

    assert rules.dates.acceptance_from == date(2021, 11, 12)
    assert rules.switches.college_requires_technician


@pytest.mark.parametrize(
    ("typed", "cleaned"), [(" 采矿 工程 ", "采矿工程"), ("采矿工程专业", "采矿工程")]
)
def test_major_is_cleaned(typed, cleaned):
    assert clean_major(typed) == cleaned
