"""Presses at the same moment, with real threads on both databases (B9, B10, R18, R19): one step is
taken, whoever came second is told, and nobody gets an error of ours.
"""

import threading

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections

from accounts.models import Membership
from accounts.roles import Role
from review import claims, records, second_letters
from review.ballots import CHOICES
from review.checklist import PERSON_ITEMS
from review.guards.case import required_originals
from review.models import Case, Event, SealedBallot, Tally
from review.queries.department import SENTENCES
from review.states import Action, CaseState
from tests.security.scene import Visitor, session_of
from tests.world import World, at
from yangcheng_titles.demo import road

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


@pytest.fixture
def world():
    call_command("load_round_2021", verbosity=0)
    cache.clear()
    return World()


def client_of(membership: Membership) -> Visitor:
    client = Visitor()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(membership)
    return client


def at_once(*sends) -> list:
    """The answers to requests that are all sent at the same moment."""
    gate, answers = threading.Barrier(len(sends)), [None] * len(sends)

    def run(number, send):
        gate.wait()
        try:
            answers[number] = send()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(sends)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


# --- two people at one file -----------------------------------------------------------------------
ROUNDS = 4
#: Who of the world presses which button, with what beside the key.
OPEN, APPROVE = ("hr", "open", {}), ("hr", "approve", {})
RETURN = ("other_hr", "return", {"item_work": "请写明起止时间"})
AGREED = {"opinion": "同意报送。", **{f"seen_{key}": "on" for key in SENTENCES}}
WHY = {"note": "理由写在这里。"}
PROPOSE = ("other_clerk", "propose-refusal", WHY | {"clause": "五"})


def stand(case, state):
    Case.objects.filter(pk=case.pk).update(state=state)


def seen(case, world):
    stand(case, CaseState.UNIT_REVIEW)
    for item in required_originals(case):
        records.check_original(case, acting=world.hr, now=at("11-25 08:00"), item=item, agrees=True)


def marked(case, world, failing=()):
    stand(case, CaseState.DELIVERED)
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 08:00"), failing=failing)
    claims.free(case, acting=world.clerk)


def failing(case, world):
    marked(case, world, {PERSON_ITEMS[0].key})
    told = case.letters.filter(kind="bureau").exists()
    if told and not second_letters.consent_of(case):  # told in an earlier round
        now = at("11-25 08:00")
        asked = second_letters.ask(case, acting=world.clerk, now=now, reason="上次没有看到。")
        second_letters.decide(asked, acting=world.lead, now=now, granted=True)
        claims.free(case, acting=world.clerk)


def settled(case, world):
    stand(case, CaseState.DELIVERED)
    road.settle_all(case, acting=world.clerk, now=at("11-25 08:00"))


#: state, what was done before, one press, the other press at the same moment
PAIRS = (
    (CaseState.SUBMITTED, None, OPEN, ("other_hr", "open", {})),
    (CaseState.SUBMITTED, None, OPEN, ("applicant", "withdraw", {})),
    (CaseState.UNIT_REVIEW, seen, APPROVE, ("other_hr", "approve", {})),
    (CaseState.UNIT_REVIEW, seen, APPROVE, RETURN),
    (CaseState.UNIT_REVIEW, seen, APPROVE, ("applicant", "quit", WHY)),
    (CaseState.UNIT_REVIEW, None, RETURN, ("hr", "decline", WHY)),
    (CaseState.DEPARTMENT_REVIEW, None, ("officer", "disagree", WHY), ("officer", *RETURN[1:])),
    (CaseState.DELIVERED, marked, ("clerk", "accept", {}), ("other_clerk", "accept", {})),
    (CaseState.DELIVERED, marked, ("clerk", "accept", {}), PROPOSE),
    (CaseState.DELIVERED, failing, ("clerk", "correct", WHY), PROPOSE),
    (CaseState.REFUSAL_PROPOSED, None, ("lead", "refuse", WHY), ("lead", "reject-refusal", WHY)),
    (CaseState.ACCEPTED, settled, ("secretary", "qualify", {}), ("lead", "disqualify", WHY)),
    (CaseState.RECHECK, None, ("secretary", "uphold", WHY), ("secretary", "revote", WHY)),
)


def test_two_people_at_one_file_one_wins_and_the_other_is_told(world, clock):
    clock("11-25 10:00")
    world.other_hr = world.person("原海霞", world.unit, Role.UNIT)
    case = world.submitted()
    submitted, wrong = rows_of(case), {}

    for number, (state, before, *presses) in enumerate(PAIRS * ROUNDS):
        restore(submitted)
        if before:
            before(case, world)
        stand(case, state)
        taken = case.events.count()
        answers = at_once(*(press(world, case, *one, key=f"round-{number}") for one in presses))
        if fault := fault_of(answers, case.events.count() - taken):
            wrong[number, state, presses[0][1], presses[1][1]] = fault

    assert wrong == {}


def rows_of(case) -> list:
    """The rows a step may change, as they are now."""
    rows = [type(row).objects.filter(pk=row.pk) for row in (case, case.application, case.package)]
    return [(row, row.values().get()) for row in rows]


def restore(rows):
    for row, values in rows:
        row.update(**values)


def press(world, case, hat, action, data, *, key):
    membership = world.applicant(case) if hat == "applicant" else getattr(world, hat)
    client = client_of(membership)
    data = {**data, "version": case.version, "key": f"{key}-{hat}-{action}"}
    return lambda: client.post(f"/cases/{case.pk}/{action}/", data)


def fault_of(answers, steps) -> str:
    """What is wrong with the outcome of a race; empty when it is as it must be."""
    statuses = sorted(answer.status_code for answer in answers)
    if statuses not in ([302, 404], [302, 409]):  # 404: the winner took it out of their hands
        return f"answered {statuses}"
    told = [answer.text for answer in answers if answer.status_code == 409]
    if not all("没有办成" in text or "状态下不能" in text for text in told):
        return f"the one who lost is not told why: {told}"
    return "" if steps == 1 else f"{steps} steps were taken"


def test_package_is_agreed_or_sent_back_never_both(world, clock):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    clock("11-24 10:00")
    client, other = client_of(world.officer), client_of(world.officer)
    url = f"/packages/{case.package_id}/"

    answers = at_once(
        lambda: client.post(f"{url}agree/", AGREED | {"each": case.pk, "key": "a"}),
        lambda: other.post(f"{url}send-back/", {"note": "请补盖公章。", "key": "b"}),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert Event.objects.filter(package=case.package, at=at("11-24 10:00")).count() == 1


def test_vote_is_closed_once_and_a_ballot_in_that_moment_counts_or_is_refused(world, clock):
    case = world.case_at(CaseState.IN_REVIEW)
    meeting, seats = world.open_vote([case])
    clock("12-16 09:10")
    road.vote(meeting, seats[1:], {})
    phone = Visitor()
    phone.post(
        "/vote/",
        {"code": records.sign_in(seats[0], acting=world.secretary, now=at("12-16 09:05"))},
    )
    clients = [client_of(world.chair) for _ in range(2)]
    words = {"chair_passphrase": "太行山下", "teller_passphrase": "沁河水长", "note": "提前结束"}

    cast, *closed = at_once(
        lambda: phone.post("/vote/ballot/", {f"case_{case.pk}": "no", "step": "cast"}),
        *(
            lambda n=n: clients[n].post(
                f"/meetings/{meeting.pk}/close-vote/", words | {"key": f"close-{n}"}
            )
            for n in range(2)
        ),
    )

    tally = Tally.objects.get(meeting=meeting, case=case)
    assert sorted(answer.status_code for answer in closed) == [302, 409]
    assert cast.status_code < 500
    assert (tally.yes, tally.no + tally.abstain, tally.voters) == (7, 1, 8)
    assert tally.no == ("已投出" in cast.text)
    assert not SealedBallot.objects.exists()


# --- one button pressed again and again -----------------------------------------------------------
def press_of(client, url, key):
    return lambda: client.post(url, {"key": key, "version": 1})


def test_twenty_presses_of_one_button_are_one_step(world, clock):
    case = world.submitted()
    clock("11-08 09:00")
    clients = [client_of(world.hr) for _ in range(TIMES)]
    url = f"/cases/{case.pk}/open/"

    answers = at_once(*(press_of(client, url, "one-press") for client in clients))

    assert {answer.status_code for answer in answers} == {302}
    assert Event.objects.filter(key="one-press").count() == 1
    assert Event.objects.filter(case=case, action=Action.OPEN).count() == 1


def test_twenty_presses_with_keys_of_their_own_are_one_step(world, clock):
    case = world.submitted()
    clock("11-08 09:00")
    clients = [client_of(world.hr) for _ in range(TIMES)]
    url = f"/cases/{case.pk}/open/"

    answers = at_once(*(press_of(clients[n], url, f"press-{n}") for n in range(TIMES)))

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(302) == 1
    assert set(statuses) == {302, 409}
    assert Event.objects.filter(case=case, action=Action.OPEN).count() == 1


def test_twenty_casts_of_one_member_are_one_ballot(world, clock):
    case = world.case_at(CaseState.IN_REVIEW)
    _, seats = world.open_vote([case])
    clock("12-16 09:10")
    clients = [Visitor() for _ in range(TIMES)]
    code = records.sign_in(seats[0], acting=world.secretary, now=at("12-16 09:05"))
    for client in clients:
        client.post("/vote/", {"code": code})

    answers = at_once(
        *(
            lambda n=n: clients[n].post(
                "/vote/ballot/", {f"case_{case.pk}": CHOICES[n % 2], "step": "cast"}
            )
            for n in range(TIMES)
        )
    )

    assert max(answer.status_code for answer in answers) < 500

    assert SealedBallot.objects.count() == 1
    assert Case.objects.get(pk=case.pk).state == CaseState.IN_REVIEW
