"""By when a file must be with the unit: the round says until when, the road above says how late.

This app knows the last day of delivery; how long a unit takes is `review`'s to reckon, and is asked
through `settings.HAND_IN`, a function of (unit, round, now) giving a `HandIn`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from applications.models import Application
from components.words import date_words, day_words


@dataclass(frozen=True, slots=True)
class HandIn:
    """The last day for handing in that leaves the unit its time; None when there is none.

    `asked`: the unit has set the day itself. `begun`: it has begun its three publicities, so the
    day reckoned back from the last of delivery follows its own schedule.
    """

    day: date | None = None
    asked: bool = False
    begun: bool = False

    @property
    def source(self) -> str:
        """Whose day it is."""
        if self.asked:
            return "单位要求"
        return "按单位排期，" if self.begun else "按三次公示的天数推算，"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The reminder over the list of tasks: the day, then what it means."""

    day: str
    meaning: str


def hand_in_day(application: Application, *, now: datetime) -> HandIn:
    """How late this file may go to its unit, as the road reckons it."""
    return import_string(settings.HAND_IN)(application.unit, application.round, now=now)


def deadline(application: Application, hand_in: HandIn, *, today: date) -> Deadline:
    """The unit's day while it lies ahead, else the last day of delivery (六（三）)."""
    closes = application.round.acceptance_closes
    if today > closes:
        return Deadline(f"本年度报送已于{day_words(closes)}截止。", "没有提交的申报不能再提交。")
    if hand_in.day and today <= hand_in.day:
        return Deadline(
            f"{hand_in.source}最迟{date_words(hand_in.day)}提交，{_left(hand_in.day, today)}。",
            f"之后单位要审核、评议、连续公示，晚交可能赶不上{day_words(closes)}报送截止。",
        )
    late = (
        f"{hand_in.source}{day_words(hand_in.day)}以前提交，之后还要三次公示，现在已经过了。"
        if hand_in.day
        else "提交以后单位还要审核、评议、三次公示，现在可能来不及。"
    )
    return Deadline(
        f"{date_words(closes)}报送截止，{_left(closes, today)}。", f"{late}请先问本单位人事。"
    )


def _left(day: date, today: date) -> str:
    days = (day - today).days
    return f"还有{days}天" if days else "就是今天"
