"""Rows to xlsx and back: lists for the bureau's Excel, rosters from the units' Excel.

Nothing a person wrote ever becomes a formula, long numbers stay text, and a file from outside is
looked into before it is parsed (``documents.workbooks``).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from documents import workbooks
from documents.cells import Column, Kind, convert, plain, shown
from documents.looks import Looks
from documents.workbooks import BadWorkbook

HEADER_SEARCH = 10
"""The header may stand below a title; it is looked for in this many rows."""
HELPED_ROWS = 2003
"""Lists and hints of a column reach down to this row."""
A4 = 9
LINE = 15
"""Points a line of text takes; a streamed row must be told how high it is."""
HIGHEST_ROW = 409
WRITTEN = frozenset({"text", "wrong", "head"})
"""Styles of cells that hold text."""
FIRST_ROW = 4
"""Below title, subtitle and heads."""
LAST_NARROW = 0x2E7F
"""Characters up to this one take one place, those beyond two."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row read from a file; ``number`` is Excel's own row number."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CellError:
    """Something wrong in one cell, in words for the person who filled it in."""

    row: int
    column: str
    """Title of the column."""
    what: str
    """The rest of the sentence: the value and what to do."""

    @property
    def message(self) -> str:
        """A whole sentence naming row, column, value and what to do."""
        row = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        return f"{row}{column}{self.what}"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that is to stand out in a written list: whoever reads it has to mend it."""

    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: good rows and every error, in order of the file.

    ``broken`` rows have an error: their good cells only, for whoever wants to judge those too.
    ``seen`` has every row, its cells as the text they show, for handing the list back.
    """

    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)
    seen: list[Row] = field(default_factory=list)


# Writing -------------------------------------------------------------------------------------


def write(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    subtitle: str = "",
    created: datetime | None = None,
    lines: int = 1,
) -> bytes:
    """A styled list, A4 landscape, its head repeated on every printed page.

    Row 1 is ``title``, row 2 ``subtitle``, row 3 the heads. Dates are written as dates, whole
    numbers of NUMBER columns as numbers, everything else as text that Excel will never evaluate;
    what is ``Marked`` has a red ground. A row is as high as ``lines`` of text, or as its deepest
    cell when that has more.
    The same rows give the same bytes; ``created`` (none: 1980-01-01) is the only date in the file.
    Rows are streamed to the disk, so thousands cost little memory.

    Raises ValueError for a text longer than Excel can hold.
    """
    with TemporaryFile() as file:  # packed once, when settled
        write_to(
            file, columns, rows, title=title, subtitle=subtitle, lines=lines, packing=ZIP_STORED
        )
        return workbooks.settle(file, title=plain(title), created=created)


def write_to(
    file: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    subtitle: str = "",
    lines: int = 1,
    packing: int = ZIP_DEFLATED,
) -> None:
    """The same list into a file that is open for writing, without settling its dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    _set_up(sheet, columns, lines)
    looks = Looks(sheet)
    try:
        for look, text in (("title", title), ("note", subtitle)):
            across = [(look, plain(text)), *[(look, "")] * (len(columns) - 1)]
            sheet.append(looks.cells(across))
        sheet.append(looks.cells([("head", plain(column.title)) for column in columns]))
        wanted = [(column.key, column.kind) for column in columns]
        rooms = [column.width - 1 for column in columns]
        for number, row in enumerate(rows, start=FIRST_ROW):
            values = [_value(kind, row.get(key)) for key, kind in wanted]
            deepest = _lines(values, rooms, lines)
            if deepest > lines:
                sheet.row_dimensions[number].height = min(deepest * LINE + 4, HIGHEST_ROW)
            sheet.append(looks.cells(values))
            sheet.row_dimensions.pop(number, None)  # written; a long list must not keep them all
    except BaseException:
        sheet.close()  # else the half-written sheet keeps its temporary file open
        raise
    ExcelWriter(book, ZipFile(file, "w", packing)).save()


def _lines(values, rooms: Sequence[float], least: int) -> int:
    """Lines the deepest cell takes, or ``least`` where none takes more; a Chinese character
    takes two places."""
    deepest, enough = least, least / 2
    for (style, text), room in zip(values, rooms, strict=True):
        if style in WRITTEN and len(text) > enough * room:
            places = sum(2 if ord(c) > LAST_NARROW else 1 for c in text)
            deepest = max(deepest, ceil(places / room) + text.count("\n"))
    return deepest


def _set_up(sheet, columns: Sequence[Column], lines: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = 0.6
    sheet.page_margins.bottom, sheet.page_margins.footer = 0.75, 0.35
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = "3:3"
    sheet.oddFooter.center.text = "第&P页 共&N页"
    sheet.freeze_panes = "A4"
    sheet.row_dimensions[1].height = 36
    heads = [("head", column.title) for column in columns]
    deepest = _lines(heads, [column.width - 1 for column in columns], 1)
    sheet.row_dimensions[2].height = 20
    sheet.row_dimensions[3].height = max(32, 4 + LINE * deepest)
    sheet.sheet_format.defaultRowHeight = LINE * lines + 4
    sheet.sheet_format.customHeight = True
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.choices or column.hint:
            sheet.data_validations.append(_help(column, f"{letter}4:{letter}{HELPED_ROWS}"))


def _help(column: Column, cells: str) -> DataValidation:
    """What Excel and WPS offer and say at a column's cells; nothing is refused there."""
    offered = DataValidation(
        sqref=cells, showInputMessage=bool(column.hint), showErrorMessage=False
    )
    if column.choices:
        offered.type, offered.formula1 = "list", f'"{",".join(column.choices)}"'
    if column.hint:
        offered.promptTitle, offered.prompt = column.title[:32], column.hint[:255]
    return offered


def _value(kind: Kind, value: Any) -> tuple[str, str | int | date]:
    """The style and what stands in the cell."""
    if isinstance(value, str):
        return "text", plain(value)
    if isinstance(value, Marked):
        return "wrong", plain(value.text)
    if kind is Kind.DATE and isinstance(value, date):
        return "date", value.date() if isinstance(value, datetime) else value
    if kind is Kind.NUMBER and isinstance(value, int):
        return "number", value
    return "text", plain(value)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "", plain(title)).replace("\n", "")[:31] or "Sheet1"


# Reading -------------------------------------------------------------------------------------


def read(columns: Sequence[Column], file: BinaryIO, *, max_rows: int = 2000) -> Reading:
    """Read the first visible sheet of an xlsx file by the titles in its header row.

    Columns may stand in any order, others are ignored, empty rows are skipped. Values: ``str``
    (TEXT, ID), ``int`` (NUMBER), ``date`` (DATE), ``None`` for an empty cell. A row with an error
    is not among the rows; all errors of all rows are reported.

    Raises BadWorkbook, with a sentence for the page, for anything but a plain xlsx file with that
    header and at most ``max_rows`` rows.
    """
    survey = workbooks.inspect(file)
    with workbooks.refusing():
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            return _read(columns, workbooks.first_visible(book), survey, max_rows)
        finally:
            book.close()


def _read(columns, sheet, survey, max_rows) -> Reading:
    sheet.reset_dimensions()
    part = survey.sheet(sheet)
    head = sheet.iter_rows(max_row=HEADER_SEARCH, max_col=workbooks.MOST_COLUMNS)
    header, places = _find_header(columns, head)
    if part.last_row <= header:
        return Reading()
    body = sheet.iter_rows(header + 1, part.last_row, max_col=max(places.values()) + 1)
    reading = Reading()
    for number, cells in enumerate(body, start=header + 1):
        if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
            continue
        if len(reading.seen) >= max_rows:
            raise BadWorkbook(f"表里超过{max_rows}行，请分成几个文件上传。")
        values, errors = {}, []
        if number in part.hidden_rows:
            errors.append(CellError(number, "", "是隐藏行，请取消隐藏核对后再上传，或把它删除。"))
        texts = {}
        for column, place in places.items():
            cell = cells[place] if place < len(cells) else None
            texts[column.key] = shown(cell)
            try:
                values[column.key] = convert(column, cell)
            except ValueError as error:
                errors.append(CellError(number, column.title, str(error)))
        reading.seen.append(Row(number, texts))
        if errors:
            reading.errors.extend(errors)
            reading.broken.append(Row(number, values))
        else:
            reading.rows.append(Row(number, values))
    reading.errors[:0] = [
        CellError(0, "", f"{area}是合并单元格，请取消合并，每格都填上内容。")
        for area in part.merged_below(places.values())
    ]
    return reading


def _find_header(columns, rows) -> tuple[int, dict[Column, int]]:
    """The number of the header row and where in it each column stands (0-based)."""
    wanted = {_squeeze(column.title): column for column in columns}
    best: set[str] = set()
    for number, cells in enumerate(rows, start=1):
        titles = [_squeeze(cell.value) for cell in cells]
        found = {title for title in titles if title in wanted}
        if all(title in found for title, column in wanted.items() if column.required) and found:
            for title in found:
                if titles.count(title) > 1:
                    raise BadWorkbook(f"表头“{wanted[title].title}”出现了两次，请删去一列。")
            return number, {wanted[t]: titles.index(t) for t in titles if t in found}
        best = max(best, found, key=len)
    missing = "、".join(
        f"“{column.title}”"
        for title, column in wanted.items()
        if column.required and title not in best
    )
    raise BadWorkbook(f"前{HEADER_SEARCH}行里没有找到表头{missing}，请用下载的模板填写。")


def _squeeze(value: Any) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value or "")))
