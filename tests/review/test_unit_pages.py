"""What the unit sees: workbench, people, one file, notices. And that it stays quick."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Round, WorkingDayOverride
from review import records
from review.labels import case_tag
from review.models import Notice, NoticePhoto, Objection, OriginalCheck, Package
from review.states import CaseState
from tests.review.crowd import crowd
from tests.world import at
from yangcheng_titles.demo import road, scans
from yangcheng_titles.demo.people import bachelor

S = CaseState


def workbench(client):
    return client.get(reverse("review:unit")).context["work"]


# --- workbench ----------------------------------------------
def test_new_unit_sees_three_steps_and_nothing_else(world, clock, sign_in):
    clock("11-05 09:00")

    page = sign_in(world.hr).get(reverse("review:unit"))

    assert "按下面三步做" in page.content.decode()
    assert "三公示排期" not in page.content.decode()


def test_first_step_of_a_new_unit_leads_to_the_first_notice(world, clock, sign_in):
    clock("11-05 09:00")

    response = sign_in(world.hr).post(reverse("review:unit-begin"))

    package = Package.objects.get()
    assert response.url == reverse("review:package-step", args=[package.pk, "post-criteria"])


def test_leader_cannot_begin_the_package(world, clock, sign_in):
    clock("11-05 09:00")

    assert sign_in(world.head).post(reverse("review:unit-begin")).status_code == 403
    assert not Package.objects.exists()


@pytest.mark.parametrize(
    ("today", "tones"),
    [
        ("11-08 09:00", []),
        ("11-10 09:00", ["amber"]),
        ("11-11 09:00", ["amber"]),
        ("11-12 09:00", ["amber"]),
        ("11-12 18:01", ["red"]),
        ("11-15 09:00", ["red"]),
        ("11-27 09:00", ["red"]),
    ],
)
def test_warning_ladder_follows_the_days_left(world, clock, sign_in, today, tones):
    world.submitted()
    clock(today)

    plan = workbench(sign_in(world.hr)).plan

    assert [alarm.tone for alarm in plan.warnings] == tones


def test_warning_offers_the_step_that_mends_it(world, clock, sign_in):
    world.submitted()
    clock("11-12 09:00")

    work = workbench(sign_in(world.hr))

    assert "余0个工作日" in work.plan.warnings[0].text
    assert work.lead.label == "发布公示①"
    assert work.lead.url.endswith("/post-criteria/")


def test_chart_draws_real_notices_and_plans_the_rest(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    clock("11-11 09:00")

    plan = workbench(sign_in(world.hr)).plan

    rows = {row.label: row.note for row in plan.chart.rows}
    assert rows["公示① 条件、程序"] == "11月8日至12日，第4天"
    assert rows["公示② 个人申报材料"] == "11月9日至15日，第3天"
    assert rows["民主评议会"] == "拟11月16日"
    assert rows["公示③ 单位鉴定意见"] == "拟11月16日至22日"
    assert rows["主管部门审核、报送303室"] == "拟11月23日至26日"
    assert case.state == S.MATERIALS_NOTICE


def test_people_behind_the_others_are_planned_apart(world, clock, sign_in):
    world.case_at(S.MATERIALS_NOTICE)
    world.submitted("张建军", now=at("11-12 09:00"))
    clock("11-15 09:00")

    plan = workbench(sign_in(world.hr)).plan

    assert plan.waiting == 1
    assert "公示② 其余人员" in [row.label for row in plan.chart.rows]
    assert plan.warnings[-1].title == "1人赶不上本次报送截止"


def test_holiday_declared_later_lengthens_the_schedule(world, clock, sign_in):
    world.case_at(S.MATERIALS_NOTICE)
    WorkingDayOverride.objects.create(day=date(2021, 11, 10), working=False, reason="临时放假")
    clock("11-11 09:00")

    plan = workbench(sign_in(world.hr)).plan

    rows = {row.label: row.note for row in plan.chart.rows}
    assert rows["公示② 个人申报材料"] == "11月9日至16日，第2天"


def test_year_without_published_holidays_is_said_and_not_guessed(world, clock, sign_in):
    Round.objects.filter(year=2021).update(
        acceptance_closes=date(2031, 11, 26), correction_latest=date(2031, 12, 3)
    )
    world.submitted()
    clock("11-08 09:00")

    page = sign_in(world.hr).get(reverse("review:unit"))

    assert page.status_code == 200
    assert "2031年的放假安排没有录入" in page.content.decode()


def test_todo_names_the_day_each_result_can_be_registered(world, clock, sign_in):
    world.case_at(S.MATERIALS_NOTICE)
    clock("11-12 09:00")

    todos = {todo.what: todo for todo in workbench(sign_in(world.hr)).todos}

    assert todos["公示①期满，登记结果"].when == "明天"
    assert todos["公示②期满，登记结果"].when_note == "16日"
    assert "上传公示①张贴后的照片" in todos


def test_leader_is_only_told_what_the_leader_does(world, clock, sign_in):
    world.case_at(S.NOTICES_CLEAR)
    clock("11-23 09:30")

    todos = workbench(sign_in(world.head)).todos

    assert [todo.what for todo in todos] == ["单位领导推荐，签单位承诺"]


def test_bag_lists_what_is_lacking(world, clock, sign_in):
    world.case_at(S.MATERIALS_NOTICE)
    clock("11-12 09:00")

    needs = {need.material: need for need in workbench(sign_in(world.hr)).needs}

    assert (needs["评审表，每人3份"].need, needs["评审表，每人3份"].have) == (3, 3)
    assert needs["三公示记实表"].words == "公示③期满登记后"
    assert needs["公示结果证明（照片）"].words == "缺公示①、公示②"


def queries_of(client, name):
    """How often a page asks the database, the notice on the print queue left aside."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len([q for q in captured.captured_queries if "django_tasks" not in q["sql"]])


PAGES = {
    S.SUBMITTED: ("unit", "unit-people", "unit-checks", "unit-approvals"),
    S.MATERIALS_NOTICE: ("unit", "unit-people", "unit-checks", "unit-notices"),
}


@pytest.mark.parametrize("state", PAGES)
def test_pages_ask_the_database_as_often_for_three_hundred_people_as_for_one(
    world, clock, sign_in, state
):
    case = world.case_at(state)
    clock("11-12 09:00")
    client, pages = sign_in(world.hr), [f"review:{name}" for name in PAGES[state]]
    client.get(reverse("review:unit"))
    one = [queries_of(client, name) for name in pages]
    crowd(case, 299)

    assert case.package.cases.count() == 300
    assert [queries_of(client, name) for name in pages] == one


@pytest.mark.parametrize(
    ("state", "action", "moment"),
    [
        (S.UNIT_OK, "post-materials", "11-12 09:00"),
        (S.ASSESSMENT, "assess", "11-16 09:00"),
        (S.OPINION_DRAFT, "post-opinions", "11-16 11:00"),
    ],
)
def test_step_for_many_is_looked_at_in_as_many_queries_as_for_one(
    world, clock, sign_in, state, action, moment
):
    case = world.case_at(state)
    if state is S.UNIT_OK:
        road.post_criteria(case.package, acting=world.hr, now=at("11-08 09:00"))
    clock(moment)
    client = sign_in(world.hr)
    address = reverse("review:package-step", args=[case.package_id, action])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len([q for q in captured.captured_queries if "django_tasks" not in q["sql"]])

    queries()
    one = queries()
    crowd(case, 299)

    assert queries() == one


# --- people -------------------------------------------------
def names(response):
    return [row.cells[0].text for row in response.context["rows"]]


def test_people_to_be_acted_on_come_first_and_drafts_are_listed_without_link(world, clock, sign_in):
    world.case_at(S.UNIT_OK, "甲一")
    world.submitted("乙二")
    world.start("丙三")
    clock("11-08 09:00")

    response = sign_in(world.hr).get(reverse("review:unit-people"))

    assert names(response) == ["乙二", "甲一", "丙三"]
    assert response.context["rows"][2].cells[0].url == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=甲", ["甲一"]), ("?stage=todo", ["乙二"]), ("?check=not_met", []), ("?check=junk", 2)],
)
def test_people_are_searched_by_get(world, clock, sign_in, query, found):
    world.case_at(S.UNIT_OK, "甲一")
    world.submitted("乙二")
    clock("11-08 09:00")

    response = sign_in(world.hr).get(reverse("review:unit-people") + query)

    assert names(response) == found if isinstance(found, list) else len(names(response)) == found


def test_own_file_is_shown_without_a_link(world, clock, sign_in):
    case = world.submitted("原海燕")
    case.application.applicant = world.hr.user
    case.application.save(update_fields=["applicant"])
    clock("11-08 09:00")

    row = sign_in(world.hr).get(reverse("review:unit-people")).context["rows"][0]

    assert row.cells[0].url == ""
    assert row.cells[-1].text == "由他人办理"


# --- one file -----------------------------------------------
def test_all_originals_are_registered_in_one_form(world, clock, sign_in):
    case = world.submitted()
    road.take(case, "open", acting=world.hr, now=at("11-08 08:00"))
    clock("11-08 09:00")
    client = sign_in(world.hr)
    items = ("identity", "education", "appointment", "appraisal")

    client.post(
        reverse("review:unit-originals", args=[case.pk]), {f"agrees_{i}": "yes" for i in items}
    )

    assert set(OriginalCheck.objects.values_list("item", flat=True)) == set(items)
    page = client.get(reverse("review:case", args=[case.pk]))
    assert "还没有核原件" not in page.content.decode()


def test_original_that_differs_must_be_explained(world, clock, sign_in):
    case = world.submitted()
    road.take(case, "open", acting=world.hr, now=at("11-08 08:00"))
    clock("11-08 09:00")

    response = sign_in(world.hr).post(
        reverse("review:unit-originals", args=[case.pk]),
        {"agrees_identity": "yes", "agrees_education": "no"},
    )

    assert response.status_code == 422
    assert "请写明毕业证书哪里与原件不一致" in response.content.decode()
    assert not OriginalCheck.objects.exists()


def test_originals_cannot_be_registered_before_the_file_is_opened(world, clock, sign_in):
    case = world.submitted()
    clock("11-08 09:00")

    response = sign_in(world.hr).post(
        reverse("review:unit-originals", args=[case.pk]), {"agrees_identity": "yes"}
    )

    assert "状态下不能再改" in response.content.decode()


def test_settlement_stands_beside_the_machines_verdict(world, clock, sign_in):
    case = world.submitted(career=unlisted_major())
    road.take(case, "open", acting=world.hr, now=at("11-08 08:00"))
    clock("11-08 09:00")
    client = sign_in(world.hr)

    client.post(
        reverse("review:unit-settle", args=[case.pk]),
        {"rule": "R11", "outcome": "met", "reason": "主修课程相同", "basis": "成绩单"},
    )

    page = client.get(reverse("review:case", args=[case.pk]))
    judged = {one.card.anchor: one for one, _ in page.context["judged"]}
    assert judged["R11"].card.state.word == "需核实"
    assert [s.get_outcome_display() for _, s in judged["R11"].settlements] == ["符合"]
    case.refresh_from_db()
    assert case.submission.verdict["overall"] == "unproven"


def test_settlement_without_reason_keeps_what_was_typed(world, clock, sign_in):
    case = world.submitted(career=unlisted_major())
    road.take(case, "open", acting=world.hr, now=at("11-08 08:00"))
    clock("11-08 09:00")

    response = sign_in(world.hr).post(
        reverse("review:unit-settle", args=[case.pk]),
        {"rule": "R11", "outcome": "met", "reason": "", "basis": "成绩单原件"},
    )

    assert response.status_code == 422
    assert "请填写核实的理由" in response.content.decode()
    assert "成绩单原件" in response.content.decode()


def test_settled_rule_that_was_met_is_refused(world, clock, sign_in):
    case = world.submitted()
    road.take(case, "open", acting=world.hr, now=at("11-08 08:00"))
    clock("11-08 09:00")

    response = sign_in(world.hr).post(
        reverse("review:unit-settle", args=[case.pk]),
        {"rule": "R12", "outcome": "not_met", "reason": "x", "basis": "y"},
    )

    assert "这一项系统已核为符合，不用另作结论" in response.content.decode()
    assert not case.settlements.exists()


def unlisted_major():
    """A degree the bureau's table of majors does not know."""
    return bachelor("采矿工程", "采掘技术管理", "太原理工大学", "工业设计")


def test_identity_number_is_masked_on_the_units_page(world, clock, sign_in):
    case = world.submitted()
    clock("11-08 09:00")

    page = sign_in(world.hr).get(reverse("review:case", args=[case.pk])).content.decode()

    assert case.application.identity_number not in page
    assert "140522********" in page


@pytest.mark.parametrize("state", [s for s in S if s not in (S.DRAFT,)])
def test_every_state_has_a_tag_for_every_role(state):
    meeting = type("M", (), {"state": "publicised"})()
    case = type("C", (), {"state": state, "meeting": meeting})()

    for role in ("applicant", "unit", "unit_head", "department", "clerk", "hrss"):
        assert case_tag(case, role).word


# --- notices ------------------------------------------------
def photo(name="公示栏.jpg"):
    return SimpleUploadedFile(name, scans.photo("公示①", ["公告栏"]), content_type="image/jpeg")


def test_objection_is_concluded_once_with_its_finding(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    notice = Notice.objects.get(kind="materials")
    records.file_objection(notice, now=at("11-11 09:00"), content="工作年限不实", cases=[case.pk])
    objection = Objection.objects.get()
    clock("11-12 09:00")
    client, url = sign_in(world.hr), reverse("review:unit-objection", args=[objection.pk])

    empty = client.post(url, {"conclusion": "unfounded", "finding": ""})
    done = client.post(url, {"conclusion": "unfounded", "finding": "核对聘用协议，属实。"})
    again = client.post(url, {"conclusion": "founded", "finding": "改判"})

    assert "请填写核查情况" in empty.content.decode()
    assert done.status_code == 302
    assert "这条异议已经有结论" in again.content.decode()
    objection.refresh_from_db()
    assert objection.conclusion == "unfounded"


def test_open_objection_keeps_the_person_from_being_cleared(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    records.file_objection(
        Notice.objects.get(kind="materials"),
        now=at("11-11 09:00"),
        content="工作年限不实",
        cases=[case.pk],
    )
    clock("11-16 09:00")

    page = sign_in(world.hr).get(
        reverse("review:package-step", args=[case.package_id, "clear-materials"])
    )

    form = page.context["form"]
    assert form.fields["people"].initial == []
    assert "有1条异议还没有核查结论" in page.content.decode()


def test_file_under_objection_leads_to_where_it_is_concluded(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    notice = Notice.objects.get(kind="materials")
    [objection] = records.file_objection(
        notice, now=at("11-11 09:00"), content="年限不实", cases=[case.pk]
    )
    clock("11-12 09:00")

    page = sign_in(world.hr).get(reverse("review:case", args=[case.pk])).content.decode()

    assert f"{reverse('review:unit-notice', args=[notice.pk])}#objection-{objection.pk}" in page


def test_leader_does_not_see_who_objected(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    notice = Notice.objects.get(kind="materials")
    records.file_objection(
        notice, now=at("11-11 09:00"), content="年限不实", cases=[case.pk], name="李反映"
    )
    clock("11-12 09:00")
    url = reverse("review:unit-notice", args=[notice.pk])

    leader = sign_in(world.head).get(url).content.decode()
    handler = sign_in(world.hr).get(url).content.decode()

    assert "李反映" not in leader
    assert "年限不实" not in leader
    assert "李反映" in handler


def test_other_unit_cannot_open_a_notices_page(world, clock, sign_in):
    world.case_at(S.MATERIALS_NOTICE)
    stranger = world.person("李秀兰", world.make_unit("阳城县砥洎陶瓷有限公司"), "unit")
    clock("11-12 09:00")
    notice = Notice.objects.get(kind="materials")

    client = sign_in(stranger)

    assert client.get(reverse("review:unit-notice", args=[notice.pk])).status_code == 404


def test_photograph_goes_through_the_file_gate(world, clock, sign_in):
    world.case_at(S.MATERIALS_NOTICE)
    notice = Notice.objects.get(kind="criteria")
    clock("11-12 09:00")
    client = sign_in(world.hr)
    url = reverse("review:unit-notice-photos", args=[notice.pk])

    refused = client.post(url, {"photo": SimpleUploadedFile("公示.docx", b"PK\x03\x04 word")})
    client.post(url, {"photo": photo()})

    assert refused.status_code == 422
    assert "请另存为PDF后再传" in refused.content.decode()
    row = NoticePhoto.objects.get()
    shown = client.get(reverse("review:notice-photo", args=[notice.pk, row.pk]))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    b"".join(shown.streaming_content)
