"""Separation of duties: which roles one person may not hold together, and where each belongs.

Who takes files in does not decide on them, who prepares the meeting does not vote in it, who
counts does not vote, who confirms the result had no part in it, and the administrator of the
accounts acts in no file at all (security.md A14, A15; features A2).
"""

from collections.abc import Iterable

from .roles import OrganisationKind, Role

VOTES = frozenset({Role.MEMBER, Role.CHAIR})
BUREAU_DESKS = frozenset({Role.CLERK, Role.LEAD, Role.SECRETARY})
UNIT_SIDE = frozenset({Role.UNIT, Role.UNIT_HEAD})

#: What a second person has to confirm before it is given (security.md B8, ASVS 2.3.5).
POWERFUL = frozenset({Role.LEAD, Role.SECRETARY, Role.CHAIR, Role.TELLER, Role.HRSS, Role.ADMIN})

#: Each pair that excludes the other, with the reason the page gives.
_PAIRS: tuple[tuple[frozenset[Role], frozenset[Role], str], ...] = (
    (
        frozenset({Role.ADMIN}),
        frozenset(Role) - {Role.ADMIN, Role.APPLICANT},
        "系统管理员管账号，不能再办理申报件",
    ),
    (frozenset({Role.CLERK}), frozenset({Role.LEAD}), "不予受理要由另一个人审核"),
    (BUREAU_DESKS, VOTES, "受理、审核、组织会议的人不能投票"),
    (frozenset({Role.TELLER}), VOTES | {Role.SECRETARY}, "监票人不能投票，也不能组织会议"),
    (
        frozenset({Role.HRSS}),
        BUREAU_DESKS | VOTES | UNIT_SIDE | {Role.DEPARTMENT, Role.TELLER},
        "核准结果的人不能参加前面的环节",
    ),
    (
        UNIT_SIDE,
        BUREAU_DESKS | {Role.DEPARTMENT},
        "送审的单位和审核的部门不能是同一个人",
    ),
)  # fmt: skip

#: The kinds of organisation a role is held at; the desks and `review.actors` count on it.
PLACES: dict[Role, frozenset[OrganisationKind]] = {
    Role.UNIT: frozenset({OrganisationKind.UNIT}),
    Role.UNIT_HEAD: frozenset({OrganisationKind.UNIT}),
    Role.DEPARTMENT: frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.BUREAU}),
    Role.CLERK: frozenset({OrganisationKind.BUREAU}),
    Role.LEAD: frozenset({OrganisationKind.BUREAU}),
    Role.SECRETARY: frozenset({OrganisationKind.BUREAU}),
    Role.CHAIR: frozenset({OrganisationKind.BUREAU}),
    Role.MEMBER: frozenset({OrganisationKind.BUREAU}),
    Role.TELLER: frozenset({OrganisationKind.BUREAU}),
    Role.ADMIN: frozenset({OrganisationKind.BUREAU}),
    Role.HRSS: frozenset({OrganisationKind.HRSS}),
}


def excluding(role: Role, held: Iterable[str]) -> str:
    """Why `role` may not be held beside the roles `held`, as a sentence; empty if it may."""
    for other in map(Role, held):
        for one, another, why in _PAIRS:
            if (role in one and other in another) or (role in another and other in one):
                return f"已经是{other.label}，不能再任{role.label}：{why}。"
    return ""


def misplaced(role: Role, kind: str) -> str:
    """Why `role` cannot be held at an organisation of this kind; empty if it can."""
    allowed = PLACES.get(role, frozenset())
    if kind in allowed:
        return ""
    if not allowed:
        return f"{role.label}由单位人事邀请，不在这里授予。"
    where = "、".join(place.label for place in OrganisationKind if place in allowed)
    return f"{role.label}只能在{where}任职，请核对单位。"
