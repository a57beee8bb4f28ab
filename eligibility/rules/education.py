"""The degree itself: recognised and finished (R10), of the same or a close specialty (R11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from eligibility.facts import Degree, Facts, Level, Relevance, Remark, in_words
from eligibility.terms import Condition, Ruleset
from eligibility.verdict import Doubt, Finding, Outcome

RECOGNISED = "中专及以上学历，已毕业"


@dataclass(frozen=True, slots=True)
class RecognisedNeed:
    """Levels that open no line, remarks of degrees that were not finished, those to ask about.

    `ask`: remark → the paper that settles it. `technical_school`: level → what it is taken for.
    """

    closed: tuple[Level, ...]
    unfinished: tuple[Remark, ...]
    ask: Mapping[Remark, str]
    technical_school: Mapping[Level, str]


def check_recognised(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R10 学历, 三（二）. `degree` None: none was claimed."""
    need: RecognisedNeed = condition.need
    if degree is None:
        return condition.finding(
            Outcome.NOT_MET,
            "没有填写",
            RECOGNISED,
            "没有填写学历，不能核对学历条件。",
            fix="请填写已经毕业的学历。",
        )
    level, remark = degree.level, degree.remark
    label = level.label
    when = in_words(degree.graduated_on)
    if level in need.closed:
        return condition.finding(
            Outcome.NOT_MET,
            label,
            RECOGNISED,
            f"{when}{label}毕业，低于中专学历。",
            fix="取得中专及以上学历后可以按新的学历核对。",
        )
    if remark in need.unfinished:
        return condition.finding(
            Outcome.NOT_MET,
            f"{label}{remark}",
            RECOGNISED,
            f"{when}{label}{remark}，没有毕业，不是{label}学历。",
            fix="如已换发毕业证书，请改正后重新核对；有其他已毕业的学历也可以填写。",
        )
    if remark in need.ask:
        return condition.finding(
            Outcome.UNPROVEN,
            f"{label}（{remark}）",
            RECOGNISED,
            f"{when}{remark}{label}毕业，是否认可为{label}学历，需凭认定材料核实。",
            doubt=Doubt.PAPER,
            silent=True,
            missing=(need.ask[remark],),
        )
    if level in need.technical_school:
        equal = need.technical_school[level]
        outcome = Outcome.UNPROVEN
        sentence = f"{when}{label}毕业，国家政策可比照{equal}，安排意见没有写明，需核实。"
        if rules.switches.technical_school_as_equal:
            outcome = Outcome.MET
            sentence = f"{when}{label}毕业，本年度统一按{equal}学历对待。"
        return condition.finding(
            outcome,
            label,
            RECOGNISED,
            sentence,
            doubt=Doubt.RULE if outcome is Outcome.UNPROVEN else None,
            silent=True,
        )
    return condition.finding(
        Outcome.MET, label, RECOGNISED, f"{when}{label}毕业，符合中专及以上学历的要求。"
    )


@dataclass(frozen=True, slots=True)
class SpecialtyNeed:
    """Relations the table does not decide."""

    ask: tuple[Relevance, ...]


def check_specialty(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R11 本专业或相近专业, 三（二）, D07: a pair not in the table is for people to decide."""
    return _specialty(condition, degree.level, degree.relevance)


@lru_cache(maxsize=256)
def _specialty(condition: Condition, level: Level, relevance: Relevance) -> Finding:
    need: SpecialtyNeed = condition.need
    required = "本专业或相近专业"
    if relevance in need.ask:
        return condition.finding(
            Outcome.UNPROVEN,
            relevance,
            required,
            f"{level.label}所学专业不在专业对照表中，是否与申报专业相近需认定。",
            doubt=Doubt.RULE,
            settled_by="单位评议组提出意见，工信局认定",
            missing=("所学主要课程或从事本专业技术工作的说明",),
        )
    return condition.finding(
        Outcome.MET,
        relevance,
        required,
        f"{level.label}所学专业与申报专业的关系是{relevance}。",
    )
