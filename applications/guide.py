"""The notice turned into answers (办事指南). Every sentence names the clause it rests on."""

from dataclasses import dataclass

from components.shapes import Citation, TrailStep
from components.words import date_words, day_words, span_words
from eligibility import Ruleset

from .citations import citation
from .models import Round
from .take_home import SHEETS, Sheet

SECTIONS = (
    ("who", "能不能申报"),
    ("conditions", "要满足什么"),
    ("steps", "怎么办"),
    ("papers", "要交什么"),
    ("when", "什么时候、送到哪里"),
    ("promise", "双承诺与后果"),
    ("forms", "下载表格"),
    ("questions", "问得最多的"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to hand in: copies, who makes it, what it looks like, the clause."""

    name: str
    copies: str
    source: str
    sheets: tuple[Sheet, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    answer: str
    clause: str
    citation: Citation


def facts(round: Round) -> list[tuple[str, str]]:
    """The table of the matter, as the county's service guides have it."""
    window = span_words(round.acceptance_opens, round.acceptance_closes)
    return [
        ("事项名称", f"{round.year}年度工程系列初级专业技术职务任职资格（助理工程师）评审"),
        ("实施机关", "阳城县工业和信息化局，阳城县人力资源和社会保障局统一管理和指导"),
        ("组织实施", round.committee),
        ("服务对象", "我县企事业单位、非公经济组织和社会组织的工程专业技术人员"),
        ("办理方式", "申报人网上填报，单位审核、公示后统一报送，不接受个人报送"),
        ("受理时间", f"{round.year}年{window}"),
        ("办理地点", round.place),
        ("咨询电话", round.phone),
        ("收费", "通知未规定收费"),
        ("办理结果", "评审通过的，结果公示、核准后取得助理工程师任职资格"),
    ]


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the road: who has it, what is done there; `x` is its place in the picture."""

    who: str
    label: str
    note: str
    x: int = 0

    @property
    def step(self) -> TrailStep:
        return TrailStep(self.label, f"{self.who}：{self.note}")


STATION_PITCH = 172
"""From the left edge of one box of the picture to that of the next, in its own units."""


def process(round: Round) -> list[Station]:
    """The six stations of the road, in order."""
    window = span_words(round.acceptance_opens, round.acceptance_closes)
    stations = (
        ("申报人", "个人填报", "填写评审表、上传材料、承诺，提交给单位"),
        ("所在单位", "审核评议", "核对原件，民主评议，三次公示，出具鉴定意见，推荐"),
        ("主管部门", "部门审核", "同意后由单位统一报送"),
        ("县工信局", "303室受理", f"{window}，由单位专人报送"),
        ("评委会", "评委会评审", "无记名投票"),
        ("县人社局", "公示核准", f"结果公示{round.result_days}个工作日，没有异议的核准发文、领证"),
    )
    return [Station(*words, x=place * STATION_PITCH) for place, words in enumerate(stations)]


PAPERS = (
    (
        "《山西省专业技术职务任职资格评审表》",
        "每人一式3份",
        "系统按填报内容生成，签字盖章",
        ("annex-1.pdf", "sample-review-form.pdf"),
        ("5-1", "一式 3 份"),
    ),
    (
        "《专业技术工作报告》",
        "每人1份",
        "申报人撰写",
        ("sample-work-report.pdf",),
        ("5-2", "A4 纸正反打印"),
    ),
    (
        "三次公示结果证明材料，《三公示记实表》",
        "每个单位1份",
        "证明材料由单位准备，记实表由系统生成",
        ("annex-2.pdf",),
        ("5-3", "所有人员合计 1 份"),
    ),
    (
        "《专业技术人员申报汇总表》",
        "每个单位1份",
        "系统生成",
        ("annex-3.pdf",),
        ("5-4", "所有人员合计 1 份"),
    ),
    (
        "参加本专业技术工作的手续证明，或聘用协议书",
        "每人1份，两样交一样",
        "申报人上传，单位核对原件",
        (),
        ("5-5", "手续证明或与单位的聘用协议书"),
    ),
    (
        "档案袋，正面和袋底填写四项内容",
        "每人1个",
        "贴签由系统生成",
        (),
        ("5-6", "姓名、单位、申报专业、联系电话"),
    ),
)


def papers(rules: Ruleset) -> list[Paper]:
    """五: what goes into the bag."""
    return [
        Paper(
            name,
            copies,
            source,
            tuple(SHEETS[address] for address in addresses),
            citation(rules, *clause),
        )
        for name, copies, source, addresses, clause in PAPERS
    ]


def answers(rules: Ruleset, round: Round) -> list[Answer]:
    """What people ask most. The first three also stand on the home page."""
    line = f"{round.acceptance_opens.year}年{day_words(round.acceptance_opens)}"
    until = f"{round.service_until.year}年{day_words(round.service_until)}"
    return [
        _answer(
            rules,
            "单位没有空岗，能申报吗？",
            "能。评聘分离，申报人员不受用人单位岗位职数限制，符合条件即可申报。",
            "4-1",
            "申报人员不受用人单位岗位职数限制",
        ),
        _answer(
            rules,
            "可以自己把材料送到303室吗？",
            "不可以。由单位安排专人报送，不接受个人报送。",
            "5-end",
            "不接受个人报送评审材料",
        ),
        _answer(
            rules,
            "快到退休年龄了怎么算？",
            f"以开始收受申报材料之日（{line}）为界。到这一天已办理退休手续或达到法定退休年龄的，不能申报。",
            "2-2-2",
            "以评审委员会办事机构开始收受申报评审材料之日为界",
        ),
        _answer(
            rules,
            "年限从毕业算起，还是从聘任算起？",
            f"从单位聘任之时算起，实算到{until}，首尾两天都计入。毕业比聘任晚的，从毕业之日算起。",
            "3-3",
            "聘任之时算起，实算至 2021 年底",
        ),
        _answer(
            rules,
            "有两个学历，按哪个算？",
            "每个学历连同它的年限和考核各算各的，有一个整条符合就可以申报，不看哪个学历最高。",
            "3-3",
        ),
        _answer(
            rules,
            f"{round.year}年度考核结果还没有出来怎么办？",
            "已有的年度够次数就不影响。要靠当年结果才够的，系统标为“需核实”，可以由单位先出具考核证明。",
            "3-5",
            "年度考核合格（或称职）次数",
        ),
        _answer(
            rules,
            "研究生毕业，怎么没有写年限？",
            "安排意见没有写硕士及以上的年限，按国家和省市现行职称政策执行，系统标为“需核实”。",
            "6-4",
            "按照国家和省市现行职称政策执行",
        ),
        _answer(
            rules,
            "三次公示各要几天？",
            f"安排意见没有规定天数。按上位规定，公示①{round.criteria_days}个、②{round.materials_days}个、"
            f"③{round.opinion_days}个工作日，{round.counting_words}。{round.notice_days_basis}",
            "4-2",
            "“三公示”制度",
        ),
    ]


def _answer(rules: Ruleset, question: str, answer: str, key: str, *marks: str) -> Answer:
    return Answer(question, answer, rules.articles[key].clause, citation(rules, key, *marks))


def when(round: Round) -> list[tuple[str, str]]:
    """Dates and the place, in the order they come."""
    return [
        ("网上填报", f"{date_words(round.filling_opens)}起"),
        (
            "单位报送",
            f"{date_words(round.acceptance_opens)}至{date_words(round.acceptance_closes)}，两天都含",
        ),
        ("送到哪里", f"{round.place}，电话{round.phone}"),
        ("评委会评审", date_words(round.meeting_on) if round.meeting_on else "时间另行通知"),
    ]
