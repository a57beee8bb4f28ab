"""Notices as the public sees them. What is shown of a person passes an allow-list (D17)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from applications import queries as applications
from components.calendars import day_cells, left_words
from components.shapes import DayCell, NoticeRow, Tag
from components.words import span_words
from eligibility import Article, Calendar

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
    cells: tuple[DayCell, ...]
    left: str

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
    today = now.date()
    last = max(notice.last_day, calendar.nth(notice.first_day, notice.working_days))
    running = notice.stopped_at is None and notice.posted_at <= now and today <= last
    return Posted(
        notice=notice,
        last_day=last,
        running=running,
        cells=day_cells(notice.first_day, last, today=today, calendar=calendar, working_only=True),
        left=left_words(last, today=today, calendar=calendar),
    )


def running(now: datetime, calendar: Calendar) -> list[Posted]:
    """The notices that run at `now`, the one that ends first ahead."""
    recent = Notice.objects.filter(
        stopped_at=None, posted_at__lte=now, last_day__gte=now.date() - MOST_LENGTHENED
    ).select_related("unit")
    found = [posted(notice, now=now, calendar=calendar) for notice in recent]
    return sorted(
        (one for one in found if one.running), key=lambda one: (one.last_day, -one.notice.pk)
    )


def over(now: datetime, running_now: list[Posted]):
    """Notices that ran or were stopped, newest first, as rows of the database."""
    return Notice.objects.filter(posted_at__lte=now).exclude(
        pk__in=[one.notice.pk for one in running_now]
    )


def row(one: Posted) -> NoticeRow:
    """A line of a list. A notice that is over keeps its title and dates and nothing else."""
    notice = one.notice
    if not one.running:
        left = one.left if notice.stopped_at is None else ""
        return NoticeRow(title=notice.title, url="", tag=one.tag, facts=(one.span,), left=left)
    people = len(notice.content) if notice.kind != NoticeKind.CRITERIA else 0
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
