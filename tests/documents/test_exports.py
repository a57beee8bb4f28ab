"""Lists sent while they are read."""

import tracemalloc
from datetime import date

import pytest

from documents import exports
from documents.sheets import Column, Kind

COLUMNS = (Column(key="name", title="姓名"), Column(key="day", title="日期", kind=Kind.DATE))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("郭晓燕", "郭晓燕"), ("=SUM(A1)", "'=SUM(A1)"), ("+86", "'+86"), ("-1", "'-1"),
        ("@cmd", "'@cmd"), ("\t=1", "'\t=1"), ("＝1", "'＝1"), (None, ""), (3, "3"),
        (date(2021, 11, 24), "2021-11-24"),
    ],
)  # fmt: skip
def test_cell_is_nothing_a_spreadsheet_evaluates(value, written):
    assert exports.plain(value) == written


def test_csv_is_sent_before_the_last_row_is_read():
    read = []

    def rows():
        for number in range(1000):
            read.append(number)
            yield {"name": f"人{number}"}

    pieces = exports.stream("csv", COLUMNS, rows(), title="名单")
    head = [next(pieces) for _ in range(3)]

    assert head == ["\ufeff".encode(), "姓名,日期\r\n".encode(), "人0,\r\n".encode()]
    assert read == [0]


def test_xlsx_of_ten_thousand_rows_takes_little_memory():
    rows = ({"name": f"人{number}", "day": date(2021, 11, 24)} for number in range(10_000))
    tracemalloc.start()
    size = sum(len(piece) for piece in exports.stream("xlsx", COLUMNS, rows, title="名单"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 50_000
    assert peak < 8 * 1024 * 1024
