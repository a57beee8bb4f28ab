"""Check codes and QR codes for paper."""

import base64
import re
from io import BytesIO
from urllib.parse import quote

import segno

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs; no 0/O or 1/I, so a code can be read aloud and typed."""

CODE_LENGTH = 8


def check_code(sha256: str) -> str:
    """Eight characters standing for a frozen content (版本校验码, D11).

    The first 40 bits of the digest, five bits a sign: enough for a clerk to see that a paper and
    the record differ, not a proof against forgery (the full digest is in the record).

    Raises ValueError if ``sha256`` is not 64 hexadecimal digits.
    """
    if not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise ValueError("a SHA-256 digest has 64 hexadecimal digits")
    bits = int(sha256[:10], 16)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (CODE_LENGTH - 1), -1, -5))


def data_uri(text: str) -> str:
    """A QR code as an SVG ``data:`` address: sharp at any size, fetched from nowhere.

    Error correction M, so a crease or a stamp over a corner does not matter. Identical text gives
    identical bytes.

    Raises ValueError for empty text or text too long for a QR code.
    """
    if not text:
        raise ValueError("nothing to encode")
    try:
        code = segno.make(text, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError("text too long for a QR code") from error
    buffer = BytesIO()
    code.save(buffer, kind="svg", border=2, svgclass=None, lineclass=None, omitsize=True)
    return "data:image/svg+xml," + quote(buffer.getvalue())


def inline(content: bytes, kind: str) -> str:
    """A picture as a ``data:`` address; ``kind`` is its media type."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
