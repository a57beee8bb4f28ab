"""评委库 and the drawing of a meeting's members from it (40号令 9–11). Every change is recorded."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from . import actors, drawing
from .drawing import Candidate, CannotDraw
from .engine import Refused
from .models import Attendance, CommitteeMember, Drawing, Meeting, PoolChange
from .recusing import conflicts
from .states import Actor, MeetingState

Position = CommitteeMember.Position
RANK = {Position.CHAIR: 0, Position.VICE: 1, Position.MEMBER: 2}
FIELDS = {
    "name": "姓名",
    "employer": "单位",
    "title": "职称",
    "specialty": "专业",
    "position": "职务",
    "term_from": "任期自",
    "term_until": "任期至",
}


def _only_the_secretary(acting):
    if actors.ACTOR_OF.get(acting.role) is not Actor.SECRETARY:
        raise PermissionDenied


def words_of(member) -> dict[str, str]:
    """A member of the pool as words: what is shown, exported and compared."""
    return {key: _word(member, key) for key in FIELDS}


def _word(member, key) -> str:
    value = getattr(member, key)
    if key == "position":
        return Position(value).label
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def save_member(member, *, acting, now, data, way=PoolChange.Way.FORM) -> PoolChange | None:
    """Write a member, new or known, with what changed; nothing when nothing did."""
    _only_the_secretary(acting)
    if member.pk:
        member = CommitteeMember.objects.select_for_update().get(pk=member.pk)
    old = words_of(member) if member.pk else dict.fromkeys(FIELDS, "")
    for key, value in data.items():
        setattr(member, key, value)
    new = words_of(member)
    lines = [[FIELDS[key], old[key], new[key]] for key in FIELDS if old[key] != new[key]]
    if not lines:
        return None
    member.save()
    return PoolChange.objects.create(member=member, lines=lines, way=way, at=now, by=acting.user)


@transaction.atomic
def save_rows(rows, *, acting, now) -> tuple[int, int]:
    """The rows of a workbook, (member or None, data): all or none. (added, changed)."""
    added = changed = 0
    for member, data in rows:
        done = save_member(
            member or CommitteeMember(), acting=acting, now=now, data=data,
            way=PoolChange.Way.WORKBOOK,
        )  # fmt: skip
        added += member is None
        changed += member is not None and done is not None
    return added, changed


# --- drawing -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Urn:
    """Who may be drawn for a meeting, and who not and why."""

    members: tuple[CommitteeMember, ...]
    excluded: tuple[tuple[CommitteeMember, str], ...]


def urn(meeting, *, spare_conflicted: bool) -> Urn:
    """The pool for this meeting: term on its day, nobody who cannot come; with
    `spare_conflicted` nobody who would have to stand aside for somebody on the list.
    """
    pool = CommitteeMember.objects.order_by("pk")
    gone = {d.replaced_id: d.reason for d in meeting.drawings.exclude(replaced=None)}
    aside = {member.pk: why for member, _, why in conflicts(meeting, pool)}
    members, excluded = [], []
    for member in pool:
        why = _why_not(member, meeting.held_on) or gone.get(member.pk)
        if not why and spare_conflicted:
            why = aside.get(member.pk)
        if why:
            excluded.append((member, why))
        else:
            members.append(member)
    return Urn(tuple(members), tuple(excluded))


def _why_not(member, day) -> str:
    if day < member.term_from:
        return "任期还没有开始"
    return "任期已满" if day > member.term_until else ""


def _candidate(member) -> Candidate:
    return Candidate(member.pk, member.specialty, RANK[Position(member.position)])


def _rows(members) -> list[list]:
    return [[m.pk, m.name, m.specialty, RANK[Position(m.position)]] for m in members]


@transaction.atomic
def draw_members(
    meeting, *, acting, now, size, needs=(), spare_conflicted=True, reason=""
) -> Drawing:
    """Draw the whole list anew: the seats become those drawn. A second drawing needs a reason."""
    meeting = _open(meeting, acting, {MeetingState.PREPARING})
    if size < 3 or size % 2 == 0:
        raise Refused(f"评委人数是{size}人，应为3人以上的单数。")
    if meeting.drawings.exists() and not reason.strip():
        raise Refused("这次评审会已经抽取过。重新抽取请写明原因，前一次的记录一并保留。")
    found = urn(meeting, spare_conflicted=spare_conflicted)
    row = _drawn(meeting, found, acting, now, size=size, needs=needs, reason=reason)
    seated = set(meeting.attendances.values_list("member_id", flat=True))
    for seat in meeting.attendances.exclude(member_id__in=row.drawn):
        take_off(seat)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member_id=number)
        for number in row.drawn
        if number not in seated
    )
    return row


@transaction.atomic
def replace_member(seat, *, acting, now, reason) -> Drawing:
    """补抽: somebody drawn cannot come; one of those left takes the seat. A reason is due."""
    meeting = _open(seat.meeting, acting, {MeetingState.PREPARING, MeetingState.SIGNING_IN})
    seat = Attendance.objects.select_related("member").get(pk=seat.pk)
    if seat.signed_in_at:
        raise Refused(f"{seat.member.name}已经签到，不能换人。")
    if not reason.strip():
        raise Refused("请写明不能到会的原因。")
    last = meeting.drawings.last()
    others = [s.member for s in meeting.attendances.select_related("member") if s.pk != seat.pk]
    found = urn(meeting, spare_conflicted=True)
    taken = {member.pk for member in (*others, seat.member)}
    left = Urn(tuple(m for m in found.members if m.pk not in taken), found.excluded)
    row = _drawn(
        meeting, left, acting, now,
        size=len(others) + 1, needs=last.needs if last else [], seated=others,
        replaced=seat.member, reason=reason,
    )  # fmt: skip
    take_off(seat)
    Attendance.objects.create(meeting=meeting, member_id=row.drawn[0])
    return row


def _open(meeting, acting, states):
    """The meeting's row, held: two drawings at once are one after the other."""
    _only_the_secretary(acting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state not in states:
        raise Refused(f"“{meeting.get_state_display()}”状态下不能再抽取评委。")
    return meeting


def _drawn(meeting, found, acting, now, *, size, needs, seated=(), reason="", replaced=None):
    seed = secrets.token_hex(16)
    try:
        numbers = drawing.draw(
            seed,
            [_candidate(member) for member in found.members],
            size=size,
            needs=needs,
            seated=[_candidate(member) for member in seated],
        )
    except CannotDraw as error:
        raise Refused(str(error)) from error
    return Drawing.objects.create(
        meeting=meeting,
        seed=seed,
        size=size,
        needs=[list(need) for need in needs],
        candidates=_rows(found.members),
        seated=_rows(seated),
        excluded=[[member.pk, member.name, why] for member, why in found.excluded],
        drawn=numbers,
        replaced=replaced,
        reason=reason.strip(),
        drawn_at=now,
        drawn_by=acting.user,
    )


def take_off(seat) -> None:
    """The seat with what hangs on it: whoever does not sit need not stand aside."""
    seat.recusals.all().delete()
    seat.delete()
