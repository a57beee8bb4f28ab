"""What the calendar tells, once a day: drafts not handed in, letters not answered, notices run out.

Every reminder has a key, so that running twice, or after some days of rest, tells nothing twice.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts import inbox
from accounts.models import Message
from accounts.roles import Role
from applications import queries as applications
from applications.models import Application
from components.words import date_words
from eligibility import Calendar

from . import notices, telling
from .models import Case, Notice, Package
from .queries.hand_in import hand_in
from .states import Actor, CaseState, NoticeKind, PackageState
from .telling import Telling

AHEAD = (1, 3, 7)  # working days before the last day (features.md P7)


def stage(last: date, today: date, calendar: Calendar, ahead=AHEAD) -> int | None:
    """The reminder that has come due: the nearest of `ahead` working days before `last`.

    None before the first of them and after `last` (inclusive).
    """
    if today > last:
        return None
    return next((n for n in sorted(ahead) if today >= calendar.add(last, -n)), None)


@transaction.atomic
def send(*, now: datetime) -> int:
    """Every reminder due on this day; how many were new.

    Raises `eligibility.CalendarUnknown` for a year whose working days nobody has published.
    """
    calendar, today = applications.calendar(), now.date()
    return inbox.tell(
        [
            *_drafts(now, today, calendar),
            *_corrections(now, today, calendar),
            *_run_out(now, today, calendar),
        ]
    )


def _drafts(now, today, calendar):
    """Not handed in: before the day the unit needs the file, and before the last of delivery."""
    drafts = Application.objects.filter(
        Q(case=None) | Q(case__state=CaseState.DRAFT),
        round__filling_opens__lte=today,
        round__acceptance_closes__gte=today,
        withdrawn=False,
    ).select_related("round", "unit", "applicant")
    days = {}
    for draft in drafts:
        place = (draft.unit, draft.round)
        if place not in days:
            days[place] = hand_in(*place, now=now)
        by_unit, closes = days[place], draft.round.acceptance_closes
        if by_unit.day and (n := stage(by_unit.day, today, calendar)):
            words = f"{by_unit.source}最迟{date_words(by_unit.day)}提交"
            yield _draft(draft, f"unit-{n}", by_unit.day, words, now)
        if n := stage(closes, today, calendar):
            words = f"{date_words(closes)}报送截止"
            yield _draft(draft, f"closes-{n}", closes, words, now)


def _draft(application, occasion, last, when, now) -> Message:
    return Message(
        user=application.applicant,
        role=Role.APPLICANT,
        key=f"draft-{application.pk}-{occasion}",
        told_at=now,
        subject="您的评审表还是草稿，没有提交给单位",
        todo=f"{when}。请填好、核对，签承诺后提交给单位。",
        due_on=last,
        link=reverse("applications:tasks", args=[application.pk]),
    )


def _corrections(now, today, calendar):
    """The working day before a letter's last day: whoever has not answered it yet."""
    returned = Case.objects.filter(
        state__in=(CaseState.RETURNED, CaseState.CORRECTION)
    ).select_related("application__round", "application__unit", "application__applicant")
    for case in returned:
        last = telling.correction_day(case)
        if not stage(last, today, calendar, ahead=(1,)):
            continue
        tellings = []
        if not case.application.locked:
            tellings.append(Telling(Actor.APPLICANT, "补正期限快到了", telling.MEND))
        if case.state == CaseState.CORRECTION:
            words = "请督促补正，并报送303室，过期视为放弃。"
            tellings.append(Telling(Actor.UNIT, "{name}的补正期限快到了", words))
        yield from _due(tellings, case, last, now)
    for package in Package.objects.filter(state=PackageState.CORRECTION).select_related("unit"):
        if stage(package.due_on, today, calendar, ahead=(1,)):
            words = "请照告知书补正，报送303室。"
            tellings = [Telling(Actor.UNIT, "单位材料的补正期限快到了", words)]
            yield from _due(tellings, package, package.due_on, now)


def _due(tellings, subject, last, now):
    key = f"due-{subject._meta.model_name}-{subject.pk}-{last:%Y%m%d}"
    for one in tellings:
        for message in telling.messages(one, subject, key=key, now=now):
            message.due_on = last
            yield message


def _run_out(now, today, calendar):
    """A notice has run its whole period: its result can be put on record."""
    waiting = Notice.objects.filter(registered_at=None, stopped_at=None, last_day__lt=today)
    for notice in waiting.select_related("unit", "meeting"):
        if today <= notices.last_day(notice, calendar):
            continue
        result = notice.kind == NoticeKind.RESULT
        one = Telling(
            Actor.SECRETARY if result else Actor.UNIT,
            f"{NoticeKind(notice.kind).label}已期满",
            "请登记结果，没有异议的接着往下办。",
            link="review:committee" if result else "review:unit-notices",
        )
        yield from telling.messages(one, notice, key=f"run-out-{notice.pk}", now=now)
