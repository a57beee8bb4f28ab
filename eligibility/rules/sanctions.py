"""Sanctions whose period bars an application: R04, R05 and, by law beside the notice, R17.

The period runs in months from the effective day (domain.md §5.2). It bars when it ends after the
last acceptance day, may bar when it ends within the acceptance window, and is over before (D09).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from eligibility.dates import add_months, add_years, chinese, shift
from eligibility.facts import (
    Degree,
    Facts,
    Identity,
    Sanction,
    SanctionKind,
    SanctionType,
    UnitKind,
)
from eligibility.terms import Condition, Ruleset
from eligibility.verdict import Doubt, Finding, Outcome, Step

REQUIRED = "不在受处分期间"
BARS_NOTHING = {
    SanctionKind.EMPLOYER: "没有记过以上的处分，或不是事业单位工作人员，不受此条限制。",
    SanctionKind.PARTY: "没有党纪处分，或不是事业单位、国有企业工作人员，不受此条限制。",
    SanctionKind.GOVERNMENT: "没有需要按政务处分法核实的政务处分。",
}


class Period(NamedTuple):
    """How one sanction stands in this round: does it bar, when does it end, and since when."""

    outcome: Outcome
    sanction: Sanction
    months: int | None
    end: date | None


@dataclass(frozen=True, slots=True)
class InstitutionNeed:
    """Sanctions of at least 记过."""

    heavy: tuple[SanctionType, ...]


@dataclass(frozen=True, slots=True)
class PeriodNeed:
    """The periods of the ruleset are all it needs."""


def check_institution_sanction(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R04 事业单位 记过以上, 二（二）3, D09, D10; a 处分 must also be lifted in writing."""
    if not facts.sanctions:
        return _clear(condition, "没有受过处分。")
    heavy: tuple[SanctionType, ...] = condition.need.heavy
    periods = []
    for sanction in facts.sanctions:
        if _falls_under_r04(facts, sanction, heavy):
            period = _period(sanction, rules)
            if (
                period.outcome is Outcome.MET
                and sanction.kind is SanctionKind.EMPLOYER
                and not sanction.lifted_in_writing
            ):
                period = period._replace(outcome=Outcome.UNPROVEN)
            periods.append(period)
    return _worst(condition, periods, rules, BARS_NOTHING[SanctionKind.EMPLOYER])


def check_party_sanction(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R05 公职人员党纪处分, 二（二）4, D09: by 影响期; staff of private firms are not barred."""
    if not facts.sanctions:
        return _clear(condition, "没有受过党纪处分。")
    periods = []
    for sanction in facts.sanctions:
        if sanction.kind is SanctionKind.PARTY:
            if _is_public(facts):
                periods.append(_period(sanction, rules))
            elif facts.unit_kind is UnitKind.STATE_OWNED:
                periods.append(_at_most_open(_period(sanction, rules)))
    return _worst(condition, periods, rules, BARS_NOTHING[SanctionKind.PARTY])


def check_government_sanction(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R17 政务处分, 政务处分法 arts. 20 and 21, D10: not in the notice, so a person decides."""
    if not facts.sanctions:
        return _clear(condition, "没有受过政务处分。")
    heavy = next(c.need.heavy for c in rules.always if isinstance(c.need, InstitutionNeed))
    periods = []
    for sanction in facts.sanctions:
        if (
            sanction.kind is SanctionKind.GOVERNMENT
            and _is_public(facts)
            and not _falls_under_r04(facts, sanction, heavy)
        ):
            periods.append(_at_most_open(_period(sanction, rules)))
    return _worst(condition, periods, rules, BARS_NOTHING[SanctionKind.GOVERNMENT])


def _is_public(facts: Facts) -> bool:
    """公职人员 as the product reads it (D09): 事业单位 staff and managers of 国企."""
    return facts.unit_kind is UnitKind.INSTITUTION or (
        facts.unit_kind is UnitKind.STATE_OWNED and facts.identity is Identity.MANAGEMENT
    )


def _falls_under_r04(facts: Facts, sanction: Sanction, heavy: tuple[SanctionType, ...]) -> bool:
    return (
        facts.unit_kind is UnitKind.INSTITUTION
        and sanction.kind is not SanctionKind.PARTY
        and sanction.type in heavy
    )


def _period(sanction: Sanction, rules: Ruleset) -> Period:
    months = rules.periods[sanction.kind].get(sanction.type)
    if months is None:
        return Period(Outcome.UNPROVEN, sanction, None, None)
    end = add_months(sanction.effective_on, months)
    if end > rules.dates.acceptance_until:
        return Period(Outcome.NOT_MET, sanction, months, end)
    open_ = end >= rules.dates.acceptance_from
    return Period(Outcome.UNPROVEN if open_ else Outcome.MET, sanction, months, end)


def _at_most_open(period: Period) -> Period:
    """A person decides where the machine would refuse."""
    if period.outcome is Outcome.NOT_MET:
        return period._replace(outcome=Outcome.UNPROVEN)
    return period


@lru_cache(maxsize=64)
def _clear(condition: Condition, because: str) -> Finding:
    return condition.finding(Outcome.MET, "没有", REQUIRED, because)


def _worst(condition: Condition, periods: list[Period], rules: Ruleset, nothing: str) -> Finding:
    if not periods:
        return _clear(condition, nothing)
    worst = max(periods, key=lambda period: (period.outcome.severity, period.end or date.max))
    outcome, sanction, months, end = worst
    name = f"{sanction.kind.label}（{sanction.type}）"
    begins = f"{chinese(sanction.effective_on)}起受{name}"
    dates = rules.dates
    window = f"{chinese(dates.acceptance_from)}至{chinese(dates.acceptance_until)}"
    if months is None or end is None:
        return condition.finding(
            Outcome.UNPROVEN,
            name,
            REQUIRED,
            f"{begins}，这种处分没有固定的期限可以计算，是否仍在受处分期间需核实。",
            doubt=Doubt.RULE,
            by_law=True,
            missing=("处分决定及其解除或恢复的文件",),
        )
    steps = (
        Step("生效", chinese(sanction.effective_on)),
        Step("期限", f"{months}个月"),
        Step("期满", chinese(end)),
        Step("报送时间", window),
    )
    sum_ = f"{begins}，期限{months}个月，到{chinese(end)}期满"
    yours = f"{chinese(end)}期满"
    if outcome is Outcome.NOT_MET:
        return condition.finding(
            outcome,
            yours,
            REQUIRED,
            f"{sum_}，晚于报送截止的{chinese(dates.acceptance_until)}。",
            yours_note=name,
            by_law=True,
            steps=steps,
            fix=f"{chinese(end)}期满（并按规定解除）后可以申报。",
            earliest=shift(end, 1),
            earliest_round=_first_round_after(end, rules),
        )
    if outcome is Outcome.MET:
        return condition.finding(
            outcome,
            yours,
            REQUIRED,
            f"{sum_}，早于报送开始的{chinese(dates.acceptance_from)}。",
            yours_note=name,
            steps=steps,
        )
    if end > dates.acceptance_until:
        ask = f"晚于报送截止的{chinese(dates.acceptance_until)}，是否因此不得申报，安排意见没有写明"
        doubt, missing = Doubt.RULE, ("处分决定",)
    elif end >= dates.acceptance_from:
        ask = f"正在报送时间（{window}）之内，需核实报送和评审时是否已解除"
        doubt, missing = Doubt.DATE, ("处分决定", "解除处分的决定")
    else:
        ask = "但没有书面解除的决定，需核实是否已解除"
        doubt, missing = Doubt.PAPER, ("解除处分的决定",)
    return condition.finding(
        outcome,
        yours,
        REQUIRED,
        f"{sum_}，{ask}。",
        yours_note=name,
        doubt=doubt,
        by_law=True,
        steps=steps,
        missing=missing,
    )


def _first_round_after(end: date, rules: Ruleset) -> int:
    """Year of the first later round whose acceptance begins after `end`."""
    years = 1
    while add_years(rules.dates.acceptance_from, years) <= end and end < date.max:
        years += 1
    return rules.dates.round_year + years
