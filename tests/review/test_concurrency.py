"""Two people at one step, with real threads: one wins, the other is told why. On both databases."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from review import claims, paper_vote, pool
from review.checklist import PERSON_ITEMS
from review.engine import Refused
from review.models import Case, Event
from review.states import Action, CaseState
from tests.world import World, at
from yangcheng_titles.demo import road

pytestmark = pytest.mark.django_db(transaction=True)


def together(*steps):
    """Run the steps at the same moment; the outcome of each: None or what it raised."""
    gate, outcomes = threading.Barrier(len(steps)), [None] * len(steps)

    def run(index, step):
        gate.wait()
        try:
            step()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def delivered():
    call_command("load_round_2021", verbosity=0)
    world = World()
    return world, world.case_at(CaseState.DELIVERED)


def test_two_clerks_accept_the_same_file(delivered):

    world, case = delivered
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"))
    claims.free(case, acting=world.clerk)

    outcomes = together(
        *(
            lambda acting=acting: road.take(
                case, Action.ACCEPT, acting=acting, now=at("11-25 09:10")
            )
            for acting in (world.clerk, world.other_clerk)
        )
    )

    (loser,) = [outcome for outcome in outcomes if outcome]
    assert isinstance(loser, Refused)
    assert "已受理" in str(loser)
    assert Event.objects.filter(case=case, action=Action.ACCEPT).count() == 1
    assert Case.objects.get(pk=case.pk).state == CaseState.ACCEPTED


def test_accepting_and_refusing_at_once_leaves_one_outcome(delivered):

    world, case = delivered
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"))
    claims.free(case, acting=world.clerk)

    outcomes = together(
        lambda: road.take(case, Action.ACCEPT, acting=world.clerk, now=at("11-25 09:10")),
        lambda: road.take(
            case, Action.PROPOSE_REFUSAL, acting=world.other_clerk, now=at("11-25 09:10"), note="x"
        ),
    )

    assert sum(outcome is None for outcome in outcomes) == 1
    assert Event.objects.filter(case=case, at=at("11-25 09:10")).count() == 1


def test_one_member_on_two_devices_has_one_vote():
    call_command("load_round_2021", verbosity=0)
    world = World()
    case = world.case_at(CaseState.IN_REVIEW)
    meeting, seats = world.open_vote([case])

    outcomes = together(*(lambda: road.vote(meeting, seats[:1], {}) for _ in range(4)))

    assert sum(outcome is None for outcome in outcomes) == 1
    assert seats[0].ballots.count() == 1


@pytest.mark.parametrize("keys", [["k"] * 5, list("abcde")], ids=["one page", "five pages"])
def test_five_presses_of_the_button_hand_in_once(keys, clock):
    call_command("load_round_2021", verbosity=0)
    application = World().start()
    clock("11-05 14:00")
    membership = application.applicant.memberships.get()

    def press(key):
        client = Client()
        client.force_login(membership.user, "django.contrib.auth.backends.ModelBackend")
        data = {"agreed": "on", "signed_name": application.name, "key": key}
        answers.append(client.post(reverse("review:submit", args=[application.pk]), data))

    answers = []
    outcomes = together(*(lambda key=key: press(key) for key in keys))

    receipt = reverse("review:submitted", args=[application.pk])
    assert outcomes == [None] * 5
    assert [answer.url for answer in answers] == [receipt] * 5
    assert application.submissions.count() == 1
    assert Event.objects.filter(case=application.case, action=Action.SUBMIT).count() == 1


@pytest.fixture
def in_review():
    call_command("load_round_2021", verbosity=0)
    world = World()
    return world, world.case_at(CaseState.IN_REVIEW)


def test_two_drawings_at_once_are_one(in_review):
    world, case = in_review
    world.committee(11)
    meeting = world.meeting([case])

    outcomes = together(
        *(
            lambda size=size: pool.draw_members(
                meeting, acting=world.secretary, now=at("12-10 09:00"), size=size
            )
            for size in (5, 7)
        )
    )

    (loser,) = [outcome for outcome in outcomes if outcome]
    assert "已经抽取过" in str(loser)
    row = meeting.drawings.get()
    assert set(meeting.attendances.values_list("member", flat=True)) == set(row.drawn)


def test_of_three_tellers_at_once_two_are_kept(in_review):
    world, case = in_review
    meeting = world.meeting([case])
    paper_vote.choose(meeting, acting=world.secretary, paper=True)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    world.sign_in(meeting, 8)
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
        chair_passphrase="太行山下", teller_passphrase="沁河水长",
    )  # fmt: skip
    tellers = [world.person(name, world.bureau, Role.TELLER) for name in ("甲", "乙", "丙")]

    outcomes = together(
        *(
            lambda acting=acting: paper_vote.seal_count(
                meeting, acting=acting, numbers={case.pk: (6, 2, 0, 0)}
            )
            for acting in tellers
        )
    )

    (loser,) = [outcome for outcome in outcomes if outcome]
    assert "第三人不能再录" in str(loser)
    world.close_vote(meeting)
    assert meeting.tallies.get().yes == 6
