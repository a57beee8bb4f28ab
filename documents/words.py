"""How dates, spans and empty answers are written on paper."""

from datetime import date, datetime

NONE = "无"
BLANK_DATE = "　　　年　　月　　日"

When = date | str | None
"""A day, a ready text such as ``2015.09`` where only the month is known, or nothing."""


def chinese_date(value: When) -> str:
    """``2021年11月5日``; a text as it stands; the line for a pen when there is no date."""
    if value is None or value == "":
        return BLANK_DATE
    if isinstance(value, str):
        return value
    return f"{value.year}年{value.month}月{value.day}日"


def chinese_time(value: datetime | None) -> str:
    """``2021年11月12日 09:05``, in the zone the datetime already carries."""
    if value is None:
        return ""
    return f"{chinese_date(value)} {value:%H:%M}"


def year_month(value: When) -> str:
    """``2021.11``; a text as it stands; empty when there is no date."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return f"{value.year}.{value.month:02d}"


def day_in_figures(day: date) -> str:
    """``2021.12.31``."""
    return f"{day:%Y.%m.%d}"


def months_span(start: When, end: When) -> str:
    """``2015.09—2018.07``, ``2018.08—至今`` without an end, empty without a start."""
    if not start:
        return year_month(end)
    return f"{year_month(start)}—{year_month(end) or '至今'}"


def days_span(start: date | None, end: date | None) -> str:
    """``2021年11月8日至11月12日``, the year again only when it changes."""
    if start is None or end is None:
        return ""
    tail = f"{end.month}月{end.day}日"
    if end.year != start.year:
        tail = f"{end.year}年{tail}"
    return f"{chinese_date(start)}至{tail}"


def or_space(value: int | None) -> str:
    """A number, or room for a pen where there is none."""
    return "　　　" if value is None else str(value)


def or_none(value: str) -> str:
    """The value, or 「无」 when nothing was written."""
    return value if str(value).strip() else NONE
