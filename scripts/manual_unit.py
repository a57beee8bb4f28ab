"""《单位操作手册》: one unit begins, the others stand further along the road."""

import re
from datetime import date

from openpyxl import Workbook
from playwright.sync_api import expect

from scripts.manual_illustrator import Illustrator
from tests.journeys import unit
from yangcheng_titles.demo.cast import UNITS
from yangcheng_titles.demo.people import identity_number

COAL, _, _, WATER, FOUNDRY, _, _, _, POWER, _, SOLAR = UNITS
PRINTING = 300_000  # milliseconds for a whole set
HEADS = 3  # the row of the roster's heads; titles stand above
LISTED = (
    ("段雪峰", "本科", "新能源科学与工程", "2019.07", "2019.08", "1996-05-17"),
    ("茹丽萍", "专科", "光伏发电技术与应用", "2018.07", "2018.09", "1997-02-03"),
    ("原晋阳", "本科", "法学", "2019.07", "2019.09", "1996-11-20"),
)


def walk(arrive) -> None:
    """From an empty desk to the counter of room 303."""

    def at(name: str) -> Illustrator:
        """The unit's HR, signed in."""
        return arrive().enter_as(UNITS[name][0])

    roster(at(SOLAR))
    accounts(at(COAL))
    audit(at(WATER))
    objection(at(COAL))
    assessment(at(FOUNDRY))
    recommendation(at(SOLAR), arrive().enter_as(UNITS[SOLAR][2]))
    delivery(at(POWER))


def roster(hr: Illustrator) -> None:
    """Begin, import with two bad cells, import mended."""
    hr.open("/unit/").reads("单位工作台").shoot("begin")
    hr.follow("导入名单").reads("导入名单")
    book = hr.download("下载模板（Excel）")
    hr.upload("Excel文件", fill(book, spoilt=True), "名单.xlsx").press("读名单并核对")
    hr.reads("名单还不能导入").shoot("import-errors")
    hr.follow("改好了，重新上传")
    hr.upload("Excel文件", fill(book), "名单.xlsx").press("读名单并核对")
    hr.reads("核对名单").shoot("import-look")
    hr.press(f"导入{len(LISTED)}人").reads("申报人员").shoot("imported")


def fill(book: Workbook, *, spoilt: bool = False) -> Workbook:
    """The template with three people; `spoilt`: a month without its month, a number too short."""
    sheet = book.active
    column = {cell.value: cell.column for cell in sheet[HEADS]}
    for number, (name, level, major, graduated, appointed, born) in enumerate(LISTED):
        answers = {
            "姓名": name,
            "身份证号": identity_number(date.fromisoformat(born), "女", 40 + number),
            "手机号": f"1380000{40 + number:04}",
            "学历": level,
            "所学专业": major,
            "毕业年月": graduated,
            "聘任年月": appointed,
            "申报专业": "新能源发电",
            "身份类别": "专业技术人员",
            "退休或处分": "没有",
            "2019年度考核": "合格",
            "2020年度考核": "合格",
        }
        if spoilt and number == 1:
            answers["聘任年月"] = "2018"
        if spoilt and number == 2:
            answers["身份证号"] = answers["身份证号"][:-1]
        for title, answer in answers.items():
            sheet.cell(HEADS + 1 + number, column[title]).value = answer
    return book


def accounts(hr: Illustrator) -> None:
    hr.open("/unit/checks/").reads("资格批量核对").shoot("checks")
    hr.open("/unit/").reads("单位工作台").shoot("desk")
    hr.open("/unit/members/").reads("人员账号")
    hr.main.get_by_label("选择裴立新").check()
    hr.press("打印勾选人员的开通单").reads("开通单").shoot("slip")


def audit(hr: Illustrator) -> None:
    """①, then the originals, a return and a batch."""
    hr.open("/unit/notices/plan/").reads("三公示排期").shoot("plan")
    hr.open("/unit/").follow("打开材料袋").follow("发布公示①").reads("发布公示①")
    hr.type("公示形式和地点", "中心办公楼一层公告栏").type("监督电话", "0356-4220001")
    hr.press("看公示正文").sees("请核对公示正文").shoot("post")
    hr.press("发布公示①").sees("已办理：发布公示①")
    for name in ("霍美玲", "燕晓东"):
        unit.begin_review(hr, name)
        for choice in hr.main.get_by_label("与原件一致", exact=True).all():
            choice.check()
        if name == "霍美玲":
            hr.shoot("originals", part=hr.region("核对原件"))
        hr.press("登记核对结果").sees("原件核对结果已登记")
    hr.follow("退回补充").reads("退回补充")
    for reason in hr.main.get_by_role("checkbox").all()[:1]:
        reason.check()
    hr.type("专业技术工作业绩与荣誉", "第1项业绩请写明本人承担的部分。").shoot("return")
    hr.open("/unit/approvals/").reads("批量审核").press("看名单").shoot("approvals")


def objection(hr: Illustrator) -> None:
    hr.open("/unit/notices/").follow(re.compile("^YY2021-")).reads(re.compile("公示"))
    entry = hr.main.get_by_role("article").filter(has_text="YY2021-")
    hr.shoot("objection", part=entry)


def assessment(hr: Illustrator) -> None:
    hr.open("/unit/").follow("打开材料袋").follow("登记民主评议").reads("登记民主评议")
    hr.type("地点", "公司三楼会议室")
    unit.seat(hr, unit.PANEL)
    for point, grade in (
        ("职业道德", "好"),
        ("工作态度", "好"),
        ("技术业务能力", "好"),
        ("专业水平", "较好"),
    ):
        for box in hr.main.get_by_label(re.compile(f"，{point}$")).all():
            box.select_option(label=grade)
    for label, votes in (("，同意推荐票$", "5"), ("，不同意推荐票$", "0")):
        for box in hr.main.get_by_label(re.compile(label)).all():
            box.fill(votes)
    hr.press("登记民主评议").sees("已按评议结果拟好鉴定意见")
    hr.shoot("assess", part=hr.region("逐人评议结果"))


def recommendation(hr: Illustrator, head: Illustrator) -> None:
    """单位领导 recommends two of three; 单位人事 makes the bag of whom it has."""
    head.open("/unit/").follow("2020年度").follow("推荐").reads("推荐")
    head.type("承诺人（单位负责人）姓名", UNITS[SOLAR][3])
    head.shoot("recommend", part=head.main.locator("form"))
    head.press("推荐").sees("已办理：推荐")
    hr.open("/unit/").follow("2020年度").shoot("lacks", part=hr.main.locator("section").first)
    hr.follow("生成材料袋，送主管部门").reads("报主管部门")
    hr.type("报送人姓名", UNITS[SOLAR][1]).type("报送人手机号", "13800009999")
    hr.type("还有人没有推荐就先报送的原因", "其余人员公示③期满后补报。")
    hr.press("生成材料袋，送主管部门").reads("整套材料，第1套")
    expect(hr.main).to_contain_text("怎样打印", timeout=PRINTING)
    hr.shoot("packet")


def delivery(hr: Illustrator) -> None:
    hr.open("/unit/").follow("2020年度").follow(re.compile("送303室"))
    hr.reads("送303室").shoot("delivery")
