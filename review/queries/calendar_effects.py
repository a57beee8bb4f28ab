"""What a change of the working days moves: running notices, and the dates of rounds under way."""

from datetime import date

from applications import round_settings
from applications.models import Round
from components.shapes import Cell, Column, Row
from components.words import date_words
from eligibility import Calendar, CalendarUnknown
from review.models import Notice
from review.notices import last_day

NOTICE_COLUMNS = (Column("公示"), Column("现在到期"), Column("改后到期"))
DATES = ("acceptance_opens", "acceptance_closes", "correction_latest", "meeting_on")


def notices_moved(now: Calendar, then: Calendar, *, today: date) -> list[Row]:
    """The running notices whose last counted day becomes another one; it never comes earlier."""
    running = Notice.objects.filter(stopped_at=None, last_day__gte=today.replace(month=1, day=1))
    rows = []
    for notice in running.order_by("last_day", "pk"):
        before = last_day(notice, now)
        if before < today:
            continue
        try:
            after = date_words(last_day(notice, then))
        except CalendarUnknown as error:
            after = str(error)
        if after != date_words(before):
            rows.append(Row((Cell(notice.title), Cell(date_words(before)), Cell(after))))
    return rows


def dates_hit(lines: list[dict], *, today: date) -> list[str]:
    """A sentence for each date of a round under way that falls on a day made a day off."""
    off = {line["day"] for line in lines if line["working"] is False}
    return [
        f"{round.year}年度{round_settings.label(name)}{date_words(day)}将是休息日，请修改年度批次。"
        for round in Round.objects.filter(correction_latest__gte=today)
        for name in DATES
        if (day := getattr(round, name)) and day.isoformat() in off
    ]
