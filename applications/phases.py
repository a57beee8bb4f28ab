"""Where a year's review stands, as the public sees it. Dates are inclusive."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eligibility.dates import Calendar

from .models import Round

LAST_DAYS = 3


class Phase(StrEnum):
    """BEFORE the office takes papers, while it does (LAST: three working days or fewer), after."""

    BEFORE = "before"
    OPEN = "open"
    LAST = "last"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """A round on a day: its phase, days until the papers close, working days today included."""

    phase: Phase
    days: int
    working_days: int


def standing(round: Round, today: date, calendar: Calendar) -> Standing:
    """Where `round` stands. Raises CalendarUnknown for a year whose working days nobody knows."""
    days = (round.acceptance_closes - today).days
    if days < 0:
        return Standing(Phase.CLOSED, 0, 0)
    left = calendar.count(today, round.acceptance_closes)
    if today < round.acceptance_opens:
        return Standing(Phase.BEFORE, days, left)
    return Standing(Phase.LAST if left <= LAST_DAYS else Phase.OPEN, days, left)
