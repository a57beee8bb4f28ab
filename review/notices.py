"""What a publicity (公示) is: posting one, its period, its objections. Dates are inclusive."""

import hashlib
import json
import secrets
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from applications import queries as applications
from review.models import Notice, NoticeEntry, Objection
from review.states import Action as A
from review.states import CaseState, NoticeKind

STOP_REASON = Notice._meta.get_field("stop_reason").max_length
SHOWN_IN = {
    NoticeKind.MATERIALS: CaseState.MATERIALS_NOTICE,
    NoticeKind.OPINIONS: CaseState.OPINION_NOTICE,
}
INVESTIGATED = (CaseState.MATERIALS_OBJECTION, CaseState.OPINION_OBJECTION)
_DAYS_FIELD = {
    NoticeKind.CRITERIA: "criteria_days",
    NoticeKind.MATERIALS: "materials_days",
    NoticeKind.OPINIONS: "opinion_days",
    NoticeKind.RESULT: "result_days",
}


def period(round, kind: NoticeKind, posted_at: datetime) -> tuple[date, date]:
    """First and last counted day of a notice made public at `posted_at`, both inclusive.

    A notice that goes up after 18:00 counts from the next working day; in a round that counts
    from the day after posting (公示起算), so does every notice. Raises
    `eligibility.CalendarUnknown` for a year whose working days nobody has published.
    """
    return applications.calendar().notice_period(
        posted_at, working_days(round, kind), from_next_day=round.counts_from_next_day
    )


def first_counted(round, posted_at: datetime, calendar) -> date:
    """The first counted day of a notice made public at `posted_at`, as the round counts."""
    return calendar.first_counted(posted_at, from_next_day=round.counts_from_next_day)


def working_days(round, kind: NoticeKind) -> int:
    """How many working days the round asks of this kind of notice."""
    return getattr(round, _DAYS_FIELD[kind])


def prepare(*, kind, round, text, content, places, phone, posted_at, by, unit=None, meeting=None):
    """The notice as it would stand if posted at `posted_at`; not saved, so nobody sees it yet."""
    first_day, last_day = period(round, kind, posted_at)
    frozen = json.dumps([kind, text, content], ensure_ascii=False, sort_keys=True)
    owner = unit.name if unit else round.committee
    return Notice(
        round=round,
        unit=unit,
        meeting=meeting,
        code=secrets.token_hex(6),
        kind=kind,
        title=f"{owner} {kind.subject}",
        text=text,
        content=content,
        sha256=hashlib.sha256(frozen.encode()).hexdigest(),
        places=places,
        phone=phone,
        working_days=working_days(round, kind),
        posted_at=posted_at,
        posted_by=by,
        first_day=first_day,
        last_day=last_day,
    )


def post(**notice):
    """Make a notice public and freeze it: the moment is the server's, the period is computed."""
    posted = prepare(**notice)
    posted.save(force_insert=True)
    return posted


def last_day(notice, calendar=None) -> date:
    """The last counted day. A holiday declared since can lengthen a notice, never shorten it."""
    calendar = calendar or applications.calendar()
    return max(notice.last_day, calendar.nth(notice.first_day, notice.working_days))


def may_be_followed_from(notice, round) -> date:
    """The first day on which ② may be posted after ①, never to begin before it (D15)."""
    if round.counts_from_next_day:
        return timezone.localdate(notice.posted_at)
    return notice.first_day


def is_over(notice, today: date) -> bool:
    """Every counted day has passed whole: from the day after the last one."""
    return today > last_day(notice)


def last_posted(package, kind: NoticeKind) -> Notice:
    """The newest notice of this kind that the package's unit has posted in its round."""
    return Notice.objects.filter(unit=package.unit, round=package.round, kind=kind).latest("pk")


def criteria_of(unit, round):
    """The unit's publicity ① of this round that was not stopped, or None."""
    return Notice.objects.filter(
        unit=unit, round=round, kind=NoticeKind.CRITERIA, stopped_at=None
    ).first()


def covering(case, kind: NoticeKind):
    """The notice of this kind that covers the version now under way, or None.

    A file that changed has a new submission, so an older notice no longer covers it.
    """
    entry = (
        NoticeEntry.objects.filter(
            case=case,
            submission=case.submission_id,
            notice__kind=kind,
            notice__stopped_at=None,
        )
        .select_related("notice")
        .order_by("-pk")
        .first()
    )
    return entry.notice if entry else None


def running(package, state, kind: NoticeKind) -> list[Notice]:
    """The notices covering the present versions of the package's people in `state`, each once."""
    return list(
        Notice.objects.filter(
            kind=kind,
            stopped_at=None,
            entries__case__package=package,
            entries__case__state=state,
            entries__submission=F("entries__case__submission"),
        ).distinct()
    )


def on_show(notice) -> frozenset[int]:
    """The cases whose present version this notice covers and that stand in its publicity."""
    return frozenset(
        _covered(notice).filter(case__state=SHOWN_IN[notice.kind]).values_list("case_id", flat=True)
    )


def under_objection(notice) -> bool:
    """Is somebody the notice covers being investigated?"""
    return _covered(notice).filter(case__state__in=INVESTIGATED).exists()


def _covered(notice):
    return notice.entries.filter(submission=F("case__submission"))


def recheck_last_day(case) -> date | None:
    """The last day (inclusive) on which 复查 may be asked for; None before the result is public.

    Counted in working days from the day after the result was made public, as the round says.
    """
    public = case.meeting.events.filter(action__in=(A.PUBLISH_RESULT, A.ARCHIVE)).first()
    if public is None:
        return None
    told = timezone.localdate(public.at)
    return applications.calendar().add(told, case.round.recheck_days)


def objections_against(case, kind: NoticeKind):
    """Objections to this case under the notice covering its present version."""
    notice = covering(case, kind)
    if notice is None:
        return Objection.objects.none()
    return Objection.objects.filter(notice=notice, case=case)


def month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
