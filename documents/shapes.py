"""What each printed document is given.

One frozen dataclass per document; ``documents.printing.render(shape)`` makes the PDF. Fill every
field that has no default. Values are plain text, whole numbers, dates and bytes; nothing here
reads a record, a clock or a setting, and nothing is trusted as markup.

* Text: as the person wrote it; line breaks become paragraphs or lines. Empty optional text prints
  「无」 where the paper form wants an answer (marked "无"), otherwise stays empty for a pen.
* ``When``: a ``date`` (printed ``YYYY.MM`` in tables), or a ready text such as ``"2015.09"`` where
  only the month is known, or ``None``.
* Signatures and seals are never printed: every form leaves wet-ink lines for them (D11).
* Long text shrinks from 12 to 10.5 points and then continues on a 附页; it is never cut.

Section and D numbers refer to the domain fact sheet (domain.md).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from documents import words
from documents.qr import check_code
from documents.words import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The 8 point line at the foot of every page (D11).

    ``申报编号 … 第2版 第x页/共y页 版本校验码 xxxxxxxx``
    """

    number: str
    """申报编号, 材料包编号 or 文书编号; empty prints 「未编号」."""
    label: str = "申报编号"
    """What ``number`` is called."""
    version: int = 0
    """Which frozen version is printed (1, 2, …); 0 prints no version."""
    digest: str = ""
    """SHA-256 (hex) of the frozen content; empty prints no check code (a draft)."""
    draft: str = ""
    """Watermark: 「草稿」 or 「预览」; empty on the paper that counts."""
    qr: str = ""
    """Text of the QR code at the bottom right (number or check address); empty prints none."""
    recorded: datetime | None = None
    """When the content was frozen. Becomes the PDF's creation date; never the time of printing,
    so the same record always gives the same bytes."""

    @property
    def check_code(self) -> str:
        """Eight characters of ``digest``, or empty for a draft."""
        return check_code(self.digest) if self.digest else ""


# 附件1 评审表 (§1) ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """最高学历 (P3 rows 5–6)."""

    finished: When
    """毕业（肄、结）时间."""
    school: str
    major: str
    length: str = ""
    """学制, e.g. 「四年」."""
    degree: str = ""
    """学位; empty prints 「无」."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One row of 学习培训经历 (P4)."""

    start: When
    end: When
    content: str
    """学习内容/专业."""
    place: str
    """学习地点（院校）."""
    result: str = ""
    """学制、学历学位."""
    witness: str = ""
    """证明人."""

    @property
    def span(self) -> str:
        return words.months_span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One row of 工作经历 (P4); ``end=None`` prints 「至今」."""

    start: When
    end: When
    unit: str
    work: str
    """从事何专业技术工作."""
    post: str = ""
    """职务."""
    witness: str = ""
    """证明人."""

    @property
    def span(self) -> str:
        return words.months_span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """One row of 业绩登记 (P5 before, P6 after the present post); ``end=None`` prints 「至今」."""

    start: When
    end: When
    name: str
    """专业技术工作名称（项目、课题、成果等）."""
    content: str
    """工作内容."""
    role: str = ""
    """本人起何作用: 主持, 参加 or 独立, with words of one's own if wanted."""
    result: str = ""
    """完成情况及效果（获何奖励、效益或专利）."""

    @property
    def span(self) -> str:
        return words.months_span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One row of 著作、论文及重要技术报告登记 (P7).

    The 专业技术工作报告 is entered as a row too.
    """

    on: When
    title: str
    """名称及内容提要."""
    venue: str = ""
    """出版、登载、获奖或在学术会议上交流情况."""
    authorship: str = ""
    """合（独）著、译."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """One row of 考试成绩 (P8)."""

    on: When
    kind: str
    subject: str
    score: str
    organiser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """One row of 年度及任职期满考核结果 (P8)."""

    year: int | str
    grade: str
    """考核等次: 优秀, 合格, …, 参加考核不定等次."""
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBallot:
    """评审组织意见 (P10 rows 2–4); ``None`` in the form prints the empty grid."""

    size: int
    """总人数: members of the committee."""
    present: int
    """参加人数."""
    yes: int
    """赞成人数."""
    no: int
    """反对人数."""
    abstain: int = 0
    """弃权: its own column when the form's ``abstain_column`` is on, else written in 备注 (D19)."""
    note: str = ""
    """备注, e.g. 「回避1人」."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewForm:
    """《山西省专业技术职务任职资格评审表》 附件1: P1–P10, then 附页, an even number of pages.

    身份证号 and phone are not on this form (§1.2): there is no field for them.
    """

    imprint: Imprint

    # P1 cover
    unit: str
    """单位, full name as on the seal."""
    name: str
    current_title: str = ""
    """现任专业技术职务; "无"."""
    sought_title: str = "助理工程师"
    """评审任职资格."""
    specialty: str
    """申报专业, from 附件4."""
    filled_on: date | None = None
    """填表时间; ``None`` leaves the line for a pen."""
    file_number: str = ""
    """编号, given by the HR office; normally empty."""
    province: str = "山西省"
    authority: str = "山西省人力资源和社会保障厅制"

    # P3 基本情况
    former_name: str = ""
    """曾用名; "无"."""
    sex: str
    ethnicity: str
    born: date
    photo: bytes = b""
    """近期一寸免冠照片, JPEG or PNG; empty prints the frame with its caption."""
    birthplace: str
    wage: str = ""
    """标准工资; optional, stays empty."""
    started_work: When
    """参加工作时间."""
    health: str = ""
    """身体状况."""
    education: Education
    """最高学历."""
    current_title_since: str = ""
    """现任专业技术职务及任职时间; "无"."""
    present_work: str
    """现从事何种专业技术工作."""
    qualification: str = ""
    """专业技术职务任职资格（取得时间及审批机关）; "无"."""
    administrative_post: str = ""
    """现（兼）任行政职务及任职时间; "无"."""
    party: str = ""
    """何时加入中国共产党（共青团）任何职务; "无"."""
    democratic_party: str = ""
    """何时何地参加何种民主党派任何职务; "无"."""
    societies: str = ""
    """参加何种学术团体，任何种职务，有何社会兼职; "无"."""
    languages: str = ""
    """懂何种外语，达到何种程度; "无"."""

    # P4–P8; an empty group prints 「无」 in its first row
    trainings: tuple[Training, ...] = ()
    jobs: tuple[Job, ...] = ()
    applied_line: str = ""
    """适用学历线 (D02), e.g. 「大学本科，2020年7月毕业于太原理工大学采矿工程专业」."""
    before: tuple[Achievement, ...] = ()
    """任现职前业绩 (P5)."""
    after: tuple[Achievement, ...] = ()
    """任现职后业绩 (P6)."""
    publications: tuple[Publication, ...] = ()
    exams: tuple[Exam, ...] = ()
    defence: str = ""
    """答辩情况; "无"."""
    appraisals: tuple[Appraisal, ...] = ()

    # P9 opinions: empty text leaves the box for a pen
    unit_opinion: str = ""
    """基层单位意见 = 单位鉴定意见."""
    department_opinion: str = ""
    """呈报单位意见 = 主管部门意见."""

    # P10
    panel_opinion: str = ""
    """专家评议组或同行专家意见."""
    ballot: FormBallot | None = None
    abstain_column: bool = False
    """A provincial version of the form with its own 弃权 column (D19)."""
    approval_opinion: str = ""
    """人事或职改部门审批意见."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReport:
    """《专业技术工作报告》 (三（四）, D24): five parts, A4 on both sides, an even page count.

    Parts are running text; a line break starts a paragraph.
    """

    imprint: Imprint
    title: str = "专业技术工作报告"
    name: str
    unit: str
    specialty: str
    sought_title: str = "助理工程师"
    education: str
    """一、本人学历、学位."""
    career: str
    """二、工作简历."""
    work: str
    """三、所从事的专业技术工作情况."""
    tasks: str
    """四、完成的主要工作任务."""
    honours: str = ""
    """五、取得的荣誉; "无"."""
    dated: date | None = None


# 附件2 三公示记实表 (§2) ----------------------------------------------------------------------


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
    starts: date
    ends: date
    working_days: int
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
    applicants: int
    """申报人数."""
    filled_on: date | None = None
    notices: tuple[Publicity, ...]
    """In order ①②③; three of them on the paper that counts."""

    # 评议组 (四（二）): all three kinds must be present
    public_members: int
    """群众代表."""
    peer_members: int
    """同行专家."""
    leader_members: int
    """单位领导."""
    assessed_on: date | None = None
    attended: int
    """参加人数."""
    assessment: str
    """评议结论."""
    passed: int
    """评议通过人数."""
    failed: int
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


# 附件3 申报汇总表 (§3) ------------------------------------------------------------------------


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


# 五.6 档案袋 ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeLabel:
    """Front and bottom of one 档案袋 (五.6, D23). The QR code carries ``number``."""

    number: str
    """申报编号."""
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


# 公示 (§9, D17) -------------------------------------------------------------------------------


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


# 303室: 补正, 不予受理, 回执 ------------------------------------------------------------------


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
    receiver: str = ""
    """接收人."""
    deliverer: str = ""
    """报送人: name and unit."""
    office: str = "阳城县工信局303室"
    phone: str = "0356-4220191"


# 评审会 (§5.4, §8.5) --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRow:
    """One candidate. ``yes + no + abstain + invalid == present - recused``."""

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
