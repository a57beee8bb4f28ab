"""How much text a box of a printed form holds, and what must go on a 附页.

Official forms have boxes of fixed size and answers of any length. Text is set at 12 points; where
that is too much, at 10.5; what still does not fit continues on a 附页 at the end. To decide before
typesetting, this module breaks lines itself: by the advances of the print font, with the rules
that keep 。，」 from beginning a line and （「 from ending one. All measures are points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from documents.fonts import narrow_advances

SIZES = (12.0, 10.5)
NAME_SIZES = (12.0, 10.5, 9.0, 8.0)
"""For names, which should not be torn apart: smaller first, a 附页 only as the last resort."""
LEADING = 1.3
"""Line height over type size, as in the style sheet (``.t``)."""
SIDE_PADDING = 11.8
"""Left and right padding of a cell (5.4 each) and its rule."""
ANNEX_ROW = 560.0
"""Height a record may take on a 附页: with title and head it must stay within one page."""
LONG = 2.5
"""Lines a text may have and still be set in the middle of its cell."""
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
    long: bool = False
    """Three lines or more: set from the left, not in the middle."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table; an empty one is a line left for a pen."""

    slots: tuple[Slot, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Table:
    """Records laid out within a page. A line break in a head is where it may be broken."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    annex: int = 0
    """Number of the 附页 entry with the records for which there is no line here; 0 when none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is continued on a 附页: the rest of a text, or of a table."""

    number: int
    title: str
    text: str = ""
    table: Table | None = None


@dataclass(slots=True)
class Annex:
    """Collects, while a form is being laid out, what does not fit into it."""

    entries: list[Entry] = field(default_factory=list)
    """In order of their numbers, from 1."""
    count: int = 0

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

        Records that do not fit go whole to a table on the 附页, and the last line here says to
        which. Only one that would fill half the table by itself is torn: what there is room for
        stands here, the rest of each of its cells goes on as an entry.
        """
        size, needed = _filled(records, widths, row, height)
        placed, used = [], 0.0
        for record, wanted in zip(records, needed, strict=True):
            room = height - used
            if wanted > room and not (wanted > height / 2 and room >= height / 3):
                break
            name = f"{title}第{len(placed) + 1}行"
            placed.append(self._record(name, heads, widths, record, size, min(wanted, room), row))
            used += placed[-1].height
            if wanted > room:
                break
        later = records[len(placed) :]
        number = self._continue(title, heads, widths, later, len(placed), row) if later else 0
        spare = 0 if later else int((height - used + 0.01) // row)
        placed += [Row((Slot(""),) * len(widths), row)] * spare
        return Table(tuple(heads), tuple(widths), tuple(placed), number)

    def _continue(self, title, heads, widths, records, printed, row) -> int:
        """Put the records beyond the ``printed`` ones into an entry; return its number."""
        number = self._next()
        rows = tuple(
            self._record(f"{title}第{n}行", heads, widths, record, SIZES[-1], ANNEX_ROW, row)
            for n, record in enumerate(records, start=printed + 1)
        )
        table = Table(tuple(heads), tuple(widths), rows)
        self.entries.insert(number - 1, Entry(number, f"{title}第{printed}行", table=table))
        return number

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _record(self, title, heads, widths, record, size, limit, row) -> Row:
        slots = tuple(
            self._place(
                title + "“" + head.replace("\n", "") + "”",
                text,
                width - SIDE_PADDING,
                limit - ENDS,
                _from(size),
            )
            for head, width, text in zip(heads, widths, record, strict=True)
        )
        needed = max(
            text_height(_shown(slot), width - SIDE_PADDING, slot.size) + ENDS
            for slot, width in zip(slots, widths, strict=True)
        )
        return Row(slots, max(row, needed))

    def _place(self, title, text, width, height, sizes, indent=0) -> Slot:
        for size in sizes:
            needed = text_height(text, width, size, indent)
            if needed <= height:
                return Slot(text, size, long=needed > LONG * size * LEADING)
        size, number = sizes[-1], self._next()
        note = text_height(_note(number), width, size)
        room = int((height - note) // (size * LEADING))
        broken = list(lines(text, width, size, indent))
        kept = "".join(broken[: max(room, 0)])
        self.entries.append(Entry(number, title, text[len(kept) :].lstrip("\n")))
        return Slot(kept.rstrip("\n"), size, number, long=room >= LONG)


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


def _filled(records, widths, row, height) -> tuple[float, list[float]]:
    """The type size that lets most records stay, the larger of equals, and what each then needs."""
    tried = []
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
        fitting = sum(total <= height for total in accumulate(needed))
        tried.append((fitting, size, needed))
    _, size, needed = max(tried, key=lambda one: one[:2])
    return size, needed
