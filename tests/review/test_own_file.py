"""Nobody acts on their own file: the pages say who does instead, and the steps refuse."""

import pytest
from django.urls import reverse

from review.engine import Refused
from review.services import offers
from review.states import Action, CaseState
from tests.world import at

S = CaseState


def also(world, case, role):
    """The applicant of `case` also holds a staff role of the unit."""
    return case.application.applicant.memberships.create(
        organisation=world.unit, role=role, since=at("11-01").date()
    )


@pytest.mark.parametrize(
    ("role", "alone", "words"),
    [
        ("unit", False, "请由原海燕办理"),
        ("unit", True, "还没有另一位人事人员。请单位致电303室，给另一位同事开通人事账号"),
        ("unit_head", False, "您的推荐请由成建国办理"),
        ("unit_head", True, "请本单位另一位领导在纸上签字，由单位人事代录"),
    ],
)
@pytest.mark.parametrize("page", ["unit", "unit-people", "package"])
def test_pages_say_who_acts_instead(world, sign_in, clock, role, alone, words, page):
    case = world.submitted()
    acting = also(world, case, role)
    if alone:
        {"unit": world.hr, "unit_head": world.head}[role].delete()
    clock("11-08 09:00")
    args = [case.package_id] if page == "package" else []

    assert words in sign_in(acting).get(reverse(f"review:{page}", args=args)).text


def test_page_says_nothing_where_nobody_applies_for_themselves(world, sign_in, clock):
    world.submitted()
    clock("11-08 09:00")

    assert "本人也在申报" not in sign_in(world.hr).get(reverse("review:unit")).text


@pytest.mark.parametrize(
    ("state", "action", "role"),
    [
        (S.MATERIALS_NOTICE, Action.CLEAR_MATERIALS, "unit"),
        (S.NOTICES_CLEAR, Action.RECOMMEND, "unit_head"),
        (S.RECOMMENDED, Action.FILE, "unit"),
    ],
)
def test_step_of_the_package_with_ones_own_file_is_refused_with_the_way(world, state, action, role):
    case = world.case_at(state)
    acting = also(world, case, role)
    data = {"signed_name": acting.user.name, "deliverer": "张三", "deliverer_phone": "13800000001"}
    chosen = None if action == Action.FILE else [case]

    with pytest.raises(Refused, match=f"{case.name}是您本人的申报件，本人不能办理"):
        world.step(case.package, action, acting, "11-24 09:00", chosen=chosen, **data)

    assert offers(case, acting, at("11-24").date()) == ()


def test_another_leaders_sheet_is_entered_for_the_leader_who_applies(world):
    case = world.case_at(S.NOTICES_CLEAR)
    also(world, case, "unit_head")

    world.enter(
        case.package, Action.RECOMMEND, world.hr, "11-24 09:00",
        dated_on=at("11-23").date(), signed_name="副总经理张明",
    )  # fmt: skip

    case.refresh_from_db()
    assert case.state == S.RECOMMENDED
