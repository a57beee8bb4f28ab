"""统一答复: a question the notice leaves open is answered once and holds for the round (§6.6, 4).

The answer settles the finding of everybody at 303 it concerns, and of whoever comes later.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from eligibility import Doubt

from . import actors
from .engine import Refused
from .findings import OFFICE, findings_of
from .models import Case, Ruling, Settlement
from .states import Actor, CaseState

AT_303 = (CaseState.DELIVERED, CaseState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Question:
    """One open question of a round and the people who wait for its answer."""

    rule: str
    title: str
    text: str
    example: str
    people: tuple[str, ...]


def question_of(finding: dict) -> str:
    """What is asked, the same for everybody: the sentence without its dates and sums.

    Empty for what is a matter of one person's papers, or of a body the finding names.
    """
    open_to_all = finding["settled_by"] in ("", Doubt.RULE.settled_by)
    if finding["outcome"] != "unproven" or finding["doubt"] != Doubt.RULE or not open_to_all:
        return ""
    return re.sub(r"\d+", "", finding["because"])[:300]


def open_questions(round) -> list[Question]:
    """What nobody has settled for the people at 303, most people first."""
    waiting, first = defaultdict(list), {}
    for case in _at_303(round):
        for finding in _open(case):
            key = (finding["rule"], question_of(finding))
            waiting[key].append(case.name)
            first.setdefault(key, finding)
    return [
        Question(rule, first[rule, text]["title"], text, first[rule, text]["because"], tuple(names))
        for (rule, text), names in sorted(waiting.items(), key=lambda pair: -len(pair[1]))
    ]


@transaction.atomic
def answer(round, *, acting, now, rule, question, outcome, reason, basis) -> Ruling:
    """The lead enters the answer; it settles the finding of everybody at 303 whom it concerns."""
    if actors.ACTOR_OF.get(acting.role) is not Actor.LEAD:
        raise PermissionDenied
    if not reason.strip() or not basis.strip():
        raise Refused("请写明答复内容和文号。")
    try:
        with transaction.atomic():
            ruling = Ruling.objects.create(
                round=round, rule=rule, question=question, outcome=outcome,
                reason=reason.strip(), basis=basis.strip(), by=acting.user, at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("这个问题已经有统一答复。") from error
    for case in _at_303(round):
        _settle(case, [ruling], now)
    return ruling


def apply(case, now) -> None:
    """What has been answered already settles the findings of a file that comes to 303 later."""
    _settle(case, case.round.rulings.select_related("by"), now)


def _at_303(round):
    return (
        Case.objects.filter(application__round=round, state__in=AT_303)
        .select_related("submission", "application__applicant")
        .prefetch_related("settlements")
        .order_by("pk")
    )


def _open(case) -> list[dict]:
    """The findings that are questions of policy and have not been settled by the office."""
    settled = {
        settlement.rule
        for settlement in case.settlements.all()
        if settlement.submission_id == case.submission_id and settlement.capacity in OFFICE
    }
    return [
        finding
        for finding in findings_of(case.submission)
        if finding["rule"] not in settled and question_of(finding)
    ]


def _settle(case, rulings, now) -> None:
    answers = {(ruling.rule, ruling.question): ruling for ruling in rulings}
    if not answers:
        return
    for finding in _open(case):
        ruling = answers.get((finding["rule"], question_of(finding)))
        if ruling is not None:
            Settlement.objects.create(
                case=case,
                submission=case.submission,
                rule=ruling.rule,
                outcome=ruling.outcome,
                reason=ruling.reason,
                basis=ruling.basis,
                capacity=Actor.LEAD,
                ruling=ruling,
                by=ruling.by,
                at=now,
            )
