"""What a ruleset consists of once it is read: articles, dates, switches, conditions. Data only."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from .facts import Degree, Facts, Level
from .verdict import Doubt, Finding, Outcome


class Manual(StrEnum):
    """A question the notice leaves open: asked of a person each time, or ruled yes or no."""

    MANUAL = "manual"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Article:
    """One clause of the notice, word for word.

    `key` is its anchor (3-3), `clause` how it is cited (三（三）), `marker` the number printed
    before it, `heading` the line of its own it stands under (or ""), `name` what it is about.
    `informative`: no condition rests on it.
    """

    key: str
    clause: str
    marker: str
    heading: str
    name: str
    text: str
    informative: bool

    @property
    def depth(self) -> int:
        """0 for a part (三), 1 for an item (三（三）), 2 for a point (二（二）1)."""
        return self.key.count("-")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.text.splitlines())


class Citation(NamedTuple):
    """An article and the words in it that decide."""

    clause: str
    key: str
    quote: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One condition of the notice: its rule code, heading, citation, and what it needs.

    Compared by identity, so that a check can keep the findings that are the same for everyone
    (`lru_cache` on condition and the few facts looked at).

    `need` is the dataclass of its kind and `apply` its check (rules/__init__.py). `silent` is the
    citation for what the notice leaves to other rules (六（四）), `basis` those rules by name.
    """

    rule: str
    title: str
    cite: Citation
    need: Any
    apply: Callable[..., Finding]
    silent: Citation | None = None
    basis: tuple[str, ...] = ()

    def check(self, facts: Facts, degree: Degree | None, rules: "Ruleset") -> Finding:
        """Apply this condition to a person, and to one degree where it asks about degrees."""
        return self.apply(self, facts, degree, rules)

    def finding(
        self,
        outcome: Outcome,
        yours: str,
        required: str,
        because: str,
        *,
        doubt: Doubt | None = None,
        settled_by: str = "",
        silent: bool = False,
        by_law: bool = False,
        **more: Any,
    ) -> Finding:
        """A finding under this condition.

        `silent` cites the article that refers to other rules; `by_law` (implied) names those.
        """
        clause, key, quote, marks = (silent and self.silent) or self.cite
        return Finding(
            self.rule,
            outcome,
            self.title,
            clause,
            key,
            quote,
            marks,
            yours,
            required,
            because,
            basis=self.basis if by_law or silent else (),
            doubt=doubt,
            settled_by=settled_by or (doubt.settled_by if doubt else ""),
            **more,
        )


@dataclass(frozen=True, slots=True)
class LineRule:
    """What one education line asks for (三（三）, 三（五）): years of service and appraisals."""

    key: str
    label: str
    levels: tuple[Level, ...]
    service: Condition
    appraisals: Condition


@dataclass(frozen=True, slots=True)
class LaterCheck:
    """A condition no rule computes; people confirm it later (后续确认)."""

    key: str
    title: str
    because: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a round; all days included.

    `service_until`: last day of service that counts. `acceptance_from`: the day the office begins
    to receive papers, on which retirement is decided. `acceptance_until`: the last such day.
    """

    round_year: int
    service_until: date
    acceptance_from: date
    acceptance_until: date


@dataclass(frozen=True, slots=True)
class Notices:
    """Length of each publicity (公示) in working days, both end days counted (D15)."""

    criteria: int
    materials: int
    opinion: int
    result: int
    basis: str


@dataclass(frozen=True, slots=True)
class Switches:
    """Rulings of the bureau on what the notice leaves open (domain.md §7).

    `college_requires_technician`: 专科 counts only from the title 技术员 on (D05).
    `accept_current_year_appraisal` (D08): `manual` counts a result that is there and leaves a
    missing one open; `yes` counts a missing one as 合格; `no` leaves the round's own year out.
    `postgraduate_service_waived`: 硕士、博士、双学士 need no years (D06).
    `technical_school_as_equal`: 技校高级、预备技师 count as 专科、本科 without asking.
    `technician_open`: 技术员 may be chosen on the form (D01); the verdict stays 需人工核实.
    """

    college_requires_technician: bool
    accept_current_year_appraisal: Manual
    postgraduate_service_waived: bool
    technical_school_as_equal: bool
    technician_open: bool

    def as_pairs(self) -> tuple[tuple[str, Any], ...]:
        """Name and JSON value of each, by name, to be stored with a verdict."""
        return tuple(
            (name, value.value if isinstance(value, Manual) else value)
            for name, value in sorted(asdict(self).items())
        )


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One issued document as rules. `fingerprint` is the SHA-256 of its file."""

    key: str
    title: str
    document: str
    issuer: str
    issued_on: date
    in_force_from: date
    in_force_until: date | None
    checked_on: date
    fingerprint: str
    dates: Dates
    notices: Notices
    switches: Switches
    articles: Mapping[str, Article]
    laws: Mapping[str, str]
    periods: Mapping[str, Mapping[str, int]]
    always: tuple[Condition, ...]
    degree: tuple[Condition, ...]
    lines: tuple[LineRule, ...]
    line_of: Mapping[Level, LineRule]
    later: tuple[LaterCheck, ...]

    def covers(self, day: date) -> bool:
        """Is the document in force on that day?"""
        return self.in_force_from <= day and (
            self.in_force_until is None or day < self.in_force_until
        )

    def with_dates(
        self,
        *,
        round_year: int,
        service_until: date,
        acceptance_from: date,
        acceptance_until: date,
    ) -> "Ruleset":
        """The same rules for another round. Raises ValueError when the dates are out of order."""
        if acceptance_until < acceptance_from:
            raise ValueError("acceptance_until is earlier than acceptance_from")
        dates = Dates(round_year, service_until, acceptance_from, acceptance_until)
        return replace(self, dates=dates)

    def with_switches(self, **switches: Any) -> "Ruleset":
        """The same rules under other rulings. Raises TypeError or ValueError for an unknown one."""
        if "accept_current_year_appraisal" in switches:
            word = switches["accept_current_year_appraisal"]
            switches["accept_current_year_appraisal"] = Manual(word)
        for name, value in switches.items():
            if not isinstance(value, bool | Manual):
                raise ValueError(f"{name} must be True or False")
        return replace(self, switches=replace(self.switches, **switches))
