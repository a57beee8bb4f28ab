"""What the 申报汇总表 costs as xlsx, beside the bare library writing the same cells.

    .venv/bin/python bench/summary.py [10000]

CPU seconds are the best of three; memory is what writing takes beyond the rows themselves.
Targets: at most 1.5 times the library, and memory that does not grow with the rows.
"""

import sys
import time
import tracemalloc
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from documents import lists, shapes

KEYS = [column.key for column in lists.SUMMARY_COLUMNS if column.key != "number"]
EDGE = Side(style="thin")
FONT = Font(name="仿宋_GB2312", size=11)
ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)


def summary(count: int) -> shapes.SummaryList:
    return shapes.SummaryList(
        imprint=shapes.Imprint(number="YCB2021-0006", label="材料包编号"),
        year=2021,
        unit="阳城县析城山煤业有限责任公司",
        department="阳城县能源局",
        service_until=date(2021, 12, 31),
        rows=tuple(
            shapes.SummaryRow(
                unit="阳城县析城山煤业有限责任公司",
                name=f"示例{n}",
                sex="女",
                born="1997.03",
                id_number=f"14052219970312{n:04d}"[:18],
                started_work="2018.08",
                education="大专",
                school="晋城职业技术学院",
                major="机械制造与自动化",
                graduated="2018.07",
                title_since="2018.08",
                service="3年5个月",
                appraisals="2019合格、2020合格",
                specialty="机械设计",
                publicity="无异议",
                phone=f"138{n:08d}",
            )
            for n in range(count)
        ),
    )


def values(sheet):
    for number, row in enumerate(sheet.rows, 1):
        yield [number, *(getattr(row, key) or "无" for key in KEYS)]


def plain(sheet) -> bytes:
    """The library alone: values only, no borders, no type that is forced to text."""
    book = Workbook(write_only=True)
    target = book.create_sheet()
    for row in values(sheet):
        target.append(row)
    return saved(book)


def styled(sheet) -> bytes:
    """The library as its manual tells: a cell for each value, with face, border and format."""
    book = Workbook(write_only=True)
    target = book.create_sheet()

    def cell(value):
        made = WriteOnlyCell(target, value=value)
        made.font, made.alignment, made.border = FONT, ALIGNMENT, BOX
        made.number_format = "@"
        return made

    for row in values(sheet):
        target.append([cell(value) for value in row])
    return saved(book)


def saved(book) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cpu(work, sheet) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work(sheet)
        best = min(best, time.process_time() - began)
    return best


def peak(sheet) -> float:
    tracemalloc.start()
    lists.summary_list(sheet)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1024 / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sheet = summary(count)
    ours, bare, same = (cpu(work, sheet) for work in (lists.summary_list, plain, styled))
    print(f"{count} rows, 21 columns")
    print(
        f"ours                   {ours:6.2f} cpu s, {len(lists.summary_list(sheet)) / 1024:.0f} KiB"
    )
    print(f"library, bare values   {bare:6.2f} cpu s, ours {ours / bare:.2f} times that")
    print(f"library, same looks    {same:6.2f} cpu s, ours {ours / same:.2f} times that")
    for size in (count // 10, count):
        print(f"memory, {size:6} rows   {peak(summary(size)):6.1f} MiB")


if __name__ == "__main__":
    main()
