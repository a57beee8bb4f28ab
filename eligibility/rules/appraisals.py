"""Yearly appraisals (R13, 三（五）): how many were 合格 or better since the count began."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from eligibility.facts import Degree, Facts, Grade
from eligibility.terms import Condition, Manual, Ruleset
from eligibility.verdict import Doubt, Finding, Outcome, Step

from .counting import measure


@dataclass(frozen=True, slots=True)
class AppraisalNeed:
    """`count` appraisals with one of the grades `counted`; `bad` grades put R12 in doubt."""

    count: int
    counted: tuple[Grade, ...]
    bad: tuple[Grade, ...]


def check_appraisals(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R13 年度考核合格次数, 三（五）, D08: a year without a result could still be good."""
    need: AppraisalNeed = condition.need
    line = rules.line_of[degree.level]
    service = measure(line.service, facts, degree, rules)
    given: dict[str, Any] = {
        "required": f"不低于{need.count}次",
        "required_note": f"{line.label}毕业，任现职以来",
    }
    if service.trial is None and service.outcome is Outcome.NOT_MET:
        return condition.finding(
            Outcome.NOT_MET,
            "0次",
            because=f"没有任技术员的时间，任现职以来的年度考核不能起算，要求不低于{need.count}次。",
            **given,
        )

    this_year = rules.dates.round_year
    switch = rules.switches.accept_current_year_appraisal
    first = service.start_year
    last = this_year - 1 if switch is Manual.NO else this_year
    graded = {year: grade for year, grade in facts.appraisals.items() if first <= year <= last}
    good = sorted(year for year, grade in graded.items() if grade in need.counted)
    unknown = max(0, last - first + 1 - len(graded))
    pending = first <= this_year <= last and this_year not in graded
    if pending and switch is Manual.YES:
        good.append(this_year)
        unknown, pending = unknown - 1, False
    span = f"{first}至{last}年度" if first < last else f"{first}年度"
    given |= {
        "yours": f"{len(good)}次",
        "yours_note": _list(good) or "没有合格的年度",
        "steps": (
            Step("起算年度", str(first)),
            Step("截止年度", str(last)),
            Step("优秀、合格、称职", _list(good) or "无"),
            Step("合格次数", f"{len(good)}次"),
            Step("没有结果的年度", f"{unknown}个"),
            Step("要求", f"不低于{need.count}次"),
        ),
    }
    sum_ = f"{span}考核合格（称职、优秀）{len(good)}次"
    if len(good) >= need.count:
        return condition.finding(
            Outcome.MET, because=f"{sum_}，达到不低于{need.count}次的要求。", **given
        )
    if len(good) + unknown >= need.count:
        short = need.count - len(good)
        only_now = unknown == 1 and pending
        open_ = f"{this_year}年度还没有结果" if only_now else f"有{unknown}个年度没有结果"
        then = "合格就够" if unknown == 1 else f"其中有{short}次合格就够"
        return condition.finding(
            Outcome.UNPROVEN,
            because=f"{sum_}，要求不低于{need.count}次，还差{short}次；{open_}，{then}，需核实。",
            doubt=Doubt.PAPER,
            missing=(_paper(this_year, pending, unknown),),
            fix=f"由单位出具没有结果的年度的考核证明，{short}次合格即可。",
            **given,
        )
    short = need.count - len(good) - unknown
    year = this_year + short
    possible = f"，没有结果的{unknown}个年度即使都合格也不够" if unknown else ""
    return condition.finding(
        Outcome.NOT_MET,
        because=f"{sum_}，要求不低于{need.count}次，还差{need.count - len(good)}次{possible}。",
        fix=f"此后每年考核都合格的，{year}年度考核后可以达到。",
        earliest=date(min(year, date.max.year), 12, 31),
        earliest_round=year,
        **given,
    )


def _list(years: list[int]) -> str:
    """「2019、2020年度」; the last six of a long list."""
    if not years:
        return ""
    shown = "、".join(map(str, years[-6:]))
    return f"{shown}年度" if len(years) <= 6 else f"{shown}年度等{len(years)}个年度"


def _paper(this_year: int, pending: bool, unknown: int) -> str:
    if pending and unknown == 1:
        return f"{this_year}年度考核结果或单位出具的考核证明"
    return "没有结果的年度的考核证明"
