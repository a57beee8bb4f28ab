"""Lists as files for Excel, sent while they are read: CSV row by row, xlsx through a file on disk.

Nothing a person wrote becomes a formula (CSV: an apostrophe before the signs Excel evaluates).
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from documents import sheets
from documents.sheets import Column

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BLOCK = 64 * 1024


def stream(
    extension: str, columns: Sequence[Column], rows: Iterable[Mapping], *, title: str
) -> Iterator[bytes]:
    """The bytes of the list in pieces. Raises KeyError for an extension that is none of TYPES."""
    writer = {"csv": _csv, "xlsx": _xlsx}[extension]
    return writer(columns, rows, title)


class _Line:
    """What csv writes to: the line comes back to whoever asked."""

    def write(self, text: str) -> str:
        return text


def _csv(columns, rows, title) -> Iterator[bytes]:
    writer = csv.writer(_Line())
    yield "\ufeff".encode()  # Excel takes the file for UTF-8
    yield writer.writerow([column.title for column in columns]).encode()
    for row in rows:
        yield writer.writerow([plain(row.get(column.key)) for column in columns]).encode()


def plain(value) -> str:
    """A cell of a CSV file that no spreadsheet evaluates."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _xlsx(columns, rows, title) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        sheets.write_to(file, columns, rows, title=title)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block
