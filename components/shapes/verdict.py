"""Cards and conclusion of a verdict."""

from dataclasses import dataclass
from enum import StrEnum

from .page import Citation


class CardState(StrEnum):
    """The four words of a verdict card on pages, in the order the cards are shown."""

    BAD = "bad"
    ASK = "ask"
    OK = "ok"
    LATER = "later"

    @property
    def word(self) -> str:
        return {"bad": "不符合", "ask": "需核实", "ok": "符合", "later": "后续确认"}[self.value]

    @property
    def icon(self) -> str:
        return {"bad": "cross", "ask": "alert", "ok": "check", "later": "hold"}[self.value]

    @property
    def tone(self) -> str:
        return {"bad": "red", "ask": "amber", "ok": "green", "later": ""}[self.value]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on a time bar's axis: ``percent`` of the width, its label, bold or not."""

    percent: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TimeBar:
    """Years of service as a bar: what is full, what is missing, on an axis of years.

    ``filled`` and ``gap`` are percentages of the drawing's width; ``summary`` says the same in a
    sentence for those who do not see it.
    """

    summary: str
    filled: float
    gap: float
    filled_label: str
    gap_label: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """One condition checked: what it is, how it stands, and by which sentence of the notice.

    ``because`` one sentence each; ``missing`` the papers that would settle it, ``settled_by`` who
    does where the machine leaves it open, ``papers`` what they need in a sentence; ``steps`` the
    arithmetic, ``(label, value)`` each, folded behind 「怎么算的」; ``fix`` what would change it,
    ``fix_url`` and ``fix_label`` the place to change it; ``anchor`` the id the conclusion links to.
    """

    state: CardState
    title: str
    anchor: str = ""
    yours: str = ""
    yours_note: str = ""
    required: str = ""
    required_note: str = ""
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    settled_by: str = ""
    papers: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    fix: str = ""
    fix_url: str = ""
    fix_label: str = ""
    citations: tuple[Citation, ...] = ()
    chart: TimeBar | None = None
    yours_label: str = "您的情况"
    required_label: str = "要求"


@dataclass(frozen=True, slots=True)
class Pair:
    """One condition judged twice: ``then`` and ``now``, None where it was not judged."""

    title: str
    then: VerdictCard | None
    now: VerdictCard | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two verdicts on one file: what differs, side by side, and what is the same once.

    ``basis`` are (label, then, now) of what each rests on; a row that differs is marked.
    """

    then: "Conclusion"
    now: "Conclusion"
    basis: tuple[tuple[str, str, str], ...]
    differing: tuple[Pair, ...]
    same: tuple[VerdictCard, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A condition named in the conclusion, linked to its card: 资历（还差3个月）."""

    label: str
    anchor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """Segments of equal width: ``ok bad ask done part none`` each; ``label`` says it in words."""

    parts: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """``kind``: ``ok bad ask done part none past plan off``."""

    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict as a whole, above the cards. ``tone``: ``ok``, ``amber`` or ``blue``."""

    heading: str
    tone: str
    meter: Meter
    legend: tuple[LegendItem, ...]
    gaps_lead: str = ""
    gaps: tuple[Gap, ...] = ()
    sentences: tuple[str, ...] = ()
