"""Counting years of service (三（三）): from 聘任, after graduation, to the cut-off day.

实算, both end days count (D03): a count begun on S is full after N years when S + interruptions +
N years is not later than the day after the cut-off.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from eligibility.dates import add_years, days_within, shift
from eligibility.facts import Degree, Facts, Month, PartialDate, earliest, latest
from eligibility.terms import Condition, Ruleset
from eligibility.verdict import Outcome


class Since(StrEnum):
    """What starts the count beside graduation: 聘任, or becoming 技术员."""

    APPOINTED = "appointed"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class ServiceNeed:
    """`years` full years (`required` in the notice's words) since graduation and `since`.

    `technician_by_switch`: the ruling college_requires_technician makes `since` technician (D05).
    """

    years: int
    required: str
    since: Since
    technician_by_switch: bool = False

    def starts_with(self, rules: Ruleset) -> Since:
        """What starts the count under this round's rulings."""
        if self.technician_by_switch and rules.switches.college_requires_technician:
            return Since.TECHNICIAN
        return self.since


@dataclass(frozen=True, slots=True)
class NotStatedNeed:
    """The notice sets no years for this degree, so nothing is counted (D06)."""


class Count(NamedTuple):
    """One way of counting: from `start`, after `deducted` days of interruption from `effective`.

    `due` is the day after the required years are full; `enough`: that is within the cut-off;
    `enough_if_kept`: it would be without deducting.
    """

    start: date
    deducted: int
    effective: date
    due: date
    enough: bool
    enough_if_kept: bool


class Trial(NamedTuple):
    """The count from the present unit and, where only that is enough, with earlier work (D04)."""

    outcome: Outcome
    own: Count
    other: Count | None

    @property
    def relied_on(self) -> Count:
        return self.other or self.own


class Service(NamedTuple):
    """Years of service before appraisals are looked at.

    `began` is the claimed start beside graduation (None: there is none) and `word` what happened
    then; `certified`: only the unit vouches for it (D34). `trial` counts from the surest day and
    `hopeful`, where a month leaves the outcome open, from its first. `start_year` is the first
    year whose appraisal counts.
    """

    outcome: Outcome
    start_year: int
    began: PartialDate | None = None
    word: str = ""
    certified: bool = False
    trial: Trial | None = None
    hopeful: Trial | None = None


def measure(condition: Condition, facts: Facts, degree: Degree, rules: Ruleset) -> Service:
    """Count the service that a line's R12 asks for. Never raises for well-formed Facts."""
    need = condition.need
    graduated = degree.graduated_on
    if isinstance(need, NotStatedNeed):
        waived = rules.switches.postgraduate_service_waived
        start = earliest(graduated)
        if facts.appointed_on is not None:
            start = max(start, earliest(facts.appointed_on))
        return Service(Outcome.MET if waived else Outcome.UNPROVEN, start.year)

    began, word, certified = facts.appointed_on, "聘任", False
    if need.starts_with(rules) is Since.TECHNICIAN:
        began, word = facts.technician_since, "任技术员"
        if began is None:
            began, word = facts.technician_work_since, "从事技术员工作（单位证明）"
            certified = began is not None
    if began is None:
        nothing = need.starts_with(rules) is Since.TECHNICIAN
        outcome = Outcome.NOT_MET if nothing else Outcome.UNPROVEN
        return Service(outcome, earliest(graduated).year, word=word)

    same = facts.same_specialty_since
    trial = _try(need, facts, rules, latest(began), latest(graduated), same and latest(same))
    outcome, hopeful = trial.outcome, None
    if Month in (type(began), type(graduated), type(same)):
        first = _try(
            need, facts, rules, earliest(began), earliest(graduated), same and earliest(same)
        )
        if first.outcome is not trial.outcome:
            outcome, hopeful = Outcome.UNPROVEN, first
        elif outcome is Outcome.NOT_MET:
            trial = first
    if certified and outcome is Outcome.MET:
        outcome = Outcome.UNPROVEN
    year = trial.relied_on.start.year
    return Service(outcome, year, began, word, certified, trial, hopeful)


def _try(
    need: ServiceNeed,
    facts: Facts,
    rules: Ruleset,
    began: date,
    graduated: date,
    same_specialty: date | None,
) -> Trial:
    own = _count(need, facts, rules, max(began, graduated))
    if own.enough:
        return Trial(Outcome.MET, own, None)
    if own.enough_if_kept:
        return Trial(Outcome.UNPROVEN, own, None)
    if same_specialty is not None and max(same_specialty, graduated) < own.start:
        other = _count(need, facts, rules, max(same_specialty, graduated))
        if other.enough or other.enough_if_kept:
            return Trial(Outcome.UNPROVEN, own, other)
    return Trial(Outcome.NOT_MET, own, None)


def _count(need: ServiceNeed, facts: Facts, rules: Ruleset, start: date) -> Count:
    until = rules.dates.service_until
    full_by = shift(until, 1)
    deducted = days_within(facts.interruptions, start, until) if facts.interruptions else 0
    effective = shift(start, deducted) if deducted else start
    due = add_years(effective, need.years)
    enough = due <= full_by
    kept = enough or (deducted > 0 and add_years(start, need.years) <= full_by)
    return Count(start, deducted, effective, due, enough, kept)
