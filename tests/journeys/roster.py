"""A unit's workbook of people: sent, corrected as the site asks, sent again."""

import re
from io import BytesIO

from openpyxl import load_workbook

from tests.applications.rosters import XLSX
from tests.journeys.visitor import Visitor


def send(hr: Visitor, content: bytes) -> Visitor:
    hr.attach("Excel文件", {"name": "名单.xlsx", "mimeType": XLSX, "buffer": content})
    return hr.press("读名单并核对")


def download(hr: Visitor, name: str):
    """The first sheet of the workbook behind a link."""
    return load_workbook(BytesIO(hr.download(name))).active


def mended(sheet, identity_number: str) -> bytes:
    """The workbook with what its column 问题 asks for; a wrong identity number is this one."""
    heads = {cell.value: cell.column for cell in sheet[3]}
    for row in sheet.iter_rows(min_row=4):
        if said := row[-1].value:
            column, value = _asked(said, identity_number)
            sheet.cell(row[0].row, heads[column]).value = value
    file = BytesIO()
    sheet.parent.save(file)
    return file.getvalue()


def _asked(said: str, identity_number: str) -> tuple[str, str]:
    if said.startswith("身份证号"):
        return "身份证号", identity_number
    column, advised = re.fullmatch(r"(.+?)：写成了“.*”，请写成“(.+)”。", said).groups()
    return column, advised
