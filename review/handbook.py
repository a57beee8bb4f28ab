"""The procedure as README shows it: diagrams, and who does what and when it is refused.

Each block stands in the text between `<!-- name -->` and `<!-- /name -->`.
"""

import re
from itertools import pairwise

from .engine import Procedure, Transition, always, never
from .states import Action, Actor, CaseState
from .workflow import CASE, MEETING, PACKAGE

# One person's way is too long for one picture; a stretch begins with each of these.
_STRETCHES = {
    "case-unit": CaseState.DRAFT,
    "case-303": CaseState.DEPARTMENT_OK,
    "case-committee": CaseState.ACCEPTED,
}
HEADS = ("Who", "Of", "Step", "From → to", "Must write", "Refused unless", "People")


def blocks() -> dict[str, str]:
    """Name → markdown of every block."""
    diagrams = {
        **{name: CASE.mermaid(states) for name, states in _stretches().items()},
        "package": PACKAGE.mermaid(),
        "meeting": MEETING.mermaid(),
    }
    drawn = {name: f"```mermaid\n{diagram}\n```" for name, diagram in diagrams.items()}
    return {**drawn, "steps": steps()}


def fill(text: str) -> str:
    """`text` with every block between its markers; raises ValueError naming a missing marker."""
    for name, block in blocks().items():
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not marked.search(text):
            raise ValueError(f"no <!-- {name} --> … <!-- /{name} -->")
        text = marked.sub(lambda found, block=block: f"{found[1]}\n{block}\n\n{found[2]}", text)
    return text


def _stretches() -> dict[str, frozenset[str]]:
    order = list(CaseState)
    cuts = [order.index(first) for first in _STRETCHES.values()] + [len(order)]
    return {
        name: frozenset(order[begin:end])
        for name, (begin, end) in zip(_STRETCHES, pairwise(cuts), strict=True)
    }


def steps() -> str:
    """One line for each step of each actor; the same step from several states is one line."""
    lines = ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    for actor in Actor:
        for procedure in (CASE, PACKAGE, MEETING):
            alike: dict[tuple, list[Transition]] = {}
            for row in procedure:
                if row.actor is actor:
                    key = (row.action, row.target, row.note, row.guards, row.each, row.alone)
                    alike.setdefault(key, []).append(row)
            lines += [_line(procedure, rows) for rows in alike.values()]
    return "\n".join(lines)


def _line(procedure: Procedure, rows: list[Transition]) -> str:
    row, state = rows[0], procedure.states
    sources = "；".join(state(each.source).label for each in rows)
    stays = all(each.source == each.target for each in rows)
    cells = (
        _who(row),
        procedure.name,
        row.action.label,
        sources if stays else f"{sources} → {state(row.target).label}",
        _written(row),
        "<br>".join(_sentence(guard) for guard in row.guards),
        _people(row),
    )
    return f"| {' | '.join(cells)} |"


def _who(row: Transition) -> str:
    if not row.paper:
        return row.actor.label
    return f"{row.actor.label}（代录：{'、'.join(by.label for by in row.paper)}）"


def _written(row: Transition) -> str:
    words = {never: "", always: "a reason"}
    return words[row.note] if row.note in words else _sentence(row.note)


def _people(row: Transition) -> str:
    if not row.alone:
        return "only together with its package or meeting"
    if row.each is None:
        return ""
    who = "those chosen" if row.each.chosen else "everyone at that step"
    step = row.each.step
    return f"{who}: {step.label if isinstance(step, Action) else _sentence(step)}"


def _sentence(function) -> str:
    """The first paragraph of a docstring on one line."""
    return " ".join(function.__doc__.split("\n\n")[0].split())
