"""Every step is told to those domain.md §8.1 names, in its transaction, once, and never too much.

The columns are written by hand: they are the specification, not a copy of the table.
"""

import re

import pytest

from accounts.models import Membership, Message
from accounts.roles import Role
from review import actors, records, telling
from review.checklist import PERSON_ITEMS
from review.engine import Move, Refused
from review.models import Case, Meeting, Package
from review.services import PROCEDURES, act
from review.states import Action as A
from review.states import Actor as By
from review.states import CaseState as S
from tests.world import at
from yangcheng_titles.demo import road

OWN, UNIT = By.APPLICANT, By.UNIT
# domain.md §8.1, Notify, by step; "–" and what is told with the package or meeting is empty.
# Beyond the column, whoever must act next is told: head, lead, clerk, secretary, 人社局.
CASE_COLUMN = {
    A.SUBMIT: {UNIT}, A.WITHDRAW: set(), A.QUIT: {UNIT}, A.OPEN: {OWN}, A.APPROVE: {OWN},
    A.DECLINE: {OWN}, A.PUBLISH: {OWN}, A.CLEAR: set(), A.INVESTIGATE: set(), A.OVERRULE: {OWN},
    A.ASSESS: {OWN}, A.PUBLISH_OPINION: {OWN}, A.CLEAR_OPINION: set(), A.RECOMMEND: {OWN},
    A.FILE: set(), A.AGREE: {OWN}, A.SEND_BACK: {OWN}, A.DISAGREE: {OWN, UNIT}, A.RECEIVE: set(),
    A.ABANDON: {OWN, UNIT}, A.ACCEPT: {OWN, UNIT}, A.CORRECT: {OWN, UNIT}, A.SUPPLY: {OWN, UNIT},
    A.PROPOSE_REFUSAL: {By.LEAD}, A.REFUSE: {OWN, UNIT}, A.REJECT_REFUSAL: {By.CLERK},
    A.QUALIFY: {OWN, UNIT}, A.DISQUALIFY: {OWN, UNIT}, A.PASS: set(), A.FAIL: set(),
    A.REQUEST_RECHECK: {UNIT, By.SECRETARY}, A.UPHOLD: {OWN, UNIT}, A.REVOTE: {OWN, UNIT},
    A.PUBLISH_RESULT: {OWN}, A.CLEAR_RESULT: set(), A.CONFIRM: {OWN}, A.ARCHIVE: {OWN},
    A.REVOKE: {OWN, UNIT}, A.TAKE_DOWN: {OWN}, A.REVISE_OPINION: set(),
    (A.SUBMIT, By.UNIT): {OWN}, (A.RETURN, By.UNIT): {OWN}, (A.RETURN, By.DEPARTMENT): {OWN, UNIT},
}  # fmt: skip
PACKAGE_COLUMN = {
    A.POST_CRITERIA: set(), A.CLEAR_CRITERIA: set(), A.POST_MATERIALS: set(),
    A.CLEAR_MATERIALS: {UNIT}, A.ASSESS: set(), A.POST_OPINIONS: set(),
    A.CLEAR_OPINIONS: {UNIT, By.UNIT_HEAD}, A.RECOMMEND: {UNIT}, A.FILE: {By.DEPARTMENT},
    A.AGREE: {UNIT}, A.SEND_BACK: {UNIT}, A.RECEIVE: {By.CLERK}, A.ACCEPT: set(),
    A.ACCEPT_PARTLY: set(), A.CORRECT: {UNIT}, A.SUPPLY: {By.CLERK}, A.REFUSE: {UNIT},
    A.ARCHIVE: set(), A.STOP_CRITERIA: set(), A.STOP_NOTICE: set(),
    (A.RECOMMEND, By.UNIT): {By.UNIT_HEAD}, (A.AGREE, By.CLERK): {UNIT, By.DEPARTMENT},
}  # fmt: skip
MEETING_COLUMN = {
    A.CONVENE: set(), A.OPEN_VOTE: set(), A.CLOSE_VOTE: set(), A.ANNOUNCE: set(),
    A.PUBLISH_RESULT: {OWN, UNIT}, A.CLEAR_RESULT: {By.SECRETARY, By.HRSS},
    A.CONFIRM: {UNIT, By.DEPARTMENT, By.SECRETARY}, A.ARCHIVE: {OWN, UNIT},
}  # fmt: skip
COLUMNS = {Case: CASE_COLUMN, Package: PACKAGE_COLUMN, Meeting: MEETING_COLUMN}


@pytest.mark.parametrize("model", PROCEDURES)
def test_every_step_is_told_as_the_column_says_or_silent_on_purpose(model):
    steps = {(row.action, by) for row in PROCEDURES[model] for by in {row.actor, *row.paper}}
    column = COLUMNS[model]
    expected = {step: column.get(step, column.get(step[0])) for step in steps}

    assert {
        step: {one.to for one in tellings} for step, tellings in telling.TABLES[model].items()
    } == expected


def told(membership):
    """What stands in somebody's box, in the order it was told."""
    box = Message.objects.filter(user=membership.user).order_by("told_at", "pk")
    return [message.subject for message in box]


def test_applicant_is_told_of_the_whole_road(world):
    case = world.case_at(S.ARCHIVED)

    assert told(world.applicant(case)) == [
        "单位人事开始审核您的申报材料",
        "单位审核通过您的申报材料",
        "您的申报材料开始公示（公示②）",
        "单位已进行民主评议",
        "单位对您的鉴定意见开始公示（公示③）",
        "单位领导已推荐您参加评审",
        "主管部门已审核您的申报",
        "303室已受理您的申报",
        "您的申报已列入待评审名单",
        "评审结果公布了",
        "人社局已核准评审结果",
        "您的申报件已归档",
    ]
    assert told(world.officer) == [f"{world.unit.name}报来材料", "人社局已核准评审结果"]
    assert told(world.head) == ["有申报人等待推荐"]
    assert told(world.hrss) == ["有评审结果等待核准"]
    assert told(world.other_clerk) == [f"{world.unit.name}的材料已收件"]
    assert told(world.clerk) == []  # never of one's own step
    digits = re.compile(r"\d{11}")
    for message in Message.objects.all():
        assert not digits.search(message.subject + message.todo + message.link)


def test_step_that_is_refused_tells_nobody(world):
    case = world.submitted()
    before = Message.objects.count()

    with pytest.raises(Refused):
        road.take(case, A.APPROVE, acting=world.hr, now=at("11-08 09:00"))

    assert Message.objects.count() == before


def test_second_press_tells_nothing_more(world):
    case = world.submitted()
    move = Move(acting=world.hr, action=A.OPEN, now=at("11-08 09:00"), key="once")

    act(case, move)
    act(case, move)

    assert told(world.applicant(case)) == ["单位人事开始审核您的申报材料"]


def test_result_is_told_when_it_is_public_and_to_those_who_failed_too(world):
    failed = world.submitted("张建军")
    world.pass_by_unit(failed, "11-05 14:00")
    passed = world.case_at(S.IN_REVIEW, "郭晓燕")
    failed.refresh_from_db()
    world.accept(failed)
    world.step(failed, A.QUALIFY, world.secretary, "12-06 09:10")
    meeting, seats = world.open_vote([failed, passed])
    road.vote(meeting, seats, {(seat.pk, failed.pk): "no" for seat in seats})
    world.close_vote(meeting)
    before = Message.objects.count()

    world.step(meeting, A.ANNOUNCE, world.chair, "12-16 11:30")
    assert Message.objects.count() == before

    passed.refresh_from_db()
    world.publish_result(passed)
    new = Message.objects.filter(told_at=at("12-20 09:00"))
    assert {(m.user.name, m.subject, m.todo) for m in new} == {
        ("张建军", "评审结果公布了", "您的结果请打开查看。"),
        ("郭晓燕", "评审结果公布了", "您的结果请打开查看。"),
        ("原海燕", "评审结果公布了", "本单位的结果请打开查看。"),
    }


def test_letter_of_correction_tells_person_and_unit_with_its_day(world):
    case = world.case_at(S.DELIVERED)
    now = at("11-25 09:00")
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=now, failing={"start_date"})
    road.take(case, A.CORRECT, acting=world.clerk, now=at("11-25 10:00"))

    letters = Message.objects.filter(told_at=at("11-25 10:00"))
    assert {(m.user.name, m.due_on) for m in letters} == {
        ("郭晓燕", at("12-02 00:00").date()),
        ("原海燕", at("12-02 00:00").date()),
    }


def test_objection_is_told_to_the_unit_but_not_to_whom_it_is_against(world):
    case = world.case_at(S.MATERIALS_NOTICE)
    notice = case.notice_entries.get().notice
    case.application.applicant.memberships.create(
        organisation=world.unit, role=Role.UNIT, since=at("11-01 00:00").date()
    )

    records.file_objection(notice, now=at("11-10 09:00"), content="请核实。" * 5, cases=[case.pk])

    filed = Message.objects.filter(told_at=at("11-10 09:00"))
    assert [(m.user, m.subject) for m in filed] == [(world.hr.user, "公示②收到异议")]


def test_those_told_are_those_who_may_act(world):
    case = world.case_at(S.IN_REVIEW)
    world.person("别的单位", world.make_unit("阳城县砥洎陶瓷有限公司"), Role.UNIT)
    world.meeting([case])
    case.refresh_from_db()
    today, everybody = at("12-06 10:00").date(), set(Membership.objects.all())

    for actor in By:
        for subject in (case, case.package, case.meeting):
            rows = type(subject).objects.filter(pk=subject.pk)
            may = {
                m for m in everybody if rows.filter(actors.scope(actor, m, type(subject))).exists()
            }
            assert set(actors.holders(actor, subject, today)) == may, (actor, subject)


def test_message_of_a_file_taken_back_leads_where_the_unit_may_go(world, sign_in, clock):
    case = world.submitted()
    link = Message.objects.get(user=world.hr.user).link
    road.take(case, A.WITHDRAW, acting=world.applicant(case), now=at("11-05 12:00"))
    clock("11-08 09:00")

    page = sign_in(world.hr).get(link)

    assert page.status_code == 200
    assert case.name in page.text
