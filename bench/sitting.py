"""A committee's sitting for a measurement: people who wait, members who sit, random votes."""

import random
from dataclasses import dataclass

import nacl.pwhash
from django.db import transaction
from django.test.utils import override_settings

from review import records
from review.models import Attendance, Case, Meeting
from review.states import Action, CaseState
from review.votes import quorum
from tests.world import World, at
from yangcheng_titles.demo import road

CHAIR, TELLER = "太行山下", "沁河水长"
BEGINS = "12-16 09:00"


def room(people: int) -> tuple[World, list[Case]]:
    """A county with so many people of one unit at 待评审. What a passphrase costs to stretch is not
    measured: passwords and both keepers' passphrases are stretched as little as may be.
    """
    argon = nacl.pwhash.argon2id
    argon.OPSLIMIT_INTERACTIVE, argon.MEMLIMIT_INTERACTIVE = argon.OPSLIMIT_MIN, argon.MEMLIMIT_MIN
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick), transaction.atomic():
        world = World()
        return world, waiting(world, people)


def waiting(world: World, people: int) -> list[Case]:
    cases = [world.submitted(f"申{number}") for number in range(people - 1)]
    for case in cases:
        world.pass_by_unit(case, "11-05 14:00")
    cases.append(world.case_at(CaseState.ACCEPTED, f"申{people}"))
    for case in cases[:-1]:
        case.refresh_from_db()
        world.accept(case)
    for case in cases:
        world.step(case, Action.QUALIFY, world.secretary, "12-06 09:00")
    return list(Case.objects.filter(state=CaseState.IN_REVIEW).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting whose vote is open. `truth`: (seat, case) → what will be voted."""

    meeting: Meeting
    seats: list[Attendance]
    codes: dict[int, str]
    truth: dict[tuple[int, int], str]

    def choices(self, seat: Attendance) -> dict[int, str]:
        return {case: choice for (pk, case), choice in self.truth.items() if pk == seat.pk}

    def expected(self) -> dict[int, tuple[int, int]]:
        """Case → (赞成, 反对) as they must be counted."""
        by_case = {}
        for (_, case), choice in self.truth.items():
            yes, no = by_case.get(case, (0, 0))
            by_case[case] = (yes + (choice == "yes"), no + (choice == "no"))
        return by_case


def convene(world: World, cases: list[Case], members: int, dice: random.Random) -> Sitting:
    """A meeting of `members` about `cases`, some absent, some standing aside, the vote open.

    Earlier meetings of the measurement let go of the same people first.
    """
    keys = [case.pk for case in cases]
    Case.objects.filter(state=CaseState.IN_REVIEW).update(meeting=None)
    meeting = world.meeting(cases, size=15)
    for seat in meeting.attendances.order_by("-pk")[: 15 - members]:
        records.unseat(seat, acting=world.secretary)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    chair, *others = meeting.attendances.order_by("pk")
    there = [chair, *dice.sample(others, dice.randint(quorum(members) - 1, members - 1))]
    dice.shuffle(there)
    codes = {
        seat.pk: records.sign_in(seat, acting=world.secretary, now=at("12-16 08:40"))
        for seat in there
    }
    aside = stand_aside(world, there, cases, dice)
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, BEGINS,
        chair_passphrase=CHAIR, teller_passphrase=TELLER,
    )  # fmt: skip
    meeting.refresh_from_db()
    leaning = {case: dice.uniform(0.2, 0.8) for case in keys}
    truth = {
        (seat.pk, case): "yes" if dice.random() < leaning[case] else "no"
        for seat in there
        for case in keys
        if (seat.pk, case) not in aside
    }
    return Sitting(meeting, there, codes, truth)


def stand_aside(world, there, cases, dice) -> set[tuple[int, int]]:
    """Random 回避, three voters left for everybody."""
    aside = set()
    for case in Case.objects.filter(pk__in=[case.pk for case in cases]):
        many = dice.choice((0, 0, 0, 1, 2)) if len(there) > 4 else dice.choice((0, 0, 1))
        for seat in dice.sample(there, min(many, len(there) - 3)):
            records.recuse(
                seat, case, acting=world.secretary, now=at("12-16 08:45"), reason="同单位"
            )
            aside.add((seat.pk, case.pk))
    return aside


def close(world: World, meeting: Meeting) -> None:
    """结束投票并计票, with both passphrases."""
    road.take(
        meeting, Action.CLOSE_VOTE, acting=world.chair, now=at("12-16 11:00"),
        chair_passphrase=CHAIR, teller_passphrase=TELLER,
    )  # fmt: skip
