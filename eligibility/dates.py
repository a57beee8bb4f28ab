"""Calendar arithmetic: full years of service, periods in months, ages, and working days (工作日).

Three ways of counting live here, and they are not the same:

* service (资历, 三（三）, D03): both end days count, so 2021-01-01 to 2021-12-31 is one full year;
* periods of a sanction (处分期): they end on the corresponding day, or on the month's last day;
* notices (公示): working days, both end days count.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar
from chinese_calendar.constants import holidays as published_holidays

ONE_DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


# Years and months ------------------------------------------------------------------------------


def shift(day: date, days: int) -> date:
    """The date `days` later, or the last date there is, so that typing errors never raise."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 1 March where the year has none.

    Meant for the day *after* a counted period, so a year begun on 29 February is full at the end
    of 28 February (domain.md §6.2).
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        if day.year + years > date.max.year:
            return date.max
        return date(day.year + years, 3, 1)


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or that month's last day (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = 28 if day.day <= 28 else monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def full_years(first: date, last: date) -> int:
    """Whole years from `first` to `last`, both days counted (实算); 0 when `last` comes earlier."""
    after = shift(last, 1)
    years = after.year - first.year
    if add_years(first, years) > after:
        years -= 1
    return max(years, 0)


def age(born: date, on: date) -> int:
    """Full years of age on a day (周岁); the birthday itself counts as reached (D21)."""
    return on.year - born.year - (add_months(born, 12 * (on.year - born.year)) > on)


class Elapsed(NamedTuple):
    """A length of time in whole years, months and days, written 「2年5个月」."""

    years: int
    months: int
    days: int

    def __str__(self) -> str:
        words = (
            (f"{self.years}年" if self.years else "")
            + (f"{self.months}个月" if self.months else "")
            + (f"{self.days}天" if self.days else "")
        )
        return words or "0天"

    @property
    def in_months(self) -> int:
        """Whole months; the odd days are left out."""
        return self.years * 12 + self.months


def elapsed(first: date, last: date) -> Elapsed:
    """Length of the time from `first` to `last`, both days counted; zero when `last` is earlier."""
    after = shift(last, 1)
    if after <= first:
        return Elapsed(0, 0, 0)
    months = (after.year - first.year) * 12 + after.month - first.month
    whole = _months_on(first, months)
    if whole > after:
        months -= 1
        whole = _months_on(first, months)
    return Elapsed(months // 12, months % 12, (after - whole).days)


def _months_on(day: date, months: int) -> date:
    """Like `add_years` for months: a day the month lacks becomes the first of the next."""
    there = add_months(day, months)
    return there if there.day == day.day else shift(there, 1)


def days_within(spans: Iterable[tuple[date, date]], first: date, last: date) -> int:
    """Days of `spans` inside `first`…`last`, end days included; a day in two spans counts once."""
    total, reached = 0, None
    for begin, end in sorted(spans):
        begin, end = max(begin, first), min(end, last)
        if reached is not None and begin <= reached:
            begin = shift(reached, 1)
        if begin <= end:
            total += (end - begin).days + 1
            reached = end
    return total


@lru_cache(maxsize=4096)
def chinese(day: date) -> str:
    """A date as documents write it: 「2021年11月10日」."""
    return f"{day.year}年{day.month}月{day.day}日"


# Working days ----------------------------------------------------------------------------------


class CalendarUnknown(LookupError):
    """The State Council's holiday list of that year is not known; the answer is never guessed."""

    def __init__(self, day: date):
        super().__init__(f"{day.year}年的放假安排没有录入，{chinese(day)}是否工作日无法确定。")
        self.day = day


class CalendarDay(NamedTuple):
    """A day to be drawn: working or not, and the word for why when that is not plain."""

    day: date
    working: bool
    note: str


def _national_day(year: int) -> date:
    return date(year, 10, 1)


# A year is known when its list of holidays holds National Day; a stray New Year's day will not do.
# The same holds for the list of a later year among the overrides.
_KNOWN_YEARS = frozenset(day.year for day in published_holidays if day == _national_day(day.year))


@dataclass(frozen=True)
class Calendar:
    """Working days as published by the State Council, corrected by `overrides` (day → working?).

    `counts_until`: a notice made public later in the day counts from the next working day;
    made public at that very time, it still counts that day.
    """

    overrides: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))
    counts_until: time = time(18, 0)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no holiday, or a make-up day (调休). Raises CalendarUnknown."""
        if (decided := self.overrides.get(day)) is not None:
            return decided
        if day.year in _KNOWN_YEARS:
            return chinese_calendar.is_workday(day)
        if _national_day(day.year) not in self.overrides:
            raise CalendarUnknown(day)
        return day.weekday() < 5

    def count(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included; 0 when `last` comes earlier."""
        return sum(map(self.is_working_day, _each(first, last)))

    def nth(self, start: date, n: int) -> date:
        """The day on which the n-th working day falls, counted from `start` itself. n ≥ 1."""
        if n < 1:
            raise ValueError("n must be 1 or more")
        return self._walk(start, n, ONE_DAY)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, before it when n < 0; `day` itself does not count."""
        if n == 0:
            return day
        step = ONE_DAY if n > 0 else -ONE_DAY
        return self._walk(day + step, abs(n), step)

    def days(self, first: date, last: date) -> list[CalendarDay]:
        """Every day from `first` to `last`, both included, for drawing."""
        return [
            CalendarDay(day, self.is_working_day(day), self._note(day))
            for day in _each(first, last)
        ]

    def first_counted(self, posted_at: datetime, *, from_next_day: bool = False) -> date:
        """The first day that counts for a notice made public at `posted_at` (an aware time).

        A working day up to `counts_until` counts itself; later, or on a day off, the next working
        day is the first. `from_next_day` (次日起算, 民法典 art. 201): the day of posting never
        counts, whatever the hour.
        """
        if posted_at.tzinfo is None:
            raise ValueError("posted_at must carry a time zone")
        local = posted_at.astimezone(SHANGHAI)
        day = local.date()
        if from_next_day or local.time() > self.counts_until:
            day += ONE_DAY
        return self.nth(day, 1)

    def notice_period(
        self, posted_at: datetime, working_days: int, *, from_next_day: bool = False
    ) -> tuple[date, date]:
        """First and last counted day of a notice of `working_days`, both included (D15)."""
        first = self.first_counted(posted_at, from_next_day=from_next_day)
        return first, self.nth(first, working_days)

    def _walk(self, day: date, n: int, step: timedelta) -> date:
        while True:
            n -= self.is_working_day(day)
            if n == 0:
                return day
            day += step

    def _note(self, day: date) -> str:
        if day in self.overrides:
            return "调整为工作日" if self.overrides[day] else "调整为休息日"
        working = self.is_working_day(day)
        if day.year not in _KNOWN_YEARS:
            return "" if working else "周末"
        _, holiday = chinese_calendar.get_holiday_detail(day)
        if working:
            return "调休上班" if day.weekday() > 4 else ""
        return chinese_calendar.Holiday(holiday).chinese if holiday else "周末"


def _each(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
