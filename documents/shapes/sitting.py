"""What a unit's people sign on paper: 民主评议 (四（二）) and 推荐意见与承诺 (六（二）)."""

from dataclasses import dataclass
from datetime import date

from documents.shapes.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A line of 签到表: a member of the 评议组, or room for one of this kind."""

    kind: str
    """群众代表, 同行专家, 单位领导 or 其他."""
    name: str = ""
    title: str = ""
    """职务、职称."""
    recused_for: str = ""
    """回避对象."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A person before the 评议组; what was found stays empty until it was registered."""

    name: str
    number: str
    specialty: str
    title: str = "助理工程师"
    ethics: str = ""
    """职业道德: 好, 较好, 一般 or 差; so the next three."""
    attitude: str = ""
    """工作态度."""
    level: str = ""
    """专业水平."""
    ability: str = ""
    """技术业务能力."""
    agree: int | None = None
    """同意推荐; with ``disagree`` it makes those who voted."""
    disagree: int | None = None
    opinion: str = ""
    """鉴定意见."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One session of the 评议组: who sits, and what of whom."""

    held_on: date | None = None
    place: str = ""
    recorder: str = ""
    seats: tuple[Seat, ...]
    people: tuple[Assessed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSheet:
    """民主评议签到表 and 评议表, A4 landscape: empty before the session, filled after it."""

    imprint: Imprint
    year: int
    unit: str
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A person recommended with the unit's promise."""

    number: str
    name: str
    specialty: str
    title: str = "助理工程师"
    opinion: str
    """鉴定意见."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseSheet:
    """单位推荐意见与承诺书, for a leader who signs on paper; signature and seal are wet ink."""

    imprint: Imprint
    year: int
    unit: str
    committee: str
    """To whom."""
    basis: str
    """The notice, e.g. 「阳工信函字〔2021〕24号」."""
    promise: str
    """单位承诺, word for word as the review form has it."""
    people: tuple[Promised, ...]
