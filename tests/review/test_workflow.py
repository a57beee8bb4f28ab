import pytest

from review.guards import case as case_guards
from review.guards import meeting as meeting_guards
from review.guards import package as package_guards
from review.states import Action, Actor, CaseState, MeetingState, PackageState
from review.workflow import CASE, MEETING, PACKAGE

PROCEDURES = (CASE, PACKAGE, MEETING)
FIRST = {CASE: CaseState.DRAFT, PACKAGE: PackageState.ASSEMBLING, MEETING: MeetingState.PREPARING}
FINAL = {
    CASE: {
        CaseState.DECLINED, CaseState.DEPARTMENT_REFUSED, CaseState.REFUSED, CaseState.ABANDONED,
        CaseState.WITHDRAWN, CaseState.UNQUALIFIED, CaseState.UPHELD, CaseState.REVOKED,
    },
    PACKAGE: {PackageState.REFUSED, PackageState.ARCHIVED},
    MEETING: {MeetingState.ARCHIVED},
}  # fmt: skip


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.name)
def test_every_state_can_be_reached(procedure):
    reached, edge = set(), {FIRST[procedure]}
    while edge:
        reached |= edge
        edge = {row.target for row in procedure if row.source in reached} - reached

    assert reached == set(procedure.states)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.name)
def test_only_ends_have_no_way_on(procedure):
    going = {row.source for row in procedure}

    assert set(procedure.states) - going == FINAL[procedure]


def test_every_word_is_used():
    actions = {row.action for procedure in PROCEDURES for row in procedure}
    actors = {row.actor for procedure in PROCEDURES for row in procedure}

    assert actions == set(Action)
    assert actors == set(Actor)


def test_every_guard_says_what_it_holds():
    guards = {guard for procedure in PROCEDURES for row in procedure for guard in row.guards}

    assert [guard.__name__ for guard in guards if not guard.__doc__] == []
    assert all(
        guard.__module__ in {m.__name__ for m in (case_guards, meeting_guards, package_guards)}
        for guard in guards
    )


def test_people_are_carried_by_somebody_with_the_right_to_move_them():
    for procedure in (PACKAGE, MEETING):
        for row in procedure:
            if row.each is None:
                continue
            steps = (
                [row.each.step] if isinstance(row.each.step, Action) else [Action.PASS, Action.FAIL]
            )
            for step in steps:
                rows = [r for r in CASE if r.action == step]
                assert rows, f"{row.action} carries {step}, which no case knows"
                assert {r.actor for r in rows} >= {row.actor}


def test_what_only_a_package_or_meeting_may_do_is_carried_by_one():
    carried = set()
    for procedure in (PACKAGE, MEETING):
        for row in procedure:
            if row.each and isinstance(row.each.step, Action):
                carried.add(row.each.step)
    carried |= {Action.PASS, Action.FAIL}

    assert {row.action for row in CASE if not row.alone} <= carried
