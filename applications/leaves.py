"""Draw one page of a paper, or read the words of all: run as a child process, under limits.

What it reads has passed the gate. Words come with their place on the page, so that they can be
selected on top of the picture.
"""

import io

import pypdfium2
from PIL import Image

from applications import sandbox

WIDTH = 1400
"""Pixels of a drawn page: sharp at 150 %, legible at 300 %."""
QUALITY = 80
LONGEST = 4000
"""Signs of one page that are handed on; a page of small print has about 2,500."""


def leaf(head: dict, parts: list[bytes]) -> tuple[dict, tuple[bytes, ...]]:
    """{"do": "words"} gives size and lines of every page; {"do": "draw", "page", "turn"} a JPEG."""
    pdf = head["type"] == "application/pdf"
    if head["do"] == "words":
        return {"pages": _words(parts[0]) if pdf else [_size(parts[0])]}, ()
    drawn = _page(parts[0], head["page"]) if pdf else _picture(parts[0])
    if head["turn"]:
        drawn = drawn.rotate(-head["turn"], expand=True)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY, optimize=True)
    return {}, (out.getvalue(),)


def _words(data: bytes) -> list[dict]:
    pages = []
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        text = page.get_textpage()
        lines = []
        for index in range(text.count_rects(0, min(text.count_chars(), LONGEST))):
            left, bottom, right, top = text.get_rect(index)
            said = text.get_text_bounded(left, bottom, right, top).strip()
            if said and right > left and top > bottom:
                place = (left, height - bottom, right - left, top - bottom)
                lines.append([*(round(number, 1) for number in place), said])
        pages.append({"width": round(width), "height": round(height), "lines": lines})
    return pages


def _size(data: bytes) -> dict:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        return {"width": image.width, "height": image.height, "lines": []}


def _page(data: bytes, number: int) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[number - 1]
    return page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")


def _picture(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        image.draft("RGB", (WIDTH, WIDTH))
        image.thumbnail((WIDTH, WIDTH * 2))
        return image.convert("RGB")


if __name__ == "__main__":
    sandbox.serve(leaf)
