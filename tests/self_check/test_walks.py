"""The self-check as a visitor walks it: one question a page, early stops, the verdict."""

from html.parser import HTMLParser

import pytest

from applications.models import Specialty

QUESTIONS = "/check/{}/"


@pytest.fixture
def visitor(client, world, clock):
    clock("11-16 09:00")
    return client


class _Inputs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "input":
            self.found.append(dict(attrs))


def inputs(response) -> list[dict]:
    parser = _Inputs()
    parser.feed(response.text)
    return parser.found


def checked(response) -> set[str]:
    """Values of the radios and boxes that are ticked."""
    return {one["value"] for one in inputs(response) if "checked" in one}


def typed(response) -> dict[str, str]:
    return {one["name"]: one.get("value", "") for one in inputs(response) if "name" in one}


def answer(client, step, follow=False, **data):
    return client.post(QUESTIONS.format(step), data, follow=follow)


def specialty(name="机械制造"):
    return Specialty.objects.get(name=name).pk


def degree(level, graduated, major, mode="full_time"):
    year, month = graduated.split("-")
    return {
        "level": level,
        "mode": mode,
        "graduated_year": year,
        "graduated_month": month,
        "major": major,
    }


def day(name, text):
    year, month, *rest = text.split("-")
    return {
        f"{name}_year": year,
        f"{name}_month": month,
        f"{name}_day": rest[0] if rest else "",
    }


def walk(client, *, unit="private", field=None, degrees, dates, years, status=("none",)):
    """Answer everything and give the result page."""
    answer(client, "unit", unit=unit)
    answer(client, "field", specialty=field or specialty())
    for number, row in enumerate(degrees, start=1):
        more = {"another": "1"} if number < len(degrees) else {}
        answer(client, "education", **row, **more)
    answer(client, "appointment", **dates)
    answer(client, "appraisal", years=years)
    answer(client, "status", status=list(status))
    return client.get("/check/result/")


SECONDARY = degree("中专", "2016-7", "机电技术应用")
BACHELOR = degree("本科", "2019-7", "机械设计制造及其自动化")
COLLEGE = degree("专科", "2019-7", "机械制造与自动化")


def test_bachelor_with_a_year_and_an_appraisal_meets_the_conditions(visitor):
    page = walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    assert "按您填写的情况，符合2021年度申报条件" in page.text
    assert "带着这些答案去填报" in page.text
    assert "不符合 1 项" not in page.text


@pytest.mark.parametrize(
    ("appointed", "heading", "words"),
    [
        ("2020-1-1", "符合2021年度申报条件", "实算2年"),
        ("2020-1-2", "2021年度还差1项条件", "还差1天"),
        ("2020-1", "有1项需要单位核实", "请把日期填写到日"),
    ],
)
def test_college_is_counted_to_the_day(visitor, clock, appointed, heading, words):
    clock("2022-01-10 09:00")  # the 2021 appraisal may be there

    page = walk(
        visitor,
        degrees=[COLLEGE],
        dates=day("appointed_on", appointed),
        years=["2020", "2021"],
    )

    assert f"按您填写的情况，{heading}" in page.text
    assert words in page.text


def test_secondary_school_short_of_years_as_in_the_mock(visitor):
    page = walk(
        visitor,
        degrees=[SECONDARY],
        dates=day("technician_since", "2018-4"),
        years=["2018", "2019", "2020"],
    )

    assert "2021年度还差1项条件" in page.text
    assert "还差3个月" in page.text
    assert "2022年度可以满足这一项" in page.text
    assert "3年9个月" in page.text
    assert "差3个月，2022年3月31日满4年" in page.text
    assert "需核实 1 项" in page.text  # 3 of 4 appraisals while 2021 may still come (D08)
    assert "打印这份结论" in page.text


def test_unlisted_specialty_is_for_people_to_decide(visitor):
    page = walk(
        visitor,
        degrees=[degree("本科", "2019-7", "英语")],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
    )

    assert "有1项需要单位核实" in page.text
    assert "不符合 " not in page.text


def test_unsure_field_is_for_people_to_decide(visitor):
    page = walk(
        visitor,
        field="unsure",
        degrees=[BACHELOR],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
    )

    assert "有1项需要单位核实" in page.text


def test_civil_servant_stops_at_once(visitor):
    response = answer(visitor, "unit", unit="government", follow=True)

    assert response.redirect_chain[-1][0] == "/check/result/"
    assert "不在2021年度申报范围" in response.text
    assert "国家公务员" in response.text
    assert "带着这些答案去填报" not in response.text
    assert "学历条件" not in response.text.split("逐项核对")[1].split("接下来")[0]


def test_person_without_unit_is_told_how_papers_are_handed_in(visitor):
    response = answer(visitor, "unit", unit="none", follow=True)

    assert response.redirect_chain[-1][0] == "/check/by-unit/"
    assert "0356-4220191" in response.text
    assert "不接受个人报送评审材料" in response.text


def test_unit_outside_the_county_stops_at_once(visitor):
    response = answer(visitor, "unit", unit="outside", follow=True)

    assert "不在2021年度申报范围" in response.text


def test_earlier_degree_may_carry_the_later_one(visitor):
    """D02: 本科 of 2021 is too young, 专科 of 2015 is not; no question asks for the highest."""
    page = walk(
        visitor,
        degrees=[degree("本科", "2021-7", "机械设计制造及其自动化", "adult"), COLLEGE],
        dates=day("appointed_on", "2019-8"),
        years=["2019", "2020"],
    )

    assert "按您填写的情况，符合2021年度申报条件" in page.text


def test_no_page_asks_for_the_highest_degree(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")

    response = visitor.get("/check/education/")

    assert "最高学历" not in response.text
    assert "再加一个学历" in response.text


def test_both_dates_are_asked_when_degrees_count_differently(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")
    answer(visitor, "education", **SECONDARY, another="1")
    answer(visitor, "education", **COLLEGE)

    response = visitor.get("/check/appointment/")

    assert 'name="appointed_on_year"' in response.text
    assert 'name="technician_since_year"' in response.text


def test_secondary_only_is_asked_for_the_technician_alone(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")
    answer(visitor, "education", **SECONDARY)

    response = visitor.get("/check/appointment/")

    assert 'name="appointed_on_year"' not in response.text
    assert "单位从什么时候聘您为技术员？" in response.text


def test_sanction_adds_a_question_and_decides(visitor):
    walk(
        visitor,
        unit="institution",
        degrees=[BACHELOR],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
        status=["sanction"],
    )

    asked = visitor.get("/check/sanction/")
    response = answer(
        visitor, "sanction", sanction_type="处分:记过", sanction_on="2021-06-01", follow=True
    )

    assert "第7问，共7问" in asked.text
    assert "不在2021年度申报范围" in response.text
    assert "事业单位工作人员受到记过以上处分且在受处分期间的" in response.text


def test_retired_person_is_outside(visitor):
    page = walk(
        visitor,
        degrees=[BACHELOR],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
        status=["retired"],
    )

    assert "不在2021年度申报范围" in page.text


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("unit", "请选择单位类型"),
        ("field", "请选择专业，不确定就选最后一项"),
        ("education", "请选择学历层次"),
        ("appointment", "请填写聘任年月"),
        ("appraisal", "请勾选年度，没有就选最后一项"),
        ("status", "请选择一项，都没有就选最后一项"),
    ],
)
def test_unanswered_question_says_what_to_do(visitor, step, sentence):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])
    url = QUESTIONS.format(step) + ("?add=1" if step == "education" else "")

    response = visitor.post(url, {})

    assert response.status_code == 200
    assert sentence in response.text
    assert "<title>错误：" in response.text.replace("\n", "").replace("  ", "")


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("status", {"status": ["none", "retired"]}, "选了“以上都没有”，就不要再选别的"),
        ("appraisal", {"years": ["2020", "unknown"]}, "勾选了年度，就不要再选“还没有考核结果”"),
        ("appraisal", {"years": ["2019", "2020"], "failed": "on"}, "年度都勾选了合格"),
        ("appointment", day("appointed_on", "2022-1"), "不能晚于今天"),
        ("appointment", day("appointed_on", "2019-13"), "月份要在1到12之间"),
        ("unit", {"unit": "shop"}, "“shop”不在选项里，请重新选择单位类型"),
    ],
)
def test_contradiction_is_said_in_a_sentence(visitor, step, data, sentence):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    response = visitor.post(QUESTIONS.format(step), data)

    assert sentence in response.text


def test_technician_is_either_dated_or_denied(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")
    answer(visitor, "education", **SECONDARY)

    neither = answer(visitor, "appointment")
    both = answer(visitor, "appointment", **day("technician_since", "2018-4"), no_technician="on")

    assert "请填写聘为技术员的年月，没有聘为技术员请勾选" in neither.text
    assert "请不要勾选“没有聘为技术员”" in both.text


def test_going_back_loses_nothing(visitor):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8-5"), years=["2020"])

    unit = visitor.get("/check/unit/")
    entry = visitor.get("/check/education/1/")
    appointment = visitor.get("/check/appointment/")
    appraisal = visitor.get("/check/appraisal/")

    assert checked(unit) == {"private"}
    assert checked(entry) == {"本科"}
    assert typed(entry)["major"] == "机械设计制造及其自动化"
    assert typed(appointment)["appointed_on_day"] == "5"
    assert checked(appraisal) == {"2020"}


def test_corrected_answer_leads_back_to_the_result(visitor):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    response = answer(visitor, "unit", unit="social")

    assert response["Location"] == "/check/result/"


def test_earlier_appointment_asks_for_the_added_years(visitor):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2020-8"), years=["2020"])

    response = answer(visitor, "appointment", **day("appointed_on", "2019-8"))

    assert response["Location"] == "/check/appraisal/"
    assert checked(visitor.get("/check/appraisal/")) == {"2020"}


def test_question_cannot_be_jumped_to(visitor):
    answer(visitor, "unit", unit="private")

    response = visitor.get("/check/status/")

    assert response["Location"] == "/check/field/"


def test_degree_is_removed_only_by_post(visitor):
    walk(
        visitor,
        degrees=[SECONDARY, COLLEGE],
        dates={**day("appointed_on", "2019-8"), **day("technician_since", "2018-4")},
        years=["2020"],
    )

    refused = visitor.get("/check/education/1/remove/")
    visitor.post("/check/education/1/remove/")
    page = visitor.get("/check/education/")

    assert refused.status_code == 405
    assert "中专" not in page.text
    assert "大学专科" in page.text


def test_unknown_question_and_degree_are_not_found(visitor):
    assert visitor.get("/check/salary/").status_code == 404
    assert visitor.get("/check/education/9/").status_code == 404
    assert visitor.post("/check/education/9/remove/").status_code == 404


def test_result_without_answers_says_they_are_gone(visitor):
    response = visitor.get("/check/result/", follow=True)

    assert "自测答案已过期，请重新开始。" in response.text


def test_answers_are_forgotten_after_a_day(visitor, clock):
    answer(visitor, "unit", unit="private")

    clock("11-17 09:01")
    response = visitor.get("/check/result/", follow=True)

    assert "自测答案已过期，请重新开始。" in response.text


def test_answers_stand_within_the_day(visitor, clock):
    answer(visitor, "unit", unit="private")

    clock("11-17 08:59")

    assert checked(visitor.get("/check/unit/")) == {"private"}


def test_visitor_session_lasts_a_day_and_holds_nothing_personal(visitor):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    session = visitor.session

    assert 23 * 3600 < session.get_expiry_age() <= 24 * 3600
    assert set(session["self_check"]["given"]) == {
        "unit", "field", "education", "appointment", "appraisal", "status",
    }  # fmt: skip


def test_start_forgets_an_earlier_check(visitor):
    answer(visitor, "unit", unit="private")

    response = visitor.post("/check/")

    assert response["Location"] == "/check/unit/"
    assert checked(visitor.get("/check/unit/")) == set()


def test_printed_result_opens_every_quotation(visitor):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    page = visitor.get("/check/result/?print=1")

    assert page.text.count("zc-cite") == page.text.count('class="zc-cite" open')


def test_check_waits_for_the_notice(client, db, clock):
    clock("11-01 09:00")

    start, question = client.get("/check/"), client.get("/check/unit/")

    assert "本年度评审通知尚未印发" in start.text
    assert question.status_code == 404


def test_answers_become_the_first_rows_of_the_form(client, world, clock, sign_in):
    clock("11-16 09:00")
    walk(
        client,
        degrees=[SECONDARY, COLLEGE],
        dates={**day("appointed_on", "2019-8-5"), **day("technician_since", "2018-4")},
        years=["2019", "2020"],
    )
    applicant = world.person("郭小燕", world.unit, "applicant")
    client.post(
        "/accounts/sign-in/",
        {"username": applicant.user.username, "password": "rehearsal-2021"},
    )

    client.post("/applications/start/")

    application = applicant.user.applications.get()
    assert application.specialty.name == "机械制造"
    assert application.appointed_on == "2019-08-05"
    assert application.technician_since == "2018-04"
    assert application.retired is False
    assert [e.level for e in application.education_set.all()] == ["中专", "专科"]
    assert {a.year for a in application.appraisal_set.all()} == {2019, 2020}
    assert set(application.from_self_check) >= {"education", "appointment", "title"}
