"""How much text a box of a printed form holds, and what must go on a 附页.

Official forms have boxes of fixed size and answers of any length. Text is set at 12 points; where
that is too much, at 10.5; what still does not fit continues on a 附页 at the end. To decide before
typesetting, this module breaks lines itself: by the advances of the print font, with the rules
that keep 。，」 from beginning a line and （「 from ending one. All measures are points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.fonts import narrow_advances

SIZES = (12.0, 10.5)
NAME_SIZES = (12.0, 10.5, 9.0, 8.0)
"""For names, which should not be torn apart: smaller first, a 附页 only as the last resort."""
LEADING = 1.3
"""Line height over type size, as in the style sheet (``.t``)."""
SIDE_PADDING = 11.8
"""Left and right padding of a cell (5.4 each) and its rule."""
ENDS = 3.0
"""Padding above and below the text of a cell and its rule."""

_NOT_FIRST = set("、。，．；：？！）》」』】〉〕］｝”’…—～·,.;:?!)]}%‰℃%")
_NOT_LAST = set("（《「『【〈〔［｛“‘([{")
_WORD = re.compile(r"[0-9A-Za-z_.,:/@#&+%'~=-]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slot:
    """The text that goes into one box."""

    text: str
    size: float = SIZES[0]
    annex: int = 0
    """Number of the 附页 entry where it continues; 0 when all of it is here."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table; an empty one is a line left for a pen."""

    slots: tuple[Slot, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Table:
    """Records laid out within a page; ``title`` names it on a 附页."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Text continued on a 附页."""

    number: int
    title: str
    text: str


@dataclass(slots=True)
class Annex:
    """Collects, while a form is being laid out, what does not fit into it."""

    entries: list[Entry] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def place(
        self,
        title: str,
        text: str,
        width: float,
        height: float,
        *,
        sizes: tuple[float, ...] = SIZES,
        indent: float = 0,
    ) -> Slot:
        """Fit ``text`` into a cell of ``width`` by ``height``; the rest becomes an entry.

        ``indent`` is the ems the style sheet sets the first line in by.
        """
        return self._place(title, text, width - SIDE_PADDING, height - ENDS, sizes, indent)

    def table(
        self,
        title: str,
        heads: Sequence[str],
        widths: Sequence[float],
        records: Sequence[Sequence[str]],
        *,
        row: float,
        height: float,
    ) -> Table:
        """Lay out ``records`` in a table body of ``height``, rows at least ``row`` high.

        Long records take the room short ones leave; what is too long goes on as entries, records
        for which there is no line at all go to a table of their own on the 附页.
        """
        capacity = int(height // row)
        here, later = records[:capacity], records[capacity:]
        size, limits = _share(here, widths, row, height)
        rows = [
            self._record(f"{title}第{n}行", heads, widths, record, size, limit, row)
            for n, (record, limit) in enumerate(zip(here, limits, strict=True), start=1)
        ]
        spare = int((height - sum(r.height for r in rows) + 0.01) // row)
        rows += [Row((Slot(""),) * len(widths), row)] * spare
        if later:
            self.tables.append(
                Table(
                    f"{title}（续）",
                    tuple(heads),
                    tuple(widths),
                    tuple(
                        self._record(f"{title}第{n}行", heads, widths, record, SIZES[-1], 280, row)
                        for n, record in enumerate(later, start=capacity + 1)
                    ),
                )
            )
        return Table(title, tuple(heads), tuple(widths), tuple(rows))

    def _record(self, title, heads, widths, record, size, limit, row) -> Row:
        slots = tuple(
            self._place(f"{title}“{head}”", text, width - SIDE_PADDING, limit - ENDS, _from(size))
            for head, width, text in zip(heads, widths, record, strict=True)
        )
        needed = max(
            text_height(_shown(slot), width - SIDE_PADDING, slot.size) + ENDS
            for slot, width in zip(slots, widths, strict=True)
        )
        return Row(slots, max(row, needed))

    def _place(self, title, text, width, height, sizes, indent=0) -> Slot:
        for size in sizes:
            if text_height(text, width, size, indent) <= height:
                return Slot(text, size)
        size = sizes[-1]
        number = len(self.entries) + 1
        note = text_height(_note(number), width, size)
        room = int((height - note) // (size * LEADING))
        broken = list(lines(text, width, size, indent))
        kept = "".join(broken[: max(room, 0)])
        self.entries.append(Entry(number, title, text[len(kept) :].lstrip("\n")))
        return Slot(kept.rstrip("\n"), size, number)


def text_height(text: str, width: float, size: float, indent: float = 0) -> float:
    """Height of ``text`` set at ``size`` in a column of ``width``; one line when it is empty."""
    return sum(1 for _ in lines(text, width, size, indent)) * size * LEADING


def lines(text: str, width: float, size: float, indent: float = 0) -> Iterator[str]:
    """Break ``text`` as the typesetter would; joined again the lines are ``text``."""
    for number, paragraph in enumerate(text.splitlines(keepends=True) or [""]):
        line, used = "", 0.0 if number else indent * size
        for unit in _units(paragraph.rstrip("\n")):
            measure = _measure(unit) * size
            if line and used + measure > width:
                yield line
                line, used = "", 0.0
            for character in unit if measure > width else [unit]:
                step = _measure(character) * size
                if line and used + step > width:
                    yield line
                    line, used = "", 0.0
                line, used = line + character, used + step
        yield line + ("\n" if paragraph.endswith("\n") else "")


def _units(paragraph: str) -> Iterator[str]:
    """Pieces that must stay on one line: words, and characters with their punctuation."""
    unit = ""
    for piece in _WORD.findall(paragraph):
        glued = piece[0] in _NOT_FIRST or (unit and unit[-1] in _NOT_LAST)
        if unit and not glued:
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _measure(text: str) -> float:
    advances = narrow_advances()
    return sum(advances.get(ord(character), 1.0) for character in text)


def _note(number: int) -> str:
    """The words printed at the end of a text that goes on elsewhere (``_slot.html``)."""
    return f"（续见附页{number}）"


def _shown(slot: Slot) -> str:
    return f"{slot.text}\n{_note(slot.annex)}".lstrip("\n") if slot.annex else slot.text


def _from(size: float) -> tuple[float, ...]:
    return tuple(s for s in SIZES if s <= size)


def _share(records, widths, row, height) -> tuple[float, list[float]]:
    """The type size of a whole table and the height each record may take."""
    for size in SIZES:
        needed = [
            max(
                row,
                *(
                    text_height(text, width - SIDE_PADDING, size) + ENDS
                    for text, width in zip(record, widths, strict=True)
                ),
            )
            for record in records
        ]
        if sum(needed) <= height:
            return size, needed
    limits = [row] * len(needed)
    open_ = sorted(range(len(needed)), key=lambda i: needed[i])
    spare = height - row * len(needed)
    while open_:
        share = spare / len(open_)
        first = open_.pop(0)
        limits[first] = min(needed[first], row + share)
        spare -= limits[first] - row
    return SIZES[-1], limits
