"""《系统管理员手册》: a year, its rules and tables, people and units, working days, the logs."""

from openpyxl import Workbook

from scripts.manual_illustrator import Illustrator
from yangcheng_titles.demo.cast import BUREAU

DOCUMENT, REASON = "阳工信函字〔2021〕示例26号", "照补充通知办理"
LEAD = "guoqinghua"
HEADS = 3  # the row of the heads in the workbooks handed out; titles stand above


def walk(arrive) -> None:
    """Shown before it is kept, everywhere; only what waits for a second person is asked for."""
    admin, lead = arrive().enter_as("admin"), arrive().enter_as(LEAD)
    rounds(admin)
    rules(admin)
    tables(admin)
    offices(admin)
    second_person(admin, lead)
    working_days(admin, lead)
    logs(admin)
    admin.open("/accounts/second-factor/set-up/").reads("开通两步验证").shoot("second-factor")


def rounds(admin: Illustrator) -> None:
    admin.open("/settings/rounds/2021/").reads("2021年度").shoot("round")
    admin.open("/settings/rounds/new/").reads("开通下一年度").shoot("next-year")
    admin.open("/settings/rounds/2021/change/eligibility/")
    admin.tick("专科须先取得技术员")
    explained(admin).press("核对改动").reads("核对改动").shoot("change")


def explained(admin: Illustrator) -> Illustrator:
    return admin.type("依据文号", DOCUMENT).type("理由", REASON)


def rules(admin: Illustrator) -> None:
    """Somebody with one 合格 of two is tried out."""
    admin.open("/settings/rules/").follow("试算").reads("试算")
    admin.type("出生日期", "1997-02-03").choose("学历层次", "专科", within=admin.region("学历1"))
    admin.type("毕业日期", "2018-07-01", within=admin.region("学历1"))
    admin.type("聘任日期", "2018-08-01").choose("2020年度", "合格")
    admin.press("试算").shoot("bench", part=admin.region("试算结果"))


def tables(admin: Illustrator) -> None:
    """附件4 as a workbook: one name more, one that can no longer be chosen."""
    admin.open("/settings/specialties/").reads("申报专业").follow("导入Excel")
    book = admin.download("导出现在的表")
    admin.upload("Excel文件", changed(book), "附件4.xlsx")
    explained(admin).press("读表并核对").reads("核对改动").shoot("specialties")


def changed(book: Workbook) -> Workbook:
    """附件4 with 储能工程 added and 露天开采 taken out of use."""
    column = columns(book)
    for row in book.active.iter_rows(min_row=HEADS + 1):
        if row[column["专业"] - 1].value == "露天开采":
            row[column["可选"] - 1].value = "否"
    name = {"大类": "04 电气（电力）工程", "专业": "储能工程"}
    return add(book, name | {"以考代评": "否", "可选": "是"})


def columns(book: Workbook) -> dict[str, int]:
    """Head → number of its column."""
    return {cell.value: cell.column for cell in book.active[HEADS]}


def add(book: Workbook, row: dict[str, str]) -> Workbook:
    """The workbook with this row, head → words, below its others."""
    sheet, column = book.active, columns(book)
    new = sheet.max_row + 1
    for head, words in row.items():
        sheet.cell(new, column[head]).value = words
    return book


def offices(admin: Illustrator) -> None:
    """One unit registered in a workbook that names no other."""
    admin.open("/settings/units/").reads("单位").shoot("units")
    admin.follow("导入Excel").reads("导入单位")
    book = admin.download("现在的表")
    book.active.delete_rows(HEADS + 1, book.active.max_row)
    add(
        book,
        {
            "名称": "阳城县芦苇河装备制造有限公司",
            "类别": "用人单位",
            "单位性质": "民营企业",
            "主管部门": BUREAU,
        },
    )
    admin.upload("Excel文件", book, "单位.xlsx").type("理由", REASON).press("读表并核对")
    admin.reads("核对要保存的单位").shoot("units-import")


def second_person(admin: Illustrator, lead: Illustrator) -> None:
    """A second secretary: asked for by one, answered by another."""
    admin.open("/settings/users/new/").reads("开通账号")
    admin.type("姓名", "张文秀").type("登录名", "zhangwenxiu").type("单位", BUREAU)
    admin.choose("身份", "评委会秘书").type("理由", "李慧休假期间组织评审会").shoot("person-new")
    admin.press("开通账号").reads("张文秀")
    lead.open("/settings/requests/").reads("待第二人确认").shoot("requests")


def working_days(admin: Illustrator, lead: Illustrator) -> None:
    admin.open("/settings/calendar/new/").reads("提出修改工作日").type("年份", "2021")
    admin.type("放假和调休安排", "2021-11-22 休 停电检修")
    explained(admin).press("核对改动").reads("核对改动").shoot("calendar")
    admin.press("提出，请另一个人确认")
    lead.open("/settings/calendar/").main.get_by_role("link", name="修改1天").click()
    lead.reads("待确认的修改").shoot("calendar-second")


def logs(admin: Illustrator) -> None:
    admin.open("/settings/audit/").shoot("audit")
    admin.open("/settings/audit/heads/").reads("每日校验值").shoot("heads")
