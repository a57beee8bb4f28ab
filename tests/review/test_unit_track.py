"""The applicant's side: handing in, once, and finding the file again."""

import pytest
from django.urls import reverse

from applications import services as filing
from review.models import Case, Event
from review.states import Action, CaseState
from tests.world import at
from yangcheng_titles.demo import road
from yangcheng_titles.demo.people import bachelor

S = CaseState


def ready(world, **kwargs):
    """A file with everything answered and read through, and its applicant."""
    application = world.start(**kwargs)
    filing.mark_reviewed(application, now=at("11-05 10:30"))
    application.refresh_from_db()
    return application, application.applicant.memberships.get(role="applicant")


def promise(application, **change):
    return {
        "agreed": "on",
        "signed_name": application.applicant.name,
        "key": "page-1",
    } | change


@pytest.fixture
def hand_in(sign_in):
    def post(application, acting, **change):
        client = sign_in(acting)
        url = reverse("review:submit", args=[application.pk])
        return client, client.post(url, promise(application, **change))

    return post


def test_promise_hands_the_file_in_and_shows_number_and_code(world, clock, hand_in):
    application, applicant = ready(world)
    clock("11-08 09:00")

    client, response = hand_in(application, applicant)

    assert response.url == reverse("review:submitted", args=[application.pk])
    page = client.get(response.url).content.decode()
    assert application.number in page
    assert application.query_code in page
    assert "评审表3份，双面打印" in page
    assert Case.objects.get().state == S.SUBMITTED


def test_pressing_five_times_hands_in_once(world, clock, hand_in):
    application, applicant = ready(world)
    clock("11-08 09:00")

    answers = [hand_in(application, applicant)[1] for _ in range(5)]

    assert {answer.status_code for answer in answers} == {302}
    assert Event.objects.filter(action=Action.SUBMIT).count() == 1
    assert application.submissions.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"agreed": ""}, "请勾选“我已逐条看过”"),
        ({"signed_name": "张三"}, "现在写的是“张三”"),
        ({"signed_name": ""}, "请填写承诺人姓名"),
    ],
)
def test_promise_not_filled_in_right_is_told_and_kept(world, clock, hand_in, change, sentence):
    application, applicant = ready(world)
    clock("11-08 09:00")

    _, response = hand_in(application, applicant, **change)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not application.submissions.exists()


def test_handing_in_after_the_last_day_is_refused_with_the_day(world, clock, hand_in):
    application, applicant = ready(world)
    clock("11-27 00:01")

    _, response = hand_in(application, applicant)

    assert response.status_code == 422
    assert "本年度报送已于11月26日截止" in response.content.decode()


def test_handing_in_on_the_last_day_is_taken(world, clock, hand_in):
    application, applicant = ready(world)
    clock("11-26 23:59")

    assert hand_in(application, applicant)[1].status_code == 302


def test_failing_verdict_asks_for_a_statement(world, clock, hand_in):
    career = bachelor("采矿工程", "采掘技术管理", "太原理工大学", "采矿工程", year=2021)
    application, applicant = ready(world, career=career)
    clock("11-08 09:00")

    _, without = hand_in(application, applicant)
    _, given = hand_in(application, applicant, statement="2019年起在同一岗位实习。")

    assert "请填写情况说明" in without.content.decode()
    assert given.status_code == 302
    assert application.submissions.get().statement == "2019年起在同一岗位实习。"


def test_other_applicant_cannot_hand_in_somebody_elses_file(world, clock, hand_in):
    application, _ = ready(world)
    _, stranger = ready(world, name="张建军")
    clock("11-08 09:00")

    assert hand_in(application, stranger)[1].status_code == 404


def test_way_tells_every_step_who_has_the_file_and_what_comes(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    clock("11-11 09:00")

    page = sign_in(world.applicant(case)).get(reverse("review:track", args=[case.application_id]))

    labels = [step.label for step in page.context["way"].steps]
    assert labels[:4] == [
        "提交给单位",
        "单位人事开始审核",
        "单位审核通过",
        "公示②开始（个人申报材料）",
    ]
    assert labels[4] == "现在：您的申报材料正在公示"
    notes = {step.label: step.note for step in page.context["way"].steps}
    assert notes["民主评议"] == "最快11月16日"
    assert notes["公示③（单位鉴定意见）"] == "最快11月16日至22日"
    assert notes["303室受理"] == "最迟11月26日送到"


def test_days_that_are_past_are_not_promised(world, clock, sign_in):
    case = world.case_at(S.IN_REVIEW)
    clock("12-20 09:00")

    page = sign_in(world.applicant(case)).get(reverse("review:track", args=[case.application_id]))

    notes = {step.label: step.note for step in page.context["way"].steps}
    assert notes["评委会评审"] == "时间另行通知"
    assert "303室受理" in notes
    assert not page.context["way"].estimated


def test_returned_file_shows_the_letter_and_the_way_back(world, clock, sign_in):
    case = world.case_at(S.UNIT_OK)
    road.take(
        case,
        Action.RETURN,
        acting=world.hr,
        now=at("11-09 09:00"),
        items=[{"section": "work", "text": "请补写2020年的工作", "clause": ""}],
    )
    clock("11-09 10:00")

    page = sign_in(world.applicant(case)).get(reverse("review:track", args=[case.application_id]))

    assert "请补写2020年的工作" in page.content.decode()
    labels = {button.label: button.url for button in page.context["buttons"]}
    assert labels["去修改并重新提交"] == reverse("applications:tasks", args=[case.application_id])


def test_applicant_takes_the_file_back_before_the_unit_opens_it(world, clock, sign_in):
    case = world.submitted()
    clock("11-08 09:00")
    client = sign_in(world.applicant(case))
    url = reverse("review:case-step", args=[case.pk, Action.WITHDRAW])

    response = client.post(url, {"version": case.version, "key": "k"}, follow=True)

    assert response.status_code == 200
    case.refresh_from_db()
    assert case.state == S.DRAFT


def test_quitting_asks_why(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    clock("11-11 09:00")
    client = sign_in(world.applicant(case))
    url = reverse("review:case-step", args=[case.pk, Action.QUIT])

    silent = client.post(url, {"version": "", "key": "a", "note": ""})
    client.post(url, {"version": "", "key": "b", "note": "调离本单位"})

    assert "请填写意见或理由" in silent.content.decode()
    case.refresh_from_db()
    assert case.state == S.WITHDRAWN


@pytest.mark.parametrize("state", [S.PASSED])
def test_result_is_kept_from_the_applicant_until_it_is_public(world, clock, sign_in, state):
    case = world.case_at(state)
    clock("12-16 14:00")
    client = sign_in(world.applicant(case))

    page = client.get(reverse("review:track", args=[case.application_id]))

    assert page.context["way"].tag.word == "评审中"
    assert "评审通过" not in page.content.decode()
    step = reverse("review:case-step", args=[case.pk, Action.REQUEST_RECHECK])
    assert client.get(step).status_code == 404


def test_proposed_refusal_is_not_told_before_the_second_person_confirms(world, clock, sign_in):
    case = world.case_at(S.DELIVERED)
    road.take(
        case, Action.PROPOSE_REFUSAL, acting=world.clerk, now=at("11-25 09:00"), note="不在范围"
    )
    clock("11-25 10:00")

    page = sign_in(world.applicant(case)).get(reverse("review:track", args=[case.application_id]))

    assert page.context["way"].tag.word == "审核中"
    assert "不在范围" not in page.content.decode()
    assert "拟不予受理" not in page.content.decode()


def test_case_address_leads_the_applicant_to_the_own_way(world, clock, sign_in):
    case = world.submitted()
    clock("11-08 09:00")

    response = sign_in(world.applicant(case)).get(reverse("review:case", args=[case.pk]))

    assert response.url == reverse("review:track", args=[case.application_id])


def test_submit_address_in_the_step_view_leads_to_the_promise(world, clock, sign_in):
    case = world.case_at(S.UNIT_OK)
    road.take(
        case,
        Action.RETURN,
        acting=world.hr,
        now=at("11-09 09:00"),
        items=[{"section": "work", "text": "补写", "clause": ""}],
    )
    clock("11-09 10:00")
    client = sign_in(world.applicant(case))

    response = client.post(reverse("review:case-step", args=[case.pk, Action.SUBMIT]), {})

    assert response.url == reverse("applications:commitment", args=[case.application_id])
