"""Years, months, ages and working days, at the days where such arithmetic goes wrong."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from eligibility import Calendar, CalendarUnknown
from eligibility.dates import add_months, add_years, age, days_within, elapsed, full_years, shift

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar()

OFF_2021 = [
    ("2021-01-01", "2021-01-03"),
    ("2021-02-11", "2021-02-17"),
    ("2021-04-03", "2021-04-05"),
    ("2021-05-01", "2021-05-05"),
    ("2021-06-12", "2021-06-14"),
    ("2021-09-19", "2021-09-21"),
    ("2021-10-01", "2021-10-07"),
]
WORKED_2021 = ["02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"]
OFF_2022 = [
    ("2022-01-01", "2022-01-03"),
    ("2022-01-31", "2022-02-06"),
    ("2022-04-03", "2022-04-05"),
    ("2022-04-30", "2022-05-04"),
    ("2022-06-03", "2022-06-05"),
    ("2022-09-10", "2022-09-12"),
    ("2022-10-01", "2022-10-07"),
]
WORKED_2022 = ["01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"]


def day(text):
    return date.fromisoformat(text)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2021-01-01", "2021-12-31", 1),
        ("2021-01-02", "2021-12-31", 0),
        ("2020-12-31", "2021-12-31", 1),
        ("2020-01-01", "2021-12-31", 2),
        ("2020-01-02", "2021-12-31", 1),
        ("2018-01-01", "2021-12-31", 4),
        ("2018-01-02", "2021-12-31", 3),
        ("2020-02-29", "2021-02-27", 0),
        ("2020-02-29", "2021-02-28", 1),
        ("2020-02-29", "2024-02-28", 4),
        ("2020-02-29", "2024-02-27", 3),
        ("2020-03-01", "2021-02-28", 1),
        ("2022-01-01", "2021-12-31", 0),
        ("2030-01-01", "2021-12-31", 0),
    ],
)
def test_full_years_count_both_end_days(first, last, years):
    assert full_years(day(first), day(last)) == years


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-12-31", "2021-12-31", "1年1天"),
        ("2021-01-01", "2021-12-31", "1年"),
        ("2021-01-02", "2021-12-31", "11个月30天"),
        ("2020-07-01", "2021-12-31", "1年6个月"),
        ("2020-01-07", "2021-12-31", "1年11个月25天"),
        ("2020-01-02", "2021-12-31", "1年11个月30天"),
        ("2021-01-15", "2021-12-31", "11个月17天"),
        ("2021-12-31", "2021-12-31", "1天"),
        ("2022-01-01", "2021-12-31", "0天"),
        ("2020-01-31", "2020-02-29", "1个月"),
        ("2020-01-31", "2020-02-28", "29天"),
    ],
)
def test_elapsed_is_what_a_clerk_counts(first, last, words):
    assert str(elapsed(day(first), day(last))) == words


def test_elapsed_agrees_with_full_years_on_every_start_of_five_years():
    last = day("2021-12-31")
    starts = [day("2016-12-01") + timedelta(days=n) for n in range(5 * 366)]

    disagreeing = [s for s in starts if elapsed(s, last).years != full_years(s, last)]

    assert disagreeing == []


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2020-11-10", 12, "2021-11-10"),
        ("2020-08-31", 6, "2021-02-28"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-05-20", 18, "2021-11-20"),
        ("2021-12-31", 1, "2022-01-31"),
    ],
)
def test_period_in_months_ends_on_the_corresponding_day_or_month_end(start, months, end):
    assert add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("1961-11-10", "2021-11-10", 60),
        ("1961-11-11", "2021-11-10", 59),
        ("1961-11-09", "2021-11-10", 60),
        ("1964-02-29", "2021-02-28", 57),
        ("1964-02-29", "2021-02-27", 56),
    ],
)
def test_age_is_reached_on_the_birthday(born, on, years):
    assert age(day(born), day(on)) == years


def test_arithmetic_past_the_last_date_stops_there():
    assert add_years(date.max, 4) == date.max
    assert add_months(date.max, 12) == date.max
    assert shift(date.max, 1) == date.max


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([], 0),
        ([("2020-04-01", "2020-04-01")], 1),
        ([("2020-04-01", "2020-09-30")], 183),
        ([("2020-04-01", "2020-07-31"), ("2020-06-01", "2020-09-30")], 183),
        ([("2020-06-01", "2020-09-30"), ("2020-04-01", "2020-07-31")], 183),
        ([("2020-04-01", "2020-09-30"), ("2020-05-01", "2020-05-31")], 183),
        ([("2018-01-01", "2019-06-30")], 0),
        ([("2018-01-01", "2019-07-01")], 1),
        ([("2021-12-31", "2022-06-30")], 1),
        ([("2022-01-01", "2022-06-30")], 0),
    ],
)
def test_days_within_count_each_day_once(spans, days):
    dated = [(day(first), day(last)) for first, last in spans]

    assert days_within(dated, day("2019-07-01"), day("2021-12-31")) == days


@pytest.mark.parametrize(
    ("year", "off", "worked"), [(2021, OFF_2021, WORKED_2021), (2022, OFF_2022, WORKED_2022)]
)
def test_calendar_is_the_published_one(year, off, worked):
    holidays = {
        day(first) + timedelta(days=n)
        for first, last in off
        for n in range((day(last) - day(first)).days + 1)
    }
    make_up = {day(f"{year}-{text}") for text in worked}
    whole_year = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    expected = {d for d in whole_year if d in make_up or (d.weekday() < 5 and d not in holidays)}

    working = {d for d in whole_year if CALENDAR.is_working_day(d)}

    assert working == expected


def test_count_includes_both_end_days():
    assert CALENDAR.count(day("2021-11-08"), day("2021-11-12")) == 5
    assert CALENDAR.count(day("2021-11-10"), day("2021-11-26")) == 13
    assert CALENDAR.count(day("2021-11-06"), day("2021-11-07")) == 0
    assert CALENDAR.count(day("2021-11-12"), day("2021-11-11")) == 0


def test_nth_counts_the_start_when_it_is_a_working_day():
    assert CALENDAR.nth(day("2021-11-08"), 1) == day("2021-11-08")
    assert CALENDAR.nth(day("2021-11-08"), 5) == day("2021-11-12")
    assert CALENDAR.nth(day("2021-11-09"), 5) == day("2021-11-15")
    assert CALENDAR.nth(day("2021-11-06"), 1) == day("2021-11-08")


def test_nth_goes_over_a_holiday_and_a_make_up_day():
    assert CALENDAR.nth(day("2021-09-30"), 2) == day("2021-10-08")
    assert CALENDAR.nth(day("2021-09-30"), 3) == day("2021-10-09")


def test_nth_below_one_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        CALENDAR.nth(day("2021-11-08"), 0)


def test_add_does_not_count_the_day_itself():
    assert CALENDAR.add(day("2021-11-26"), 5) == day("2021-12-03")
    assert CALENDAR.add(day("2021-11-26"), -1) == day("2021-11-25")
    assert CALENDAR.add(day("2021-11-29"), -1) == day("2021-11-26")
    assert CALENDAR.add(day("2021-11-27"), 0) == day("2021-11-27")


def test_year_without_a_published_list_is_never_guessed():
    with pytest.raises(CalendarUnknown, match="2003年"):
        CALENDAR.is_working_day(day("2003-06-02"))
    with pytest.raises(CalendarUnknown, match="2999年"):
        CALENDAR.nth(day("2999-06-02"), 1)


def test_count_that_runs_into_an_unknown_year_is_refused():
    last_known = max(y for y in range(2021, 2999) if _known(y))

    with pytest.raises(CalendarUnknown):
        CALENDAR.nth(date(last_known, 12, 30), 5)


def _known(year):
    try:
        return CALENDAR.is_working_day(date(year, 6, 1)) in (True, False)
    except CalendarUnknown:
        return False


def test_override_decides_a_day_and_an_unknown_one_too():
    calendar = Calendar({day("2021-11-08"): False, day("2999-06-02"): True})

    assert calendar.is_working_day(day("2021-11-08")) is False
    assert calendar.nth(day("2021-11-08"), 1) == day("2021-11-09")
    assert calendar.is_working_day(day("2999-06-02")) is True


def test_days_say_why_a_day_is_off():
    notes = {
        d.day.isoformat(): (d.working, d.note)
        for d in CALENDAR.days(day("2021-10-07"), day("2021-10-10"))
    }

    assert notes == {
        "2021-10-07": (False, "国庆节"),
        "2021-10-08": (True, ""),
        "2021-10-09": (True, "调休上班"),
        "2021-10-10": (False, "周末"),
    }


def test_days_name_an_override():
    calendar = Calendar({day("2021-11-08"): False, day("2021-11-13"): True})

    notes = [d.note for d in calendar.days(day("2021-11-08"), day("2021-11-13")) if d.note]

    assert notes == ["调整为休息日", "调整为工作日"]


@pytest.mark.parametrize(
    ("posted", "first", "last"),
    [
        ("2021-11-08T08:00", "2021-11-08", "2021-11-12"),
        ("2021-11-08T18:00", "2021-11-08", "2021-11-12"),
        ("2021-11-08T18:00:01", "2021-11-09", "2021-11-15"),
        ("2021-11-08T23:59", "2021-11-09", "2021-11-15"),
        ("2021-11-05T19:00", "2021-11-08", "2021-11-12"),
        ("2021-11-06T10:00", "2021-11-08", "2021-11-12"),
        ("2021-11-07T20:00", "2021-11-08", "2021-11-12"),
        ("2021-11-05T09:00", "2021-11-05", "2021-11-11"),
    ],
)
def test_notice_counts_whole_days_from_when_it_was_public(posted, first, last):
    assert CALENDAR.notice_period(at(posted), 5) == (day(first), day(last))


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        ("2021-11-10T09:00", "2021-11-17"),
        ("2021-11-10T19:00", "2021-11-17"),
        ("2021-11-12T09:00", "2021-11-19"),
        ("2021-09-17T09:00", "2021-09-26"),
        ("2021-09-24T09:00", "2021-09-30"),
        ("2021-09-28T09:00", "2021-10-11"),
        ("2021-09-30T09:00", "2021-10-13"),
        ("2021-10-08T09:00", "2021-10-14"),
    ],
)
def test_notice_counted_from_the_next_day_never_counts_the_day_it_is_posted(posted, last):
    first, ends = CALENDAR.notice_period(at(posted), 5, from_next_day=True)

    assert first == CALENDAR.add(at(posted).date(), 1)
    assert ends == day(last)


def test_notice_reads_the_hour_in_shanghai():
    posted = datetime(2021, 11, 8, 10, 30, tzinfo=UTC)

    assert CALENDAR.first_counted(posted) == day("2021-11-09")


def test_notice_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.first_counted(datetime(2021, 11, 8, 10, 30))  # noqa: DTZ001


def test_hour_of_the_notice_is_a_setting():
    calendar = Calendar(counts_until=time(17, 0))

    assert calendar.first_counted(at("2021-11-08T17:30")) == day("2021-11-09")


def test_three_notices_just_fit_the_window_as_the_notice_intends():
    first, first_ends = CALENDAR.notice_period(at("2021-11-08T09:00"), 5)
    second, second_ends = CALENDAR.notice_period(at("2021-11-09T09:00"), 5)
    third, third_ends = CALENDAR.notice_period(at("2021-11-16T15:00"), 5)

    assert (first_ends, second_ends, third_ends) == (
        day("2021-11-12"),
        day("2021-11-15"),
        day("2021-11-22"),
    )
    assert first < second < third
