"""The papers of the road, asked for by their buttons and looked into."""

import io
import re

import openpyxl
import pypdfium2

from tests.journeys.visitor import Visitor


def text_of(pdf: bytes) -> str:
    """All words of a PDF without white space (lines break anywhere in Chinese)."""
    assert pdf.startswith(b"%PDF"), pdf[:200]
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", "", "".join(pages))


def cells_of(workbook: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]


def of_the_file(hr: Visitor, unit: str, name: str) -> None:
    """评审表, 工作报告 and the label of one person's bag."""
    form = text_of(hr.print("评审表"))
    assert name in form
    assert "主排水泵远程监测改造" in form
    assert name in text_of(hr.print("专业技术工作报告"))
    label = text_of(hr.print("档案袋贴签"))
    assert all(words in label for words in (name, unit, "矿山机电"))


def of_the_package(hr: Visitor, unit: str, name: str) -> None:
    """三公示记实表 and 申报汇总表, the latter for paper and for the computer."""
    record = text_of(hr.print("三公示记实表"))
    assert unit in record
    assert "同行专家" in record
    assert name in text_of(hr.print("申报汇总表"))
    assert name in cells_of(hr.print("申报汇总表（Excel）"))


def of_the_meeting(secretary: Visitor, name: str) -> None:
    """评审结果表 for the chair's signature, the posted result, the confirmed list."""
    assert name in text_of(secretary.print("评审结果表"))
    assert name in text_of(secretary.print("结果公示张贴稿"))
    assert name in cells_of(secretary.print("核准名单（Excel）"))
