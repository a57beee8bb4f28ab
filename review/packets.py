"""阅卷: a member reads the packets before the meeting, by a code of their own; their notes are
sealed by that code, which is kept nowhere, so that nobody else can open them.
"""

import hashlib
import json
import secrets

import nacl.exceptions
import nacl.secret
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.secrets import blind_index

from . import actors
from .engine import Refused
from .models import Attendance, Meeting, PrivateNote, Recusal
from .states import Actor, MeetingState

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 signs that are not taken for each other
GROUPS, GROUP = 4, 4  # 16 signs of 5 bits: 80 bits, nobody guesses a note open
LONGEST_NOTE = 1000
_SEALED_LENGTH = 4200  # 1000 Chinese characters in UTF-8 with what is around them
BEFORE_THE_VOTE = {MeetingState.PREPARING, MeetingState.SIGNING_IN}
READABLE = BEFORE_THE_VOTE | {MeetingState.VOTING}


def _new_code() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def plain(code: str) -> str:
    """The code as it is hashed: without hyphens and spaces, in capitals."""
    return "".join(sign for sign in code.upper() if sign in ALPHABET)


def _index(code: str) -> str:
    return blind_index(f"reading:{plain(code)}")


@transaction.atomic
def hand_out(meeting, *, acting) -> list[tuple]:
    """A reading code for each member who has none yet, (seat, code); shown once, never stored."""
    _may_hand_out(meeting, acting)
    seats = meeting.attendances.filter(reading_index="").select_related("member")
    return [(seat, _give(seat)) for seat in seats.order_by("pk")]


@transaction.atomic
def hand_out_anew(seat, *, acting) -> list[tuple]:
    """Another code for a member who lost theirs; the old one ends, and its notes stay shut."""
    _may_hand_out(seat.meeting, acting)
    return [(seat, _give(seat))]


def _may_hand_out(meeting, acting) -> None:
    if actors.ACTOR_OF.get(acting.role) is not Actor.SECRETARY:
        raise PermissionDenied
    if Meeting.objects.select_for_update().get(pk=meeting.pk).state not in BEFORE_THE_VOTE:
        raise Refused("投票已经开始，不再发阅卷码。")


def _give(seat) -> str:
    code = _new_code()
    seat.reading_index = _index(code)
    seat.save(update_fields=["reading_index"])
    return code


def seat_of(code: str) -> Attendance | None:
    """Whose reading code it is, until the count."""
    if len(plain(code)) != GROUPS * GROUP:
        return None
    return (
        Attendance.objects.filter(reading_index=_index(code), meeting__state__in=READABLE)
        .select_related("meeting__round", "member")
        .first()
    )


def packets_of(seat):
    """The cases the member may read: the list less those they stand aside for."""
    return (
        seat.meeting.cases.exclude(recusals__attendance=seat)
        .select_related(
            "application__applicant", "application__unit", "application__round", "submission"
        )
        .order_by("application__number")
    )


@transaction.atomic
def declare(seat, case, *, now, reason) -> Recusal:
    """回避 declared by the member; the packet shuts at once and so does their note."""
    meeting = Meeting.objects.select_for_update().get(pk=seat.meeting_id)
    if meeting.state not in BEFORE_THE_VOTE:
        raise Refused("投票已经开始，不能再申报回避，请告诉秘书。")
    if not reason.strip():
        raise Refused("请写明回避原因。")
    PrivateNote.objects.filter(attendance=seat, case=case).delete()
    return Recusal.objects.get_or_create(
        attendance=seat, case=case, defaults={"reason": reason.strip(), "recorded_at": now}
    )[0]


# --- notes ---------------------------------------------------------------------------------------
def _box(code: str) -> nacl.secret.SecretBox:
    key = hashlib.blake2b(plain(code).encode(), digest_size=32, person=b"private-note").digest()
    return nacl.secret.SecretBox(key)


@transaction.atomic
def write_note(seat, case, *, code, text) -> None:
    """Seal what the member wrote for themself; an empty text removes it."""
    notes = PrivateNote.objects.filter(attendance=seat, case=case)
    if not text.strip():
        notes.delete()
        return
    said = json.dumps([seat.pk, case.pk, text.strip()], ensure_ascii=False).encode()
    PrivateNote.objects.update_or_create(
        attendance=seat,
        case=case,
        defaults={"sealed": bytes(_box(code).encrypt(said.ljust(_SEALED_LENGTH)))},
    )


def read_note(seat, case, *, code) -> str | None:
    """The member's own note; empty without one, None where an earlier code sealed it."""
    note = PrivateNote.objects.filter(attendance=seat, case=case).first()
    if note is None:
        return ""
    try:
        whose, of, text = json.loads(_box(code).decrypt(bytes(note.sealed)))
    except nacl.exceptions.CryptoError:
        return None
    return text if (whose, of) == (seat.pk, case.pk) else None
