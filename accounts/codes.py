"""One-time codes: six digits sent to a phone, eight printed by the unit. Both open the account.

Every try is counted on every open code of the account before it is compared, so that tries made
at once are not told apart from tries made in turn.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_tasks import task

from components.identity import mask_phone

from . import clock, outbox, sms
from .models import Membership, OneTimeCode, Outgoing, User
from .roles import Role
from .secrets import blind_index, decrypt, encrypt

Kind = OneTimeCode.Kind
SMS_MINUTES = 5
PRINTED_DAYS = 7
PRINTED_EACH = 3
DIGITS = {Kind.SMS: 6, Kind.PHONE: 6, Kind.PRINTED: 8}
TRIES = {Kind.SMS: 5, Kind.PHONE: 5, Kind.PRINTED: 20}
SEALED = "accounts.codes.send"
CHANGED = (
    "您在阳城县初级职称评审网登记的手机号已更改。不是您本人改的，请马上联系单位人事或工信局303室。"
)


def request_code(phone: str) -> None:
    """Ask the queue to send a sign-in code; whether anybody has this phone is found out there.

    Known and unknown phones cost the asking page the same (security E6).
    """
    send_sign_in_code.enqueue(encrypt(phone, SEALED))


@task()
def send_sign_in_code(sealed: str) -> None:
    """Make and send a code to the account whose proven phone this is; nobody: nothing happens."""
    phone = decrypt(sealed, SEALED)
    user = User.objects.filter(
        phone_index=blind_index(phone), phone_proven_at__isnull=False, is_active=True
    ).first()
    if user is not None:
        _send(user, Kind.SMS, now=clock.now())


def request_proof(user: User) -> None:
    """Ask the queue to send a code to the account's own phone, to prove that it is theirs."""
    send_proof.enqueue(user.pk)


@task()
def send_proof(pk: int) -> None:
    user = User.objects.get(pk=pk)
    if user.phone:
        _send(user, Kind.PHONE, now=clock.now())


def tell_of_change(user: User, old_phone: str) -> None:
    """Ask the queue to tell the phone an account had that it has another one now (security E9)."""
    if old_phone and sms.says_sentences():
        send_notice_of_change.enqueue(user.pk, encrypt(old_phone, SEALED))


@task()
def send_notice_of_change(pk: int, sealed: str) -> None:
    phone, user = decrypt(sealed, SEALED), User.objects.get(pk=pk)
    taken = sms.send(phone, CHANGED)
    _note(user, Outgoing.Kind.CHANGE, phone, CHANGED, taken, now=clock.now())


def _send(user: User, kind: Kind, *, now: datetime) -> None:
    code = _issue(user, kind, now=now, until=now + timedelta(minutes=SMS_MINUTES))
    text = "验证码{}，{}分钟内有效。请勿告诉他人。"
    taken = sms.send(user.phone, text.format(code, SMS_MINUTES), code=code)
    kept = text.format("（不留存）", SMS_MINUTES)
    _note(user, Outgoing.Kind.CODE, user.phone, kept, taken, now=now)


def _note(user: User, kind: Outgoing.Kind, phone: str, words: str, taken: bool, *, now) -> None:
    outbox.note(
        user,
        channel=Outgoing.Channel.SMS,
        kind=kind,
        to=mask_phone(phone),
        words=words,
        refused="" if taken else sms.NOT_TAKEN,
        now=now,
    )


def _issue(user, kind, *, now, until, by=None, keep=False) -> str:
    """A new code in plain; the open ones of its kind are void unless `keep`."""
    code = f"{secrets.randbelow(10 ** DIGITS[kind]):0{DIGITS[kind]}d}"
    with transaction.atomic():
        if not keep:
            OneTimeCode.objects.filter(user=user, kind=kind, used_at=None).delete()
        OneTimeCode.objects.create(
            user=user,
            kind=kind,
            digest=_digest(user.pk, code),
            issued_at=now,
            issued_by=by,
            expires_at=until,
        )
    return code


@dataclass(frozen=True, slots=True)
class PrintedCodes:
    """What is printed for one person, once."""

    user: User
    codes: tuple[str, ...]
    until: datetime

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(f"{code[:4]} {code[4:]}" for code in self.codes)


def holders(acting: Membership) -> QuerySet[Membership]:
    """For whom the unit may print codes: its confirmed applicants, but nobody for themselves."""
    return (
        Membership.objects.filter(
            organisation=acting.organisation,
            role=Role.APPLICANT,
            belonging=Membership.Belonging.CONFIRMED,
            until=None,
            user__is_active=True,
        )
        .exclude(user=acting.user)
        .exclude(user__memberships__in=Membership.objects.exclude(role=Role.APPLICANT))
        .select_related("user")
        .order_by("user__name", "pk")
    )


def print_codes(
    chosen: QuerySet[Membership], *, acting: Membership, now: datetime
) -> list[PrintedCodes]:
    """Three codes for each chosen person of the unit, valid 7 days; those printed before are void.

    An account that acts in any other capacity gets none: a unit must not open its head's desk.
    """
    with transaction.atomic():
        return [
            print_for(membership.user, by=acting.user, now=now)
            for membership in holders(acting).filter(pk__in=chosen)
        ]


@transaction.atomic
def print_for(user: User, *, by: User, now: datetime) -> PrintedCodes:
    """Three codes for this account, valid 7 days; those printed before are void.

    Whether `by` may open the account is the caller's business (`print_codes`, `appointing.reset`).
    """
    until = now + timedelta(days=PRINTED_DAYS)
    OneTimeCode.objects.filter(user=user, kind=Kind.PRINTED, used_at=None).delete()
    made = tuple(
        _issue(user, Kind.PRINTED, now=now, until=until, by=by, keep=True)
        for _ in range(PRINTED_EACH)
    )
    return PrintedCodes(user, made, until)


def redeem(who: str, code: str, *, now: datetime) -> tuple[User, Kind] | None:
    """The account that `who` (phone or sign-in name) and a code of it open, or None.

    The code is used up. An unknown account, a wrong, spent, expired or too often tried code are
    not told apart.
    """
    named = Q(user__username=who) | Q(user__phone_index=blind_index(who))
    return _redeem(named & Q(user__is_active=True, kind__in=(Kind.SMS, Kind.PRINTED)), code, now)


def prove_phone(user: User, code: str, *, now: datetime) -> bool:
    """The code sent to the account's phone came back: the phone is theirs."""
    if _redeem(Q(user=user, kind=Kind.PHONE), code, now) is None:
        return False
    user.phone_proven_at = now
    user.save(update_fields=["phone_proven_at"])
    return True


def _redeem(which: Q, code: str, now: datetime) -> tuple[User, Kind] | None:
    plain = "".join(c for c in unicodedata.normalize("NFKC", code) if c.isdecimal())
    unspent = OneTimeCode.objects.filter(used_at=None, expires_at__gt=now)
    tried = list(unspent.filter(which).select_related("user"))
    OneTimeCode.objects.filter(pk__in=[row.pk for row in tried]).update(tries=F("tries") + 1)
    for row in tried:
        if not hmac.compare_digest(row.digest, _digest(row.user_id, plain)):
            continue
        allowed = unspent.filter(pk=row.pk, tries__lte=TRIES[row.kind])
        if allowed.update(used_at=now):
            return row.user, Kind(row.kind)
    return None


def _digest(pk: int, code: str) -> str:
    return blind_index(f"one-time-code:{pk}:{code}")
