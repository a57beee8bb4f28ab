"""Rosters as units send them: the template's columns filled with fictional people."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from applications import roster
from applications.forms.roster import Known, RosterForm
from applications.roster_sheet import columns_of
from yangcheng_titles.demo.people import identity_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEETS = {
    "level": "本科",
    "major": "采矿工程",
    "graduated": "2019.07",
    "appointed_on": "2019.08",
    "title": "未聘具体职务",
    "specialty": "采矿工程",
    "identity_kind": "专业技术人员",
    "standing": "没有",
    "y2020": "合格",
}
"""大学本科, appointed 2019-08, one 合格: everything the roster says is 符合."""
SHORT = MEETS | {
    "level": "专科",
    "graduated": "2018.07",
    "appointed_on": "2018.08",
    "y2018": "不定等次",
    "y2019": "基本合格",
    "y2021": "基本合格",
}
"""专科 with one 合格 of two."""
NAMES = [
    "卫小鹏", "郭晓燕", "李建军", "赵雅敏", "王丽萍", "张国强",
    "刘海涛", "陈慧", "杨志刚", "吴秀英", "成伟", "原振华",
]  # fmt: skip


def number(serial: int, born: date = date(1996, 3, 12)) -> str:
    """A number of their own for each of some thousands of people."""
    return identity_number(born + timedelta(days=serial // 50), "男", serial)


def person(serial: int = 1, name: str = "", **change) -> dict:
    """One row; `change` names columns by key."""
    return {
        "name": name or NAMES[serial % len(NAMES)],
        "identity_number": number(serial),
        "phone": f"138000{serial:05d}",
        **MEETS,
        **change,
    }


def workbook(round, rows, *, change=None) -> bytes:
    """The rows below the heads of the round's columns; `change(sheet, book)` spoils the file."""
    book = Workbook()
    sheet = book.active
    columns = columns_of(round)
    sheet.append([column.title for column in columns])
    for row in rows:
        sheet.append([row.get(column.key, "") or None for column in columns])
    if change:
        change(sheet, book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(round, content: bytes, *, today, known=None) -> RosterForm:
    """What the form makes of a workbook."""
    form = RosterForm(
        {},
        {"file": SimpleUploadedFile("名单.xlsx", content, XLSX)},
        round=round,
        known=known or Known(frozenset(), frozenset()),
        today=today,
    )
    form.is_valid()
    return form


def listed(world, rows, *, now):
    """The rows imported by the unit's HR: the import."""
    form = read(world.round, workbook(world.round, rows), today=now.date())
    kept = roster.keep(acting=world.hr, round=world.round, content=form.content, now=now)
    roster.import_all(kept, acting=world.hr, now=now)
    kept.refresh_from_db()
    return kept
