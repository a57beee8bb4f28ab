"""Answers: asked for, kept for a day, corrected, carried on to the form; nothing personal."""

from datetime import date

import pytest

from applications import self_check
from applications.facts import facts_of
from applications.models import Application
from applications.queries import blocking_errors, with_contents
from eligibility.facts import Grade
from tests.self_check.walking import (
    BACHELOR,
    COLLEGE,
    QUESTIONS,
    SECONDARY,
    answer,
    checked,
    day,
    month,
    typed,
    walk,
)
from tests.world import at


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


@pytest.fixture
def carried(client, world):
    """`carried()`: the visitor signs in, begins a file with the answers, and gives it."""

    def carry():
        applicant = world.person("郭小燕", world.unit, "applicant")
        client.post(
            "/accounts/sign-in/",
            {"username": applicant.user.username, "password": "rehearsal-2021"},
        )
        client.post("/applications/start/")
        return applicant.user.applications.get()

    return carry


def test_answers_become_the_first_rows_of_the_form(visitor, world, carried):
    walk(
        visitor,
        degrees=[SECONDARY, COLLEGE],
        dates={**day("appointed_on", "2019-8-5"), **day("technician_since", "2018-4")},
        years=["2019", "2020"],
    )

    application = carried()

    assert application.specialty.name == "机械制造"
    assert application.appointed_on == "2019-08-05"
    assert application.technician_since == "2018-04"
    assert application.retired is False
    assert application.under_sanction is None  # the form asks whether ever, the check whether now
    assert [e.level for e in application.education_set.all()] == ["中专", "专科"]
    assert {a.year for a in application.appraisal_set.all()} == {2019, 2020}
    (job,) = application.workexperience_set.all()
    assert (job.started, job.ended, job.employer) == ("2019-08", "", world.unit.name)
    assert application.from_self_check == [
        "eligibility", "title", "education", "work", "appointment",
    ]  # fmt: skip


def test_rules_read_the_carried_answers_as_the_check_did(visitor, carried):
    walk(
        visitor,
        unit="state",
        degrees=[COLLEGE],
        dates={**day("appointed_on", "2019-8"), **month("same_specialty_since", "2018-3")},
        years=["2019", "2020"],
        failed="on",
        status=["party", "other_title"],
    )
    sanction = {"party_type": "党纪:警告", "party_on": "2021-05-10", "manager": "yes"}
    answer(visitor, "sanction", **sanction)
    kept = self_check.read(visitor.session, year=2021, now=at("11-16 09:00"))
    told = self_check.facts(kept, relevance={}, exam_only=False)

    application = carried()
    application.birth_date, application.sex = date(1996, 5, 1), "女"
    read = facts_of(application)

    same = (
        "identity", "appointed_on", "retired", "technician_since",
        "technician_work_since", "same_specialty_since", "appraisals", "sanctions", "held_title",
    )  # fmt: skip
    assert {name: getattr(read, name) for name in same} == {
        name: getattr(told, name) for name in same
    }
    assert read.appraisals[2018] is Grade.UNQUALIFIED
    assert [(row.level, row.graduated_on) for row in read.degrees] == [
        (row.level, row.graduated_on) for row in told.degrees
    ]


def test_unknown_appraisals_are_carried_as_such(visitor, carried):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["unknown"])

    rows = carried().appraisal_set.all()

    assert {row.year: row.grade for row in rows} == {2019: "unknown", 2020: "unknown"}


def test_carried_section_must_be_confirmed_before_handing_in(visitor, carried):
    walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    application = with_contents(Application.objects.filter(pk=carried().pk)).get()
    found = blocking_errors(application, today=date(2021, 11, 16))

    assert ("work", "“工作经历”由自测带入，请打开确认后保存") in found
