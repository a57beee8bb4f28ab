"""How dates and spans are said: 「11月26日（星期五）」, 「11月12日至18日」. Pure, no clock."""

from datetime import date, datetime

from django.utils import timezone

WEEKDAYS = "一二三四五六日"


def local(value: date | datetime) -> date | datetime:
    """An aware datetime in the site's time zone; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day_words(day: date | datetime, year: int | None = None) -> str:
    """「11月26日」; with the year in front when ``year`` is given and not the day's."""
    day = local(day)
    words = f"{day.month}月{day.day}日"
    return f"{day.year}年{words}" if year and day.year != year else words


def date_words(day: date | datetime, year: int | None = None) -> str:
    """「11月26日（星期五）」; the year as in ``day_words``."""
    return f"{day_words(day, year)}（星期{WEEKDAYS[local(day).weekday()]}）"


def today_words(day: date | datetime) -> str:
    """「2021年11月16日 星期二」, for the top bar."""
    day = local(day)
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def month_words(day: date | datetime) -> str:
    """「2019年8月」."""
    day = local(day)
    return f"{day.year}年{day.month}月"


def time_words(moment: datetime, year: int | None = None) -> str:
    """「11月12日 09:10」, 24 hours."""
    return f"{day_words(moment, year)} {local(moment):%H:%M}"


def span_words(first: date, last: date) -> str:
    """「11月12日至18日」; both days included, month and year repeated only where they change."""
    if first.year != last.year:
        return f"{first.year}年{day_words(first)}至{last.year}年{day_words(last)}"
    if first.month != last.month:
        return f"{day_words(first)}至{day_words(last)}"
    return f"{day_words(first)}至{last.day}日"
