"""Honest and hostile files, made on the spot."""

import base64
import io
import struct
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

MB = 1024 * 1024


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/octet-stream")


def pdf(pages: int = 1, *, change=None, **save) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def pdf_with_text(words: str) -> bytes:
    """One A4 page with a line of Latin print."""

    def change(document):
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(f"BT /F1 14 Tf 72 700 Td ({words}) Tj ET".encode())

    return pdf(change=change)


def image(form: str = "JPEG", size=(600, 800), colour=(120, 160, 200), **save) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, **save)
    return out.getvalue()


def photograph(size=(4000, 3000), *, paper=235, **save) -> bytes:
    """A page of print with the noise of a phone's sensor: 12 megapixels, some 4 MB."""
    picture = Image.new("L", size, paper)
    draw = ImageDraw.Draw(picture)
    for y in range(100, size[1] - 100, 90):
        for x in range(100, size[0] - 100, 60):
            draw.rectangle((x, y, x + 34, y + 8), fill=30)
            draw.rectangle((x + 12, y, x + 20, y + 46), fill=30)
    noise = Image.effect_noise((size[0] // 2, size[1] // 2), 40).resize(size)
    picture = Image.blend(picture, noise, 0.08).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=93, **save)
    return out.getvalue()


# --- hostile ---


def zeros(megabytes: int) -> bytes:
    """That many megabytes of zeros, deflated to a thousandth."""
    packer, block = zlib.compressobj(1), bytes(MB)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def stream(filters: str, data: bytes, **entries) -> bytes:
    """A PDF whose one page has a stream of these bytes, said to be packed so."""

    def change(document):
        content = pikepdf.Stream(document, data)
        content.Filter = pikepdf.Array([pikepdf.Name(f"/{name}") for name in filters.split()])
        for name, value in entries.items():
            content[f"/{name}"] = value
        document.pages[0].Contents = document.make_indirect(content)

    level = pikepdf.StreamDecodeLevel.none
    return pdf(change=change, compress_streams=False, stream_decode_level=level)


def many_objects(document):
    document.Root.Extra = pikepdf.Array(
        [document.make_indirect(pikepdf.Dictionary(A=number)) for number in range(30_000)]
    )


def page_tree_bomb(depth: int = 40) -> bytes:
    """Each node of the page tree names the next one twice: 2^40 pages."""
    nodes = [
        f"<< /Type /Pages /Count 2 /Kids [{number} 0 R {number} 0 R] >>"
        for number in range(3, depth + 3)
    ]
    leaf = "<< /Type /Page /MediaBox [0 0 9 9] >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf]
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF".encode()


def object_stream_bomb() -> bytes:
    packed = zeros(300)
    head = (
        b"%PDF-1.5\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
    )
    tail = b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    return b"".join((head, str(len(packed)).encode(), b" >> stream\n", packed, tail))


def png(width, height, rows: bytes, *extra: tuple[bytes, bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), *extra, (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def jpeg_of_many_scans() -> bytes:
    """A progressive JPEG whose first scan comes again and again."""
    whole = image(size=(3000, 3000), progressive=True)
    first = whole.index(b"\xff\xda")
    scan = whole[first : whole.index(b"\xff\xc4", first)]
    return whole[:-2] + scan * (9 * MB // len(scan)) + b"\xff\xd9"


def jpeg_that_lies(width: int = 65_500) -> bytes:
    whole = bytearray(image())
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", width, width)
    return bytes(whole)


XXE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""

HOSTILE = {
    "stream bomb": ("报告.pdf", lambda: stream("FlateDecode", zeros(300)), "解开后太大"),
    "stream packed twice": (
        "报告.pdf",
        lambda: stream("FlateDecode FlateDecode", zlib.compress(zeros(300))),
        "解开后太大",
    ),
    "stream bomb in ASCII": (
        "报告.pdf",
        lambda: stream("ASCII85Decode FlateDecode", base64.a85encode(zeros(700)) + b"~>"),
        "打不开",
    ),
    "run lengths": ("报告.pdf", lambda: stream("RunLengthDecode", b"\x81\0" * 4 * MB), "打不开"),
    "picture of 8 gigapixels": (
        "报告.pdf",
        lambda: stream(
            "FlateDecode", zeros(1), Subtype=pikepdf.Name.Image, Width=90_000, Height=90_000
        ),
        "解开后太大",
    ),
    "10,000 pages": ("报告.pdf", lambda: pdf(10_000), "有10000页，超过60页"),
    "page tree bomb": ("报告.pdf", page_tree_bomb, "打不开"),
    "30,000 objects": ("报告.pdf", lambda: pdf(change=many_objects), "解开后太大"),
    "object stream bomb": ("报告.pdf", object_stream_bomb, "打不开"),
    "nested arrays": (
        "报告.pdf",
        lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 4 * MB + b"\nendobj\ntrailer<</Root 1 0 R>>",
        "打不开",
    ),
    "nothing but object heads": (
        "报告.pdf",
        lambda: b"%PDF-1.7\n" + b"1 0 obj <</A 1>> endobj\n" * 400_000,
        "解开后太大",
    ),
    "truncated PDF": ("报告.pdf", lambda: pdf()[:120], "打不开"),
    "XML with an entity": ("报告.pdf", lambda: XXE, "不是PDF、JPG或PNG"),
    "SVG with an entity": ("照片.jpg", lambda: XXE + b"<svg/>", "不是PDF、JPG或PNG"),
    "scans without end": ("照片.jpg", jpeg_of_many_scans, "解开后太大"),
    "JPEG that lies": ("照片.jpg", jpeg_that_lies, "65500×65500像素，超过4000万像素"),
    "truncated JPEG": ("照片.jpg", lambda: image(size=(3000, 3000))[:9000], "打不开"),
    "text chunk bomb": (
        "照片.png",
        lambda: png(10, 10, zlib.compress(bytes(310)), (b"zTXt", b"k\0\0" + zeros(300))),
        "打不开",
    ),
    "colour profile bomb": (
        "照片.png",
        lambda: png(10, 10, zlib.compress(bytes(310)), (b"iCCP", b"k\0\0" + zeros(300))),
        "打不开",
    ),
    "truncated PNG": ("照片.png", lambda: image("PNG", size=(3000, 3000))[:900], "打不开"),
}
"""Name of the trick → (file name, how it is made, what the refusal says). D11, D12, D16."""
