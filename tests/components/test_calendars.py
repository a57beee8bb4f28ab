from datetime import date

import pytest

from components.calendars import (
    calendar_month,
    countdown,
    day_cells,
    left_words,
    plan_point,
    plan_row,
)
from components.shapes import DayKind
from components.words import span_words
from eligibility import Calendar

CALENDAR = Calendar()


def november(day: int) -> date:
    return date(2021, 11, day)


def kinds(cells) -> str:
    return " ".join(cell.kind or "open" for cell in cells)


def test_cells_of_a_notice_count_working_days_only():
    cells = day_cells(november(12), november(18), today=november(16), calendar=CALENDAR)

    assert kinds(cells) == "past off off past today open open"
    assert [cell.number for cell in cells] == [1, 0, 0, 2, 3, 4, 5]


def test_small_cells_leave_days_off_out():
    cells = day_cells(
        november(12), november(18), today=november(14), calendar=CALENDAR, working_only=True
    )

    assert kinds(cells) == "past open open open open"


def test_due_day_is_red_even_when_it_is_today():
    (cell,) = day_cells(
        november(26), november(26), today=november(26), calendar=CALENDAR, due=november(26)
    )

    assert cell.kind is DayKind.DUE


def test_month_shows_whole_weeks_and_greys_what_lies_outside():
    month = calendar_month(november(10), november(26), today=november(16), calendar=CALENDAR)

    assert month.caption == "2021年11月"
    assert [kinds(week) for week in month.weeks] == [
        "out out past past past off off",
        "past today open open open off off",
        "open open open open due out out",
    ]


def test_month_over_two_months_names_both():
    month = calendar_month(november(29), date(2021, 12, 3), today=november(1), calendar=CALENDAR)

    assert month.caption == "2021年11月至12月"


@pytest.mark.parametrize(
    ("today", "value", "unit", "note", "tight"),
    [
        (16, "10", "天", "11月26日（星期五）截止，含今天还有9个工作日", False),
        (23, "3", "天", "11月26日（星期五）截止，含今天还有4个工作日", False),
        (24, "2", "天", "11月26日（星期五）截止，含今天还有3个工作日", True),
        (26, "今天", "截止", "11月26日（星期五）截止，含今天还有1个工作日", True),
        (27, "已截止", "", "已于11月26日（星期五）截止", False),
    ],
)
def test_countdown_counts_days_and_working_days(today, value, unit, note, tight):
    shown = countdown("距报送截止", november(26), today=november(today), calendar=CALENDAR)

    assert (shown.value, shown.unit, shown.note, shown.tight) == (value, unit, note, tight)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (12, "还剩4个工作日"),
        (16, "还剩2个工作日"),
        (17, "还剩1个工作日"),
        (18, "今天期满"),
        (19, "已期满"),
    ],
)
def test_what_is_left_of_a_notice_is_said(today, words):
    assert left_words(november(18), today=november(today), calendar=CALENDAR) == words


def test_row_of_the_schedule_changes_with_today():
    days = day_cells(november(8), november(19), today=november(16), calendar=CALENDAR)

    def drawn(first, last):
        row = plan_row("公示", "", november(first), november(last), days=days, today=november(16))
        return " ".join(f"{bar.kind}{bar.text}" for bar in row.bars if bar)

    assert drawn(8, 12) == "done1 done2 done3 done4 done5"
    assert drawn(12, 18) == "now1 now now now2 now3 plan4 plan5"
    assert drawn(17, 19) == "plan1 plan2 plan3"


def test_row_closes_its_ends_and_may_go_without_numbers():
    days = day_cells(november(8), november(12), today=november(9), calendar=CALENDAR)

    row = plan_row(
        "个人填报", "", november(8), november(11), days=days, today=november(9), numbered=False
    )

    assert [bar and (bar.first, bar.last, bar.text) for bar in row.bars] == [
        (True, False, ""),
        (False, False, ""),
        (False, False, ""),
        (False, True, ""),
        None,
    ]


def test_point_marks_one_day():
    days = day_cells(november(15), november(17), today=november(16), calendar=CALENDAR)

    row = plan_point("民主评议会", "", november(17), "评", days=days)

    assert [bar and bar.text for bar in row.bars] == [None, None, "评"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 11, 12), date(2021, 11, 18), "11月12日至18日"),
        (date(2021, 11, 29), date(2021, 12, 3), "11月29日至12月3日"),
        (date(2021, 12, 30), date(2022, 1, 5), "2021年12月30日至2022年1月5日"),
    ],
)
def test_span_repeats_only_what_changes(first, last, words):
    assert span_words(first, last) == words
