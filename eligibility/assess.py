"""Assess one person: what holds for everyone, then each degree on its own (D02)."""

from functools import lru_cache
from typing import Any

from .facts import Degree, Facts, in_words
from .terms import Ruleset, Switches
from .verdict import SEVERITY, Line, Outcome, Verdict, all_of

NOT_OPENED = "没有可以申报的学历，这一项不再核对。"


def assess(facts: Facts, rules: Ruleset) -> Verdict:
    """Apply every rule. Never raises for well-formed Facts; no clock is read.

    The overall outcome is the worst of what applies always and of the best line. The best line is
    the one with the mildest worst finding, then the fewest doubts, then the first claimed; parts
    of different lines are never mixed.
    """
    always = tuple(condition.check(facts, None, rules) for condition in rules.always)
    lines = tuple(_line(degree, facts, rules) for degree in facts.degrees)
    if not lines:
        lines = (_unopened(None, facts, rules),)
    best = min(range(len(lines)), key=lambda n: (_rank(lines[n]), n))
    dates = rules.dates
    return Verdict(
        overall=all_of(always + lines[best].findings),
        always=always,
        lines=lines,
        best=best,
        ruleset=rules.key,
        document=rules.document,
        fingerprint=rules.fingerprint,
        round_year=dates.round_year,
        service_until=dates.service_until,
        acceptance_from=dates.acceptance_from,
        acceptance_until=dates.acceptance_until,
        switches=_rulings(rules.switches),
    )


def _rank(line: Line) -> tuple[bool, int, int]:
    """Lower is better; a degree that opens no line stands behind every one that does."""
    return line.label is None, SEVERITY[line.outcome], line.doubts


def _line(degree: Degree, facts: Facts, rules: Ruleset) -> Line:
    rule = rules.line_of.get(degree.level)
    recognised, *others = rules.degree
    first = recognised.check(facts, degree, rules)
    if rule is None or first.outcome is Outcome.NOT_MET:
        return _unopened(degree, facts, rules)
    findings = [first]
    findings += [condition.check(facts, degree, rules) for condition in others]
    findings.append(rule.service.check(facts, degree, rules))
    findings.append(rule.appraisals.check(facts, degree, rules))
    return Line(rule.label, degree.level.value, in_words(degree.graduated_on), tuple(findings))


def _unopened(degree: Degree | None, facts: Facts, rules: Ruleset) -> Line:
    """A degree that opens no line, or none at all: R10 不通过, the rest not evaluated."""
    recognised, *others = rules.degree
    first = recognised.check(facts, degree, rules)
    anyone = rules.lines[0]
    rest = tuple(
        condition.finding(Outcome.NOT_EVALUATED, "", "", NOT_OPENED)
        for condition in (*others, anyone.service, anyone.appraisals)
    )
    level = degree and degree.level.value
    graduated = in_words(degree.graduated_on) if degree else ""
    return Line(None, level, graduated, (first, *rest))


@lru_cache(maxsize=64)
def _rulings(switches: Switches) -> tuple[tuple[str, Any], ...]:
    return switches.as_pairs()
