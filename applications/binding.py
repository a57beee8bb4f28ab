"""Bind the files of one paper into one PDF, in their order: run as a child process, under limits.

What it reads has passed the gate. Pictures are put in as they lie on the disk, without drawing them
again: a JPEG whole, of a PNG its packed rows, which PDF reads as they are. Equal files give equal
bytes.
"""

import io

import pikepdf
from PIL import Image

from applications import sandbox

A4 = (595.28, 841.89)
MARGIN = 28.35
"""1 cm."""


def bind(head: dict, parts: list[bytes]) -> tuple[dict, tuple[bytes, ...]]:
    """One PDF of all files of the message, `head["types"]` says what they are."""
    bound = pikepdf.new()
    for content_type, data in zip(head["types"], parts, strict=True):
        if content_type == "application/pdf":
            with pikepdf.open(io.BytesIO(data)) as pdf:
                bound.pages.extend(pdf.pages)
        else:
            add_picture(bound, data)
    out = io.BytesIO()
    bound.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {"pages": len(bound.pages)}, (out.getvalue(),)


def add_picture(pdf: pikepdf.Pdf, data: bytes) -> None:
    """One A4 page, lying if the picture lies, with the picture as large as the margins allow."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        (width, height), form = image.size, image.format
    page_width, page_height = A4 if height >= width else A4[::-1]
    scale = min((page_width - 2 * MARGIN) / width, (page_height - 2 * MARGIN) / height)
    wide, high = width * scale, height * scale
    left, low = (page_width - wide) / 2, (page_height - high) / 2
    pdf.add_blank_page(page_size=(page_width, page_height))
    page = pdf.pages[-1]
    drawn = picture(pdf, data, form, width, height)
    page.add_resource(drawn, pikepdf.Name.XObject, pikepdf.Name.Picture)
    drawing = f"q {wide:.2f} 0 0 {high:.2f} {left:.2f} {low:.2f} cm /Picture Do Q"
    page.Contents = pdf.make_stream(drawing.encode())


def picture(pdf: pikepdf.Pdf, data: bytes, form: str, width: int, height: int) -> pikepdf.Stream:
    stream = pdf.make_stream(data if form == "JPEG" else png_rows(data))
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = width, height
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    if form == "JPEG":
        stream.Filter = pikepdf.Name.DCTDecode
    else:
        stream.Filter = pikepdf.Name.FlateDecode
        stream.DecodeParms = pikepdf.Dictionary(
            Predictor=15, Colors=3, BitsPerComponent=8, Columns=width
        )
    return stream


def png_rows(data: bytes) -> bytes:
    """The IDAT chunks of a PNG that the gate has written: RGB, 8 bits, not interlaced."""
    rows, at = [], 8
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"IDAT":
            rows.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(rows)


if __name__ == "__main__":
    sandbox.serve(bind)
