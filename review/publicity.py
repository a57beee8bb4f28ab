"""Notices as the public sees them. What is shown of a person passes an allow-list (D17)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from applications import queries as applications
from components.calendars import day_cells, left_words
from components.shapes import DayCell, NoticeRow, Tag
from components.words import span_words
from eligibility import Article, Calendar

from . import notices
from .models import Notice
from .states import NoticeKind
from .wording import PUBLIC_FIELDS, RESULT_FIELDS, without_numbers

# A holiday declared later lengthens a notice by at most this many days.
MOST_LENGTHENED = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice on a day: its last day (inclusive) and whether it still runs."""

    notice: Notice
    last_day: date
    running: bool
    today: date
    calendar: Calendar

    @property
    def cells(self) -> tuple[DayCell, ...]:
        """Its counted days; drawn for the few that are shown, never for a whole list."""
        first, last = self.notice.first_day, self.last_day
        return day_cells(first, last, today=self.today, calendar=self.calendar, working_only=True)

    @property
    def left(self) -> str:
        return left_words(self.last_day, today=self.today, calendar=self.calendar)

    @property
    def span(self) -> str:
        return span_words(self.notice.first_day, self.last_day)

    @property
    def tag(self) -> Tag:
        if self.notice.stopped_at:
            return Tag("已终止")
        return Tag(self.notice.get_kind_display(), "blue" if self.running else "")


def posted(notice: Notice, *, now: datetime, calendar: Calendar) -> Posted:
    """The notice as it stands at `now`; days are inclusive and counted on `calendar`."""
    return _posted(notice, notices.last_day(notice, calendar), now=now, calendar=calendar)


def _posted(notice: Notice, last: date, *, now: datetime, calendar: Calendar) -> Posted:
    today = now.date()
    running = notice.stopped_at is None and notice.posted_at <= now and today <= last
    return Posted(
        notice=notice,
        last_day=last,
        running=running,
        today=today,
        calendar=calendar,
    )


def running(now: datetime, calendar: Calendar) -> list[Posted]:
    """The notices that run at `now`, the one that ends first ahead; what they say stays unread.

    Most of a season's notices share a few spans of days, so each span is walked once.
    """
    recent = (
        Notice.objects.filter(
            stopped_at=None, posted_at__lte=now, last_day__gte=now.date() - MOST_LENGTHENED
        )
        .select_related("unit")
        .defer("text", "content")
    )
    spans: dict[tuple[date, int, date], date] = {}
    found = []
    for notice in recent:
        span = (notice.first_day, notice.working_days, notice.last_day)
        if span not in spans:
            spans[span] = notices.last_day(notice, calendar)
        found.append(_posted(notice, spans[span], now=now, calendar=calendar))
    return sorted(
        (one for one in found if one.running), key=lambda one: (one.last_day, -one.notice.pk)
    )


def over(now: datetime, running_now: list[Posted]):
    """Notices that ran or were stopped, newest first, as rows of the database."""
    return Notice.objects.filter(posted_at__lte=now).exclude(
        pk__in=[one.notice.pk for one in running_now]
    )


def rows(shown: list[Posted]) -> list[NoticeRow]:
    """Lines of a list, with how many people each running notice is about, read for these alone."""
    pks = [one.notice.pk for one in shown if one.running]
    contents = Notice.objects.exclude(kind=NoticeKind.CRITERIA).filter(pk__in=pks)
    counts = {pk: len(content) for pk, content in contents.values_list("pk", "content")}
    return [row(one, counts.get(one.notice.pk, 0)) for one in shown]


def row(one: Posted, people: int) -> NoticeRow:
    """A line of a list. A notice that is over keeps its title and dates and nothing else."""
    notice = one.notice
    if not one.running:
        left = one.left if notice.stopped_at is None else ""
        return NoticeRow(title=notice.title, url="", tag=one.tag, facts=(one.span,), left=left)
    return NoticeRow(
        title=notice.title,
        url=reverse("notice", args=[notice.code]),
        tag=one.tag,
        facts=(f"{people}人", one.span) if people else (one.span,),
        days=one.cells,
        left=one.left,
        action_url=reverse("objection-new", args=[notice.code]),
    )


def people(notice: Notice) -> list[list[tuple[str, str]]]:
    """(label, value) of each person in the notice: only the fields of the allow-list, if given."""
    fields = RESULT_FIELDS if notice.kind == NoticeKind.RESULT else PUBLIC_FIELDS
    return [
        [(label, without_numbers(person[key])) for key, label in fields if person.get(key)]
        for person in notice.content
    ]


def clauses(notice: Notice) -> list[Article]:
    """公示①: the articles that the unit posts, each with the points under it (二（二）1 …)."""
    articles = applications.rules_for(notice.round).articles
    posted_keys = [key for part in notice.content for key in part["clauses"]]
    return [
        article
        for posted_key in posted_keys
        for key, article in articles.items()
        if key == posted_key or key.startswith(f"{posted_key}-")
    ]
