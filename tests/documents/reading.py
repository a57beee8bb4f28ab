"""Reads back what was printed."""

import re
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
