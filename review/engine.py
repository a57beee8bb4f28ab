"""What a procedure is: rows of a table, one for every step a person may take. Knows no table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accounts.models import Membership

from . import actors
from .states import Action, Actor

Guard = Callable[[Any, date], str | None]


class Refused(Exception):
    """The step may not be taken now. `reasons` are all of them, in Chinese, for the page."""

    def __init__(self, *reasons: str):
        self.reasons = tuple(reasons)
        super().__init__("；".join(self.reasons))


def never(subject) -> bool:
    """Nothing need be written."""
    return False


def always(subject) -> bool:
    """The actor must write why."""
    return True


@dataclass(frozen=True, slots=True)
class Paper:
    """A step done on paper, entered afterwards (代录): the day on the paper and the scan of it.

    `scan` is a file as `applications.uploads` let it in.
    """

    dated_on: date
    scan: Any


@dataclass(frozen=True, slots=True)
class Move:
    """One person taking one step at one moment.

    `data` is the cleaned form of the step; `chosen` the cases of the package or meeting it is for;
    `version` what the person saw on the page; `key` makes a second press the same step. `paper`:
    the step is entered from paper; `entry` is the row it is kept as, which `act` writes.
    """

    acting: Membership
    action: Action
    now: datetime
    note: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    chosen: frozenset[int] = frozenset()
    version: int | None = None
    key: str = ""
    paper: Paper | None = None
    entry: Any = None

    @property
    def user(self):
        return self.acting.user

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def day(self) -> date:
        """The day the step was taken, as the guards ask for it: the one on the paper, or today."""
        return self.paper.dated_on if self.paper else self.today


@dataclass(frozen=True, slots=True)
class Each:
    """The step the cases of a package or meeting take with it.

    `step` is an action or a function of the case giving one. With `chosen`, the actor names the
    people; without, everyone whose state knows the step goes along.
    """

    step: Action | Callable[[Any], Action]
    chosen: bool = False

    def of(self, case) -> Action:
        return self.step if isinstance(self.step, Action) else self.step(case)


@dataclass(frozen=True, slots=True)
class Transition:
    source: str
    action: Action
    target: str
    actor: Actor
    note: Callable[[Any], bool] = never
    guards: tuple[Guard, ...] = ()
    effects: tuple[Callable[[Any, Move], None], ...] = ()
    each: Each | None = None
    alone: bool = True  # False: only as part of its package's or meeting's step
    paper: tuple[Actor, ...] = ()  # who may enter it from paper afterwards (代录)

    def __post_init__(self):
        if not isinstance(self.actor, Actor):
            raise TypeError(f"{self.source} {self.action}: a step needs an actor")

    def is_for(self, acting: Membership | None, subject, *, on_paper: bool = False) -> bool:
        """Whether `acting` is the one to take this step for `subject` (`review.actors`), or, with
        `on_paper`, the one to enter it. What has nobody named for paper is entered by its actor.
        """
        model = type(subject)
        whose = (self.paper or (self.actor,)) if on_paper else (self.actor,)
        actor = actors.ACTOR_OF.get(acting.role) if acting is not None else None
        if actor not in whose:
            return False
        return model.objects.filter(actors.scope(actor, acting, model), pk=subject.pk).exists()

    def reasons_against(self, subject, today: date) -> tuple[str, ...]:
        """Every reason the step is refused on `today`, in the order of the guards."""
        return tuple(reason for guard in self.guards if (reason := guard(subject, today)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page shows it: open, or grey with its reasons."""

    action: Action
    reasons: tuple[str, ...]
    note_due: bool

    @property
    def open(self) -> bool:
        return not self.reasons


class Procedure:
    """A table of transitions; (state, step) names at most one row."""

    def __init__(self, name: str, states, transitions: tuple[Transition, ...]):
        self.name = name
        self.states = states
        self.transitions = transitions
        self._rows: dict[tuple[str, str], Transition] = {}
        for row in transitions:
            if (row.source, row.action) in self._rows:
                raise ValueError(f"{name}: two rows for {row.source} {row.action}")
            self._rows[row.source, row.action] = row

    def find(self, state: str, action: str) -> Transition | None:
        return self._rows.get((state, action))

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions)

    def mermaid(self, sources: frozenset[str] | None = None) -> str:
        """The diagram of README, drawn from the rows: all, or those from the states `sources`.

        One arrow for all steps between two states. A step that leads to one state from more than
        three is written beside that state, or its arrows would cover the road.
        """
        rows = [row for row in self.transitions if sources is None or row.source in sources]
        shown = {row.source for row in rows} | {row.target for row in rows}
        steps: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            words = f"{row.action.label}（{row.actor.label}）"
            steps.setdefault((words, row.target), []).append(row.source)
        arrows: dict[tuple[str, str], list[str]] = {}
        notes: dict[str, list[str]] = {}
        for (words, target), origins in steps.items():
            if len(origins) > 3:
                known = [f"・{self.states(origin).label}" for origin in origins]
                notes.setdefault(target, []).extend([f"{words}：", *known])
                continue
            for origin in origins:
                arrows.setdefault((origin, target), []).append(words)
        lines = ["stateDiagram-v2"]
        lines += [f"{state.name}: {state.label}" for state in self.states if state in shown]
        for (origin, target), words in arrows.items():
            ends = f"{self.states(origin).name} --> {self.states(target).name}"
            lines.append(f"{ends}: {'<br>'.join(words)}")
        for target, words in notes.items():
            lines.append(f"note right of {self.states(target).name}: {'<br>'.join(words)}")
        return "\n    ".join(lines)
