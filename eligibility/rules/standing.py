"""Who may apply at all: employer, civil servants, retirement, bans (R01, R02, R03, R06)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from eligibility.dates import age, chinese
from eligibility.facts import Degree, Facts, Identity, Sex, UnitKind
from eligibility.terms import Condition, Ruleset
from eligibility.verdict import Doubt, Finding, Outcome, Step

COUNTY_UNITS = "我县企事业单位、非公经济组织或社会组织"
OFFICE = "工信局（评委会办事机构）认定"


@dataclass(frozen=True, slots=True)
class UnitNeed:
    """Kinds of employers within the scope, those to be asked about; every other is outside."""

    within: tuple[UnitKind, ...]
    ask: tuple[UnitKind, ...]
    ask_support_staff_of: tuple[UnitKind, ...]


def check_unit(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R01 单位范围, 二（一）, D12, D29."""
    return _unit(condition, facts.unit_kind, facts.identity)


@lru_cache(maxsize=256)
def _unit(condition: Condition, kind: UnitKind, identity: Identity) -> Finding:
    need: UnitNeed = condition.need
    label = kind.label
    if kind in need.within:
        return condition.finding(
            Outcome.MET,
            label,
            COUNTY_UNITS,
            f"工作单位是{label}，属于我县各类企事业单位、非公经济组织和社会组织。",
        )
    if kind in need.ask:
        return condition.finding(
            Outcome.UNPROVEN,
            label,
            COUNTY_UNITS,
            f"工作单位是{label}，安排意见没有写明是否属于“我县各类企事业单位、非公经济组织"
            "和社会组织”，需核实是否由我县管理、经谁报送。",
            doubt=Doubt.RULE,
            settled_by=OFFICE,
            by_law=True,
            missing=("单位登记证明或人事代理、劳务派遣协议",),
            fix="由单位（人事代理机构）报送，请先与工信局303室联系确认。",
        )
    if kind in need.ask_support_staff_of and identity is Identity.SUPPORT:
        return condition.finding(
            Outcome.UNPROVEN,
            f"{label}，工勤人员",
            COUNTY_UNITS,
            f"工作单位是{label}，但工勤人员不参照公务员法管理，是否可以申报需核实。",
            doubt=Doubt.RULE,
            settled_by=OFFICE,
            by_law=True,
            missing=("单位出具的工勤身份证明",),
        )
    return condition.finding(
        Outcome.NOT_MET,
        label,
        COUNTY_UNITS,
        f"工作单位是{label}，不属于我县各类企事业单位、非公经济组织和社会组织。",
        fix="如果现在的工作单位填错了，请改正后重新核对。",
    )


@dataclass(frozen=True, slots=True)
class CivilServantNeed:
    excluded: tuple[Identity, ...]
    ask: tuple[Identity, ...]


def check_civil_servant(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R02 公务员（含参照管理人员）, 二（二）1; 工勤 are not among them (公务员法 art. 112)."""
    return _civil_servant(condition, facts.identity)


@lru_cache(maxsize=64)
def _civil_servant(condition: Condition, identity: Identity) -> Finding:
    need: CivilServantNeed = condition.need
    label = identity.label
    required = "不是公务员或参照公务员法管理的人员"
    if identity in need.excluded:
        return condition.finding(
            Outcome.NOT_MET, label, required, f"身份是{label}，不在申报评审范围。"
        )
    if identity in need.ask:
        return condition.finding(
            Outcome.UNPROVEN,
            label,
            required,
            f"身份是{label}，不参照公务员法管理，但是否从事专业技术工作需核实。",
            doubt=Doubt.PAPER,
            by_law=True,
            missing=("单位出具的身份和岗位证明",),
        )
    return condition.finding(
        Outcome.MET, label, required, f"身份是{label}，不是公务员或参照公务员法管理的人员。"
    )


@dataclass(frozen=True, slots=True)
class RetirementNeed:
    """Statutory ages in full years; `women_cadres` retire at `women`, others may at the lower."""

    men: int
    women: int
    women_workers: int
    women_cadres: tuple[Identity, ...]


def check_retirement(
    condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset
) -> Finding:
    """R03 退休, 二（二）2, D21: decided on the first acceptance day, that very birthday included.

    Without a birth date (self-check) the person's own answer stands.
    """
    need: RetirementNeed = condition.need
    line_day = rules.dates.acceptance_from
    on = chinese(line_day)
    required = "未退休、未达到法定退休年龄"
    note = f"以开始收受申报材料的{on}为界"
    if facts.retired:
        return condition.finding(
            Outcome.NOT_MET,
            "已退休或退休返聘",
            required,
            "已办理退休手续（含退休返聘）或已达到法定退休年龄，不在申报范围。",
            required_note=note,
        )
    born = facts.birth_date
    if born is None:
        return condition.finding(
            Outcome.MET,
            "未退休",
            required,
            "本人回答未办理退休手续、未达到法定退休年龄。",
            required_note=note,
        )
    years = age(born, line_day)
    sum_ = f"{chinese(born)}出生，到{on}满{years}周岁"
    given = {
        "yours": f"{years}周岁",
        "required": required,
        "required_note": note,
        "steps": (Step("出生", chinese(born)), Step("界定日", on), Step("周岁", str(years))),
    }
    limit = need.women if facts.sex is Sex.FEMALE else need.men
    if years >= limit:
        because = f"{sum_}，达到法定退休年龄{limit}周岁。"
        return condition.finding(Outcome.NOT_MET, because=because, by_law=True, **given)
    cadre = facts.sex is Sex.FEMALE and facts.identity in need.women_cadres
    if cadre or facts.sex is Sex.MALE or years < need.women_workers:
        because = f"{sum_}，未达到法定退休年龄{limit}周岁。"
        return condition.finding(Outcome.MET, because=because, **given)
    return condition.finding(
        Outcome.UNPROVEN,
        because=f"{sum_}，身份是{facts.identity.label}，退休年龄是{need.women_workers}周岁还是"
        f"{need.women}周岁，需按档案身份和岗位核实。",
        doubt=Doubt.PAPER,
        by_law=True,
        missing=("单位出具的岗位身份和退休年龄证明",),
        **given,
    )


@dataclass(frozen=True, slots=True)
class BanNeed:
    """A ban needs no figures: the notice's 1–3 years stand in the decision."""


def check_ban(condition: Condition, facts: Facts, degree: Degree | None, rules: Ruleset) -> Finding:
    """R06 诚信禁申期, 六（二）, D26: the rounds found_in+1 … found_in+years are barred."""
    ban = facts.ban
    if ban is None:
        return _no_ban(condition)
    required = "不在取消申报资格期内"
    first, last, now = ban.found_in + 1, ban.found_in + ban.years, rules.dates.round_year
    span = f"{first}年度" if first == last else f"{first}至{last}年度"
    sentence = f"{ban.found_in}年度查实提供虚假材料，取消今后{ban.years}年申报资格，即{span}"
    steps = (
        Step("查实年度", str(ban.found_in)),
        Step("取消年数", str(ban.years)),
        Step("取消的年度", span),
        Step("本年度", str(now)),
    )
    if first <= now <= last:
        return condition.finding(
            Outcome.NOT_MET,
            f"{span}不得申报",
            required,
            f"{sentence}，{now}年度在内。",
            steps=steps,
            fix=f"{last + 1}年度起可以申报。",
            earliest=date(min(last + 1, date.max.year), 1, 1),
            earliest_round=last + 1,
        )
    return condition.finding(
        Outcome.MET, f"{span}不得申报", required, f"{sentence}，{now}年度不在内。", steps=steps
    )


@lru_cache(maxsize=8)
def _no_ban(condition: Condition) -> Finding:
    return condition.finding(
        Outcome.MET, "没有", "不在取消申报资格期内", "没有取消申报资格的记录。"
    )
