"""Whether votes can be linked to members: many sittings, an attacker with everything, raw disks.

    .venv/bin/python bench/ballots.py [--meetings 200] [--seed 1]
    DATABASE_URL=postgres://… .venv/bin/python bench/ballots.py     # empty, on this machine

Each sitting: 5 to 15 members, 1 to 30 people, random absences, recusals and votes, the log at
DEBUG. In every tenth the members vote on phones (Django's test client), else through the service.
The attacker holds the whole dump of the open vote and of the closed one, the log, the member list
and the published counts, and reads them as `tests/security/attacker.py` and `more_readings` say.
One more reading is learned: which bits of a seal go with 赞成 in the first half of the sittings,
used on the second half.

While a vote is open the raw files are searched for a plaintext choice: what was written since it
opened (the WAL) after every sitting, everything the database keeps on the disk after every tenth.
For PostgreSQL the program must be able to read the server's data directory.

Ends with status 1 when a reading is more than 3 σ better than permuting the published count, when a
plaintext choice lies on the disk or in the log, when anything sealed is left after a close, or when
the measurement does not notice the two leaks it makes on purpose at the end.
"""

import argparse
import contextlib
import io
import logging
import math
import mmap
import random
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scratch
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from sitting import Sitting, close, convene, room

from review import records
from review.models import Attendance, Meeting, Tally
from tests.security.attacker import (
    CHOICE_WORDS,
    by_chance,
    everything,
    guess,
    physical_rows,
    readings,
)
from tests.world import at

SIZES = range(5, 16, 2)  # the committee is odd
PLAINTEXT = re.compile(
    rb"\[\d+, ?\d+, ?\d+, ?\"(?:yes|no|abstain)\"|case_\d+[\"']?(?:=|: ?)[\"']?(?:yes|no|abstain)"
)
WORDS = re.compile(rb"[\"'](?:yes|no|abstain)[\"']|" + "赞成|反对|弃权".encode())
FAULTS: list[str] = []


def fault(words: str) -> None:
    FAULTS.append(words)
    print("FAULT", words, flush=True)


# --- the disk ------------------------------------------------------------------------------------
class SqliteDisk:
    """The database's file and its WAL, as the operating system has them."""

    def __init__(self):
        self.base = Path(settings.DATABASES["default"]["NAME"])
        self.wal = Path(f"{self.base}-wal")

    def mark(self):
        """From now on the WAL holds all that is written, and nothing older."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_autocheckpoint=0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def written(self) -> bytes:
        return self.wal.read_bytes()

    def files(self) -> list[Path]:
        return [path for path in self.base.parent.rglob("*") if path.is_file()]


class PostgresDisk:
    """The server's data directory: tables and WAL."""

    def __init__(self):
        self.base = Path(self._ask("SHOW data_directory"))
        if not (self.base / "pg_wal").is_dir():
            raise SystemExit(f"{self.base} cannot be read: run on the server's machine, as root")

    def _ask(self, sql: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    def _place(self, reached: str) -> tuple[str, int]:
        said = self._ask(f"SELECT pg_walfile_name_offset(pg_current_wal_{reached}_lsn())::text")
        name, offset = said.strip("()").split(",")
        return name, int(offset)

    def mark(self):
        self._ask("SELECT pg_switch_wal()::text")
        self.since, _ = self._place("insert")

    def written(self) -> bytes:
        last, offset = self._place("flush")  # what was committed; 0: the whole of that file
        names = sorted(path.name for path in (self.base / "pg_wal").glob("0*"))
        pieces = {
            name: (self.base / "pg_wal" / name).read_bytes()
            for name in names
            if self.since <= name <= last
        }
        pieces[last] = pieces[last][: offset or None]
        return b"".join(map(without_page_headers, pieces.values()))

    def files(self) -> list[Path]:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")  # the tables' pages are on the disk
        return [path for path in self.base.rglob("*") if path.is_file()]


def without_page_headers(segment: bytes) -> bytes:
    """A record of the WAL runs on over pages of 8 KiB: their headers would cut words in two."""
    size, first, other = 8192, 40, 24
    return segment[first:size] + b"".join(
        segment[start + other : start + size] for start in range(size, len(segment), size)
    )


def lies_in_plain(path: Path) -> bool:
    with (
        contextlib.suppress(FileNotFoundError, ValueError),  # ValueError: an empty file has no map
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        return PLAINTEXT.search(content) is not None
    return False


# --- the attacker --------------------------------------------------------------------------------
def new_lines(dump: str, before: set[str]) -> list[str]:
    return [line for line in dump.splitlines() if line not in before]


def about(lines: list[str], seats) -> dict[int, list[str]]:
    """Seat → the lines that name it, ballots left aside: those have readings of their own."""
    kept = [line for line in lines if not line.startswith("review_sealedballot ")]
    return {
        pk: [line for line in kept if re.search(rf"\b{pk}\b", line)]
        for pk in (seat.pk for seat in seats)
    }


def more_readings(sitting, opened, closed, log) -> dict:
    """What else the dumps and the log say of a seat. `opened`, `closed`: lines new since before."""
    seats = sitting.seats
    while_open, after, logged = (
        about(lines, seats) for lines in (opened, closed, log.splitlines())
    )
    seen = {seat.pk: log.find(str(seat.pk)) for seat in seats}
    names = {seat.pk: seat.member.name for seat in seats}
    last = {pk: max((n for n, line in enumerate(closed) if line in lines), default=0)
            for pk, lines in after.items()}  # fmt: skip
    return {
        "lines while open": lambda row: sum(map(len, while_open[row[0]])),
        "content while open": lambda row: checksum(while_open[row[0]]),
        "lines after": lambda row: sum(map(len, after[row[0]])),
        "content after": lambda row: checksum(after[row[0]]),
        "order after": lambda row: last[row[0]],
        "first in the log": lambda row: seen[row[0]],
        "lines of the log": lambda row: checksum(logged[row[0]]),
        "member list": lambda row: names[row[0]],
    }


def checksum(lines: list[str]) -> int:
    return zlib.crc32("\n".join(lines).encode())


class Learner:
    """Which bits of a seal are set oftener where the vote was 赞成: a linear reading of all."""

    def __init__(self):
        self.set, self.votes = {"yes": Counter(), "no": Counter()}, Counter()

    @staticmethod
    def bits(sealed: bytes):
        number = int.from_bytes(sealed, "big")
        return [place for place in range(len(sealed) * 8) if number >> place & 1]

    def learn(self, rows, truth) -> None:
        for seat, case, sealed in rows:
            choice = truth[seat, case]
            self.votes[choice] += 1
            self.set[choice].update(self.bits(sealed))

    def rank(self):
        """Rank of a row by what was learned: the likeliest 赞成 first."""
        share = {
            choice: {bit: many / self.votes[choice] for bit, many in found.items()}
            for choice, found in self.set.items()
        }
        weight = {bit: share["yes"].get(bit, 0) - of for bit, of in share["no"].items()}
        return lambda row: -sum(weight.get(bit, 0) for bit in self.bits(row[2]))


class Score:
    """Hits of each reading beside what permuting the published count would hit."""

    def __init__(self):
        self.hits, self.mean, self.variance = Counter(), Counter(), Counter()

    def add(self, name: str, said, truth) -> None:
        mean, variance = by_chance(truth)
        self.hits[name] += sum(said[place] == choice for place, choice in truth.items())
        self.mean[name] += mean
        self.variance[name] += variance

    def sigmas(self) -> dict[str, float]:
        return {
            name: (hits - self.mean[name]) / math.sqrt(self.variance[name] or 1)
            for name, hits in self.hits.items()
        }


# --- one sitting ---------------------------------------------------------------------------------
def vote(sitting: Sitting, *, phones: bool) -> None:
    """In the order of `seats`, which is random."""
    for seat in sitting.seats:
        if not phones:
            records.cast(seat, choices=sitting.choices(seat))
            continue
        phone = Client(headers={"host": scratch.HOST})
        phone.post("/vote/", {"code": sitting.codes[seat.pk]})
        chosen = {f"case_{case}": choice for case, choice in sitting.choices(seat).items()}
        for step in ({}, {"step": "cast"}):
            answer = phone.post("/vote/ballot/", chosen | step)
        if answer.status_code != 200 or "已投出" not in answer.text:
            raise SystemExit(f"a ballot was not taken: {answer.status_code}")


def hold(world, sitting, disk, log, *, whole: bool) -> tuple[list, list[str], list[str]]:
    """Vote and close: the open box, the lines new while open, the lines new after.

    `whole`: on phones, and with the whole disk searched before the close.
    """
    before = set(everything().splitlines())
    log.seek(0), log.truncate()
    disk.mark()
    vote(sitting, phones=whole)
    box, opened = physical_rows(), new_lines(everything(), before)
    if len(box) != len(sitting.truth):
        raise SystemExit(f"{len(box)} ballots instead of {len(sitting.truth)}")
    if any(CHOICE_WORDS.search(line) for line in opened):
        fault(f"meeting {sitting.meeting.pk}: a choice in a table")
    if CHOICE_WORDS.search(log.getvalue()) or PLAINTEXT.search(log.getvalue().encode()):
        fault(f"meeting {sitting.meeting.pk}: a choice in the log")
    written = disk.written()
    if box[0][2] not in written:
        fault(f"meeting {sitting.meeting.pk}: what was read is not what was written")
    if found := PLAINTEXT.search(written) or WORDS.search(written):
        fault(f"meeting {sitting.meeting.pk}: written while open: {found[0]!r}")
    if whole:
        search_everything(disk, sitting.meeting.pk)
    close(world, sitting.meeting)
    return box, opened, new_lines(everything(), before)


def check_closed(sitting: Sitting) -> dict[int, int]:
    """Nothing sealed is left and the count is right; returns case → 赞成."""
    meeting = Meeting.objects.get(pk=sitting.meeting.pk)
    counts = {
        tally.case_id: (tally.yes, tally.no) for tally in Tally.objects.filter(meeting=meeting)
    }
    if counts != sitting.expected():
        fault(f"meeting {meeting.pk}: counted {counts}")
    left = Attendance.objects.filter(meeting=meeting).exclude(code_index="").exists()
    if physical_rows() or meeting.wrapped_key or meeting.public_key or left:
        fault(f"meeting {meeting.pk}: something sealed is left")
    return {case: yes for case, (yes, _) in counts.items()}


def search_everything(disk, meeting: int) -> None:
    for path in disk.files():
        if lies_in_plain(path):
            fault(f"meeting {meeting}: a plaintext choice in {path.name}")


def leak_on_purpose(disk, world, cases, dice) -> None:
    """The search must find one plaintext ballot that is kept with a meeting."""
    sitting = convene(world, cases[:1], 5, dice)
    disk.mark()
    meeting = sitting.meeting
    meeting.discussion = f'[{meeting.pk}, {sitting.seats[0].pk}, {cases[0].pk}, "yes"]'
    meeting.save(update_fields=["discussion"])
    if not PLAINTEXT.search(disk.written()) or not any(map(lies_in_plain, disk.files())):
        fault("the search does not find a plaintext ballot")


def listen() -> io.StringIO:
    """Every logger's words at DEBUG, SQL included, kept as an attacker would keep them."""
    words = io.StringIO()
    handler = logging.StreamHandler(words)
    for name in (
        "",
        "django",
        "django.request",
        "django.db.backends",
        *settings.LOGGING["loggers"],
    ):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    return words


def main(meetings: int, seed: int) -> int:
    dice = random.Random(seed)  # noqa: S311
    call_command("migrate", verbosity=0)
    call_command("load_round_2021", verbosity=0)
    settings.SITE_CLOCK, settings.SITE_CLOCK_ANCHOR = at("12-16 09:10").isoformat(), 0.0
    disk = PostgresDisk() if connection.vendor == "postgresql" else SqliteDisk()
    world, cases = room(30)
    log = listen()
    score, learner, ballots = Score(), Learner(), 0
    for number in range(1, meetings + 1):
        cache.clear()
        connection.queries_log.clear()
        some = dice.sample(cases, dice.randint(1, 30))
        sitting = convene(world, some, dice.choice(SIZES), dice)
        box, opened, closed = hold(world, sitting, disk, log, whole=number % 10 == 0)
        counts, ballots = check_closed(sitting), ballots + len(box)
        ways = readings(box, dice) | more_readings(sitting, opened, closed, log.getvalue())
        if number > meetings // 2:
            ways["learned bits"] = learner.rank()
        else:
            learner.learn(box, sitting.truth)
        told = sitting.truth
        ways["CONTROL: told one vote in ten"] = lambda row, told=told: (
            0.5 if row[0] % 10 else told[row[:2]] == "no"
        )
        for name, rank in ways.items():
            by = {row: (rank(row), dice.random()) for row in box}  # a tie is broken by chance
            score.add(name, guess(box, counts, by.get), sitting.truth)
        if number % 10 == 0:
            print(f"{number} meetings, {ballots} ballots, {len(FAULTS)} faults", flush=True)
    leak_on_purpose(disk, world, cases, dice)
    return report(score, meetings, ballots)


def report(score: Score, meetings: int, ballots: int) -> int:
    print(f"\n{connection.vendor}: {meetings} meetings, {ballots} ballots")
    for name, sigmas in sorted(score.sigmas().items(), key=lambda pair: pair[1]):
        hits, mean = score.hits[name], score.mean[name]
        print(f"{name:30} {hits:7} right, by permuting {mean:9.1f}   {sigmas:+6.2f} σ")
        if name.startswith("CONTROL") == (sigmas <= 3):
            fault(f"{name}: {sigmas:+.2f} σ")
    print(f"faults {len(FAULTS)}")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--meetings", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    sys.exit(main(**vars(options.parse_args())))
