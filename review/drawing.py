"""Drawing the members of a meeting (抽取评委): from a recorded seed, for anyone to repeat. Pure.

Every candidate's lot (签号) is the SHA-256 of `seed:number`, the number being the one of the pool,
so that `printf %s SEED:12 | sha256sum` gives the lot of number 12. The lots in order decide:

1. the 主任委员 presides if among the candidates, else the 副主任委员 with the lowest lot;
2. for each specialty that is needed, in the order given, the lowest lots of that specialty;
3. the lowest lots of everybody left, until the meeting has its size.

Members who stay when one is replaced are `seated`: they count for 1 and 2, and are not drawn.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass


class CannotDraw(Exception):
    """The candidates do not give what was asked for; the text says in Chinese what is missing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be drawn; `rank`: 0 主任委员, 1 副主任委员, 2 委员."""

    number: int
    specialty: str
    rank: int = 2


def lot(seed: str, number: int) -> str:
    """签号: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def in_order(seed: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates by their lots, the lowest first."""
    return sorted(candidates, key=lambda one: lot(seed, one.number))


def draw(
    seed: str,
    candidates: Sequence[Candidate],
    *,
    size: int,
    needs: Sequence[tuple[str, int]] = (),
    seated: Sequence[Candidate] = (),
) -> list[int]:
    """The numbers drawn, in the order in which they were; with `seated` they make `size`.

    Raises `CannotDraw`.
    """
    left = in_order(seed, candidates)
    taken: list[Candidate] = []

    def take(fitting, missing):
        found = next((one for one in left if fitting(one)), None)
        if found is None:
            raise CannotDraw(missing)
        left.remove(found)
        taken.append(found)

    if not any(one.rank < 2 for one in seated):
        best = min((one.rank for one in left), default=2)
        take(
            lambda one: one.rank == best < 2,
            "可以抽取的评委里没有主任委员或副主任委员，没有人能主持。",
        )
    for specialty, least in needs:
        there = sum(one.specialty == specialty for one in (*seated, *taken))
        for _ in range(least - there):
            take(
                lambda one, wanted=specialty: one.specialty == wanted,
                f"“{specialty}”专业可以抽取的评委不够{least}人。",
            )
    if len(seated) + len(taken) > size:
        raise CannotDraw(
            f"各专业至少要的人数加主持人已有{len(seated) + len(taken)}人，多于{size}人。"
        )
    while len(seated) + len(taken) < size:
        take(lambda one: True, f"可以抽取的评委只有{len(candidates)}人，不够抽。")
    return [one.number for one in taken]
