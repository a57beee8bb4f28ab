"""A large file put into the storage under its own hash; equal bytes are kept once."""

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage


def keep(file: Path, folder: str) -> tuple[str, str]:
    """Store the file below `folder`: where it lies and its SHA-256 (hex)."""
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        path = f"{folder}/{sha256[:2]}/{sha256}{file.suffix}"
        if not default_storage.exists(path):
            opened.seek(0)
            path = default_storage.save(path, File(opened))
        return path, sha256
