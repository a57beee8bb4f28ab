"""What one person hands in: 评审表 (附件1) and 专业技术工作报告."""

from dataclasses import dataclass
from datetime import date

from documents import words
from documents.shapes.imprint import Imprint
from documents.words import When


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
    born: date | None
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
