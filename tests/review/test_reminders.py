"""Reminders come on their working day, once, and stop when there is nothing left to do."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localtime

from accounts.models import Message
from applications import services as filing
from eligibility import Calendar
from review import reminders
from review.checklist import PERSON_ITEMS
from review.models import UnitSchedule
from review.states import Action as A
from review.states import CaseState as S
from tests.world import at
from yangcheng_titles.demo import road

CLOSES = at("11-26 00:00").date()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("11-16", None),
        ("11-17", 7),  # seven working days before Friday the 26th
        ("11-20", 7),  # a Saturday: still the same reminder
        ("11-22", 7),
        ("11-23", 3),
        ("11-24", 3),
        ("11-25", 1),
        ("11-26", 1),
        ("11-27", None),
    ],
)
def test_stage_is_the_nearest_that_has_come(day, expected):
    assert reminders.stage(CLOSES, at(f"{day} 07:30").date(), Calendar()) == expected


def keys(**which):
    found = Message.objects.filter(key__startswith="d", **which).order_by("told_at", "pk")
    return [(f"{localtime(m.told_at):%m-%d}", m.key.split("-", 2)[2], m.due_on.day) for m in found]


def every_day(first, last):
    for day in range(first, last + 1):
        reminders.send(now=at(f"11-{day:02d} 07:30"))


def test_draft_is_reminded_before_the_units_day_and_before_the_last(world):
    application = world.start()

    every_day(5, 27)

    assert keys(user=application.applicant) == [
        ("11-05", "unit-7", 11),
        ("11-08", "unit-3", 11),
        ("11-10", "unit-1", 11),
        ("11-17", "closes-7", 26),
        ("11-23", "closes-3", 26),
        ("11-25", "closes-1", 26),
    ]


def test_reminder_says_whose_day_it_is(world):
    application = world.start()
    road.post_criteria(world.package, acting=world.hr, now=at("11-08 09:00"))

    reminders.send(now=at("11-10 07:30"))

    told = Message.objects.get(user=application.applicant, key__contains="unit-1")
    assert told.todo.startswith("按单位排期，最迟11月11日（星期四）提交。")


def test_day_the_unit_has_set_itself_comes_first(world):
    application = world.start()
    UnitSchedule.objects.create(
        round=world.round,
        unit=world.unit,
        hand_in=at("11-10 00:00").date(),
        saved_at=at("11-05 09:00"),
        saved_by=world.hr.user,
    )

    every_day(8, 11)

    assert keys(user=application.applicant) == [("11-08", "unit-3", 10), ("11-09", "unit-1", 10)]
    told = Message.objects.get(key__contains="unit-1")
    assert told.todo.startswith("单位要求最迟11月10日（星期三）提交。")


def test_same_day_twice_tells_once(world):
    world.start()

    assert reminders.send(now=at("11-10 07:30")) == 1
    assert reminders.send(now=at("11-10 09:00")) == 0


def test_nobody_is_reminded_of_what_is_handed_in_or_withdrawn(world):
    case = world.submitted()
    withdrawn = world.start("张建军")
    filing.withdraw(withdrawn)

    every_day(8, 26)
    assert keys() == []

    road.take(case, A.WITHDRAW, acting=world.applicant(case), now=at("11-26 08:00"))
    reminders.send(now=at("11-26 09:00"))
    assert [key for _, key, _ in keys()] == ["closes-1"]


def test_letter_is_reminded_on_the_working_day_before_its_last(world):
    case = world.case_at(S.DELIVERED)
    failing = {"start_date", "report"}
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"), failing=failing)
    road.take(case, A.CORRECT, acting=world.clerk, now=at("11-25 10:00"))

    for day in ("11-30", "12-01", "12-01", "12-02", "12-03"):
        reminders.send(now=at(f"{day} 07:30"))

    due = Message.objects.filter(key__startswith="due-")
    assert {(m.user.name, f"{localtime(m.told_at):%m-%d}", f"{m.due_on:%m-%d}") for m in due} == {
        ("郭晓燕", "12-01", "12-02"),
        ("原海燕", "12-01", "12-02"),
    }


def test_unit_learns_that_a_notice_has_run_out(world):
    world.case_at(S.MATERIALS_NOTICE)  # ② from 9 to 15 November

    def run_out():
        found = Message.objects.filter(user=world.hr.user, key__startswith="run-out")
        return [message.subject for message in found.order_by("pk")]

    reminders.send(now=at("11-12 07:30"))
    assert run_out() == []  # ①, from the 8th, counts the 12th whole
    reminders.send(now=at("11-15 07:30"))
    assert run_out() == ["公示①已期满"]
    reminders.send(now=at("11-16 07:30"))
    assert run_out() == ["公示①已期满", "公示②已期满"]


def test_command_tells_how_many_and_refuses_a_year_without_calendar(world, clock, capsys):
    world.start()
    clock("11-25 07:30")

    call_command("send_reminders")
    assert capsys.readouterr().out == "发出1条提醒。\n"

    world.round.acceptance_closes = world.round.service_until = at("2060-11-26 00:00").date()
    world.round.save()
    with pytest.raises(CommandError, match="没有发提醒：2060年的放假安排没有录入"):
        call_command("send_reminders")
