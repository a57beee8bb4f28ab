"""xlsx files as zip archives: looked into before they are parsed, settled after they are written.

A 240 kB file can unpack to 76 MB and cost 52 seconds of CPU in a parser; one with a macro or a
document type declaration has no business here. The directory and the XML are checked first.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_ENTRIES = 200
HIGHEST_RATIO = 100
"""Unpacked over packed size of the whole file."""
MOST_ELEMENTS = 1_000_000
"""XML elements in all parts together; a roster of 2,000 people has about 100,000."""
MOST_COLUMNS = 100
LAST_ROW = 100_000
"""A value further down is a mistake or an attack; Excel has 1,048,576 rows."""
SETTLED = datetime(1980, 1, 1, tzinfo=UTC)

TOO_LARGE = "文件展开后太大，请只保留要上传的一张表，另存后再上传。"
NOT_XLSX = "这不是Excel工作簿（.xlsx），请用Excel或WPS另存为.xlsx格式后再上传。"


class BadWorkbook(Exception):
    """The file cannot be read. ``str()`` is a sentence for the page."""


@dataclass(slots=True)
class SheetPart:
    """What a streaming reader does not tell about a sheet."""

    last_row: int = 0
    """The last row with a value in it."""
    elements: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)

    def merged_below(self, places: Iterable[int]) -> list[str]:
        """Merged areas with more than one row that touch the columns read (0-based)."""
        wanted = set(places)
        areas = []
        for area in self.merged:
            left, top, right, bottom = range_boundaries(area)
            if bottom > top and wanted & set(range(left - 1, min(right, MOST_COLUMNS))):
                areas.append(area)
        return areas


@dataclass(slots=True)
class Survey:
    """What ``inspect`` saw."""

    parts: dict[str, SheetPart] = field(default_factory=dict)

    def sheet(self, sheet) -> SheetPart:
        """The part behind a sheet of a workbook opened read-only."""
        return self.parts.get(sheet._worksheet_path.lstrip("/"), SheetPart())


def inspect(file: BinaryIO) -> Survey:
    """Refuse anything but a plain xlsx file of bearable size; note hidden rows and merged cells.

    Costs no more memory than one buffer. Leaves ``file`` at its beginning. Raises BadWorkbook.
    """
    file.seek(0, 2)
    if file.tell() > LARGEST_FILE:
        raise BadWorkbook("文件超过10MB，请删去图片和多余的工作表后再上传。")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive.infolist())
            survey = Survey()
            for name in archive.namelist():
                if name.endswith((".xml", ".rels", ".vml")):
                    survey.parts[name] = _scan(archive, name)
                    if sum(part.elements for part in survey.parts.values()) > MOST_ELEMENTS:
                        raise BadWorkbook(TOO_LARGE)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise BadWorkbook(NOT_XLSX) from error
    file.seek(0)
    return survey


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise BadWorkbook(NOT_XLSX)
    if any(mark in name.lower() for name in names for mark in ("vbaproject", "embed", "activex")):
        raise BadWorkbook("文件带有宏或嵌入对象，请另存为不含宏的.xlsx格式后再上传。")
    if len(names) != len(set(names)) or any(entry.flag_bits & 1 for entry in entries):
        raise BadWorkbook(NOT_XLSX)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > LARGEST_UNPACKED
        or unpacked > HIGHEST_RATIO * max(packed, 1)
    ):
        raise BadWorkbook(TOO_LARGE)


def _scan(archive: zipfile.ZipFile, name: str) -> SheetPart:
    part = SheetPart()
    row = 0

    def start(tag, attributes):
        nonlocal row
        part.elements += 1
        if part.elements > MOST_ELEMENTS:
            raise BadWorkbook(TOO_LARGE)
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row = _number(attributes.get("r")) or row + 1
            if attributes.get("hidden") in {"1", "true"}:
                part.hidden_rows.add(row)
        elif tag == "mergeCell":
            part.merged.append(attributes.get("ref", "A1"))
        elif tag in {"v", "is", "f"}:
            part.last_row = max(part.last_row, row)
            if row > LAST_ROW:
                raise BadWorkbook(f"第{LAST_ROW}行以后还有内容，请删去后再上传。")

    def declared(*_):
        raise BadWorkbook(NOT_XLSX)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = start
    try:
        with archive.open(name) as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise BadWorkbook(NOT_XLSX) from error
    return part


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else 0


def first_visible(book):
    """The first sheet a person sees. Raises BadWorkbook when there is none."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            return sheet
    raise BadWorkbook("文件里没有可见的工作表，请检查后再上传。")


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever the parser meets in a broken file into one sentence."""
    try:
        yield
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
        AttributeError, OverflowError, SyntaxError, EOFError,
    ) as error:  # fmt: skip
        raise BadWorkbook(NOT_XLSX) from error


def settle(file: BinaryIO, *, title: str, created: datetime | None) -> bytes:
    """The same workbook without times and names that would make two equal lists differ."""
    moment = (created or SETTLED).astimezone(UTC)
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}'
        "</dcterms:created></cp:coreProperties>"
    )
    settled = BytesIO()
    with (
        zipfile.ZipFile(file) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, date_time=SETTLED.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == "docProps/core.xml":
                target.writestr(entry, core)
                continue
            with source.open(name) as reader, target.open(entry, "w") as writer:
                while block := reader.read(1 << 16):
                    writer.write(block)
    return settled.getvalue()
