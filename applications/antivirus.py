"""The office's virus scanner, asked about every file before it is kept (security.md D18).

Speaks clamd's INSTREAM: a length and a piece, again and again, and a length of zero. Without
`CLAMAV` set no scanner is asked; with it, a scanner that gives no answer lets nothing in.
"""

import socket
import struct

from django.conf import settings

from applications.errors import UploadRefused

SECONDS = 10
PIECE = 64 * 1024
LONGEST_ANSWER = 4096


def scan(name: str, data: bytes) -> None:
    """Raises UploadRefused for a file with a virus, and when the scanner cannot be asked."""
    if not settings.CLAMAV:
        return
    try:
        answer = _ask(settings.CLAMAV, data)
    except OSError:
        answer = ""
    if answer.endswith(" FOUND"):
        raise UploadRefused(f"“{name}”里有病毒，没有收下。请在杀毒以后重新打印成PDF或拍照再传")
    if not answer.endswith(" OK"):
        raise UploadRefused(f"“{name}”现在没法检查有没有病毒，没有收下。请过几分钟再传")


def _ask(address: str, data: bytes) -> str:
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            scanner.sendall(struct.pack("!I", len(piece)) + piece)
        scanner.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            piece = scanner.recv(LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0").decode(errors="replace")


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl` or `127.0.0.1:3310`."""
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    scanner = socket.socket(socket.AF_UNIX)
    scanner.settimeout(SECONDS)
    try:
        scanner.connect(address)
    except OSError:
        scanner.close()
        raise
    return scanner
