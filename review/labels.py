"""One word and one colour for each state, as each reader sees it.

Colour says who is expected to act: amber the reader, red something to mend, blue a period runs,
teal room 303, violet a body deliberates, green settled well, grey not begun, ended, or with others.
"""

from accounts.roles import Role
from components.shapes import Tag

from .states import CaseState, MeetingState, PackageState

S, P = CaseState, PackageState

_CASE = {
    S.DRAFT: ("填写中", "blue"),
    S.SUBMITTED: ("待单位审核", ""),
    S.UNIT_REVIEW: ("单位审核中", ""),
    S.RETURNED: ("退回补充", "red"),
    S.UNIT_OK: ("待公示②", ""),
    S.MATERIALS_NOTICE: ("公示②中", "blue"),
    S.MATERIALS_OBJECTION: ("异议核查", "violet"),
    S.ASSESSMENT: ("待民主评议", "violet"),
    S.OPINION_DRAFT: ("待公示③", ""),
    S.OPINION_NOTICE: ("公示③中", "blue"),
    S.OPINION_OBJECTION: ("异议核查", "violet"),
    S.NOTICES_CLEAR: ("待单位推荐", ""),
    S.RECOMMENDED: ("单位已推荐", "green"),
    S.DEPARTMENT_REVIEW: ("待主管部门审核", ""),
    S.DEPARTMENT_OK: ("主管部门已同意", "green"),
    S.DELIVERED: ("审核中", "teal"),
    S.REFUSAL_PROPOSED: ("审核中", "teal"),
    S.CORRECTION: ("待补正", "red"),
    S.ACCEPTED: ("已受理", "green"),
    S.IN_REVIEW: ("评审中", "violet"),
    S.PASSED: ("评审通过", "green"),
    S.NOT_PASSED: ("评审未通过", ""),
    S.RECHECK: ("复查中", "violet"),
    S.RESULT_NOTICE: ("结果公示中", "blue"),
    S.RESULT_OBJECTION: ("异议核查", "violet"),
    S.PENDING_CONFIRMATION: ("待核准", ""),
    S.CONFIRMED: ("已取得资格", "green"),
    S.ARCHIVED: ("已取得资格", "green"),
    S.DECLINED: ("未推荐", ""),
    S.DEPARTMENT_REFUSED: ("主管部门不同意", ""),
    S.REFUSED: ("不予受理", ""),
    S.ABANDONED: ("视为放弃", ""),
    S.WITHDRAWN: ("已撤回", ""),
    S.UNQUALIFIED: ("审核不符合", ""),
    S.UPHELD: ("复查维持", ""),
    S.REVOKED: ("已取消", "red"),
}
_UNIT_ACTS = {S.SUBMITTED, S.UNIT_REVIEW, S.UNIT_OK, S.ASSESSMENT, S.OPINION_DRAFT}
_YOURS = {
    Role.UNIT: _UNIT_ACTS,
    Role.UNIT_HEAD: {S.NOTICES_CLEAR},
    Role.DEPARTMENT: {S.DEPARTMENT_REVIEW},
    Role.CLERK: {S.DELIVERED},
    Role.LEAD: {S.REFUSAL_PROPOSED},
    Role.SECRETARY: {S.ACCEPTED, S.PASSED, S.RECHECK},
    Role.HRSS: {S.PENDING_CONFIRMATION},
}
_WORD_FOR = {
    (S.SUBMITTED, Role.APPLICANT): "已提交给单位",
    (S.REFUSAL_PROPOSED, Role.CLERK): "拟不予受理",
    (S.REFUSAL_PROPOSED, Role.LEAD): "拟不予受理",
    (S.DELIVERED, Role.CLERK): "待审核",
}
_PACKAGE = {
    P.ASSEMBLING: ("组包中", ""),
    P.DEPARTMENT_REVIEW: ("待主管部门审核", ""),
    P.SENT_BACK: ("退回单位", "red"),
    P.DEPARTMENT_OK: ("主管部门已审核", "green"),
    P.RECEIVED: ("已收件", "teal"),
    P.CORRECTION: ("整包补正", "red"),
    P.PARTLY_ACCEPTED: ("部分受理", "teal"),
    P.ACCEPTED: ("已受理", "green"),
    P.REFUSED: ("不予受理", ""),
    P.ARCHIVED: ("已归档", ""),
}
_UNANNOUNCED = {
    MeetingState.PREPARING,
    MeetingState.SIGNING_IN,
    MeetingState.VOTING,
    MeetingState.COUNTED,
    MeetingState.ANNOUNCED,
}
#: Readers who learn a result only when it is publicised.
OUTSIDE = {Role.APPLICANT, Role.UNIT, Role.UNIT_HEAD, Role.DEPARTMENT}


def is_concealed(case, role) -> bool:
    """The committee's result is not told to the person, unit or department before it is public."""
    return (
        role in OUTSIDE
        and case.state in (S.PASSED, S.NOT_PASSED)
        and case.meeting.state in _UNANNOUNCED
    )


def is_kept_from(case, role) -> bool:
    """What stands now is not this reader's to know yet: a result or a refusal not made public."""
    return is_concealed(case, role) or (role in OUTSIDE and case.state == S.REFUSAL_PROPOSED)


def case_tag(case, role) -> Tag:
    """The tag of a case for a reader acting as `role`."""
    return state_tag(S.IN_REVIEW if is_concealed(case, role) else S(case.state), role)


def state_tag(state: CaseState, role) -> Tag:
    word, tone = _CASE[state]
    yours = _YOURS.get(role, ())
    return Tag(_WORD_FOR.get((state, role), word), "amber" if state in yours else tone)


def package_tag(package) -> Tag:
    return Tag(*_PACKAGE[PackageState(package.state)])
