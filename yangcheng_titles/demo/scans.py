"""Small scans to upload: one page with a heading and lines, drawn with the printing fonts."""

import io
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

A4 = (620, 877)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    path = next(p for p in sorted(folder.rglob("*")) if p.suffix in (".otf", ".ttf"))
    return ImageFont.truetype(str(path), size)


def page(title: str, lines) -> Image.Image:
    image = Image.new("L", A4, 250)
    draw = ImageDraw.Draw(image)
    draw.text((A4[0] / 2, 120), title, font=_font(34), fill=20, anchor="mm")
    for number, line in enumerate(lines):
        draw.text((80, 220 + 56 * number), line, font=_font(20), fill=40)
    draw.text((80, 800), "（示例，仅供演示）", font=_font(16), fill=120)
    return image


@cache
def _pdf(title: str, lines: tuple) -> bytes:
    out = io.BytesIO()
    page(title, lines).save(out, "PDF", resolution=75)
    return out.getvalue()


def pdf(title: str, lines) -> bytes:
    """The page as a PDF of one image."""
    return _pdf(title, tuple(lines))


def photo(title: str, lines) -> bytes:
    """The page as a JPEG photograph."""
    out = io.BytesIO()
    page(title, lines).save(out, "JPEG", quality=80)
    return out.getvalue()
