"""Who is at a file of room 303: “卫国栋正在核这份（10:02起）”, one person at a time (B7).

A file is taken by whoever first works on it, and let go by the decision. After a quarter of an hour
without a press another clerk may take it over; the lead may free it at once.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from components.words import local

from . import actors
from .engine import Refused
from .models import Case, Claim
from .states import Actor, CaseState

LEFT_AFTER = timedelta(minutes=15)
TRIES = 5


@transaction.atomic
def take(case, *, acting, now) -> Claim:
    """The clerk takes the file, or takes it over once it has been left. Raises `Refused` while
    somebody else is at it, PermissionDenied for anybody but a clerk.
    """
    _demand(acting, case, Actor.CLERK)
    claim = _locked(case)
    if claim is not None and claim.by_id != acting.user_id and not is_left(claim, now):
        raise Refused(said(claim))
    return _hold(case, claim, acting.user, now)


@transaction.atomic
def free(case, *, acting) -> None:
    """The lead frees a file at once; the clerk who has it may put it down."""
    actor = actors.ACTOR_OF.get(acting.role)
    _demand(acting, case, actor if actor in (Actor.CLERK, Actor.LEAD) else Actor.LEAD)
    held = Claim.objects.filter(case=case)
    (held if actor is Actor.LEAD else held.filter(by=acting.user)).delete()


@transaction.atomic
def assign(*, acting, now, cases, officer: int) -> int:
    """分件: the lead, or a clerk, puts files into the hands of one clerk; says how many.

    Who is at a file keeps it until it is put down. Raises `Refused` for somebody who is no clerk.
    """
    actor = actors.ACTOR_OF.get(acting.role)
    if actor not in (Actor.CLERK, Actor.LEAD):
        raise PermissionDenied
    if not actors.clerks(now.date()).filter(user=officer).exists():
        raise Refused("经办人要是303室的受理员。")
    reach = Case.objects.filter(actors.scope(actor, acting, Case), pk__in=cases)
    return reach.exclude(application__applicant=officer).update(officer=officer)


def next_free(cases, *, acting, now) -> Case | None:
    """The first of the cases that nobody else is at, taken; None if there is none."""
    held = Claim.objects.exclude(by=acting.user).filter(at__gt=now - LEFT_AFTER)
    for case in cases.exclude(pk__in=held.values("case"))[:TRIES]:
        try:
            take(case, acting=acting, now=now)
        except Refused:  # somebody was quicker
            continue
        return case
    return None


def hold(case, user, now) -> None:
    """What a clerk does with a file makes it theirs; refused while another one has it.

    A file left alone is not taken over silently: whoever goes on presses 接手 first.
    """
    claim = _locked(case)
    if claim is not None and claim.by_id != user.pk:
        raise Refused(f"{said(claim)}请先接手。")
    _hold(case, claim, user, now)


def let_go(case) -> None:
    Claim.objects.filter(case=case).delete()


def claim_of(case) -> Claim | None:
    return Claim.objects.filter(case=case).select_related("by").first()


def is_left(claim: Claim, now) -> bool:
    """Nothing has been pressed for a quarter of an hour."""
    return now - claim.at >= LEFT_AFTER


def said(claim: Claim) -> str:
    return f"{claim.by.name}正在核这份（{local(claim.since):%H:%M}起）。"


def _locked(case) -> Claim | None:
    """The case's row is the queue of two who press at once."""
    Case.objects.select_for_update().get(pk=case.pk)
    return claim_of(case)


def _hold(case, claim, user, now) -> Claim:
    if claim is None:
        claim = Claim(case=case, since=now)
    elif claim.by_id != user.pk:
        claim.since = now
    claim.by, claim.at = user, now
    claim.save()
    Case.objects.filter(pk=case.pk).update(officer=user)
    return claim


def _demand(acting, case, actor) -> None:
    if not Case.objects.filter(actors.scope(actor, acting, Case), pk=case.pk).exists():
        raise PermissionDenied
    if Case.objects.values_list("state", flat=True).get(pk=case.pk) != CaseState.DELIVERED:
        raise Refused("这份已经有决定，不在核对中。")
