"""The part of the file gate that parses: run as a program of its own, under limits, on one file.

Reads the file from standard input; writes one line of JSON, then for images the re-encoded bytes.
Imports nothing of ours: a hostile file meets only this process, which may use 768 MiB of memory and
10 seconds of processor time, and may write no file.
"""

import io
import json
import resource
import sys

import pikepdf
from PIL import Image

Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and answers in words

MEMORY = 768 * 1024 * 1024
SECONDS = 10
PAGES = 60
OBJECTS = 200_000
PIXELS = 40_000_000
LONG_SIDE = 2400
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


def limit() -> None:
    """Take away what a parser has no need of."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect_pdf(data: bytes) -> tuple[dict, bytes]:
    """Pages of a PDF that is neither locked nor active; the bytes themselves are kept."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        return {"refused": "locked"}, b""
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return {"refused": "broken"}, b""
    if pdf.is_encrypted:
        return {"refused": "locked"}, b""
    if len(pdf.objects) > OBJECTS:
        return {"refused": "broken"}, b""
    if any(is_active(value) for value in pdf.objects):
        return {"refused": "active"}, b""
    pages = len(pdf.pages)
    if pages == 0:
        return {"refused": "broken"}, b""
    if pages > PAGES:
        return {"refused": "pages", "pages": pages}, b""
    return {"type": "application/pdf", "pages": pages}, b""


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


def inspect_image(data: bytes) -> tuple[dict, bytes]:
    """The picture drawn afresh: turned as its EXIF says, without metadata, at most 2400 px long."""
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        width, height = image.size
        if width * height > PIXELS:
            return {"refused": "pixels", "width": width, "height": height}, b""
        kind = image.format
        if kind == "JPEG":
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        orientation = image.getexif().get(0x0112, 1)
        image.load()
        image.thumbnail((LONG_SIDE, LONG_SIDE))
        image = turned(image, orientation)
    except (OSError, SyntaxError, ValueError, EOFError):
        return {"refused": "broken"}, b""
    out = io.BytesIO()
    if kind == "PNG":
        clean = image.convert("RGBA" if "A" in image.getbands() or image.mode == "P" else "RGB")
        bare(clean).save(out, "PNG", optimize=False)
    else:
        bare(image.convert("RGB")).save(out, "JPEG", quality=85)
    size = {"width": image.size[0], "height": image.size[1]}
    return {"type": f"image/{kind.lower()}", "pages": 1} | size, out.getvalue()


def turned(image, orientation: int):
    """The picture upright, by the eight orientations EXIF knows."""
    steps = Image.Transpose
    return {
        2: lambda: image.transpose(steps.FLIP_LEFT_RIGHT),
        3: lambda: image.transpose(steps.ROTATE_180),
        4: lambda: image.transpose(steps.FLIP_TOP_BOTTOM),
        5: lambda: image.transpose(steps.TRANSPOSE),
        6: lambda: image.transpose(steps.ROTATE_270),
        7: lambda: image.transpose(steps.TRANSVERSE),
        8: lambda: image.transpose(steps.ROTATE_90),
    }.get(orientation, lambda: image)()


def bare(image):
    """Only the pixels: no EXIF, no comment, no text chunk, no profile."""
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def main() -> int:
    limit()
    data = sys.stdin.buffer.read()
    answer, image = inspect_pdf(data) if data.startswith(b"%PDF-") else inspect_image(data)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + image)
    return 0


if __name__ == "__main__":
    sys.exit(main())
