"""What 303室 and the committee make: letters, receipts, results."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from documents.shapes.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionItem:
    """One defect."""

    person: str = ""
    """Whose paper; empty for a paper of the whole package."""
    paper: str
    """Which paper, e.g. 「聘用协议」."""
    defect: str
    """What is missing or wrong."""
    remedy: str
    """What to do."""
    basis: str
    """依据, e.g. 「五.5」."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLetter:
    """一次性补正告知书 (§8.4): all defects of one check, one due date."""

    imprint: Imprint
    """``label="文书编号"``, ``number`` = 编号 of the letter."""
    year: int
    unit: str
    """To whom."""
    person: str = ""
    """One person, or empty for the whole package."""
    application_number: str = ""
    """申报编号 or 材料包编号 concerned."""
    basis: str
    """The notice, e.g. 「阳工信函字〔2021〕24号」."""
    checked_on: date
    items: tuple[CorrectionItem, ...]
    due: date
    """Last day, inclusive."""
    working_days: int
    """Length of the period after the day of notice."""
    sender: str = "阳城县工业和信息化局"
    office: str = "阳城县工信局303室"
    phone: str = "0356-4220191"
    officer: str = ""
    """经办人."""
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLetter:
    """不予受理告知书 (§9): reason, rule, right to complain."""

    imprint: Imprint
    year: int
    unit: str
    person: str = ""
    application_number: str = ""
    reason: str
    basis: str
    """Clause, e.g. 「阳工信函字〔2021〕24号 二（二）1」."""
    remedy: str
    """Where and until when to ask for a re-check or complain."""
    sender: str = "阳城县工业和信息化局"
    office: str = "阳城县工信局303室"
    phone: str = "0356-4220191"
    officer: str = ""
    issued_on: date


class ReceiptKind(StrEnum):
    """Which act the receipt proves."""

    SUBMISSION = "submission"
    """提交回执: a person handed the file to the unit."""
    ACCEPTANCE = "acceptance"
    """受理回执: 303室 took in the unit's package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptItem:
    """One line of the list of papers."""

    name: str
    copies: str
    """份数, e.g. 「3份」."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPerson:
    """One person of a package in 受理回执."""

    number: str
    name: str
    specialty: str
    outcome: str
    """受理, 待补正 or 不予受理."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """提交回执 or 受理回执; fields not of the kind stay at their defaults."""

    imprint: Imprint
    kind: ReceiptKind
    year: int
    unit: str
    at: datetime
    """提交时间 or 接收时间, in Asia/Shanghai."""
    items: tuple[ReceiptItem, ...] = ()
    """材料清单与份数."""

    # 提交回执
    name: str = ""
    specialty: str = ""
    sought_title: str = "助理工程师"
    query_code: str = ""
    """查询码 for the progress page."""
    next_steps: tuple[str, ...] = ()
    """What happens next, with dates."""

    # 受理回执
    people: tuple[ReceiptPerson, ...] = ()
    missing: tuple[str, ...] = ()
    """Who was to come and did not: 应到 is all of them, 实到 those in ``people``."""
    receiver: str = ""
    """接收人."""
    deliverer: str = ""
    """报送人: name and unit."""
    office: str = "阳城县工信局303室"
    phone: str = "0356-4220191"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPerson:
    """One candidate on a ballot paper."""

    number: str
    name: str
    unit: str
    specialty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRow:
    """One candidate. ``yes + no + abstain + invalid == present - recused``."""

    number: str = ""
    """袋号: the number on the bag."""
    name: str
    unit: str
    specialty: str
    recused: int = 0
    """回避."""
    yes: int
    no: int
    abstain: int
    invalid: int = 0
    """废票; its column is printed only when some row has one."""
    threshold: int
    """通过线: the least number of 同意 that passes."""
    outcome: str
    """结论: 通过 or 未通过."""
    note: str = ""
    """e.g. 「需秘书确认」 (D18)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotResult:
    """评审结果表, to be signed by the chair and sealed."""

    imprint: Imprint
    year: int
    committee: str = "阳城县工程系列初级专业技术职务评审委员会"
    title: str = "助理工程师"
    meeting: str
    """e.g. 「2021年度第一次评审会」."""
    met_on: date
    place: str
    chair: str
    """主持人 (主任委员 or 副主任委员)."""
    size: int
    """应到: members of the committee."""
    present: int
    """实到."""
    quorum: int
    """出席下限."""
    rows: tuple[BallotRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMinutes:
    """评审会议纪要 (40号令 23): who attended, on whom, what was found, how it was voted."""

    imprint: Imprint
    year: int
    committee: str = "阳城县工程系列初级专业技术职务评审委员会"
    meeting: str
    met_on: date
    place: str
    chair: str
    size: int
    present: int
    quorum: int
    voting: str
    """方式: 无记名电子投票 or 无记名纸质投票."""
    opened: str
    """Time of day, 09:05."""
    closed: str
    attended: tuple[str, ...]
    absent: tuple[str, ...] = ()
    drawing: str = ""
    """How the members were drawn, with the seed."""
    recusals: tuple[str, ...] = ()
    discussion: tuple[str, ...] = ()
    """评议意见, by lines."""
    rows: tuple[BallotRow, ...]
    remark: str = ""
    """What the chair said of missing votes."""
    notes: tuple[str, ...] = ()
    """更正附记, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBallot:
    """One kind of ballot paper: everybody who has it has the same one."""

    rows: tuple[BallotPerson, ...]
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBallots:
    """纸质表决票: a paper for all with everybody nobody stands aside for, and one for each other.

    So that no paper tells by what it lacks whose it is.
    """

    imprint: Imprint
    year: int
    committee: str = "阳城县工程系列初级专业技术职务评审委员会"
    meeting: str
    met_on: date
    ballots: tuple[PaperBallot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """One confirmed person."""

    name: str
    sex: str
    unit: str
    specialty: str
    qualification: str = "助理工程师"
    certificate_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateList:
    """任职资格通过人员名单, attached to the confirming document."""

    imprint: Imprint
    year: int
    document: str
    """文号 of the confirmation; empty leaves the line for a pen."""
    confirmed_on: date | None = None
    obtained_on: date
    """资格取得时间: the day the committee voted (§8.1)."""
    committee: str = "阳城县工程系列初级专业技术职务评审委员会"
    issuer: str = "阳城县人力资源和社会保障局"
    rows: tuple[CertificateRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """任职资格证书 of one person, to be sealed; its QR code leads to the check page."""

    imprint: Imprint
    number: str
    name: str
    sex: str
    unit: str
    specialty: str
    qualification: str
    obtained_on: date
    """资格取得时间: the day the committee voted (§8.1)."""
    document: str
    confirmed_on: date
    check_address: str
    """Where anyone may verify it, as it can be typed; the QR code says the same."""
    committee: str = "阳城县工程系列初级专业技术职务评审委员会"
    issuer: str = "阳城县人力资源和社会保障局"
