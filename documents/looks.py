"""The looks of a written list: faces, rules and number formats, a cell for each."""

from collections.abc import Iterator
from datetime import date

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side


class _Cell(Cell):
    """A cell of few words: for each one appended the library drops an error that describes it,
    and describing it costs as much as writing it."""

    __slots__ = ()

    def __repr__(self):
        return "cell"


class Looks:
    """The few styles of a list, each worked out once, and the one cell that carries it.

    A streamed sheet writes a cell before it asks for the next, so one cell a style serves for all
    rows; making one for each value costs more than writing it.
    """

    def __init__(self, sheet):
        self.sheet = sheet
        edge = Side(style="thin")
        box = Border(left=edge, right=edge, top=edge, bottom=edge)
        middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        across = Alignment(horizontal="centerContinuous", vertical="center")
        body = Font(name="仿宋_GB2312", size=11)
        entry = {"font": body, "alignment": middle, "border": box}
        self.styled = {
            "title": self._cell(font=Font(name="方正小标宋简体", size=20), alignment=across),
            "note": self._cell(font=body, alignment=across),
            "head": self._cell(
                font=Font(name="黑体", size=11),
                alignment=middle,
                border=box,
                fill=PatternFill("solid", fgColor="EDEDED"),
            ),
            "text": self._cell(**entry),
            "wrong": self._cell(
                **entry
                | {
                    "font": Font(name="仿宋_GB2312", size=11, color="9C0006"),
                    "fill": PatternFill("solid", fgColor="FFC7CE"),
                }
            ),
            "number": self._cell(**entry, number_format="0"),
            "date": self._cell(**entry, number_format="yyyy-mm-dd"),
        }

    def _cell(self, *, number_format: str = "@", **parts):
        cell = _Cell(self.sheet, row=1, column=1)
        for name, part in parts.items():
            setattr(cell, name, part)
        cell.number_format = number_format
        cell.quotePrefix = number_format == "@"  # stays text even when edited in Excel
        return cell

    def cells(self, values: list[tuple[str, str | int | date]]) -> Iterator:
        """The row of ``values``, each with its style, for ``append`` alone.

        Text is set as text: a leading = + - @ is a character like any other.
        """
        for style, value in values:
            cell = self.styled[style]
            if isinstance(value, str):
                cell._value, cell.data_type = value or None, "s" if value else "n"
            else:
                cell.value = value
            yield cell
