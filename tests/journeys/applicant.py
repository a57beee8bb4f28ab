"""What the applicant does on the pages: fills in the form, uploads, checks, promises."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from yangcheng_titles.demo import scans
from yangcheng_titles.demo.people import identity_number

NAME = "郭晓燕"
IDENTITY_NUMBER = identity_number(date(1997, 3, 12), "女", 1)
PHONE = "13800000001"
WORK = "矿山机电设备维护"
SAVE = "保存并继续"
TASK = (
    "负责井下运输和排水设备的日常检修，按规程作业，先看图纸和现场，再定方法，做好记录。"
    "遇到问题先查数据、找原因，再提出措施，请有经验的同事把关后实施。"
)


def begin(me: Visitor) -> None:
    me.open("/landing/").reads("我的申报").press("开始申报")
    me.reads("填写评审表")


def answer_eligibility(me: Visitor) -> None:
    me.reads("核对申报资格")
    me.answer("身份类别", "专业技术人员")
    me.answer("已办理退休手续，或退休后返聘", "没有")
    me.answer("受过处分、政务处分或党纪处分", "没有")
    me.press(SAVE)


def choose_title(me: Visitor) -> None:
    me.reads("申报职称与专业")
    me.choose("申报专业", "矿山机电").type("现从事的专业技术工作", WORK).press(SAVE)


def describe_oneself(me: Visitor) -> None:
    me.reads("基本情况")
    if me.page.locator("input[name=identity_number]").is_editable():  # the account has none
        me.type("身份证号", IDENTITY_NUMBER)
    me.choose("民族", "汉族").choose("政治面貌", "群众").type("出生地", "山西阳城")
    me.date("参加工作时间", 2019, 8)
    me.answer("身体状况", "健康").type("联系电话", PHONE)
    me.press(SAVE)


def add_schools(me: Visitor) -> None:
    """专科 2019, after a slip that the page names, and a course."""
    me.reads("学历与学习培训经历")
    school = me.entry("education-0")
    me.choose("学历层次", "大学专科", within=school).answer("学习形式", "全日制", within=school)
    me.type("学校名称", "山西机电职业技术学院", within=school)
    me.type("所学专业", "机电一体化技术", within=school)
    me.date("开始年月", 2016, 9, within=school).date("毕业日期", 2015, 7, 1, within=school)
    me.answer("结果", "毕业", within=school).choose("学位", "无", within=school)
    me.press(SAVE)

    expect(me.main.get_by_role("alert")).to_contain_text("毕业日期要晚于开始年月2016年9月")
    me.picture("学历，要更正")
    me.date("毕业日期", 2019, 7, 1, within=me.entry("education-0"))
    me.press("加一段学习培训")
    course = me.entry("trainings-0")
    me.date("开始年月", 2020, 6, within=course).date("结束年月", 2020, 6, within=course)
    me.type("学习内容", "安全生产与岗位技术培训", within=course)
    me.type("学习地点", "阳城县职业高级中学", within=course)
    me.press(SAVE)


def add_jobs(me: Visitor, unit: str) -> None:
    """The present job, half told already; another one added, taken away again."""
    me.reads("工作经历")
    job = me.entry("work-0")
    expect(me.field("单位", within=job)).to_have_value(unit)
    expect(me.field("从事何专业技术工作", within=job)).to_have_value(WORK)
    me.date("开始年月", 2019, 8, within=job)
    me.answer("是本专业技术工作吗？", "是", within=job).type("证明人", "李建国", within=job)
    me.press("再加一段经历")
    me.press("删除 第2段")
    undo = me.main.get_by_role("button", name="撤销 第2段")
    expect(undo).to_be_focused() if me.scripted else expect(undo).to_be_visible()
    me.press(SAVE)


def tell_appointment(me: Visitor) -> None:
    """The years to answer for follow from the day typed."""
    me.reads("聘任情况与年度考核")
    me.date("聘任日期", 2019, 8, 1)
    me.answer("聘任职务", "未聘具体职务").answer("聘任依据", "聘用协议书")
    me.choose("现有职称", "无")
    if not me.scripted:
        me.press("按聘任日期列出年度")
    me.choose("2019年度", "合格").choose("2020年度", "合格")
    me.choose("2021年度", "考核结果还没有出来")
    me.press(SAVE)


def list_achievements(me: Visitor) -> None:
    me.reads("专业技术工作业绩与荣誉")
    work = me.entry("achievements-0")
    me.date("开始年月", 2020, 2, within=work).date("结束年月", 2021, 3, within=work)
    me.type("项目或工作名称", "主排水泵远程监测改造", within=work)
    me.type("工作内容", "参加方案编制，承担传感器选型、安装和调试。", within=work)
    me.answer("本人作用", "参加", within=work)
    me.type("完成情况及效果", "按期完成，经单位验收合格，运行正常。", within=work)
    me.press("加一项荣誉")
    honour = me.entry("honours-0")
    me.date("获得年月", 2021, 2, within=honour)
    me.type("荣誉名称", "先进工作者", within=honour)
    me.type("授予单位", "阳城县析城山煤业有限责任公司", within=honour)
    me.press(SAVE)


def deny_publications(me: Visitor) -> None:
    me.reads("著作、论文和技术报告")
    me.answer("有著作、论文或技术报告吗？", "没有").answer("有需要登记的考试成绩吗？", "没有")
    me.press(SAVE)


def write_report(me: Visitor) -> None:
    """Two of the five parts stand there already."""
    me.reads("专业技术工作报告")
    me.answer("怎么写", "在线写").type("报告题目", "矿山机电设备维护工作报告")
    expect(me.field("本人学历、学位")).to_have_value(
        "2019年7月1日毕业于山西机电职业技术学院机电一体化技术专业，大学专科学历。"
    )
    me.type("所从事的专业技术工作", TASK * 4).type("完成的主要工作任务", TASK * 6)
    me.type("取得的荣誉", "2021年获单位先进工作者。")
    me.press(SAVE)


def upload(me: Visitor, kind: str, name: str, content: bytes, content_type: str) -> None:
    """Put one file into the row of its kind."""
    row = me.main.locator(f"#paper-{kind}")
    row.locator(f"#file-{kind}").set_input_files(
        {"name": name, "mimeType": content_type, "buffer": content}
    )
    if not me.scripted:
        me.press("上传", within=row.locator(".zc-paper__head"))
    expect(row.get_by_role("listitem").filter(has_text=name)).to_be_visible()


def agreement(lines=(NAME, "聘期自2019年8月1日起")) -> bytes:
    return scans.pdf("聘用协议书", lines)


def upload_papers(me: Visitor) -> None:
    """The agreement as PDF, the diploma as a photograph; what is no paper is refused by name."""
    me.reads("上传证明材料")
    upload(me, "appointment", "聘用协议.pdf", agreement(), "application/pdf")
    diploma = scans.photo("毕业证书", (NAME, "机电一体化技术"))
    upload(me, "diploma", "毕业证书.jpg", diploma, "image/jpeg")
    other = me.main.locator("#paper-other")
    other.locator("input[type=file]").set_input_files(
        {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a paper"}
    )
    if not me.scripted:
        me.press("上传", within=other.locator(".zc-paper__head"))
    refusal = other if me.scripted else me.page.locator("body")
    expect(refusal).to_contain_text("“材料.pdf”不是PDF、JPG或PNG")
    me.picture("上传证明材料，传好以后")
    me.press("继续")


def fill_everything(me: Visitor, unit: str) -> None:
    answer_eligibility(me)
    choose_title(me)
    describe_oneself(me)
    add_schools(me)
    add_jobs(me, unit)
    tell_appointment(me)
    list_achievements(me)
    deny_publications(me)
    write_report(me)
    upload_papers(me)


def check_everything(me: Visitor) -> None:
    me.reads("核对全部内容")
    me.sees("按您填写的情况，符合2021年度申报条件", "主排水泵远程监测改造", "140522********")
    me.misses(IDENTITY_NUMBER)
    me.press("内容无误，去签承诺")


def promise_and_submit(me: Visitor) -> tuple[str, str]:
    """Sign with the full name, hand in; the number of the file and the code to ask with."""
    me.reads("签署个人承诺并提交给单位").press("签署并提交给单位")
    expect(me.main.get_by_role("alert")).to_contain_text("请勾选“我已逐条看过”")
    me.tick("我已逐条看过").type("承诺人姓名", NAME).press("签署并提交给单位")
    me.reads("已提交给单位")
    facts = me.main.locator("dl").first
    number, code = (
        facts.locator("div").filter(has_text=label).locator("strong").inner_text()
        for label in ("申报编号", "不登录也能")
    )
    return number, code


def read_what_is_asked(me: Visitor, sentence: str) -> None:
    """The letter lies on the list of tasks, and on the page of the progress."""
    me.open("/landing/").follow(re.compile("YC2021-")).reads("改好退回的部分").sees(sentence)
    me.follow("看办件进度").reads(re.compile("我的申报进度")).sees(sentence)


def read_certificate(me: Visitor) -> str:
    """The number of the certificate, as the applicant's own page tells it."""
    me.open("/landing/").follow(re.compile("YC2021-")).follow("看办件进度")
    me.reads(re.compile("我的申报进度"))
    note = me.page.get_by_role("region", name="已取得助理工程师任职资格")
    return re.search(r"证书编号(\S+?)，", note.inner_text())[1]


def correct(me: Visitor, section: str, mend) -> None:
    """Put right what was sent back: only this part is open; check, promise and hand in again."""
    me.open("/landing/").follow(re.compile("YC2021-")).reads("改好退回的部分")
    me.follow(section).reads(section)
    mend(me)
    me.open(_task_list(me)).follow("核对全部内容").reads("核对全部内容")
    me.press("内容无误，去签承诺").reads("签署个人承诺并提交给单位")
    me.tick("我已逐条看过").type("承诺人姓名", NAME).press("签署并提交给单位")


def _task_list(me: Visitor) -> str:
    return re.sub(r"(/applications/[0-9]+/).*", r"\1", me.page.url)


def mend_achievement(me: Visitor) -> None:
    me.press("修改 第1项", within=me.entry("achievements-0"))
    work = me.entry("achievements-0")
    me.type("完成情况及效果", "按期完成，经单位验收合格，年节电1.2万千瓦时。", within=work)
    me.press(SAVE)


def mend_report(me: Visitor) -> None:
    me.type("完成的主要工作任务", TASK * 8).press(SAVE)
