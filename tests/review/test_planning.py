"""The schedule, checked against a search through all days of the window."""

from datetime import date, timedelta
from itertools import product

import pytest

from eligibility import Calendar, CalendarUnknown
from review.planning import (
    Latest,
    Span,
    Standing,
    Terms,
    explain,
    last_delivery_day,
    last_hand_in,
    latest_days,
    schedule,
)

CALENDAR = Calendar()
TERMS = Terms(5, 5, 5, date(2021, 11, 26))


def nov(day):
    return date(2021, 11, day)


def window(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def feasible_plans(terms, first):
    """Every way to place the steps day by day so that all rules of D15 hold, by brute force."""
    deliver = max(d for d in window(first, terms.closes) if CALENDAR.is_working_day(d))
    days = [d for d in window(first, deliver) if CALENDAR.is_working_day(d)]
    ends = {(d, n): CALENDAR.nth(d, n) for d in days for n in range(1, 8)}
    for criteria, materials, assess, opinions in product(days, repeat=4):
        over = max(ends[criteria, terms.criteria], ends[materials, terms.materials])
        same_day = assess == opinions and terms.from_next_day
        if not criteria <= materials or not over < assess <= opinions or same_day:
            continue
        for file in days:
            if ends[opinions, terms.opinions] < file <= deliver:
                yield Latest(criteria, materials, assess, opinions, file)


@pytest.mark.parametrize(
    "terms",
    [
        TERMS,
        Terms(4, 4, 4, nov(26), from_next_day=True),
        Terms(3, 5, 5, nov(26)),
        Terms(7, 3, 4, nov(28)),
        Terms(1, 1, 1, nov(14)),
    ],
)
def test_latest_days_agree_with_a_search_through_all_days(terms):
    plans = list(feasible_plans(terms, nov(5) if terms.criteria > 1 else nov(8)))

    latest = latest_days(terms, CALENDAR)

    for step in ("criteria", "materials", "assess", "opinions", "file"):
        assert getattr(latest, step) == max(getattr(plan, step) for plan in plans), step


def test_latest_days_of_2021():
    latest = latest_days(TERMS, CALENDAR)

    assert latest == Latest(nov(12), nov(12), nov(19), nov(19), nov(26))


@pytest.mark.parametrize("start", window(nov(5), nov(26)))
def test_schedule_from_any_start_is_the_earliest_feasible_one(start):
    first = CALENDAR.nth(start, 1)

    planned = schedule(TERMS, Standing(), today=start, counts_from=first, calendar=CALENDAR)

    assert CALENDAR.count(planned.criteria.first, planned.criteria.last) == 5
    assert planned.materials == planned.criteria
    assert planned.assess > planned.materials.last
    assert CALENDAR.count(planned.criteria.last + timedelta(days=1), planned.assess) == 1
    assert planned.opinions.first == planned.assess
    assert CALENDAR.count(planned.opinions.last + timedelta(days=1), planned.file) == 1
    assert (planned.spare >= 0) == (first <= latest_days(TERMS, CALENDAR).criteria)


def test_example_of_the_decision_keeps_three_days_for_department_and_delivery():
    standing = Standing(
        criteria=Span(nov(8), nov(12)),
        materials=Span(nov(9), nov(15)),
        assessed_on=nov(16),
        opinions=Span(nov(16), nov(22)),
    )

    planned = schedule(TERMS, standing, today=nov(16), counts_from=nov(16), calendar=CALENDAR)

    assert planned.file == nov(23)
    assert planned.spare == 3


@pytest.mark.parametrize(("posted", "spare"), [(18, 1), (19, 0), (22, -1)])
def test_spare_days_shrink_with_the_third_notice(posted, spare):
    standing = Standing(
        criteria=Span(nov(8), nov(12)), materials=Span(nov(9), nov(15)), assessed_on=nov(16)
    )

    planned = schedule(
        TERMS, standing, today=nov(posted), counts_from=nov(posted), calendar=CALENDAR
    )

    assert planned.spare == spare


def test_assessment_waits_for_the_longer_of_the_first_two_notices():
    standing = Standing(criteria=Span(nov(11), nov(17)), materials=Span(nov(11), nov(15)))

    planned = schedule(TERMS, standing, today=nov(16), counts_from=nov(16), calendar=CALENDAR)

    assert planned.assess == nov(18)


@pytest.mark.parametrize(("closes", "day"), [(26, 26), (27, 26), (28, 26), (29, 29)])
def test_delivery_needs_a_working_day(closes, day):
    assert last_delivery_day(nov(closes), CALENDAR) == nov(day)


@pytest.mark.parametrize(
    ("criteria_ends", "day"), [(12, nov(11)), (18, nov(11)), (19, None), (22, None)]
)
def test_file_is_handed_in_the_working_day_before_the_second_notice(criteria_ends, day):
    criteria = Span(nov(8), nov(criteria_ends))

    assert last_hand_in(TERMS, criteria, CALENDAR) == day


def test_explanation_counts_working_days_only():
    lines = {line.label: line for line in explain(TERMS, CALENDAR)}

    assert lines["公示③"].days == (nov(19), nov(22), nov(23), nov(24), nov(25))
    assert lines["公示②"].days == (nov(12), nov(15), nov(16), nov(17), nov(18))
    assert lines["公示①"].latest == nov(12)


def test_year_without_published_holidays_is_refused():
    with pytest.raises(CalendarUnknown):
        latest_days(Terms(5, 5, 5, date(2031, 11, 26)), CALENDAR)


#: 国办发明电〔2020〕27号, read by hand: the days off and the days made up around the round.
OFF = {date(2021, 9, day) for day in (19, 20, 21)} | {date(2021, 10, day) for day in range(1, 8)}
MADE_UP = {date(2021, 9, 18), date(2021, 9, 26), date(2021, 10, 9)}


def counts(day):
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def naive(start, number):
    """The day on which `number` counted days have passed, the first included, one by one."""
    day = start
    while True:
        number -= counts(day)
        if not number:
            return day
        day += timedelta(days=1)


@pytest.mark.parametrize("days", [(5, 5, 5), (3, 5, 4), (1, 2, 7)])
def test_fastest_plan_is_the_one_counted_day_by_day_from_any_start(days):
    """From every day of three months, over the holiday of October and the days made up."""
    criteria, materials, opinions = days
    terms = Terms(*days, nov(26))
    for start in window(date(2021, 9, 1), nov(30)):
        first = naive(start, 1)
        over = max(naive(first, criteria), naive(first, materials))
        assess = naive(over + timedelta(days=1), 1)
        end = naive(assess, opinions)
        file = naive(end + timedelta(days=1), 1)
        spare = sum(counts(day) for day in window(file, nov(26))) - 1

        planned = schedule(terms, Standing(), today=start, counts_from=start, calendar=CALENDAR)

        assert (planned.criteria.first, planned.assess) == (first, assess), start
        assert (planned.opinions, planned.file) == (Span(assess, end), file), start
        if file <= nov(26):
            assert planned.spare == spare, start
        else:
            assert planned.spare < 0, start
