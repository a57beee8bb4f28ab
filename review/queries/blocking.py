"""What room 303 would return a package for, told to the unit beforehand: the clerk's own checklist.

Nothing is judged here: `review.machine` looks at the points of `review.checklist` exactly as it
does for the clerk, and whatever it finds wrong stands on the unit's page with who can mend it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.roles import Role
from applications import queries as applications
from review.buttons import step_url
from review.checklist import BY_KEY, CONDITIONS, Item
from review.machine import Found, look, prepare
from review.prints.words import NOT_YET_FINAL
from review.states import Action as A
from review.states import CaseState as S

from .unit_desk import Need

#: The files the unit can still do something about.
OPEN = (NOT_YET_FINAL | {S.RECOMMENDED, S.DEPARTMENT_REVIEW, S.DEPARTMENT_OK, S.CORRECTION}) - {
    S.DRAFT,
    S.DECLINED,
}
#: Sentences of the machine that name the person are told once for everybody.
_COMMON = {"promises": "没有单位承诺。"}
NAMED = 3  # so many people of one sentence are named


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that stands between the package and room 303. `who` acts; `url` is where."""

    title: str
    note: str
    who: str
    url: str = ""
    verb: str = ""
    names: str = ""


def wrong_with(cases: Iterable, *, today: date) -> list[tuple[object, Item, Found]]:
    """Each point of the clerk's checklist that would be returned mechanically, person by person."""
    cases = list(cases)
    shelf = prepare(cases, calendar=applications.calendar(), today=today)
    return [
        (case, BY_KEY[key], found)
        for case in cases
        for key, found in look(case, shelf).items()
        if found.warn
    ]


def blocks(package, people, needs: list[Need], acting, *, today: date) -> list[Block]:
    """All of it for a package, equal sentences told once, in the order of the checklist."""
    cases = [p.case for p in people if p.submitted and p.state in OPEN]
    grouped: dict[tuple[str, str], list] = {}
    for case, item, found in wrong_with(cases, today=today):
        grouped.setdefault((item.key, _COMMON.get(item.key, found.note)), []).append(case)
    order = list(BY_KEY)
    said = [
        _block(package, BY_KEY[key], note, whose, acting)
        for (key, note), whose in sorted(
            grouped.items(), key=lambda group: (order.index(group[0][0]), group[1][0].number)
        )
    ]
    lacking = [need for need in needs if need.have < need.need and need.url]
    return said + [
        Block(need.material, need.words, "单位人事", need.url, "去补齐") for need in lacking
    ]


def _block(package, item, note, cases, acting) -> Block:
    who, url, verb = _remedy(package, item, cases, acting)
    tail = f"等{len(cases)}人" if len(cases) > NAMED else ""
    names = "、".join(case.name for case in cases[:NAMED]) + tail
    return Block(item.title, note, who, url, verb, names)


def _remedy(package, item, cases, acting) -> tuple[str, str, str]:
    """Who can mend it, where, and the link's word."""
    notices = reverse("review:unit-notices")
    if item.group == CONDITIONS:
        return "单位人事核实，或退回本人更正", _of_people(cases, acting), "去核实"
    if item.key == "notices":
        return "单位人事", notices, "看三公示"
    if item.key == "objections":
        return "单位人事", f"{notices}#objections", "去核查"
    if item.key == "panel":
        return "单位人事", step_url(package, A.ASSESS), "登记评议"
    if item.key == "recommended" and all(case.state == S.DEPARTMENT_REVIEW for case in cases):
        return "主管部门，单位不用办", "", ""
    if acting.role == Role.UNIT_HEAD:
        return "单位领导", step_url(package, A.RECOMMEND), "去推荐"
    return "单位领导推荐，再报主管部门", "", ""


def _of_people(cases, acting) -> str:
    own = [case for case in cases if case.application.applicant_id == acting.user_id]
    if len(cases) == 1:
        return "" if own else reverse("review:case", args=[cases[0].pk])
    return reverse("review:unit-people")
