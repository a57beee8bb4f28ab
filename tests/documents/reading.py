"""Reads back what was printed."""

import re
from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

from documents.pdf import Pdf


def pages(pdf: Pdf) -> list[str]:
    """The text of each page without white space (lines break anywhere in Chinese)."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        return [
            re.sub(r"\s+", "", document[n].get_textpage().get_text_range())
            for n in range(len(document))
        ]
    finally:
        document.close()


def created(pdf: Pdf) -> str:
    """The creation date as it stands in the file, empty when there is none."""
    with pikepdf.open(BytesIO(pdf.content)) as document:
        return str(document.docinfo.get("/CreationDate", ""))


def fonts(pdf: Pdf) -> dict[str, bool]:
    """The base fonts by name without the subset tag: is the font itself in the file?"""
    with pikepdf.open(BytesIO(pdf.content)) as document:
        return {
            str(item.FontName).rpartition("+")[2]: "/FontFile3" in item or "/FontFile2" in item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }


def about(pdf: Pdf) -> dict[str, str]:
    """What the file says of itself: the information entries, its language, whether it is tagged,
    and the names of its fonts as they stand, with the mark of a subset."""
    with pikepdf.open(BytesIO(pdf.content)) as document:
        faces = [
            str(item.FontName)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        return {
            **{str(name): str(value) for name, value in document.docinfo.items()},
            "lang": str(document.Root.Lang),
            "tagged": str(document.Root.MarkInfo.Marked),
            "fonts": " ".join(sorted(faces)),
        }


def attachments(pdf: Pdf) -> int:
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        return document.count_attachments()
    finally:
        document.close()


def page_sizes(pdf: Pdf) -> set[tuple[int, int]]:
    """Width and height of the pages in whole millimetres."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        return {
            tuple(round(side * 25.4 / 72) for side in document[n].get_size())
            for n in range(len(document))
        }
    finally:
        document.close()


def boxes(pdf: Pdf, page: int) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every character of a page, in points."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        text = document[page].get_textpage()
        return [
            text.get_charbox(n)
            for n in range(text.count_chars())
            if raw.FPDFText_GetUnicode(text, n) > ord(" ")
        ]
    finally:
        document.close()


@dataclass(frozen=True)
class Cell:
    """A field between ruled lines: its text without white space, and where ink leaves it."""

    text: str
    box: tuple[float, float, float, float]
    """Left, bottom, right, top, in points."""
    outside: str
    """Characters whose ink crosses a rule of the cell."""


def cells(pdf: Pdf, page: int) -> list[Cell]:
    """The ruled fields of a page (from 0) with what is written in each, by row, then column."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        across, down = _rules(document[page])
        xs, ys = _places([x for x, *_ in down]), _places([y for y, *_ in across])
        owner = _fields(xs, ys, across, down)
        squares, texts, outside = defaultdict(list), defaultdict(list), defaultdict(list)
        for square, root in owner.items():
            squares[root].append(square)
        boxes_of = {
            root: (
                min(xs[i] for i, _ in own), min(ys[j] for _, j in own),
                max(xs[i + 1] for i, _ in own), max(ys[j + 1] for _, j in own),
            )
            for root, own in squares.items()
        }  # fmt: skip
        for character, (left, bottom, right, top) in _characters(document[page]):
            place = bisect(xs, (left + right) / 2) - 1, bisect(ys, (bottom + top) / 2) - 1
            root = owner.get(place)
            if root is None:
                continue
            texts[root].append(character)
            box = boxes_of[root]
            if left < box[0] or bottom < box[1] or right > box[2] or top > box[3]:
                outside[root].append(character)
        found = [
            Cell(_joined(texts[root]), box, _joined(outside[root]))
            for root, box in boxes_of.items()
        ]
        return sorted(found, key=lambda cell: (-round(cell.box[3]), cell.box[0]))
    finally:
        document.close()


def _joined(characters: list[str]) -> str:
    """The reader gives a character beyond U+FFFF as two halves."""
    return "".join(characters).encode("utf-16", "surrogatepass").decode("utf-16")


def _rules(page):
    """Rules across (y, left, right) and rules down (x, bottom, top)."""
    across, down = [], []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        if top - bottom < 3 < right - left:
            across.append(((bottom + top) / 2, left, right))
        elif right - left < 3 < top - bottom:
            down.append(((left + right) / 2, bottom, top))
    return across, down


def _places(values: list[float]) -> list[float]:
    """The distinct places of rules; two of them are more than 3 points apart."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 3:
            places.append(value)
    return places


def _fields(xs, ys, across, down) -> dict[tuple[int, int], tuple[int, int]]:
    """Squares between all rules, each with the first square of the field it belongs to."""
    owner = {(i, j): (i, j) for i in range(len(xs) - 1) for j in range(len(ys) - 1)}

    def first(square):
        while owner[square] != square:
            square = owner[square]
        return square

    for i, j in owner:
        x, y = (xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2
        right = any(abs(r - xs[i + 1]) < 3 and low < y < high for r, low, high in down)
        above = any(abs(r - ys[j + 1]) < 3 and low < x < high for r, low, high in across)
        if not right and (i + 1, j) in owner:
            owner[first((i + 1, j))] = first((i, j))
        if not above and (i, j + 1) in owner:
            owner[first((i, j + 1))] = first((i, j))
    return {square: first(square) for square in owner}


def _characters(page):
    text = page.get_textpage()
    for n in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, n)
        if code > ord(" ") and code != 0x3000:
            yield chr(code), text.get_charbox(n)
