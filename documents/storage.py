"""File storage that has the file on the disk before it says so."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

FILE_MODE = 0o600
FOLDER_MODE = 0o700
PART_PREFIX = ".part-"
"""Begins the names of files not yet complete; one left behind by a power cut may be removed."""


@deconstructible(path="documents.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Write beside the target, flush the file, give it its name, flush the folder, then return.

    Django's own storage never calls ``fsync``: after a power cut the row would say the scan exists
    while the file is empty. Call ``save`` before the row commits. The name is given with a hard
    link, not a rename, because a rename would replace a file of the same name written meanwhile;
    either way the target is complete or absent, never half.

    Files are readable by their owner only (0600), folders too (0700).
    """

    def _save(self, name, content):
        target = Path(self.path(name))
        _make_folders(target.parent)
        part = target.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}")
        try:
            _write(part, content)
            while True:
                try:
                    target.hardlink_to(part)
                    break
                except FileExistsError:
                    name = self.get_available_name(name)
                    target = Path(self.path(name))
        finally:
            part.unlink(missing_ok=True)
        _flush_folder(target.parent)
        return str(Path(name).as_posix())


def _write(path: Path, content) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in content.chunks():
            file.write(chunk.encode() if isinstance(chunk, str) else chunk)
        file.flush()
        os.fsync(file.fileno())


def _make_folders(folder: Path) -> None:
    """Create what is missing, from the top down, each flushed into the folder above it."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
