"""What the rules may look at: one person as claimed, in plain values.

The words are those of the forms and of `check_eligibility`. What was not claimed does not exist;
what is unknown is None and leads to 需人工核实, never to 不通过.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from .dates import chinese


class UnitKind(StrEnum):
    """Kinds of employers that rule R01 tells apart (二（一）, D29)."""

    STATE_OWNED = "国企"
    INSTITUTION = "事业单位"
    PRIVATE = "民企"
    SOCIAL = "社会组织"
    RESIDENT = "驻县单位"
    OUTSIDE = "县外单位"
    AGENCY = "人事代理"
    DISPATCH = "劳务派遣"
    GOVERNMENT = "机关"
    QUASI_GOVERNMENT = "参公单位"

    @property
    def label(self) -> str:
        """The word in a sentence: 「国有企业」."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    UnitKind.STATE_OWNED: "国有企业",
    UnitKind.INSTITUTION: "事业单位",
    UnitKind.PRIVATE: "民营企业（非公经济组织）",
    UnitKind.SOCIAL: "社会组织",
    UnitKind.RESIDENT: "驻县单位",
    UnitKind.OUTSIDE: "县外单位",
    UnitKind.AGENCY: "人事代理机构",
    UnitKind.DISPATCH: "劳务派遣单位",
    UnitKind.GOVERNMENT: "党政机关",
    UnitKind.QUASI_GOVERNMENT: "参照公务员法管理的单位",
}


class Identity(StrEnum):
    """身份类别 of the person in the personnel file."""

    TECHNICAL = "专技"
    MANAGEMENT = "管理"
    WORKER = "工人"
    CIVIL_SERVANT = "公务员"
    QUASI_CIVIL_SERVANT = "参公"
    SUPPORT = "工勤"

    @property
    def label(self) -> str:
        """The word in a sentence: 「专业技术人员」."""
        return _IDENTITY_LABELS[self]


_IDENTITY_LABELS = {
    Identity.TECHNICAL: "专业技术人员",
    Identity.MANAGEMENT: "管理人员",
    Identity.WORKER: "工人",
    Identity.CIVIL_SERVANT: "公务员",
    Identity.QUASI_CIVIL_SERVANT: "参照公务员法管理的人员",
    Identity.SUPPORT: "工勤人员",
}


class Sex(StrEnum):
    MALE = "男"
    FEMALE = "女"


class Level(StrEnum):
    """学历层次."""

    DOCTOR = "博士"
    MASTER = "硕士"
    SECOND_BACHELOR = "双学士"
    BACHELOR = "本科"
    COLLEGE = "专科"
    SECONDARY = "中专"
    HIGH_SCHOOL = "高中"
    TECHNICAL_MIDDLE = "技校中级"
    TECHNICAL_SENIOR = "技校高级"
    TECHNICAL_MASTER = "预备技师"

    @property
    def label(self) -> str:
        """The word in a sentence: 「大学本科」."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    Level.DOCTOR: "博士研究生",
    Level.MASTER: "硕士研究生",
    Level.SECOND_BACHELOR: "第二学士学位",
    Level.BACHELOR: "大学本科",
    Level.COLLEGE: "大学专科",
    Level.SECONDARY: "中专",
    Level.HIGH_SCHOOL: "普通高中",
    Level.TECHNICAL_MIDDLE: "技工院校中级工班",
    Level.TECHNICAL_SENIOR: "技工院校高级工班",
    Level.TECHNICAL_MASTER: "技工院校预备技师班",
}


class Relevance(StrEnum):
    """How the major stands to the specialty applied for, by the bureau's table (D07)."""

    SAME = "本专业"
    RELATED = "相近专业"
    UNLISTED = "未列入对照表"


class Remark(StrEnum):
    """What is special about a degree."""

    COMPLETED = "结业"
    UNFINISHED = "肄业"
    ABROAD = "境外"
    PARTY_SCHOOL = "党校"


class Grade(StrEnum):
    """年度考核等次."""

    EXCELLENT = "优秀"
    QUALIFIED = "合格"
    COMPETENT = "称职"
    BARELY_QUALIFIED = "基本合格"
    BARELY_COMPETENT = "基本称职"
    UNQUALIFIED = "不合格"
    INCOMPETENT = "不称职"
    UNGRADED = "不定等次"
    ABSENT = "未参加考核"


class SanctionKind(StrEnum):
    EMPLOYER = "处分"
    GOVERNMENT = "政务"
    PARTY = "党纪"

    @property
    def label(self) -> str:
        """The word in a sentence: 「政务处分」."""
        return "处分" if self is SanctionKind.EMPLOYER else f"{self}处分"


class SanctionType(StrEnum):
    WARNING = "警告"
    DEMERIT = "记过"
    MAJOR_DEMERIT = "记大过"
    POST_DEMOTION = "降低岗位等级"
    DEMOTION = "降级"
    DISMISSAL = "撤职"
    EXPULSION = "开除"
    SERIOUS_WARNING = "严重警告"
    PARTY_POST_REMOVAL = "撤销党内职务"
    PROBATION = "留党察看"
    PARTY_EXPULSION = "开除党籍"


class HeldTitle(StrEnum):
    NONE = "无"
    TECHNICIAN = "技术员"
    ASSISTANT_ENGINEER = "助理工程师"
    ENGINEER = "工程师"
    OTHER_JUNIOR = "其他系列初级"


class TargetTitle(StrEnum):
    ASSISTANT_ENGINEER = "助理工程师"
    TECHNICIAN = "技术员"
    ENGINEER = "工程师"


class Month(NamedTuple):
    """A date of which a paper names only the month: any of its days may be the day."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


PartialDate = date | Month


def read_partial_date(text: str) -> PartialDate:
    """`2019-08-01` as a date, `2019-08` as a Month. Raises ValueError for anything else."""
    if len(text) == 10 and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    if len(text) == 7 and text[4] == "-" and text.isascii():
        first = date.fromisoformat(f"{text}-01")
        return Month(first.year, first.month)
    raise ValueError(f"{text!r} is neither YYYY-MM-DD nor YYYY-MM")


def earliest(day: PartialDate) -> date:
    """The day itself, or the first day of the month."""
    return day.first if type(day) is Month else day


def latest(day: PartialDate) -> date:
    """The day itself, or the last day of the month."""
    return day.last if type(day) is Month else day


def in_words(day: PartialDate) -> str:
    """「2019年8月1日」, or 「2019年8月」 for a month."""
    return str(day) if type(day) is Month else chinese(day)


@dataclass(frozen=True, slots=True)
class Degree:
    """One finished or unfinished degree; each is a line of its own (D02)."""

    level: Level
    graduated_on: PartialDate
    relevance: Relevance = Relevance.UNLISTED
    remark: Remark | None = None


class Interruption(NamedTuple):
    """A break in the work (离职、脱产学习、长期病事假、借调非技术岗), both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Sanction:
    """A 处分 of any of the three kinds, in force from `effective_on`."""

    kind: SanctionKind
    type: SanctionType
    effective_on: date
    lifted_in_writing: bool = False


@dataclass(frozen=True, slots=True)
class Ban:
    """取消今后1-3年申报资格 (六（二）): bars the `years` rounds after the year `found_in` (D26)."""

    found_in: int
    years: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One person as claimed.

    `retired`: retirement formalities done, or rehired after them; where the birth date was not
    asked (self-check), also "has reached the statutory age" in the person's own answer.
    `appointed_on`: 聘任 or contract date in the present unit; None when no paper shows it.
    `technician_since`: appointed 技术员 (certificate or 聘任); `technician_work_since`: the unit
    certifies 技术员 work without a certificate. `same_specialty_since`: earlier work of the same
    specialty, elsewhere or before formal 聘任. `appraisals`: year → grade; a year left out is
    unknown, the round's own year left out has no result yet.
    """

    unit_kind: UnitKind
    identity: Identity
    degrees: tuple[Degree, ...]
    appointed_on: PartialDate | None
    sex: Sex | None = None
    birth_date: date | None = None
    retired: bool = False
    technician_since: PartialDate | None = None
    technician_work_since: PartialDate | None = None
    same_specialty_since: PartialDate | None = None
    interruptions: tuple[Interruption, ...] = ()
    appraisals: Mapping[int, Grade] = field(default_factory=lambda: MappingProxyType({}))
    sanctions: tuple[Sanction, ...] = ()
    ban: Ban | None = None
    held_title: HeldTitle = HeldTitle.NONE
    target_title: TargetTitle = TargetTitle.ASSISTANT_ENGINEER
    exam_only_specialty: bool = False
