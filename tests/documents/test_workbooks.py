"""Files from outside are looked into before they are parsed."""

import resource
import time
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from documents import workbooks
from documents.sheets import Column, read
from documents.workbooks import BadWorkbook, inspect

COLUMNS = (Column(key="name", title="姓名", required=True),)
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def xlsx(**parts: bytes | str) -> BytesIO:
    """A small real workbook, with parts replaced or added by path."""
    book = Workbook()
    book.active.append(["姓名"])
    book.active.append(["张三"])
    plain = BytesIO()
    book.save(plain)
    changed = BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", 8) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return changed


def refusal(file) -> str:
    with pytest.raises(BadWorkbook) as caught:
        read(COLUMNS, file)
    return str(caught.value)


def test_plain_workbook_is_read():
    assert [row.values for row in read(COLUMNS, xlsx()).rows] == [{"name": "张三"}]


def test_printer_settings_that_excel_adds_are_no_reason_to_refuse():
    file = xlsx(**{"xl/printerSettings/printerSettings1.bin": b"\x00" * 100})

    assert len(read(COLUMNS, file).rows) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04", id="cut"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, id="xls"),
        pytest.param(b"%PDF-1.7", id="pdf"),
    ],
)
def test_anything_but_xlsx_is_refused_in_one_sentence(content):
    assert refusal(BytesIO(content)) == workbooks.NOT_XLSX


def test_zip_that_is_no_workbook_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert refusal(file) == workbooks.NOT_XLSX


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml"]
)
def test_macros_and_embedded_objects_are_refused(name):
    assert "宏或嵌入对象" in refusal(xlsx(**{name: b"<a/>"}))


def test_bomb_is_refused_fast_and_without_memory():
    file = xlsx(**{"xl/media/zeros.xml": b"\x00" * (49 * 1024 * 1024)})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()

    message = refusal(file)

    assert message == workbooks.TOO_LARGE
    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_more_than_two_hundred_entries_are_refused():
    parts = {f"xl/media/{n}.png": b"x" * 50 for n in range(200)}

    assert refusal(xlsx(**parts)) == workbooks.TOO_LARGE


def test_file_larger_than_ten_megabytes_is_refused():
    assert "超过10MB" in refusal(BytesIO(b"PK" + b"\x00" * workbooks.LARGEST_FILE))


def test_million_elements_are_refused_before_they_are_parsed():
    noise = "".join(f"<c{n % 97}/>" for n in range(1_000_100))  # compresses badly enough
    sheet = f"<worksheet {NAMESPACE}><sheetData>{noise}</sheetData></worksheet>"
    start = time.process_time()

    with pytest.raises(BadWorkbook, match="展开后太大"):
        inspect(xlsx(**{SHEET: sheet}))

    assert time.process_time() - start < 5


def test_value_in_the_last_cell_of_excel_is_refused():
    sheet = (
        f'<worksheet {NAMESPACE}><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )

    assert "行以后还有内容" in refusal(xlsx(**{SHEET: sheet}))


def test_empty_rows_far_down_are_not_walked_through():
    sheet = (
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is>'
        '</c></row><row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c></row>'
        '<row r="1048576"/></sheetData></worksheet>'
    )
    start = time.process_time()

    reading = read(COLUMNS, xlsx(**{SHEET: sheet}))

    assert [row.values["name"] for row in reading.rows] == ["张三"]
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9999/evil.dtd">',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_document_type_is_refused_in_every_part(declaration, part):
    assert refusal(xlsx(**{part: f"<?xml version='1.0'?>{declaration}<x/>"})) == workbooks.NOT_XLSX


def test_utf16_does_not_hide_a_document_type():
    part = "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE x><x/>".encode("utf-16")

    assert refusal(xlsx(**{SHEET: part})) == workbooks.NOT_XLSX


@pytest.mark.parametrize("content", ["<worksheet", "<x/>", "\x00\x01"])
def test_broken_parts_are_refused_not_raised(content):
    assert refusal(xlsx(**{SHEET: content}))


def test_workbook_whose_sheets_are_all_hidden_is_refused():
    book = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    book += b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    book += b'<sheets><sheet name="s" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>'

    assert "没有可见的工作表" in refusal(xlsx(**{"xl/workbook.xml": book}))
