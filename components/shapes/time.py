"""Days, calendars, steps and the schedule."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """How a day is drawn. OFF is a weekend or holiday and not counted; OUT lies outside."""

    OPEN = ""
    PAST = "past"
    TODAY = "today"
    DUE = "due"
    OFF = "off"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day. ``number`` counts working days of the period, 1 first (0: not counted)."""

    day: date
    kind: DayKind = DayKind.OPEN
    number: int = 0

    @property
    def word(self) -> str:
        """What the colour says, in a word for those who do not see it."""
        return {"today": "今天", "due": "截止", "off": "不计"}.get(self.kind.value, "")


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """Weeks from Monday to Sunday; build it with ``calendars.calendar_month``."""

    caption: str
    description: str
    weeks: tuple[tuple[DayCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Countdown:
    """A number of days with its label. ``tight`` (three working days or fewer) turns it amber."""

    label: str
    value: str
    unit: str = "天"
    note: str = ""
    tight: bool = False
    calendar: CalendarMonth | None = None
    foot: str = ""


class StepState(StrEnum):
    NEXT = ""
    DONE = "done"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class TrailStep:
    """A step of a year (``zc_cycle``) or of a file (``zc_trail``).

    ``more``: words and address of what lies with the step.
    """

    label: str
    note: str = ""
    state: StepState = StepState.NEXT
    url: str = ""
    more: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PlanBar:
    """What a row of the schedule shows on one day.

    ``kind``: ``done now plan dot due``; ``first`` and ``last`` close the bar's ends.
    """

    kind: str
    text: str = ""
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the schedule: a bar or None for each of the plan's days, in their order."""

    label: str
    note: str
    bars: tuple[PlanBar | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule of the three notices, one column a day; rows by ``calendars.plan_row``."""

    days: tuple[DayCell, ...]
    rows: tuple[PlanRow, ...]
    label: str = "三公示排期表，可左右滚动"
