"""xlsx out and in: text stays text, the same rows the same bytes, errors named by cell."""

import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from documents.sheets import CellError, Column, Kind, Row, read, write
from documents.workbooks import BadWorkbook

COLUMNS = (
    Column(key="number", title="序号", width=6, kind=Kind.NUMBER),
    Column(key="name", title="姓名", required=True),
    Column(key="id", title="身份证号", width=22, kind=Kind.ID, required=True),
    Column(key="began", title="参加工作时间", width=14, kind=Kind.DATE),
    Column(key="note", title="备注", width=20),
)
ID = "140522199603129918"


def row(**changes):
    return {
        "number": 1,
        "name": "张镕旻",
        "id": ID,
        "began": date(2018, 7, 16),
        "note": "",
    } | changes


def workbook(*rows, heads=("姓名", "身份证号", "参加工作时间", "序号", "备注")):
    book = Workbook()
    sheet = book.active
    sheet.append(heads)
    for cells in rows:
        sheet.append(cells)
    return book


def saved(book) -> BytesIO:
    file = BytesIO()
    book.save(file)
    return file


# Writing


def test_written_list_reads_back_cell_by_cell():
    rows = [row(number=n, name=name, note=name) for n, name in enumerate(("张三", "㛃䶮𬭼"), 1)]

    content = write(COLUMNS, rows, title="申报名单", subtitle="填报单位：示例")

    reading = read(COLUMNS, BytesIO(content))
    assert reading.errors == []
    assert reading.rows == [Row(3 + n, rows[n - 1]) for n in (1, 2)]
    sheet = load_workbook(BytesIO(content)).active
    assert [sheet["A1"].value, sheet["A2"].value] == ["申报名单", "填报单位：示例"]
    assert [cell.value for cell in sheet[3]] == [column.title for column in COLUMNS]


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://127.0.0.1/")', "+1", "-1", "@SUM(A1)", "\t=1", "00123", "1e5"],
)
def test_value_that_looks_like_a_formula_or_number_stays_text(text):
    content = write(COLUMNS, [row(name=text, note=text)], title=text, subtitle=text)

    sheet = load_workbook(BytesIO(content)).active
    cells = [sheet["A1"], sheet["A2"], sheet["B4"], sheet["E4"]]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} == {text}
    assert {cell.number_format for cell in cells} == {"@"}
    assert all(cell.quotePrefix for cell in cells)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_control_characters_are_left_out():
    content = write(COLUMNS, [row(name="张\x00三\x1f\ufffe")], title="名单\x07")

    assert load_workbook(BytesIO(content)).active["B4"].value == "张三"


def test_identity_numbers_are_text_dates_are_dates_and_numbers_numbers():
    content = write(COLUMNS, [row()], title="名单")

    cells = load_workbook(BytesIO(content)).active[4]
    assert [cell.data_type for cell in cells] == ["n", "s", "s", "d", "n"]
    assert (cells[2].value, cells[3].value) == (ID, datetime(2018, 7, 16))  # noqa: DTZ001


def test_same_rows_give_the_same_bytes_and_no_trace_of_when():
    first = write(COLUMNS, [row()], title="名单")
    second = write(COLUMNS, [row()], title="名单")

    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "openpyxl" not in core
    assert "modified" not in core


def test_given_creation_time_is_the_only_time_in_the_file():
    content = write(
        COLUMNS, [row()], title="名单", created=datetime(2021, 11, 22, 2, 5, tzinfo=UTC)
    )

    assert load_workbook(BytesIO(content)).properties.created.isoformat() == "2021-11-22T02:05:00"


def test_list_prints_on_a4_landscape_with_its_head_on_each_page():
    sheet = load_workbook(BytesIO(write(COLUMNS, [row()], title="名单"))).active

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.column_dimensions["C"].width == 22


def test_sheet_name_drops_what_excel_forbids():
    content = write(COLUMNS, [], title="2021/2022[示例]:名单*?" + "长" * 40)

    assert load_workbook(BytesIO(content)).sheetnames == ["20212022示例名单" + "长" * 19]


def test_text_excel_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="32767"):
        write(COLUMNS, [row(note="字" * 32_768)], title="名单")


def test_long_list_is_streamed():
    columns = tuple(Column(key=f"k{n}", title=f"列{n}") for n in range(25))
    values = {f"k{n}": f"第{n}列的内容" for n in range(25)}
    tracemalloc.start()

    write(columns, (values for _ in range(3000)), title="长名单")

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


# Reading


def test_columns_are_found_by_title_in_any_order_below_a_heading():
    book = Workbook()
    sheet = book.active
    sheet.append(["2021年度名单"])
    sheet.append([])
    sheet.append(["备 注", "身份证号\n", "不认识的列", " 姓名"])
    sheet.append(["第一批", ID, "x", " 张镕旻 "])

    reading = read(COLUMNS, saved(book))

    assert reading.errors == []
    assert reading.rows == [Row(4, {"note": "第一批", "id": ID, "name": "张镕旻"})]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2018-07-16", date(2018, 7, 16)),
        ("2018.7.16", date(2018, 7, 16)),
        ("2018年7月16日", date(2018, 7, 16)),
        ("２０１８／７／１６", date(2018, 7, 16)),
        ("20180716", date(2018, 7, 16)),
        (20180716, date(2018, 7, 16)),
        (date(2018, 7, 16), date(2018, 7, 16)),
        (None, None),
    ],
)
def test_dates_are_read_as_people_write_them(value, day):
    reading = read(COLUMNS, saved(workbook(["张三", ID, value])))

    assert reading.errors == []
    assert reading.rows[0].values["began"] == day


@pytest.mark.parametrize("epoch", ["1900", "1904"])
def test_date_cells_are_right_in_both_excel_calendars(epoch):
    book = workbook(["张三", ID, date(2021, 11, 10)])
    if epoch == "1904":
        book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001

    reading = read(COLUMNS, saved(book))

    assert reading.rows[0].values["began"] == date(2021, 11, 10)


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        (["张三", 140522199603129918], "身份证号", "第2行“身份证号”是数字格式，后几位可能已经丢失"),
        (["张三", 1.4e17], "身份证号", "请把这一列设为文本格式，重新填写。"),
        (["", ID], "姓名", "第2行“姓名”没有填写，请补上。"),
        (["=A1", ID], "姓名", "第2行“姓名”是公式，请复制后用“选择性粘贴—数值”"),
        (["张三", ID, "去年七月"], "参加工作时间", "是“去年七月”，请写成2021-11-10这样的日期。"),
        (["张三", ID, "2021-02-30"], "参加工作时间", "是“2021-02-30”，请写成"),
        (["张三", ID, None, "一"], "序号", "第2行“序号”是“一”，请填写整数。"),
        (["张三", ID, None, "1.5"], "序号", "第2行“序号”是“1.5”，请填写整数。"),
        (["#N/A", ID], "姓名", "第2行“姓名”显示为#N/A，请改成正确的内容。"),
        ([True, ID], "姓名", "第2行“姓名”是逻辑值，请改成文字。"),
    ],
)
def test_bad_cell_is_named_with_row_column_and_remedy(cells, column, message):
    reading = read(COLUMNS, saved(workbook(cells)))

    assert reading.rows == []
    [error] = reading.errors
    assert (error.row, error.column) == (2, column)
    assert message in error.message


def test_all_errors_are_told_and_good_rows_kept():
    book = workbook(["", 1.0], [], ["李四", ID], ["王五", ""])

    reading = read(COLUMNS, saved(book))

    assert [(error.row, error.column) for error in reading.errors] == [
        (2, "姓名"),
        (2, "身份证号"),
        (5, "身份证号"),
    ]
    assert [row.number for row in reading.rows] == [4]


def test_hidden_sheet_is_passed_over():
    book = workbook(["张三", ID])
    hidden = book.create_sheet("旧", 0)
    hidden.append(["姓名", "身份证号"])
    hidden.append(["不该读到", ID])
    hidden.sheet_state = "hidden"
    book.active = 1

    reading = read(COLUMNS, saved(book))

    assert [row.values["name"] for row in reading.rows] == ["张三"]


def test_hidden_row_is_an_error_not_a_silent_import():
    book = workbook(["张三", ID], ["李四", ID])
    book.active.row_dimensions[3].hidden = True

    reading = read(COLUMNS, saved(book))

    assert reading.errors == [CellError(3, "", "是隐藏行，请取消隐藏核对后再上传，或把它删除。")]
    assert [row.number for row in reading.rows] == [2]


def test_merged_cells_over_rows_are_named():
    book = workbook(["张三", ID], [None, ID])
    book.active.merge_cells("A2:A3")

    reading = read(COLUMNS, saved(book))

    assert reading.errors[0].message == "A2:A3是合并单元格，请取消合并，每格都填上内容。"


def test_phone_typed_as_a_number_keeps_its_digits():
    reading = read(COLUMNS, saved(workbook(["张三", ID, None, None, 13800001234])))

    assert reading.rows[0].values["note"] == "13800001234"


@pytest.mark.parametrize(
    ("heads", "message"),
    [
        (("姓名", "号码"), "没有找到表头“身份证号”"),
        (("甲", "乙"), "没有找到表头“姓名”、“身份证号”"),
        (("姓名", "身份证号", "姓名"), "表头“姓名”出现了两次"),
    ],
)
def test_wrong_header_is_refused_by_name(heads, message):
    with pytest.raises(BadWorkbook, match=message):
        read(COLUMNS, saved(workbook(["张三", ID], heads=heads)))


def test_more_rows_than_allowed_are_refused():
    with pytest.raises(BadWorkbook, match="超过3行"):
        read(COLUMNS, saved(workbook(*[["张三", ID]] * 4)), max_rows=3)


def test_header_without_rows_reads_as_empty():
    reading = read(COLUMNS, saved(workbook()))

    assert (reading.rows, reading.errors) == ([], [])
