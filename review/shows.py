"""The lists of room 303 by state, said once: a number counts with the `Q` its list filters by."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from .models import Bag
from .states import CaseState

S = CaseState
_ENDED_AT_THE_DOOR = frozenset({S.REFUSED, S.ABANDONED})
_AGREED = frozenset(
    {
        S.DEPARTMENT_OK, S.DELIVERED, S.REFUSAL_PROPOSED, S.CORRECTION, S.ACCEPTED, S.IN_REVIEW,
        S.PASSED, S.NOT_PASSED, S.RECHECK, S.RESULT_NOTICE, S.RESULT_OBJECTION,
        S.PENDING_CONFIRMATION, S.CONFIRMED, S.ARCHIVED, S.REFUSED, S.ABANDONED, S.UNQUALIFIED,
        S.UPHELD, S.REVOKED,
    }
)  # fmt: skip
_RECOMMENDED = _AGREED | {S.RECOMMENDED, S.DEPARTMENT_REVIEW, S.DEPARTMENT_REFUSED}
_ACCEPTED = _AGREED - _ENDED_AT_THE_DOOR - {
    S.DEPARTMENT_OK, S.DELIVERED, S.REFUSAL_PROPOSED, S.CORRECTION,
}  # fmt: skip
_PASSED = frozenset(
    {
        S.PASSED, S.RESULT_NOTICE, S.RESULT_OBJECTION, S.PENDING_CONFIRMATION, S.CONFIRMED,
        S.ARCHIVED, S.REVOKED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Show:
    """One list: its word, the states in it, and whether the bag must have come."""

    label: str
    states: frozenset[CaseState]
    arrived: bool = False

    @property
    def q(self) -> Q:
        found = Q(state__in=self.states, submission__isnull=False)
        return found & Q(Exists(Bag.objects.filter(case=OuterRef("pk")))) if self.arrived else found


SHOWS = {
    "delivered": Show("待审核", frozenset({S.DELIVERED})),
    "proposed": Show("拟不予受理", frozenset({S.REFUSAL_PROPOSED})),
    "correction": Show("待补正", frozenset({S.CORRECTION})),
    "waiting": Show("已受理，等待提交评委会", frozenset({S.ACCEPTED})),
    "refused": Show("不予受理、视为放弃", _ENDED_AT_THE_DOOR),
    "missing": Show("主管部门已同意，未收件", frozenset({S.DEPARTMENT_OK})),
    "arrived": Show("已收件", _AGREED, arrived=True),
    "accepted": Show("已受理（含以后各步）", _ACCEPTED),
    "passed": Show("评审通过", _PASSED),
    "agreed": Show("主管部门已同意（含以后各步）", _AGREED),
    "recommended": Show("单位已推荐（含以后各步）", _RECOMMENDED),
    "all": Show("全部", frozenset(CaseState) - {S.DRAFT}),
}
FUNNEL = ("all", "recommended", "agreed", "arrived", "accepted", "passed")
FUNNEL_WORDS = ("申报", "单位推荐", "主管部门同意", "收件", "受理", "评审通过")
