"""The twelve sections of the form, in the order of filling, checking and printing.

This one tuple drives the task list, the progress bar, the check page and the order on paper.
"""

from collections.abc import Callable
from dataclasses import dataclass

from applications import checklist
from applications.models import Application

BEFORE = "一、申报前"
PERSON = "二、个人情况"
WORK = "三、专业技术工作"
SUBMIT = "四、核对、承诺、提交"
GROUPS = (BEFORE, PERSON, WORK, SUBMIT)


@dataclass(frozen=True, slots=True)
class Section:
    """One task. `lead` stands under its title, `note` in the rail, `clause` is quoted there.

    `problems` tells from the saved rows what is missing; `verb` begins the button that leads here.
    """

    slug: str
    group: str
    title: str
    lead: str
    problems: Callable[[Application], tuple[str, ...]]
    note: str = ""
    clause: str = ""
    empty_hint: str = ""
    template: str = "applications/section.html"

    @property
    def is_form(self) -> bool:
        """Filled in on its own page under /sections/; the last two have pages of their own."""
        return self.slug not in ("review", "commitment")

    def complete(self, application: Application) -> bool:
        return not self.problems(application)


SECTIONS = (
    Section(
        "eligibility",
        BEFORE,
        "核对申报资格",
        "回答三个问题。其余条件由系统按您填的学历、聘任和考核核对，随改随算。",
        checklist.eligibility,
        note="核对结果只是提示。系统认为不符合的，仍可以写情况说明，由单位人事核实。",
        clause="2-1",
        empty_hint="学历、聘任和考核填好后自动核对",
        template="applications/sections/eligibility.html",
    ),
    Section(
        "title",
        BEFORE,
        "申报职称与专业",
        "本年度受理助理工程师。",
        checklist.title,
        note="专业按附件4参考专业分类。列表里没有的，选最接近的，并问单位人事。",
        clause="3-2",
    ),
    Section(
        "basic",
        PERSON,
        "基本情况",
        "写入评审表“基本情况”页。身份证号和电话不印在评审表上。",
        checklist.basic,
        note="姓名按账号登记，不能在这里改。有误请联系单位人事。",
        template="applications/sections/basic.html",
    ),
    Section(
        "education",
        PERSON,
        "学历与学习培训经历",
        "从中专或大学填起，由早到晚。最高学历会写入评审表首页。",
        checklist.education,
        note="学历用来核对申报条件。本专业或相近专业，中专及以上。每段学历分别核对，任一段符合即可。",
        clause="3-2",
    ),
    Section(
        "work",
        PERSON,
        "工作经历",
        "先写现在的工作，再加以前的；打印时由早到晚排好。",
        checklist.work,
        note="只算本专业技术工作的年限。到现单位以前的同专业工作也请写上。",
        clause="3-3",
    ),
    Section(
        "appointment",
        WORK,
        "聘任情况与年度考核",
        "资历从聘任之日算起，考核年度随聘任日期列出。",
        checklist.appointment,
        note="资历实算至年底，起止两天都算。考核合格（称职）和优秀都计入次数。",
        clause="3-5",
        template="applications/sections/appointment.html",
    ),
    Section(
        "achievements",
        WORK,
        "专业技术工作业绩与荣誉",
        "写完成的项目和主要工作。任现职前、后由系统按开始年月分开。",
        checklist.achievements,
        note="每项写清本人做了什么，结果怎样。",
    ),
    Section(
        "publications",
        WORK,
        "著作、论文和技术报告",
        "初级不要求，没有就选“没有”。",
        checklist.publications,
    ),
    Section(
        "report",
        WORK,
        "专业技术工作报告",
        "评价业务能力的主要依据，五部分，A4正反打印。",
        checklist.report,
        note="通知没有规定字数。一般写1500至3000字。",
        clause="3-4",
        empty_hint="在线写或上传，生成A4双面打印稿",
        template="applications/sections/report.html",
    ),
    Section(
        "materials",
        SUBMIT,
        "上传证明材料",
        "每份材料单独上传。手机拍照也可以，拍正、拍清楚。",
        checklist.materials,
        note="必须上传的只有聘用协议或手续证明。其他证件由单位人事核对原件，传上来核对更快。",
        clause="5-5",
        template="applications/sections/materials.html",
    ),
    Section(
        "review",
        SUBMIT,
        "核对全部内容",
        "请从头到尾看一遍，有不对的点“修改”。",
        checklist.review,
        empty_hint="前面各项完成后可以核对",
    ),
    Section(
        "commitment",
        SUBMIT,
        "签署个人承诺并提交给单位",
        "",
        checklist.commitment,
        clause="6-2",
        empty_hint="核对后可以签署",
    ),
)
BY_SLUG = {section.slug: section for section in SECTIONS}
FILLED = tuple(section for section in SECTIONS if section.is_form)


def following(slug: str) -> Section:
    """The section after this one."""
    index = next(i for i, section in enumerate(SECTIONS) if section.slug == slug)
    return SECTIONS[min(index + 1, len(SECTIONS) - 1)]
