"""The part of the file gate that parses: run as a child process, under limits, on one file.

A hostile file meets only this process (`applications/sandbox.py` says what it may use). It answers
what the file is or why it is refused and, for pictures, the picture drawn afresh and a thumbnail.
"""

import io
import zlib

import pikepdf
from PIL import Image, ImageOps

from applications import legibility, sandbox

Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and answers in words

PAGES = 60
OBJECTS = 20_000
"""A page of a scan has about 5, a page of typeset text some dozens."""
PIXELS = 40_000_000
PDF_PIXELS = 120_000_000
"""Of one picture inside a PDF: A3 at 600 dpi has 70 million."""
STREAM = 64 * 1024 * 1024
"""Bytes of one unpacked stream of a PDF: an A4 page in colour at 400 dpi has 46 million."""
UNPACKED = 256 * 1024 * 1024
"""Bytes of all of them together."""
SCANS = 40
"""Of one JPEG: a progressive one has about 10, and each is a pass over the whole picture."""
LONG_SIDE = 2400
THUMBNAIL = 240
WHITE = (255, 255, 255)
ACTIVE_KEYS = frozenset(
    {
        "/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA",
        "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    }
)  # fmt: skip
ACTIVE_NAMES = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
        "/Movie", "/RichMedia", "/EmbeddedFile", "/Filespec", "/FileAttachment",
    }
)  # fmt: skip


FLATE = ("/FlateDecode", "/Fl")
PICTURE_FILTERS = ("/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode")


class TooMuch(Exception):
    """A file unpacks to more than a paper of this procedure can need."""


def inspect(head: dict, parts: list[bytes]) -> tuple[dict, tuple[bytes, ...]]:
    """What the one file of the message is."""
    (data,) = parts
    try:
        return inspect_pdf(data) if data.startswith(b"%PDF-") else inspect_image(data)
    except (MemoryError, TooMuch):
        return {"refused": "bomb"}, ()


def inspect_pdf(data: bytes) -> tuple[dict, tuple]:
    """Pages of a PDF that is neither locked nor active nor a bomb; its bytes are kept."""
    if data.count(b" obj") > 5 * OBJECTS:  # so many are slow even to list
        raise TooMuch
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        if pdf.is_encrypted:
            return {"refused": "locked"}, ()
        pages = len(pdf.pages)
        if pages > PAGES:
            return {"refused": "pages", "pages": pages}, ()
        objects = list(pdf.objects)
        if len(objects) > OBJECTS:
            raise TooMuch
        if any(is_active(value) for value in objects):
            return {"refused": "active"}, ()
        room = UNPACKED
        for value in objects:
            if isinstance(value, pikepdf.Stream):
                room -= unpacked(value, min(room, STREAM))
    except pikepdf.PasswordError:
        return {"refused": "locked"}, ()
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, zlib.error):
        return {"refused": "broken"}, ()
    if pages == 0:
        return {"refused": "broken"}, ()
    return {"type": "application/pdf", "pages": pages}, ()


def unpacked(stream: pikepdf.Stream, room: int) -> int:
    """Bytes of a stream without its packing; raises TooMuch before they are more than `room`."""
    if stream.get("/Subtype") == "/Image":
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        if width * height > PDF_PIXELS:
            raise TooMuch
    packing = stream.get("/Filter", pikepdf.Array())
    packing = packing if isinstance(packing, pikepdf.Array) else [packing]
    filters, data = [str(name) for name in packing], stream.read_raw_bytes()
    while filters and filters[0] in FLATE:
        data = inflated(data, room)
        filters = filters[1:]
    if not filters or filters[0] in PICTURE_FILTERS:
        return len(data)
    try:
        size = len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    except pikepdf.DataDecodingError as error:  # damaged, or more than the memory there is
        raise ValueError from error
    except pikepdf.PdfError:  # a picture written in ASCII, or a packing nobody knows
        return len(data)
    if size > room:
        raise TooMuch
    return size


def inflated(data: bytes, room: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, room + 1)
    except zlib.error:  # readers show what there is of a damaged stream, and so little is it
        return data
    if len(found) > room:
        raise TooMuch
    return found


def is_active(value, depth: int = 0) -> bool:
    """Does this object run, open or carry anything? Nested values of one object are followed."""
    if depth > 40:
        return True
    if isinstance(value, pikepdf.Name):
        return False
    if isinstance(value, pikepdf.Array):
        return any(is_active(item, depth + 1) for item in value if is_direct(item))
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return False
    for key, item in value.items():
        if key in ACTIVE_KEYS:
            return True
        if key in ("/S", "/Subtype", "/Type") and isinstance(item, pikepdf.Name):
            if str(item) in ACTIVE_NAMES:
                return True
        elif is_direct(item) and is_active(item, depth + 1):
            return True
    return False


def is_direct(value) -> bool:
    """Values that are objects of their own are visited on their own."""
    return not getattr(value, "is_indirect", False)


def inspect_image(data: bytes) -> tuple[dict, tuple]:
    """The picture drawn afresh: upright as its EXIF says, without metadata, on white, no larger
    than 2400 pixels; and a small JPEG of it.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        width, height = image.size
        if width * height > PIXELS:
            return {"refused": "pixels", "width": width, "height": height}, ()
        kind = image.format
        if data.count(b"\xff\xda") > SCANS and kind == "JPEG":
            raise TooMuch
        if kind == "JPEG":
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        image.load()
        image.thumbnail((LONG_SIDE, LONG_SIDE))
        image = flat(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError, ValueError, EOFError, zlib.error):
        return {"refused": "broken"}, ()
    answer = {
        "type": f"image/{kind.lower()}",
        "pages": 1,
        "width": image.width,
        "height": image.height,
        "hint": legibility.hint(image),
    }
    kept = encoded(image, kind, **({"quality": 85} if kind == "JPEG" else {"compress_level": 4}))
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    return answer, (kept, encoded(image, "JPEG", quality=70))


def flat(image: Image.Image) -> Image.Image:
    """Only the pixels, in 3 × 8 bits on white paper: no EXIF, no text chunk, no profile."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    clear = image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info
    clean = Image.new("RGB", image.size, WHITE)
    if clear:
        image = image.convert("RGBA")
        clean.paste(image, mask=image.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def encoded(image: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


if __name__ == "__main__":
    sandbox.serve(inspect)
