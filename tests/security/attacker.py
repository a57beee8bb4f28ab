"""Somebody who holds every dump of a vote, and what they make of it.

A reading ranks the members of one person's vote; as many as the published count says are taken to
have voted yes. It is measured against a guess that knows the count and nothing else.
"""

import re
from collections import Counter
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.security.scene import rows

CHOICE_WORDS = re.compile(r"'(yes|no|abstain)'|\"(yes|no|abstain)\"|不同意|赞成|反对|弃权")

Row = tuple[int, int, bytes]
"""(seat, case, seal)"""
Votes = dict[tuple[int, int], str]
"""(seat, case) → choice"""


def everything() -> str:
    """The whole database as text, with sessions decoded and what the cache holds."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM django_session ORDER BY 1")
        sessions = [repr((key, store().decode(data))) for key, data in cursor.fetchall()]
    lines = [f"{table} {line}" for table, found in rows().items() for line in found]
    return "\n".join([*lines, *sessions, repr(getattr(cache, "_cache", ""))])


def physical_rows() -> list[Row]:
    """The sealed ballots in the order in which the rows lie on the disk."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT attendance_id, case_id, sealed FROM review_sealedballot ORDER BY {place}"  # noqa: S608
        )
        return [(seat, case, bytes(sealed)) for seat, case, sealed in cursor.fetchall()]


def readings(opened: list[Row], rng) -> dict[str, Callable[[Row], object]]:
    """Name → rank of a row, from what the open box shows."""
    place = {row: number for number, row in enumerate(opened)}
    return {
        "first rows": lambda row: place[row],
        "last rows": lambda row: -place[row],
        "seats": lambda row: row[0],
        "bytes": lambda row: row[2],
        "sum of bytes": lambda row: sum(row[2]),
        "bits": lambda row: sum(byte.bit_count() for byte in row[2]),
        "chance": lambda row: rng.random(),
    }


def guess(opened: list[Row], counts: dict[int, int], rank) -> Votes:
    """What a reading says of every vote. `counts`: case → published 赞成."""
    said = {}
    for case, yes in counts.items():
        ordered = sorted((row for row in opened if row[1] == case), key=rank)
        for place, (seat, _, _) in enumerate(ordered):
            said[seat, case] = "yes" if place < yes else "no"
    return said


def by_chance(truth: Votes) -> tuple[float, float]:
    """Mean and variance of the hits of somebody who only knows the count of each person."""
    mean = variance = 0.0
    voted = Counter(case for _, case in truth)
    agreed = Counter(case for (_, case), choice in truth.items() if choice == "yes")
    for case, n in voted.items():
        yes = agreed[case]
        mean += (yes * yes + (n - yes) ** 2) / n
        # Twice the overlap of two sets of `yes` out of `n`: hypergeometric.
        variance += 4 * yes * yes / n * (n - yes) / n * (n - yes) / max(1, n - 1)
    return mean, variance
