"""Is the title applied for one this review can give (R16)?"""

from dataclasses import dataclass
from functools import lru_cache

from eligibility.facts import Degree, Facts, HeldTitle, TargetTitle
from eligibility.terms import Condition, Ruleset
from eligibility.verdict import Doubt, Finding, Outcome


@dataclass(frozen=True, slots=True)
class TitleNeed:
    """The title open to application, those to ask about, and titles already as high."""

    open: TargetTitle
    ask_target: tuple[TargetTitle, ...]
    held_already: tuple[HeldTitle, ...]
    ask_held: tuple[HeldTitle, ...]


def check_title(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R16 申报级别和专业可评, D01, D16: junior only, not held yet, not an exam-only specialty."""
    return _title(condition, facts.target_title, facts.held_title, facts.exam_only_specialty)


@lru_cache(maxsize=256)
def _title(condition: Condition, target: TargetTitle, held: HeldTitle, exam_only: bool) -> Finding:
    need: TitleNeed = condition.need
    required = f"申报{need.open}，尚未取得"
    yours = f"申报{target}，现有职称{held}"
    if held in need.held_already:
        return condition.finding(
            Outcome.NOT_MET,
            yours,
            required,
            f"已经取得{held}职称，不能再申报{need.open}。",
        )
    if target is not need.open and target not in need.ask_target:
        return condition.finding(
            Outcome.NOT_MET,
            yours,
            required,
            f"申报的是{target}，不是初级职称，本评委会不能评审。",
            fix=f"可以改为申报{need.open}。",
        )
    if target in need.ask_target:
        return condition.finding(
            Outcome.UNPROVEN,
            yours,
            required,
            f"申报的是{target}，安排意见只写了{need.open}的条件，需核实是否受理。",
            doubt=Doubt.RULE,
            silent=True,
        )
    if exam_only:
        return condition.finding(
            Outcome.UNPROVEN,
            "申报专业实行以考代评",
            required,
            "该专业实行以考代评，是否还能参加评审需核实。",
            doubt=Doubt.RULE,
            silent=True,
            fix="参加相应的专业技术资格考试，或改报实际从事的其他专业。",
        )
    if held in need.ask_held:
        return condition.finding(
            Outcome.UNPROVEN,
            yours,
            required,
            f"现有职称是{held}，再申报工程系列{target}是否属于转系列评审，需核实。",
            doubt=Doubt.RULE,
            silent=True,
            missing=("现有职称证书",),
        )
    return condition.finding(
        Outcome.MET, yours, required, f"申报{target}，现有职称{held}，可以参加评审。"
    )
