"""The unit's schedule: how late each step may begin, and where things end as they stand. Pure.

The rules of overlap are D15's: ② may begin once ① has begun; the 民主评议 comes after the last day
of ① and of ②; ③ may go up on the day of the 民主评议; the package leaves after the last day of ③
and may be delivered on the same day. All counting is in working days, both end days included.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from eligibility import Calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last counted day of a notice, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Terms:
    """What the round sets: working days of each notice, and the last day of delivery.

    `from_next_day`: the day a notice is posted does not count (公示起算).
    """

    criteria: int
    materials: int
    opinions: int
    closes: date
    from_next_day: bool = False


@dataclass(frozen=True, slots=True)
class Latest:
    """The last day on which each step can still lead to delivery in time.

    For a notice it is its first counted day: posted that day before the office closes, or on the
    working day before where the day of posting does not count.
    """

    criteria: date
    materials: date
    assess: date
    opinions: date
    file: date


@dataclass(frozen=True, slots=True)
class Standing:
    """What has really happened, for the people who are furthest behind. None: not yet."""

    criteria: Span | None = None
    materials: Span | None = None
    assessed_on: date | None = None
    opinions: Span | None = None
    filed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The days the unit has set itself. None: as soon as it can be. A day once passed binds nobody.

    For a notice it is the day it is to begin, its first counted one, as in `Latest`.
    """

    criteria: date | None = None
    materials: date | None = None
    assess: date | None = None
    opinions: date | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every step with its day: real where it happened, else as soon as it can be.

    `spare` counts the working days between filing and the last day of delivery, that day
    included; 0 means audit and delivery fall on the last day, below 0 it is too late.
    """

    criteria: Span
    materials: Span
    assess: date
    opinions: Span
    file: date
    spare: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of 「怎么算的」: a step, its latest day and the days that are counted for it."""

    label: str
    latest: date
    why: str
    days: tuple[date, ...] = ()


def last_delivery_day(closes: date, calendar: Calendar) -> date:
    """The last working day on or before `closes`: room 303 is shut on the others."""
    day = closes
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def _before(day: date, calendar: Calendar) -> date:
    return calendar.add(day, -1)


def _first_of(last: date, working_days: int, calendar: Calendar) -> date:
    """The first counted day of a notice of so many working days that ends on `last`."""
    return last if working_days == 1 else calendar.add(last, 1 - working_days)


def latest_days(terms: Terms, calendar: Calendar) -> Latest:
    """How late each step may begin, computed backwards from the last day of delivery.

    Raises `eligibility.CalendarUnknown` for a year whose working days nobody has published.
    """
    file = last_delivery_day(terms.closes, calendar)
    opinions = _first_of(_before(file, calendar), terms.opinions, calendar)
    assess = _before(opinions, calendar) if terms.from_next_day else opinions
    end = _before(assess, calendar)
    materials = _first_of(end, terms.materials, calendar)
    criteria = min(_first_of(end, terms.criteria, calendar), materials)
    return Latest(criteria, materials, assess, opinions, file)


def last_hand_in(terms: Terms, criteria: Span, calendar: Calendar) -> date | None:
    """The last day on which a file handed to the unit can still be delivered in time: the working
    day before ② must begin, for the unit reads the file in between.

    `criteria` is ① as posted, or as it would be if posted now; None when it ends too late for
    everybody. Raises `eligibility.CalendarUnknown` as above.
    """
    latest = latest_days(terms, calendar)
    if criteria.last >= latest.assess:
        return None
    return _before(latest.materials, calendar)


def span(first: date, working_days: int, calendar: Calendar) -> Span:
    """A notice of so many working days that counts from `first` or the next working day."""
    first = calendar.nth(first, 1)
    return Span(first, calendar.nth(first, working_days))


def schedule(
    terms: Terms,
    standing: Standing,
    *,
    today: date,
    counts_from: date,
    calendar: Calendar,
    chosen: Chosen = Chosen(),
) -> Schedule:
    """Where things end if every next step is taken on its chosen day, else as soon as it can be.

    `counts_from` is the first counted day of a notice posted now. Steps that happened keep their
    days; a chosen day on which the rules do not yet allow the step moves to the first that does.
    Raises `eligibility.CalendarUnknown` as above.
    """

    def wish(day: date | None, earliest: date) -> date:
        return max(day or earliest, earliest)

    criteria = standing.criteria or span(
        wish(chosen.criteria, counts_from), terms.criteria, calendar
    )
    materials = standing.materials or span(
        wish(chosen.materials, max(counts_from, criteria.first)), terms.materials, calendar
    )
    free = max(criteria.last, materials.last) + ONE_DAY
    assess = standing.assessed_on or calendar.nth(wish(chosen.assess, max(free, today)), 1)
    after = assess + ONE_DAY if terms.from_next_day else assess
    opinions = standing.opinions or span(
        wish(chosen.opinions, max(counts_from, after)), terms.opinions, calendar
    )
    file = standing.filed_on or calendar.nth(max(opinions.last + ONE_DAY, today), 1)
    return Schedule(criteria, materials, assess, opinions, file, _spare(file, terms, calendar))


def _spare(file: date, terms: Terms, calendar: Calendar) -> int:
    deliver = last_delivery_day(terms.closes, calendar)
    if file > deliver:
        return -calendar.count(deliver + ONE_DAY, file)
    return calendar.count(file + ONE_DAY, deliver)


def explain(terms: Terms, calendar: Calendar) -> tuple[Counted, ...]:
    """「怎么算的」: each latest day with the days counted for it, from the last step backwards."""
    latest = latest_days(terms, calendar)

    def days(first: date, number: int) -> tuple[date, ...]:
        return tuple(d.day for d in calendar.days(first, calendar.nth(first, number)) if d.working)

    return (
        Counted("主管部门审核、报送303室", latest.file, "报送截止前的最后一个工作日"),
        Counted(
            "公示③", latest.opinions, "期满后的下一个工作日才能报主管部门",
            days(latest.opinions, terms.opinions),
        ),
        Counted("民主评议", latest.assess, "评议当天可以发布公示③"),
        Counted(
            "公示②", latest.materials, "期满后才能民主评议",
            days(latest.materials, terms.materials),
        ),
        Counted(
            "公示①", latest.criteria, "期满后才能民主评议，公示②不能比公示①早",
            days(latest.criteria, terms.criteria),
        ),
    )  # fmt: skip
