"""再次告知: a second letter of 补正 goes out only with a reason and the lead's consent."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from . import actors, claims, telling
from .engine import Refused
from .models import Case, LetterConsent
from .states import Actor, CaseState


@transaction.atomic
def ask(case, *, acting, now, reason) -> LetterConsent:
    """The clerk at the file asks for a second letter, with why the first did not tell it."""
    _demand(case, acting, Actor.CLERK)
    claims.hold(case, acting.user, now)
    last = case.letters.filter(kind="bureau").order_by("-pk").first()
    if last is None:
        raise Refused("还没有告知过，可以直接一次性告知补正。")
    if not reason.strip():
        raise Refused("请写明上一次没有告知的原因。")
    if case.letter_consents.filter(after=last).exclude(granted=False).exists():
        raise Refused("已经申请过，请等审核人决定。")
    asked = LetterConsent.objects.create(
        case=case, after=last, reason=reason.strip(), asked_at=now, asked_by=acting.user
    )
    telling.tell_consent(asked, now=now)
    return asked


@transaction.atomic
def decide(asked, *, acting, now, granted: bool, answer="") -> LetterConsent:
    """The second person says yes or no, once; a refusal says why."""
    _demand(asked.case, acting, Actor.LEAD)
    if acting.user_id == asked.asked_by_id:
        raise PermissionDenied
    if not granted and not answer.strip():
        raise Refused("不同意要写明理由。")
    written = LetterConsent.objects.filter(pk=asked.pk, granted=None).update(
        granted=granted, answer=answer.strip(), decided_at=now, decided_by=acting.user
    )
    if not written:
        raise Refused("这项申请已经有决定。")
    asked.refresh_from_db()
    telling.tell_consent(asked, now=now)
    return asked


def consent_of(case) -> LetterConsent | None:
    """The last request after the last letter, decided or not."""
    last = case.letters.filter(kind="bureau").order_by("-pk").first()
    asked = case.letter_consents.filter(after=last).select_related("asked_by", "decided_by")
    return asked.order_by("-pk").first() if last else None


def _demand(case, acting, actor) -> None:
    mine = Case.objects.filter(actors.scope(actor, acting, Case), pk=case.pk)
    state = mine.values_list("state", flat=True).first()
    if state is None:
        raise PermissionDenied
    if state != CaseState.DELIVERED:
        raise Refused("这份不在审核中。")
