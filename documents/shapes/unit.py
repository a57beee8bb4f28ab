"""What a unit makes: 三公示记实表 (附件2), 申报汇总表 (附件3), 贴签 and 公示."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.shapes.imprint import Imprint
from documents.words import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One objection under a notice. The objector's name is confidential and has no field here."""

    received: date
    content: str
    conclusion: str = ""
    """成立, 不成立 or 部分成立; empty while open."""
    handling: str = ""
    """What was looked into and decided."""
    handler: str = ""
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """One of the three notices: ① 评审条件、评议程序 ② 个人申报材料 ③ 单位鉴定意见."""

    name: str
    """e.g. 「评审条件、评议程序公示」; the form adds 第一次, 第二次, 第三次 by order."""
    content: str
    """公示内容: text or list of people and what was shown."""
    place: str
    """公示形式与地点."""
    starts: date | None
    ends: date | None
    working_days: int | None
    """Both end days count (§5.3)."""
    informed: int | None = None
    """参加/知晓人数."""
    objections: tuple[Objection, ...] = ()
    """Empty prints 「无」."""
    proof: str = ""
    """公示证明, e.g. 「张贴照片2张」."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """A person the unit recommends."""

    name: str
    specialty: str
    title: str = "助理工程师"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicityRecord:
    """《任职资格评审推荐过程三公示记实表》 附件2: one per unit, everyone together."""

    imprint: Imprint
    year: int
    unit: str
    unit_kind: str
    """单位性质."""
    department: str
    """主管部门."""
    applicants: int | None
    """申报人数; this and the other numbers are ``None`` on the blank form only."""
    filled_on: date | None = None
    notices: tuple[Publicity, ...]
    """In order ①②③; three of them on the paper that counts."""

    # 评议组 (四（二）): all three kinds must be present
    public_members: int | None
    """群众代表."""
    peer_members: int | None
    """同行专家."""
    leader_members: int | None
    """单位领导."""
    assessed_on: date | None = None
    attended: int | None
    """参加人数."""
    assessment: str
    """评议结论."""
    passed: int | None
    """评议通过人数."""
    failed: int | None
    """评议未通过人数."""
    recommended: tuple[Recommended, ...] = ()
    not_recommended: int = 0
    """Number only, no names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicityProof:
    """公示结果证明 (五.3, §9): the unit's one page statement on the three notices."""

    imprint: Imprint
    year: int
    unit: str
    notices: tuple[Publicity, ...]
    contact: str = ""
    phone: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """Columns 2–21 of 附件3; column 1 序号 is the order given."""

    unit: str
    name: str
    sex: str
    born: When
    id_number: str
    """身份证号, full: this sheet goes on paper only."""
    started_work: When
    education: str
    """学历（适用）: 中专, 大专, 本科, 硕士."""
    degree: str = ""
    school: str
    major: str
    graduated: When
    current_title: str = ""
    """现任专业技术职务（资格）; "无"."""
    title_since: When = None
    """取得（聘任）时间."""
    service: str
    """从事专业技术工作年限, e.g. 「1年5个月」."""
    appraisals: str
    """e.g. 「2019合格、2020合格」."""
    specialty: str
    sought_title: str = "助理工程师"
    publicity: str
    """三公示结果, e.g. 「无异议」."""
    phone: str
    note: str = ""


LINES_A_SHEET = 12
"""Of 附件3: as many the blank list has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryList:
    """《专业技术人员申报汇总表》 附件3: A4 landscape, 12 rows a page, one per unit."""

    imprint: Imprint
    year: int
    unit: str
    """填报单位."""
    department: str
    """主管部门."""
    filler: str = ""
    """填报人."""
    phone: str = ""
    """联系电话 of 填报人."""
    filled_on: date | None = None
    service_until: date
    """Cut-off printed in the head of the service column: 2021-12-31 for 2021."""
    rows: tuple[SummaryRow, ...]
    """In package order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeLabel:
    """Front and bottom of one 档案袋 (五.6, D23). The QR code carries ``code``, else ``number``."""

    number: str
    """申报编号."""
    code: str = ""
    """What a scanner at the counter is to read: number and version."""
    name: str
    unit: str
    specialty: str
    phone: str
    sought_title: str = "助理工程师"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeLabels:
    """One sheet per bag, in package order."""

    imprint: Imprint
    """Not printed at the foot (labels are cut out); carries the watermark and the date."""
    year: int
    labels: tuple[EnvelopeLabel, ...]


class NoticeKind(StrEnum):
    """Which wording of §9 the sheet carries."""

    CRITERIA = "criteria"
    """① 评审条件、评议程序公示: ``criteria`` and ``procedure``."""
    MATERIALS = "materials"
    """② 个人申报材料公示: ``people`` with their material."""
    OPINION = "opinion"
    """③ 单位鉴定意见公示: ``people`` with ``opinion``."""
    RESULT = "result"
    """结果公示 by the bureau: ``people`` with unit, specialty, title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePerson:
    """What may be made public of one person (D17): no 身份证号, phone, address or 处分."""

    name: str
    sex: str = ""
    unit: str = ""
    education: str = ""
    major: str = ""
    graduated: When = None
    appointed: When = None
    """聘任时间."""
    appraisals: str = ""
    specialty: str = ""
    """申报专业."""
    title: str = "助理工程师"
    """申报职务 or, in a result, 通过的任职资格."""
    achievements: str = ""
    """业绩 (②)."""
    opinion: str = ""
    """鉴定意见 (③)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSheet:
    """公示①②③ or 结果公示, to be posted: text of §9, table, issuer, date."""

    imprint: Imprint
    kind: NoticeKind
    year: int
    basis: str
    """e.g. 「阳工信函字〔2021〕24号」."""
    issuer: str
    """The unit, or for a result the bureau or committee."""
    starts: date
    ends: date
    working_days: int
    """Both end days count."""
    places: str = ""
    """Where the sheet is posted."""
    contact: str
    """Person or office objections go to."""
    phone: str
    address: str = ""
    criteria: tuple[str, ...] = ()
    """Paragraphs of 评审条件 (①)."""
    procedure: tuple[str, ...] = ()
    """Paragraphs of 评议程序 (①)."""
    people: tuple[NoticePerson, ...] = ()
    committee: str = "阳城县工程系列初级专业技术职务评审委员会"
    title: str = "助理工程师"
    """The title announced in a result."""
    posted_on: date | None = None
