"""排期: a unit tries its days and reads what they come to; what it keeps binds nobody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from eligibility import Calendar
from review.models import UnitSchedule
from review.planning import Chosen, Standing, Terms, latest_days, schedule
from review.states import CaseState

CALENDAR = Calendar()
TERMS = Terms(5, 5, 5, date(2021, 11, 26))


def nov(day):
    return date(2021, 11, day)


def typed(**days):
    empty = dict.fromkeys(("hand_in", "criteria", "materials", "assess", "opinions"), "")
    return empty | {name: day.isoformat() for name, day in days.items()}


@pytest.fixture
def page(world, sign_in, clock):
    """`page(**days)` posts the days as the form does and gives the answer."""
    clock("11-05 09:00")
    hr = sign_in(world.hr)

    def post(when="11-05 09:00", **data):
        clock(when)
        return hr.post(reverse("review:unit-plan"), data)

    post.get = lambda query="": hr.get(reverse("review:unit-plan") + query)
    return post


@pytest.mark.parametrize("step", ["criteria", "materials", "assess", "opinions"])
def test_any_chosen_day_ends_in_time_exactly_up_to_the_latest_day(step):
    latest = getattr(latest_days(TERMS, CALENDAR), step)

    for offset in range(22):
        day = nov(5) + timedelta(days=offset)
        planned = schedule(
            TERMS,
            Standing(),
            today=nov(5),
            counts_from=nov(5),
            calendar=CALENDAR,
            chosen=Chosen(**{step: day}),
        )

        assert (planned.spare >= 0) == (CALENDAR.nth(day, 1) <= latest), (step, day)


def test_step_that_happened_keeps_its_day_whatever_was_chosen(world):
    standing = Standing(assessed_on=nov(16))

    planned = schedule(
        TERMS,
        standing,
        today=nov(16),
        counts_from=nov(16),
        calendar=CALENDAR,
        chosen=Chosen(assess=nov(19)),
    )

    assert planned.assess == nov(16)


def test_page_begins_with_the_fastest_plan(page):
    answer = page.get()

    assert "公示①11月5日至11日，公示②11月5日至11日，民主评议11月12日" in answer.text
    assert "11月19日报主管部门，余5个工作日" in answer.text


def test_each_day_that_cannot_be_kept_is_explained(page):
    answer = page(
        **typed(criteria=nov(8), materials=nov(6), assess=nov(12), opinions=nov(11)),
    )

    assert answer.context["reading"].moved == (
        "公示②不能在11月6日（星期六）开始：那天不是工作日，不计入。最早11月8日（星期一）。",
        "民主评议不能在11月12日（星期五）开始：公示①11月12日期满，期满后才能评议。"
        "最早11月15日（星期一）。",
        "公示③不能在11月11日（星期四）开始：民主评议在11月15日，评议后才能公示鉴定意见。"
        "最早11月15日（星期一）。",
    )
    assert not UnitSchedule.objects.exists()


def test_plan_that_ends_too_late_says_which_day_is_missing_and_what_helps(page):
    answer = page(**typed(criteria=nov(8), materials=nov(15)))

    assert "比报送截止晚1个工作日" in answer.text
    assert answer.context["reading"].ways == (
        "把日期提前：公示②最迟11月12日（星期五）开始，民主评议最迟11月19日（星期五）开始，"
        "公示③最迟11月19日（星期五）开始。",
        "让公示①和公示②同时进行：公示②在公示①开始后就可以发布。",
        "现在差的是11月29日（星期一）。公示天数是规定的最低数，不能缩短；确有困难，"
        "请致电阳城县工信局303室，电话0356-4220191。",
    )


def test_days_are_kept_and_drawn_on_the_workbench(page, world):
    world.submitted()
    kept = page(
        **typed(hand_in=nov(11), criteria=nov(8), materials=nov(15)), keep="1", when="11-06 09:00"
    )

    saved = UnitSchedule.objects.get()
    assert kept.status_code == 302
    assert (saved.hand_in, saved.materials, saved.opinions) == (nov(11), nov(15), None)
    assert saved.saved_by == world.hr.user
    assert "11月15日至19日" in page.get().text


def test_day_outside_the_round_is_refused_with_everything_kept(page):
    answer = page(**typed(criteria=date(2021, 12, 1), materials=nov(9)), keep="1")

    assert answer.status_code == 422
    assert "公示①开始要在11月5日至11月26日之间，现在写的是12月1日" in answer.text
    assert 'value="2021-11-09"' in answer.text
    assert not UnitSchedule.objects.exists()


def test_step_taken_is_past_choosing(page, world, clock):
    world.case_at(CaseState.MATERIALS_NOTICE)

    answer = page(**typed(criteria=nov(22)), when="11-10 09:00", keep="1")

    assert answer.status_code == 302
    assert UnitSchedule.objects.get().criteria == nov(8)


def test_leader_looks_and_keeps_nothing(world, sign_in, clock):
    clock("11-05 09:00")
    head = sign_in(world.head)

    answer = head.post(reverse("review:unit-plan"), typed(criteria=nov(9)) | {"keep": "1"})

    assert answer.status_code == 200
    assert "保存排期" not in answer.text
    assert not UnitSchedule.objects.exists()


def test_slow_plan_is_told_on_the_workbench_with_the_fix(page, world, sign_in, clock):
    world.case_at(CaseState.UNIT_OK)
    page(**typed(criteria=nov(15)), keep="1")
    clock("11-08 09:00")

    desk = sign_in(world.hr).get(reverse("review:unit"))

    assert "改成最快的安排" in desk.text
