"""Dates and empty answers in words."""

from datetime import date

import pytest

from documents import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2021, 11, 5), "2021年11月5日"),
        ("2021年11月", "2021年11月"),
        (None, words.BLANK_DATE),
        ("", words.BLANK_DATE),
    ],
)
def test_date_in_chinese(value, text):
    assert words.chinese_date(value) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2018, 7, 16), None, "2018.07—至今"),
        ("2015.09", date(2018, 7, 1), "2015.09—2018.07"),
        (None, None, ""),
    ],
)
def test_span_of_months(start, end, text):
    assert words.months_span(start, end) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2021, 11, 8), date(2021, 11, 12), "2021年11月8日至11月12日"),
        (date(2021, 12, 30), date(2022, 1, 6), "2021年12月30日至2022年1月6日"),
        (None, date(2022, 1, 6), ""),
    ],
)
def test_span_of_days_repeats_the_year_only_when_it_changes(start, end, text):
    assert words.days_span(start, end) == text


@pytest.mark.parametrize(("value", "text"), [("", "无"), ("  \n", "无"), ("有", "有")])
def test_empty_answer_becomes_none(value, text):
    assert words.or_none(value) == text
