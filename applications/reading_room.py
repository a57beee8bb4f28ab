"""A paper as pages to look at: drawn in the child when first asked for, kept by the paper's hash.

The paper itself remains the source; what is drawn can be made again at any time.
"""

import json
from dataclasses import dataclass

from django.core.files.storage import default_storage

from applications import sandbox
from applications.errors import NotDrawn
from applications.uploads import keep

EDITION = 1
"""Of what `applications.leaves` draws; a new one makes every page anew."""
TURNS = (0, 90, 180, 270)
PROGRAM = "applications.leaves"


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a page and their place: `x`, `y` of the lower left corner, in units of the page."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its number from 1, its size, the words that can be selected."""

    number: int
    width: int
    height: int
    lines: tuple[Line, ...]


def leaves(paper: dict) -> tuple[Leaf, ...]:
    """The pages of a paper (as in `snapshots.papers`). Raises NotDrawn with a sentence."""
    path = f"leaves/{paper['sha256'][:2]}/{paper['sha256']}.{EDITION}.json"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            pages = json.load(file)
    else:
        answer, _ = _ask(paper, {"do": "words"})
        pages = answer["pages"]
        keep(path, json.dumps(pages, ensure_ascii=False).encode())
    return tuple(
        Leaf(number, page["width"], page["height"], tuple(Line(*line) for line in page["lines"]))
        for number, page in enumerate(pages, 1)
    )


def drawn(paper: dict, number: int, turn: int = 0) -> str:
    """Path of the JPEG of one page, turned clockwise. Raises NotDrawn, or LookupError when the
    paper has no such page or cannot be turned so.
    """
    if not 1 <= number <= paper["pages"] or turn not in TURNS:
        raise LookupError(number)
    path = f"leaves/{paper['sha256'][:2]}/{paper['sha256']}.{EDITION}-{number}-{turn}.jpg"
    if default_storage.exists(path):
        return path
    _, (picture,) = _ask(paper, {"do": "draw", "page": number, "turn": turn})
    return keep(path, picture)


def _ask(paper: dict, head: dict):
    try:
        with default_storage.open(paper["path"]) as file:
            return sandbox.ask(PROGRAM, head | {"type": paper["content_type"]}, [file.read()])
    except (sandbox.Stopped, FileNotFoundError) as error:
        raise NotDrawn(f"“{paper['label']}”没有画出来，请在新窗口打开。") from error
