"""Days to draw: the month, the cells of a notice, the countdown, the schedule.

Everything is counted by ``eligibility.Calendar``, which raises CalendarUnknown for a year whose
holidays are not known. ``today`` is always given.
"""

from datetime import date, timedelta

from eligibility import Calendar

from .shapes import CalendarMonth, Countdown, DayCell, DayKind, PlanBar, PlanRow
from .words import date_words

TIGHT = 3  # working days, today included: from here on the countdown is amber


def _kind(day: date, working: bool, today: date, due: date | None) -> DayKind:
    if day == due:
        return DayKind.DUE
    if day == today:
        return DayKind.TODAY
    if not working:
        return DayKind.OFF
    return DayKind.PAST if day < today else DayKind.OPEN


def day_cells(
    first: date,
    last: date,
    *,
    today: date,
    calendar: Calendar,
    due: date | None = None,
    working_only: bool = False,
) -> tuple[DayCell, ...]:
    """One cell a day from ``first`` to ``last``, both included; working days are numbered from 1.

    ``due`` is drawn in red. ``working_only`` leaves days off out, for the small cells of a list.
    """
    cells, number = [], 0
    for day, working, _ in calendar.days(first, last):
        number += working
        if working or not working_only:
            cells.append(DayCell(day, _kind(day, working, today, due), number if working else 0))
    return tuple(cells)


def calendar_month(
    first: date, last: date, *, today: date, calendar: Calendar, what: str = "受理期"
) -> CalendarMonth:
    """The weeks of a period, Monday to Sunday; ``last`` is the day it is due, in red."""
    begin = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    cells = [
        DayCell(day, _kind(day, working, today, last) if first <= day <= last else DayKind.OUT)
        for day, working, _ in calendar.days(begin, end)
    ]
    caption = f"{first.year}年{first.month}月"
    if (first.year, first.month) != (last.year, last.month):
        caption += f"至{last.month}月"
    return CalendarMonth(
        caption=caption,
        description=f"{what}，红色为截止日，斜纹为周末、节假日",
        weeks=tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)),
    )


def countdown(
    label: str,
    due: date,
    *,
    today: date,
    calendar: Calendar,
    month: CalendarMonth | None = None,
    foot: str = "",
) -> Countdown:
    """Calendar days to ``due`` and, in the note, the working days left, today included."""
    if today > due:
        note = f"已于{date_words(due)}截止"
        return Countdown(label, "已截止", "", note, calendar=month, foot=foot)
    left = calendar.count(today, due)
    note = f"{date_words(due)}截止，含今天还有{left}个工作日"
    days = (due - today).days
    value, unit = (str(days), "天") if days else ("今天", "截止")
    return Countdown(label, value, unit, note, left <= TIGHT, month, foot)


def left_words(last: date, *, today: date, calendar: Calendar) -> str:
    """What is left of a notice: 「还剩2个工作日」 after today, 「今天期满」, 「已期满」."""
    if today > last:
        return "已期满"
    if today == last:
        return "今天期满"
    return f"还剩{calendar.count(today + timedelta(days=1), last)}个工作日"


def plan_row(
    label: str,
    note: str,
    first: date,
    last: date,
    *,
    days: tuple[DayCell, ...],
    today: date,
    numbered: bool = True,
) -> PlanRow:
    """A row of the schedule from ``first`` to ``last``, both included.

    Grey when it is over, solid up to today while it runs, dashed where it is still planned; its
    working days are numbered unless ``numbered`` is off.
    """
    bars, number = [], 0
    for cell in days:
        if not first <= cell.day <= last:
            bars.append(None)
            continue
        number += bool(cell.number)
        kind = "done" if last < today else "now" if cell.day <= today else "plan"
        text = str(number) if cell.number and numbered else ""
        bars.append(PlanBar(kind, text, cell.day == first, cell.day == last))
    return PlanRow(label, note, tuple(bars))


def plan_point(
    label: str, note: str, day: date, text: str, *, days: tuple[DayCell, ...], due: bool = False
) -> PlanRow:
    """A row with one day marked by a character: a meeting, or the day something is due."""
    bar = PlanBar("due" if due else "dot", text)
    return PlanRow(label, note, tuple(bar if cell.day == day else None for cell in days))
