"""Kill the process that closes a vote with SIGKILL, at every statement and at random moments.

    .venv/bin/python bench/kill_close.py [--rounds 200] [--seed 1]
    DATABASE_URL=postgres://… .venv/bin/python bench/kill_close.py      # an empty database

Each round opens a vote, casts the ballots and lets a child process close it. The child dies before
its first SQL statement, before its second, … to its last; then, round after round, at a random
moment of the close, a third of them within 10 ms after the last statement, where COMMIT is. What is
left must be the open vote with every sealed ballot and its key, or the whole count with its minutes
and nothing sealed. Then the vote is closed again: an open one must give the count that was voted, a
counted one must refuse and stay as it is.

Ends with status 1 when anything is half there, or a count differs.
"""

import argparse
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scratch  # noqa: F401  sets Django up
from django.core.management import call_command
from django.db import connection, connections
from sitting import Sitting, close, convene, room

from review import records
from review.engine import Refused
from review.models import Attendance, Event, Meeting, Minutes, SealedBallot, Tally
from review.services import broken_events
from review.states import Action, MeetingState

PEOPLE, MEMBERS = 6, 9
COMMIT = 0.01  # seconds after the last statement in which it is looked for
FAULTS: list[str] = []


def fault(words: str) -> None:
    FAULTS.append(words)
    print("FAULT", words, flush=True)


class Closing:
    """A child process that closes the vote and says so before each statement."""

    def __init__(self, world, meeting, *, stop_before: int = 0):
        """`stop_before`: the statement, from 1, before which the child kills itself; 0 for none."""
        self.statements = 0
        connections.close_all()  # no connection is shared with the child
        self.pipe, said = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._close(world, meeting, said, stop_before)
        os.close(said)

    def _close(self, world, meeting, said, stop_before):
        done = 0

        def before_each(execute, *arguments):
            nonlocal done
            done += 1
            if done == stop_before:
                os.kill(os.getpid(), signal.SIGKILL)
            os.write(said, b".")
            return execute(*arguments)

        status = 1
        try:
            with connection.execute_wrapper(before_each):
                close(world, meeting)
            status = 0
        finally:
            os._exit(status)

    def watch(self, *, until: int = 0, seconds: float = 60) -> None:
        """Return once the child has begun statement `until`, has ended, or time is up."""
        ends = time.monotonic() + seconds
        while not until or self.statements < until:
            left = ends - time.monotonic()
            if left <= 0 or not select.select([self.pipe], [], [], left)[0]:
                return
            if not (more := os.read(self.pipe, 1)):
                return
            self.statements += len(more)

    def kill(self) -> int:
        """SIGKILL; the status `waitpid` gives."""
        os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> int:
        os.close(self.pipe)
        status = os.waitpid(self.pid, 0)[1]
        wait_for_the_server()
        return status


def wait_for_the_server() -> None:
    """PostgreSQL ends the session of a client that is gone by itself, a little later."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    for _ in range(2000):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.005)
    raise SystemExit("somebody else is in this database")


def opened(world, cases, dice) -> Sitting:
    """A vote in which everybody has voted."""
    sitting = convene(world, cases, MEMBERS, dice)
    for seat in sitting.seats:
        records.cast(seat, choices=sitting.choices(seat))
    return sitting


def counts(meeting) -> dict[int, tuple[int, int]]:
    return {tally.case_id: (tally.yes, tally.no) for tally in Tally.objects.filter(meeting=meeting)}


def left_behind(sitting: Sitting) -> str:
    """`open` or `counted`; says what is half there."""
    meeting = Meeting.objects.get(pk=sitting.meeting.pk)
    seen = (
        meeting.state,
        bool(meeting.wrapped_key and meeting.public_key),
        SealedBallot.objects.filter(attendance__meeting=meeting).count(),
        Attendance.objects.filter(meeting=meeting).exclude(code_index="").count(),
        counts(meeting),
        Minutes.objects.filter(meeting=meeting).count(),
        Event.objects.filter(meeting=meeting, action=Action.CLOSE_VOTE).count(),
    )
    whole = {
        "open": (MeetingState.VOTING, True, len(sitting.truth), len(sitting.seats), {}, 0, 0),
        "counted": (MeetingState.COUNTED, False, 0, 0, sitting.expected(), 1, 1),
    }
    for name, expected in whole.items():
        if seen == expected:
            return name
    fault(f"meeting {meeting.pk} is half closed: {seen}")
    return "half"


def close_again(world, sitting: Sitting, left: str) -> None:
    try:
        close(world, sitting.meeting)
        refused = False
    except Refused:
        refused = True
    if refused != (left == "counted"):
        fault(f"meeting {sitting.meeting.pk}, {left}: closing again was refused: {refused}")
    if left_behind(sitting) != "counted":
        fault(f"meeting {sitting.meeting.pk}: closed again, not counted")


def check_database() -> None:
    for words in broken_events()[1]:
        fault(f"log: {words}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            if (said := cursor.fetchone()[0]) != "ok":
                fault(f"SQLite: {said}")


def undisturbed(world, cases, dice) -> tuple[int, float]:
    """Statements and seconds of a close nobody disturbs."""
    sitting = opened(world, cases, dice)
    began = time.monotonic()
    closing = Closing(world, sitting.meeting)
    closing.watch()
    if closing.end() != 0 or left_behind(sitting) != "counted":
        raise SystemExit("the child does not close a vote")
    return closing.statements, time.monotonic() - began


def kill_one(world, sitting, number, statements, seconds, dice) -> str:
    """Let one close die; returns the kind of moment."""
    if number <= statements + 1:
        Closing(world, sitting.meeting, stop_before=number).end()
        return "at a statement"
    closing = Closing(world, sitting.meeting)
    if number % 3 == 0:
        closing.watch(until=statements)
        time.sleep(dice.uniform(0, COMMIT))
        kind = "around COMMIT"
    else:
        closing.watch(seconds=dice.uniform(0, seconds * 1.1))
        kind = "at random"
    closing.kill()
    return kind


def main(rounds: int, seed: int) -> int:
    dice = random.Random(seed)  # noqa: S311
    call_command("migrate", verbosity=0)
    call_command("load_round_2021", verbosity=0)
    world, cases = room(PEOPLE)
    statements, seconds = undisturbed(world, cases, dice)
    print(f"a close of {MEMBERS} seats and {PEOPLE} people: {statements} statements", flush=True)
    rounds, found = max(rounds, statements + 1), Counter()
    for number in range(1, rounds + 1):
        sitting = opened(world, cases, dice)
        kind = kill_one(world, sitting, number, statements, seconds, dice)
        left = left_behind(sitting)
        found[kind, left] += 1
        close_again(world, sitting, left)
        check_database()
        if number % 25 == 0:
            print(f"round {number}, {len(FAULTS)} faults", flush=True)
    print(f"\n{connection.vendor}: {rounds} rounds")
    for (kind, left), times in sorted(found.items()):
        print(f"killed {kind:15} left {left:8} {times:5}")
    print(f"faults {len(FAULTS)}")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    sys.exit(main(**vars(options.parse_args())))
