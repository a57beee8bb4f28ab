"""A ZIP that carries the SHA-256 of everything in it, written piece by piece.

    with HashedZip(target, moment) as zipped:
        zipped.text("index.html", page)
        zipped.copy("申报件/1.pdf", source)

Whoever unpacks it checks it with `sha256sum -c SHA256SUMS`. No more than one piece is in memory.
"""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from documents.assembly import CHUNK, EARLIEST, FILE_MODE

SUMS = "SHA256SUMS"


class HashedZip:
    """`sums` are the hashes (hex) by name, in order; `SHA256SUMS` is written when all went well."""

    def __init__(self, target: Path, moment: datetime):
        self._zip = zipfile.ZipFile(target, "w", allowZip64=True)
        self._stamp = max(moment.replace(tzinfo=None), EARLIEST).timetuple()[:6]
        self.sums: dict[str, str] = {}

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            lines = "".join(f"{sha256}  {name}\n" for name, sha256 in self.sums.items())
            self._zip.writestr(self._entry(SUMS, zipfile.ZIP_DEFLATED), lines)
        self._zip.close()

    def text(self, name: str, text: str) -> str:
        """Write a page or table in UTF-8; its hash."""
        return self.pieces(name, [text.encode()])

    def copy(self, name: str, source: IO[bytes]) -> str:
        """Write a file as it is, not compressed: PDF, pictures and xlsx are already; its hash."""
        pieces = iter(lambda: source.read(CHUNK), b"")
        return self.pieces(name, pieces, zipfile.ZIP_STORED)

    def pieces(self, name: str, pieces: Iterable[bytes], method=zipfile.ZIP_DEFLATED) -> str:
        """Write what comes piece by piece; its hash. Raises ValueError for a name used before."""
        if name in self.sums or name == SUMS:
            raise ValueError(f"{name} is in the archive already")
        digest = hashlib.sha256()
        with self._zip.open(self._entry(name, method), "w", force_zip64=True) as into:
            for piece in pieces:
                digest.update(piece)
                into.write(piece)
        self.sums[name] = digest.hexdigest()
        return self.sums[name]

    def _entry(self, name: str, method: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._stamp)
        entry.create_system, entry.external_attr = 3, FILE_MODE
        entry.compress_type = method
        return entry
