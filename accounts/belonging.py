"""Whom a unit calls its own: a person asks, the unit's HR confirms or refuses (features P3)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from .errors import Refusal
from .models import Membership, Organisation, User, active_memberships
from .roles import OrganisationKind, Role

Belonging = Membership.Belonging


def ask(*, user: User, unit: Organisation, now: datetime) -> Membership:
    """The person says they belong to `unit`; what they asked elsewhere and waits is taken back.

    Raises Refusal when a unit has confirmed them already: changing units is for the units.
    """
    if unit.kind != OrganisationKind.UNIT:
        raise Refusal("请选择您的用人单位。")
    with transaction.atomic():
        own = Membership.objects.select_for_update().filter(user=user, role=Role.APPLICANT)
        if active_memberships(user, now.date()).filter(
            role=Role.APPLICANT, belonging=Belonging.CONFIRMED
        ):
            raise Refusal("单位已经确认您是本单位人员。工作单位变了的，请联系现在的单位人事。")
        own.filter(belonging=Belonging.WAITING).exclude(organisation=unit).delete()
        membership, _ = own.update_or_create(
            user=user,
            organisation=unit,
            role=Role.APPLICANT,
            defaults={
                "since": now.date(),
                "until": None,
                "belonging": Belonging.WAITING,
                "asked_at": now,
                "decided_at": None,
                "decided_by": None,
                "refusal": "",
            },
        )
    return membership


def waiting(acting: Membership) -> QuerySet[Membership]:
    """Who waits for the word of `acting`'s unit; nobody decides about themselves."""
    return (
        Membership.objects.filter(
            organisation=acting.organisation, role=Role.APPLICANT, belonging=Belonging.WAITING
        )
        .exclude(user=acting.user)
        .select_related("user")
        .order_by("asked_at", "pk")
    )


def confirm(membership: Membership, *, acting: Membership, now: datetime) -> None:
    """The unit says: one of ours. Raises Refusal when somebody decided before."""
    _decide(membership, acting, now, belonging=Belonging.CONFIRMED)


def refuse(membership: Membership, *, acting: Membership, reason: str, now: datetime) -> None:
    """The unit says: not one of ours, and why. The person's capacity ends with the next request."""
    if not reason.strip():
        raise Refusal("请填写原因，本人会看到。")
    _decide(membership, acting, now, belonging=Belonging.REFUSED, refusal=reason.strip())


def _decide(membership, acting, now, **change) -> None:
    decided = (
        waiting(acting)
        .filter(pk=membership.pk)
        .update(decided_at=now, decided_by=acting.user, **change)
    )
    if not decided:
        raise Refusal(f"{membership.user.name}的情况已经有人答复过，请刷新页面看结果。")


def why_not_yet(user: User, unit: Organisation, today: date) -> str | None:
    """Why the person cannot hand in a file to `unit` today; None when the unit has confirmed them.

    Costs one query.
    """
    claims = {
        m.organisation_id: m for m in active_memberships(user, today).filter(role=Role.APPLICANT)
    }
    claim = claims.get(unit.pk)
    if claim is None:
        return f"您现在不是{unit.name}的申报人，不能提交给它。"
    if claim.belonging == Belonging.WAITING:
        return f"{unit.name}还没有确认您是本单位人员，确认后才能提交。请联系单位人事。"
    return None


def last_refusal(user: User) -> Membership | None:
    """The unit's latest 不是本单位人员, for the person to read."""
    return (
        Membership.objects.filter(user=user, role=Role.APPLICANT, belonging=Belonging.REFUSED)
        .select_related("organisation")
        .order_by("-decided_at")
        .first()
    )
