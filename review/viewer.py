"""What lies in the viewer of the review page: one or two papers, how large, how turned.

All of it stands in the address, so that every button of the viewer is a link.
"""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from applications import reading_room
from applications.bundles import bundle_of
from applications.errors import NotDrawn

from .markers import Marker, on_the_form
from .queries.unit_case import frozen_file
from .reading import report_of, sheets_of

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
LARGEST = 300
FORM = "form"


@dataclass(frozen=True, slots=True)
class View:
    """`doc` on the left, `beside` next to it or empty; `zoom` in per cent; `turn` in degrees."""

    doc: str = FORM
    beside: str = ""
    zoom: int = 100
    turn: int = 0

    def link(self, **change) -> str:
        """The query string of this view with something changed; defaults are left out."""
        said = replace(self, **change)
        named = (("doc", said.doc), ("with", said.beside), ("zoom", said.zoom), ("turn", said.turn))
        usual = View()
        kept = {
            name: value
            for (name, value), default in zip(
                named, (usual.doc, usual.beside, usual.zoom, usual.turn), strict=True
            )
            if value != default
        }
        return f"?{urlencode(kept)}#doc"

    @property
    def larger(self) -> str:
        return self.link(zoom=next((z for z in ZOOMS if z > self.zoom), ZOOMS[-1]))

    @property
    def smaller(self) -> str:
        return self.link(zoom=next((z for z in reversed(ZOOMS) if z < self.zoom), ZOOMS[0]))

    @property
    def whole(self) -> str:
        return self.link(zoom=100)

    @property
    def turned(self) -> str:
        return self.link(turn=(self.turn + 90) % 360)

    @property
    def alone(self) -> str:
        return self.link(beside="")


def view_of(asked, keys) -> View:
    """The view of an address; what is no paper, zoom or turn of ours falls back to the usual."""
    doc, beside = asked.get("doc", FORM), asked.get("with", "")
    zoom, turn = _number(asked.get("zoom")), _number(asked.get("turn"))
    doc = doc if doc in keys else FORM
    return View(
        doc=doc,
        beside=beside if beside in keys and beside != doc else "",
        zoom=zoom if zoom in ZOOMS else 100,
        turn=turn if turn in reading_room.TURNS else 0,
    )


def _number(text) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 4 else 0


@dataclass(frozen=True, slots=True)
class Pane:
    """One paper laid out: `kind` chooses the template, `content` is what it shows."""

    key: str
    kind: str
    label: str
    content: dict[str, Any]


def pane_of(case, before, key: str, label: str, signs: tuple[Marker, ...]) -> Pane:
    """The paper `key` of the case as the viewer shows it, with the markers of its places."""
    kind = "paper" if key[0] == "p" and key[1:].isdecimal() else key
    return Pane(key, kind, label, _content(case, before, key, signs))


def _content(case, before, key: str, signs) -> dict[str, Any]:
    submission = case.submission
    if key == FORM:
        return {"sheets": sheets_of(submission, before, on_the_form(signs)), "before": before}
    if key == "report":
        return {
            "parts": report_of(submission, before),
            "title": submission.content["report"]["report_title"] or "专业技术工作报告",
        }
    if key == "verdict":
        frozen = frozen_file(case)
        return {"file": frozen, "judged": [(judged, None) for judged in frozen.judged]}
    if key == "log":
        return {}
    paper = next(p for p in submission.papers if f"p{p['id']}" == key)
    return {
        "paper": paper,
        "signs": tuple(sign for sign in signs if key in sign.papers),
        "together": len(bundle_of(submission.papers, paper["kind"])),
        **_leaves(paper),
    }


def _leaves(paper) -> dict[str, Any]:
    try:
        return {"leaves": reading_room.leaves(paper)}
    except NotDrawn as error:
        return {"leaves": (), "undrawn": str(error)}
