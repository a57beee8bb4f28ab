"""评审会议纪要 (40号令 23): written from the records by the count itself, then only annotated."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from applications.snapshots import canonical

from . import actors, votes
from .engine import Refused
from .models import Meeting, Minutes, MinutesNote, Recusal
from .states import Action, Actor, MeetingState

BEFORE_THE_COUNT = {MeetingState.PREPARING, MeetingState.SIGNING_IN, MeetingState.VOTING}
BY_THEMSELF = "本人申报"
BY_THE_OFFICE = "秘书登记"


def freeze(meeting, now) -> Minutes:
    """The minutes of a meeting whose count has just been written, in the same transaction."""
    content = _content(meeting, now)
    return Minutes.objects.create(
        meeting=meeting, content=content, sha256=_sha256(content), frozen_at=now
    )


def is_intact(minutes) -> bool:
    """Whether the content is the one that was frozen."""
    return _sha256(minutes.content) == minutes.sha256


def _sha256(content) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _content(meeting, now) -> dict:
    seats = list(meeting.attendances.select_related("member").order_by("pk"))
    tallies = meeting.tallies.select_related(
        "case__application__applicant", "case__application__unit", "case__submission"
    ).order_by("case__application__number")
    return {
        "size": len(seats),
        "present": [_said(seat) for seat in seats if seat.signed_in_at],
        "absent": [_said(seat) for seat in seats if not seat.signed_in_at],
        "paper": meeting.paper,
        "opened": _when(meeting.events.filter(action=Action.OPEN_VOTE).last().at),
        "closed": _when(now),
        "close_note": meeting.events.filter(action=Action.CLOSE_VOTE).last().note,
        "drawings": [
            _drawing(row) for row in meeting.drawings.select_related("replaced").order_by("pk")
        ],
        "recusals": [_recusal(row) for row in _recusals(meeting)],
        "discussion": meeting.discussion,
        "votes": [_vote(tally) for tally in tallies],
    }


def _said(seat) -> list[str]:
    member = seat.member
    return [member.name, member.get_position_display(), member.title, member.employer]


def _when(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _drawing(row) -> str:
    what = f"补抽接替{row.replaced.name}" if row.replaced else f"抽取{row.size}人"
    why = f"（{row.reason}）" if row.reason else ""
    return f"{_when(row.drawn_at)[:10]}{what}{why}，种子{row.seed}"


def _recusals(meeting):
    return Recusal.objects.filter(
        attendance__meeting=meeting, attendance__signed_in_at__isnull=False, case__meeting=meeting
    ).select_related("attendance__member", "case__application__applicant")


def _recusal(row) -> list[str]:
    how = BY_THE_OFFICE if row.recorded_by_id else BY_THEMSELF
    return [row.attendance.member.name, row.case.name, row.reason, how]


def _vote(tally) -> dict:
    return {
        "number": tally.case.number,
        "name": tally.case.name,
        "unit": tally.case.unit.name,
        "specialty": tally.case.submission.content["title"]["specialty"],
        "recused": tally.recused,
        "yes": tally.yes,
        "no": tally.no,
        "abstain": tally.abstain,
        "invalid": tally.invalid,
        "needed": votes.needed(tally.voters),
        "passed": tally.passed,
        "needs_remark": tally.needs_remark,
    }


# --- what the secretary writes -------------------------------------------------------------------
def _only_the_secretary(acting):
    if actors.ACTOR_OF.get(acting.role) is not Actor.SECRETARY:
        raise PermissionDenied


@transaction.atomic
def write_discussion(meeting, *, acting, text) -> None:
    """评议意见, until the count freezes the minutes."""
    _only_the_secretary(acting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state not in BEFORE_THE_COUNT:
        raise Refused("会议纪要已随计票定稿，不能再改。要更正请写更正附记。")
    meeting.discussion = text.strip()
    meeting.save(update_fields=["discussion"])


def annotate(minutes, *, acting, now, text) -> MinutesNote:
    """更正附记: added below the minutes with name and time; nothing is struck out."""
    _only_the_secretary(acting)
    if not text.strip():
        raise Refused("请写明要更正什么。")
    return MinutesNote.objects.create(minutes=minutes, text=text.strip(), at=now, by=acting.user)
