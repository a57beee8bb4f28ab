"""The unit's invitations: whom it names, the slips it prints, what opening an account takes.

A link carries 128 bits and needs nothing else; the short code of the slip is for typing, goes
with the identity number and may be tried five times.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from documents.qr import ALPHABET

from .errors import Refusal
from .models import Invitation, Membership, User
from .roles import Role
from .secrets import blind_index

DAYS = 14
CODE_TRIES = 5
CODE_LENGTH = 10
OVER = "这份开通邀请已经用过、作废或过期，请联系单位人事重新打印开通单。"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person, once: neither link nor code can be read again."""

    invitation: Invitation
    path: str
    code: str

    @property
    def code_words(self) -> str:
        """The code in two groups, as it is printed."""
        return f"{self.code[:5]} {self.code[5:]}"


def invite(
    *, acting: Membership, name: str, identity_number: str, phone: str, now: datetime
) -> Invitation | Membership:
    """`acting`'s unit names one of its people.

    Somebody who signed up and waits for this unit, with this name and number, is confirmed at
    once: their Membership is returned. Otherwise the open Invitation, the one before replaced; it
    runs for 14 days, counted anew when its slip is printed (`print_slips`).
    """
    index = blind_index(identity_number)
    unit = acting.organisation
    with transaction.atomic():
        claim = (
            Membership.objects.select_for_update()
            .filter(
                organisation=unit,
                role=Role.APPLICANT,
                belonging=Membership.Belonging.WAITING,
                user__identity_index=index,
                user__name=name,
            )
            .exclude(user=acting.user)
            .first()
        )
        if claim is not None:
            return _confirm(claim, by=acting.user, now=now)
        Invitation.objects.filter(
            organisation=unit, identity_index=index, used_at=None, cancelled_at=None
        ).update(cancelled_at=now)
        return Invitation.objects.create(
            organisation=unit,
            name=name,
            identity_number=identity_number,
            phone=phone,
            invited_by=acting.user,
            invited_at=now,
            expires_at=now + timedelta(days=DAYS),
        )


def not_taken_up(acting: Membership) -> QuerySet[Invitation]:
    """The unit's invitations nobody has followed yet, those that ran out included."""
    return Invitation.objects.filter(
        organisation=acting.organisation, used_at=None, cancelled_at=None
    )


def open_ones(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, cancelled_at=None, expires_at__gt=now)


def print_slips(chosen: QuerySet[Invitation], *, acting: Membership, now: datetime) -> list[Slip]:
    """New keys for these invitations of the unit, valid 14 days; keys printed before are void."""
    slips = []
    with transaction.atomic():
        for invitation in not_taken_up(acting).select_for_update().filter(pk__in=chosen):
            token = secrets.token_urlsafe(16)
            code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
            invitation.link_digest = link_digest(token)
            invitation.code_digest = code_digest(invitation.identity_index, code)
            invitation.tries = 0
            invitation.printed_at = now
            invitation.expires_at = now + timedelta(days=DAYS)
            invitation.save()
            slips.append(Slip(invitation, reverse("accounts:activate-link", args=[token]), code))
    return slips


def cancel(invitation: Invitation, *, acting: Membership, now: datetime) -> None:
    """Void an invitation of the unit. Raises Refusal when it was followed or voided before."""
    if not not_taken_up(acting).filter(pk=invitation.pk).update(cancelled_at=now):
        raise Refusal(f"{invitation.name}的邀请已经用过或作废，请刷新页面。")


def link_digest(token: str) -> str:
    return blind_index(f"invitation-link:{token}")


def code_digest(identity_index: str, code: str) -> str:
    return blind_index(f"invitation-code:{identity_index}:{code}")


def by_link(token: str, *, now: datetime) -> Invitation | None:
    """The open invitation this link belongs to."""
    return open_ones(now).filter(link_digest=link_digest(token)).first()


def by_code(identity_number: str, code: str, *, now: datetime) -> Invitation | None:
    """The open invitation of this number whose slip bears this code; every try counts."""
    index = blind_index(identity_number)
    named = open_ones(now).filter(identity_index=index).exclude(code_digest="")
    tried = list(named.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=tried).update(tries=F("tries") + 1)
    return Invitation.objects.filter(
        pk__in=tried, tries__lte=CODE_TRIES, code_digest=code_digest(index, code)
    ).first()


def take_up(invitation: Invitation, *, user: User, now: datetime) -> Membership:
    """The invited person has the account `user`: they belong to the unit from now on.

    Raises Refusal when the invitation is over, or is for another person.
    """
    if user.identity_index != invitation.identity_index:
        raise Refusal("这份开通邀请是给另一个人的，请用本人的账号登录。")
    with transaction.atomic():
        if not open_ones(now).filter(pk=invitation.pk).update(used_at=now, used_by=user):
            raise Refusal(OVER)
        claim, _ = Membership.objects.get_or_create(
            user=user,
            organisation=invitation.organisation,
            role=Role.APPLICANT,
            defaults={"since": now.date()},
        )
        return _confirm(claim, by=invitation.invited_by, now=now)


def _confirm(claim: Membership, *, by: User, now: datetime) -> Membership:
    claim.belonging = Membership.Belonging.CONFIRMED
    claim.until = None
    claim.decided_at = now
    claim.decided_by = by
    claim.refusal = ""
    claim.save()
    return claim
