"""When bags are taken at the counter: working days of the window, in office hours (D13)."""

from datetime import date, datetime

from django.conf import settings

from applications import queries as applications
from components.words import day_words

from .models import DeliveryException


def closed_on(package, day: date) -> str | None:
    """Why no bag of this package may be taken on `day`; None when it may.

    六（三）: the first and the last day of delivery are both included; only working days count. A
    day that a second person has allowed for this package is open (B13).
    """
    first, last = package.round.acceptance_opens, package.round.acceptance_closes
    if not first <= day <= last:
        reason = f"收件时间是{day_words(first)}至{day_words(last)}。"
    elif not applications.calendar().is_working_day(day):
        reason = f"{day_words(day)}不是工作日，不收件。"
    else:
        return None
    return None if is_granted(package, day) else reason


def closed_at(package, now: datetime) -> str | None:
    """Why no bag may be taken at this moment (Asia/Shanghai): the day, then the office hours."""
    if reason := closed_on(package, now.date()):
        return reason
    moment = now.time()
    if any(opens <= moment <= closes for opens, closes in settings.OFFICE_HOURS):
        return None
    if is_granted(package, now.date()):
        return None
    return f"收件在办公时间{office_hours()}，现在是{moment:%H:%M}。"


def office_hours() -> str:
    """“8:00至12:00、14:30至18:00” as the pages say it."""
    return "、".join(f"{a:%H:%M}至{b:%H:%M}" for a, b in settings.OFFICE_HOURS)


def is_granted(package, day: date) -> bool:
    """Whether a second person has allowed this package to be taken in on `day` all the same."""
    return DeliveryException.objects.filter(package=package, day=day, granted=True).exists()
