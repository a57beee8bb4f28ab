"""The matrix of authority, written by hand: what the bureau signs against the table."""

import pytest

from review.models import Case
from review.services import offers
from review.states import CaseState as S
from tests.world import at

ROLES = (
    "applicant", "hr", "head", "officer", "clerk", "lead", "secretary", "chair", "hrss", "other_hr",
)  # fmt: skip
#: state → role → the steps on that person's page
MATRIX = {
    S.SUBMITTED: {"applicant": {"withdraw", "quit"}, "hr": {"open"}},
    S.UNIT_REVIEW: {"applicant": {"quit"}, "hr": {"return", "approve", "decline"}},
    S.RETURNED: {"applicant": {"submit", "quit"}},
    S.UNIT_OK: {"applicant": {"quit"}, "hr": {"return"}},
    S.MATERIALS_NOTICE: {"applicant": {"quit"}, "hr": {"return", "investigate"}},
    S.MATERIALS_OBJECTION: {"hr": {"overrule", "return", "decline"}},
    S.ASSESSMENT: {"applicant": {"quit"}, "hr": {"decline"}},
    S.OPINION_DRAFT: {"applicant": {"quit"}, "hr": {"decline", "revise-opinion"}},
    S.OPINION_NOTICE: {"applicant": {"quit"}, "hr": {"return", "investigate"}},
    S.OPINION_OBJECTION: {"hr": {"overrule", "return", "decline"}},
    S.NOTICES_CLEAR: {"applicant": {"quit"}, "head": {"decline"}},
    S.RECOMMENDED: {"applicant": {"quit"}, "hr": {"return"}},
    S.DEPARTMENT_REVIEW: {"officer": {"return", "disagree"}},
    S.DEPARTMENT_OK: {"clerk": {"abandon"}},
    S.DELIVERED: {"clerk": {"accept", "correct", "propose-refusal"}},
    S.REFUSAL_PROPOSED: {"lead": {"refuse", "reject-refusal"}},
    S.CORRECTION: {"applicant": {"submit", "quit"}, "hr": {"supply"}, "clerk": {"abandon"}},
    S.ACCEPTED: {"secretary": {"qualify"}, "lead": {"disqualify"}},
    S.IN_REVIEW: {},
    S.PASSED: {},
    S.NOT_PASSED: {"applicant": {"request-recheck"}},
    S.RECHECK: {"secretary": {"uphold", "revote"}},
    S.RESULT_NOTICE: {"secretary": {"investigate", "clear-result"}},
    S.RESULT_OBJECTION: {"secretary": {"overrule"}, "lead": {"revoke"}},
    S.PENDING_CONFIRMATION: {"hrss": {"confirm"}, "lead": {"revoke"}},
    S.CONFIRMED: {"secretary": {"archive"}, "lead": {"revoke"}},
    S.ARCHIVED: {"lead": {"revoke"}},
    S.DRAFT: {"applicant": {"submit"}},
}
ENDS = set(S) - set(MATRIX)


@pytest.fixture
def hats(world):
    case = world.submitted()
    other_unit = world.make_unit("阳城县濩泽煤层气开发有限公司")
    world.other_hr = world.person("张三", other_unit, "unit")
    meeting = world.meeting([])
    acting = {role: getattr(world, role) for role in ROLES if role != "applicant"}
    acting["applicant"] = world.applicant(case)
    return case, meeting, acting


def test_matrix_against_the_table(hats):
    case, meeting, acting = hats

    for state in S:
        Case.objects.filter(pk=case.pk).update(state=state, meeting=meeting)
        case.refresh_from_db()
        for role in ROLES:
            offered = {str(o.action) for o in offers(case, acting[role], at("11-16").date())}
            assert offered == MATRIX.get(state, {}).get(role, set()), (state, role)


def test_nobody_moves_their_own_file(world):
    case = world.submitted()
    user = case.application.applicant
    colleague = user.memberships.create(
        organisation=world.unit, role="unit", since=at("11-01").date()
    )

    assert offers(case, colleague, at("11-16").date()) == ()
