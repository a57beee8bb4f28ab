"""What assessing a person gives: findings with their citation and arithmetic, and the verdict.

A verdict is stored whole in the frozen submission, so everything here goes to JSON and back
without loss. It is never recomputed for display.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from .dates import add_years, elapsed, shift


class Outcome(StrEnum):
    """How a rule turns out. Anything that needs a person to decide is UNPROVEN, never NOT_MET."""

    MET = "met"
    NOT_MET = "not_met"
    UNPROVEN = "unproven"
    NOT_EVALUATED = "not_evaluated"

    @property
    def label(self) -> str:
        """The word in data and documents (通过, 不通过, 需人工核实)."""
        return _LABELS[self]

    @property
    def severity(self) -> int:
        """0 good (NOT_EVALUATED counts as good), 1 open, 2 bad."""
        return SEVERITY[self]


_LABELS = {
    Outcome.MET: "通过",
    Outcome.NOT_MET: "不通过",
    Outcome.UNPROVEN: "需人工核实",
    Outcome.NOT_EVALUATED: "不适用",
}
SEVERITY = {Outcome.MET: 0, Outcome.NOT_EVALUATED: 0, Outcome.UNPROVEN: 1, Outcome.NOT_MET: 2}


class Doubt(StrEnum):
    """Why a person must decide, and with it who (domain.md §6.6)."""

    PAPER = "paper"
    DATE = "date"
    RULE = "rule"

    @property
    def label(self) -> str:
        return _DOUBTS[self][0]

    @property
    def settled_by(self) -> str:
        """Who settles such a doubt unless the finding names someone else."""
        return _DOUBTS[self][1]

    @property
    def paper(self) -> str:
        """What settles such a doubt unless the finding names the papers."""
        return _DOUBTS[self][2]


_DOUBTS = {
    Doubt.PAPER: (
        "材料待核实", "单位人事核对原件后提出意见，工信局决定", "能证明这一项的原件，交单位人事",
    ),
    Doubt.DATE: (
        "时间待核实", "单位人事查明日期后提出意见，工信局决定",
        "写明日期的文件或单位证明，交单位人事",
    ),
    Doubt.RULE: (
        "规定未写明", "工信局报县人社局答复，对全部申报人统一适用",
        "现在不用补材料，等答复后统一办理",
    ),
}  # fmt: skip


class Step(NamedTuple):
    """One line of arithmetic a clerk can redo on paper: 「起算（取后者）　2019年8月1日」."""

    label: str
    value: str


class Chart(NamedTuple):
    """The years of service as a bar (R12); what is drawn follows from four values.

    The count runs from `start` (interruptions already deducted) to `until`, both days included;
    `full_on` is the last day of the `need_months` required.
    """

    start: date
    until: date
    full_on: date
    need_months: int

    @property
    def have(self) -> str:
        """What is counted, 「3年9个月」."""
        return str(elapsed(self.start, self.until))

    @property
    def gap(self) -> str:
        """What is missing after `until`, 「3个月」; 「0天」 when nothing is."""
        return str(elapsed(self._gap_from, self.full_on))

    @property
    def have_months(self) -> int:
        """Whole months counted."""
        return elapsed(self.start, self.until).in_months

    @property
    def gap_months(self) -> int:
        """Months missing, a begun one as a whole."""
        gap = elapsed(self._gap_from, self.full_on)
        return gap.in_months + bool(gap.days)

    @property
    def have_days(self) -> int:
        """Days counted, exactly."""
        return max(0, (self.until - self.start).days + 1)

    @property
    def gap_days(self) -> int:
        """Days missing, exactly."""
        return max(0, (self.full_on - self._gap_from).days + 1)

    @property
    def ticks(self) -> tuple[date, ...]:
        """`start` and its anniversaries, up to the day after the later of `until` and `full_on`."""
        end, ticks = shift(max(self.until, self.full_on), 1), []
        while (tick := add_years(self.start, len(ticks))) <= end and date.max not in ticks:
            ticks.append(tick)
        return tuple(ticks)

    @property
    def _gap_from(self) -> date:
        return max(shift(self.until, 1), self.start)


class Finding(NamedTuple):
    """One rule applied to one person.

    `clause` is how documents cite it (三（三）), `clause_key` the anchor of the article, `quote`
    the article word for word, `marks` the decisive words in it, `basis` other rules relied on.
    `yours` and `required` with their notes are the pair on the card. `because` is one sentence
    with the arithmetic, `steps` the same line by line. `missing` are papers that would settle it,
    `fix` what would change it. `earliest` is the day on which it is met by passage of time, and
    `earliest_round` the year of the first round it then holds for; None when time does not help.
    """

    rule: str
    outcome: Outcome
    title: str
    clause: str
    clause_key: str
    quote: str
    marks: tuple[str, ...]
    yours: str
    required: str
    because: str
    yours_note: str = ""
    required_note: str = ""
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    doubt: Doubt | None = None
    settled_by: str = ""
    fix: str = ""
    earliest: date | None = None
    earliest_round: int | None = None
    chart: Chart | None = None

    @property
    def mark(self) -> str:
        """The most decisive words of the quote."""
        return self.marks[0] if self.marks else ""

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON values."""
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "title": self.title,
            "clause": self.clause,
            "clause_key": self.clause_key,
            "quote": self.quote,
            "marks": list(self.marks),
            "yours": self.yours,
            "yours_note": self.yours_note,
            "required": self.required,
            "required_note": self.required_note,
            "because": self.because,
            "steps": [list(step) for step in self.steps],
            "missing": list(self.missing),
            "basis": list(self.basis),
            "doubt": self.doubt and self.doubt.value,
            "settled_by": self.settled_by,
            "fix": self.fix,
            "earliest": self.earliest and self.earliest.isoformat(),
            "earliest_round": self.earliest_round,
            "chart": self.chart and _chart_to_dict(self.chart),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Finding":
        """What `to_dict` wrote. Raises KeyError or ValueError for anything else."""
        chart = data["chart"]
        return cls(
            **{key: data[key] for key in _PLAIN_FINDING},
            outcome=Outcome(data["outcome"]),
            marks=tuple(data["marks"]),
            steps=tuple(Step(*step) for step in data["steps"]),
            missing=tuple(data["missing"]),
            basis=tuple(data["basis"]),
            doubt=Doubt(data["doubt"]) if data["doubt"] else None,
            earliest=_day(data["earliest"]),
            chart=_chart_from_dict(chart) if chart else None,
        )


_PLAIN_FINDING = (
    "rule", "title", "clause", "clause_key", "quote", "yours", "yours_note", "required",
    "required_note", "because", "settled_by", "fix", "earliest_round",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One degree tried with everything it asks for (D02).

    `label` is the line of the notice (本科, 专科, 中专, 硕士), None when the degree opens none;
    `level` the degree as claimed, None when no degree was.
    """

    label: str | None
    level: str | None
    graduated: str
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        return all_of(self.findings)

    @property
    def doubts(self) -> int:
        """How many of its findings need a person."""
        return sum(finding.outcome is Outcome.UNPROVEN for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "level": self.level,
            "graduated": self.graduated,
            "findings": [finding.to_dict() for finding in self.findings],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Line":
        findings = tuple(Finding.from_dict(finding) for finding in data["findings"])
        return cls(data["label"], data["level"], data["graduated"], findings)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person assessed under one ruleset.

    `always` are the findings that hold whatever the degree, `lines` one per degree in the order
    claimed, `best` the index of the line relied on. `ruleset` and `fingerprint` (SHA-256 of the
    file) identify the rules exactly, `switches` the rulings applied with them.
    """

    overall: Outcome
    always: tuple[Finding, ...]
    lines: tuple[Line, ...]
    best: int
    ruleset: str
    document: str
    fingerprint: str
    round_year: int
    service_until: date
    acceptance_from: date
    acceptance_until: date
    switches: tuple[tuple[str, Any], ...]

    @property
    def best_line(self) -> Line:
        return self.lines[self.best]

    @property
    def line(self) -> str | None:
        """The education line relied on (适用学历), or None when no degree opens one."""
        return self.best_line.label

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What applies always and the best line's, in display order: 不通过, 需人工核实, 通过."""
        everything = self.always + self.best_line.findings
        return tuple(sorted(everything, key=lambda finding: -SEVERITY[finding.outcome]))

    @property
    def rules(self) -> dict[str, Outcome]:
        """Rule code → outcome, by code."""
        everything = self.always + self.best_line.findings
        return {f.rule: f.outcome for f in sorted(everything, key=lambda finding: finding.rule)}

    @property
    def missing(self) -> tuple[str, ...]:
        """Papers that would settle what is open, each once, in display order."""
        return tuple(dict.fromkeys(paper for f in self.findings for paper in f.missing))

    @property
    def earliest_round(self) -> int | None:
        """Year of the first round in which nothing would stand against it, or None.

        Only what time mends counts: None when everything is met already or something is not a
        matter of waiting.
        """
        bad = [f.earliest_round for f in self.findings if f.outcome is Outcome.NOT_MET]
        return max(bad) if bad and None not in bad else None

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON values, for the frozen submission."""
        return {
            "overall": self.overall.value,
            "always": [finding.to_dict() for finding in self.always],
            "lines": [line.to_dict() for line in self.lines],
            "best": self.best,
            "ruleset": self.ruleset,
            "document": self.document,
            "fingerprint": self.fingerprint,
            "round_year": self.round_year,
            "service_until": self.service_until.isoformat(),
            "acceptance_from": self.acceptance_from.isoformat(),
            "acceptance_until": self.acceptance_until.isoformat(),
            "switches": dict(self.switches),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Verdict":
        """What `to_dict` wrote. Raises KeyError or ValueError for anything else."""
        return cls(
            overall=Outcome(data["overall"]),
            always=tuple(Finding.from_dict(finding) for finding in data["always"]),
            lines=tuple(Line.from_dict(line) for line in data["lines"]),
            best=data["best"],
            ruleset=data["ruleset"],
            document=data["document"],
            fingerprint=data["fingerprint"],
            round_year=data["round_year"],
            service_until=date.fromisoformat(data["service_until"]),
            acceptance_from=date.fromisoformat(data["acceptance_from"]),
            acceptance_until=date.fromisoformat(data["acceptance_until"]),
            switches=tuple(sorted(data["switches"].items())),
        )


def all_of(findings: Iterable[Finding]) -> Outcome:
    """不通过 wins, then 需人工核实, else 通过."""
    worst = max((SEVERITY[finding.outcome] for finding in findings), default=0)
    return (Outcome.MET, Outcome.UNPROVEN, Outcome.NOT_MET)[worst]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _chart_to_dict(chart: Chart) -> dict[str, Any]:
    return {
        "start": chart.start.isoformat(),
        "until": chart.until.isoformat(),
        "full_on": chart.full_on.isoformat(),
        "need_months": chart.need_months,
    }


def _chart_from_dict(data: Mapping[str, Any]) -> Chart:
    start, until, full_on = map(date.fromisoformat, (data["start"], data["until"], data["full_on"]))
    return Chart(start, until, full_on, data["need_months"])
