"""Two administrators at the same moment, with real threads: one saves, the other is told."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from applications.amending import Decision, Stale, amend_round, propose_round
from applications.models import Amendment, MajorMatch, Round
from applications.tables import MAJORS, amend, plan, propose
from tests.applications.conftest import NOW
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrators():
    call_command("load_round_2021", verbosity=0)
    world = World()
    return [world.person(name, world.bureau, "admin").user for name in ("张管", "李管")]


def decision(by):
    return Decision(by=by, at=NOW, document="阳工信函字〔2021〕26号", reason="x")


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


def test_two_changes_of_one_setting_leave_one_and_one_record(administrators):
    round = Round.objects.get()
    phones = ("0356-4220192", "0356-4220193")

    def change(by, phone):
        values = {"phone": phone}
        stamp = propose_round(round, values).stamp
        return lambda: amend_round(round, values=values, decision=decision(by), stamp=stamp)

    outcomes = together(*(change(*pair) for pair in zip(administrators, phones, strict=True)))

    (refused,) = [outcome for outcome in outcomes if outcome]
    assert isinstance(refused, Stale)
    (record,) = Amendment.objects.all()
    assert record.lines[0]["new"] == Round.objects.get().phone


def test_two_rulings_on_one_major_leave_one_and_one_record(administrators):
    def change(by, relevance):
        rows = [(0, {"major": "法学", "specialty": "采矿工程", "relevance": relevance})]
        stamp = propose(MAJORS, plan(MAJORS, rows)[0], today=NOW.date()).stamp
        return lambda: amend(MAJORS, rows, decision=decision(by), stamp=stamp)

    pairs = zip(administrators, ("本专业", "相近专业"), strict=True)
    outcomes = together(*(change(*pair) for pair in pairs))

    (refused,) = [outcome for outcome in outcomes if outcome]
    assert isinstance(refused, Stale)
    assert MajorMatch.objects.filter(major="法学").count() == Amendment.objects.count() == 1
