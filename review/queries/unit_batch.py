"""The files a unit can take up or pass together, and why the others may not go along."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from applications.partial_days import words as day_in_words
from components.identity import mask
from review.actors import scope
from review.guards.case import required_originals
from review.models import Case, OriginalCheck
from review.prints.words import private_of
from review.states import Actor, CaseState

ITEMS = OriginalCheck.Item


@dataclass(frozen=True, slots=True)
class UnderReview:
    """One file in 单位审核中. `why` is empty when nothing in it needs a look of its own;
    `unseen` are the originals nobody has registered yet.
    """

    case: Case
    why: str
    unseen: tuple[OriginalCheck.Item, ...]

    @property
    def unseen_words(self) -> str:
        return "、".join(item.label for item in self.unseen)

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """What the file says of each original, to be held against the paper (D22)."""
        content = self.case.submission.content
        appointment = content["appointment"]
        yield ITEMS.IDENTITY.label, mask(private_of(self.case.submission)["identity_number"])
        for school in content["education"]["schools"]:
            told = (school["level"], school["school"], school["major"])
            yield ITEMS.EDUCATION.label, f"{'，'.join(told)}，{_day(school['graduated'])}毕业"
        basis = appointment["appointment_basis"]
        yield ITEMS.APPOINTMENT.label, f"{_day(appointment['appointed_on'])}聘任，{basis}"
        years = "，".join(f"{one['year']}年{one['grade']}" for one in appointment["appraisals"])
        yield ITEMS.APPRAISAL.label, years
        if since := appointment["technician_since"]:
            yield ITEMS.TECHNICIAN.label, f"{_day(since)}取得"


def _day(value: str) -> str:
    return day_in_words(value) if value else "没有写"


def waiting_files(acting, round) -> list[Case]:
    """The files handed in that nobody has opened; never one's own."""
    return list(_files(acting, round, CaseState.SUBMITTED))


def under_review(acting, round) -> list[UnderReview]:
    """Everybody's file but one's own, in a number of queries that does not grow."""
    cases = _files(acting, round, CaseState.UNIT_REVIEW).prefetch_related(
        Prefetch("original_checks", OriginalCheck.objects.order_by("pk"))
    )
    return [_under_review(case) for case in cases]


def _files(acting, round, state):
    return (
        Case.objects.filter(scope(Actor.UNIT, acting, Case), application__round=round, state=state)
        .select_related("application__applicant", "application__specialty", "submission")
        .order_by("application__number")
    )


def _under_review(case) -> UnderReview:
    checks = [c for c in case.original_checks.all() if c.submission_id == case.submission_id]
    seen = {check.item: check.agrees for check in checks}
    required = [ITEMS(item) for item in required_originals(case)]
    return UnderReview(
        case=case,
        why=_why(case, [item.label for item in required if seen.get(item) is False]),
        unseen=tuple(item for item in required if item not in seen),
    )


def _why(case, wrong: list[str]) -> str:
    """Why one looks at this file by itself."""
    if case.submission.verdict["overall"] != "met":
        return "有需核实或不符合的项，要逐份审核，写明意见。"
    if wrong:
        return f"与原件不一致：{'、'.join(wrong)}，应退回补充或不予推荐。"
    return ""
