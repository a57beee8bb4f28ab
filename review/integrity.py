"""诚信 (六（二）, D26): what was found and heard before a qualification is taken back, and the
通报批评 of the unit that recommended it. The decision itself is the step 取消资格.
"""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from . import actors
from .engine import Refused
from .models import Case, Reprimand, Revocation
from .states import Actor, CaseState

REVOCABLE = (
    CaseState.RESULT_OBJECTION,
    CaseState.PENDING_CONFIRMATION,
    CaseState.CONFIRMED,
    CaseState.ARCHIVED,
)
LONGEST_BAN = 3


@transaction.atomic
def prepare(
    case, *, acting, now, facts, told_on, plea, heard_on, plea_record, ban_years
) -> Revocation:
    """Put down what was found and what the person said to it; days are dates, `ban_years` 0 to 3.

    Written anew until the second person has decided. Raises `Refused` with what is missing and
    `PermissionDenied` for anybody but the clerk and the secretary.
    """
    actor = actors.ACTOR_OF.get(acting.role)
    within = (
        Case.objects.filter(actors.scope(actor, acting, Case)) if actor else Case.objects.none()
    )
    if actor not in (Actor.CLERK, Actor.SECRETARY) or not within.filter(pk=case.pk).exists():
        raise PermissionDenied
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.state not in REVOCABLE:
        raise Refused(f"“{case.get_state_display()}”状态下没有可以取消的资格。")
    if not told_on <= heard_on <= now.date():
        raise Refused("听证或陈述申辩的日期不能早于告知日期，也不能晚于今天。")
    if not facts.strip() or not plea_record.strip():
        raise Refused("请写明查实的事实，和听证或陈述申辩的记录。")
    if not 0 <= ban_years <= LONGEST_BAN:
        raise Refused("取消今后申报资格为1至3年（六（二））。")
    return Revocation.objects.update_or_create(
        case=case,
        decided_at=None,
        defaults={
            "facts": facts.strip(),
            "told_on": told_on,
            "plea": plea,
            "heard_on": heard_on,
            "plea_record": plea_record.strip(),
            "ban_years": ban_years,
            "prepared_by": acting.user,
            "prepared_at": now,
        },
    )[0]


def to_reprimand() -> dict[tuple[int, int], int]:
    """(round, unit) → how many of its people lost their result, where no 通报 was made yet."""
    done = set(Reprimand.objects.values_list("round", "unit"))
    people: dict[tuple[int, int], int] = {}
    for pair in Revocation.objects.filter(decided_at__isnull=False).values_list(
        "case__application__round", "case__application__unit"
    ):
        if pair not in done:
            people[pair] = people.get(pair, 0) + 1
    return people


@transaction.atomic
def reprimand(unit, *, acting, now, round, number, shown_until) -> Reprimand:
    """Make a 通报批评 public until `shown_until` (inclusive); the lead, once a unit and round.

    How many people it was about is counted, never typed.
    """
    if actors.ACTOR_OF.get(acting.role) is not Actor.LEAD:
        raise PermissionDenied
    people = to_reprimand().get((round.pk, unit.pk), 0)
    if not people:
        raise Refused("这个单位这一年度没有因虚假材料取消资格的人员，或已经通报过。")
    if shown_until <= now.date():
        raise Refused("公开截止日要晚于今天。")
    try:
        with transaction.atomic():
            return Reprimand.objects.create(
                round=round,
                unit=unit,
                code=secrets.token_hex(6),
                number=number,
                people=people,
                issued_at=now,
                issued_by=acting.user,
                shown_until=shown_until,
            )
    except IntegrityError as error:
        raise Refused("这个单位这一年度已经通报过。") from error


def reprimand_text(one: Reprimand) -> str:
    """What the public page says: unit, year, how many, the clause; no person (D17)."""
    return (
        f"{one.round.year}年度工程系列初级职称评审中，{one.unit.name}对申报材料审核不严，"
        f"推荐的{one.people}名申报人提供虚假材料，经查实已取消相应资格。"
        f"依据{one.round.notice_number}六（二），对该单位予以通报批评。"
    )


def of_number(cases, number: str) -> Case | None:
    """The one of `cases` with this application or certificate number."""
    return cases.filter(Q(application__number=number) | Q(certificate__number=number)).first()
