"""The files a unit has under review: which may be passed together, and why the others may not."""

from dataclasses import dataclass

from django.db.models import Prefetch

from review.actors import scope
from review.guards.case import originals_wanting
from review.models import Case, OriginalCheck
from review.states import Actor, CaseState


@dataclass(frozen=True, slots=True)
class UnderReview:
    """One file in 单位审核中. `why` is empty when nothing in it needs a look of its own."""

    case: Case
    why: str


def under_review(acting, round) -> list[UnderReview]:
    """Everybody's file but one's own, in a number of queries that does not grow."""
    cases = (
        Case.objects.filter(
            scope(Actor.UNIT, acting, Case),
            application__round=round,
            state=CaseState.UNIT_REVIEW,
        )
        .select_related("application__applicant", "application__specialty", "submission")
        .prefetch_related(Prefetch("original_checks", OriginalCheck.objects.order_by("pk")))
        .order_by("application__number")
    )
    return [UnderReview(case, _why(case)) for case in cases]


def _why(case) -> str:
    """Why one looks at this file by itself."""
    if case.submission.verdict["overall"] != "met":
        return "有需核实或不符合的项，要逐份审核，写明意见。"
    checks = [c for c in case.original_checks.all() if c.submission_id == case.submission_id]
    return originals_wanting(case, {check.item: check.agrees for check in checks}) or ""
