"""DurableStorage: the file is on the disk, whole and private, before save returns."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from documents import storage
from documents.storage import DurableStorage


@pytest.fixture
def store(tmp_path):
    return DurableStorage(location=tmp_path / "media")


def test_saved_bytes_come_back_when_opened(store):
    name = store.save("2021/ab/scan.pdf", ContentFile(b"%PDF-1.7 " + b"x" * 300_000))

    with store.open(name) as file:
        assert file.read() == b"%PDF-1.7 " + b"x" * 300_000


def test_file_and_folders_are_private_when_saved(store):
    name = store.save("2021/ab/scan.pdf", ContentFile(b"1"))

    path = Path(store.path(name))
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_file_is_flushed_before_it_is_named_and_folder_after(store, monkeypatch):
    store.save("2021/first.pdf", ContentFile(b"makes the folder"))
    steps = []
    flush, link = os.fsync, Path.hardlink_to

    def noting_flush(descriptor):
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        steps.append(f"fsync {kind}")
        flush(descriptor)

    def noting_link(self, target):
        steps.append("name")
        link(self, target)

    monkeypatch.setattr(storage.os, "fsync", noting_flush)
    monkeypatch.setattr(Path, "hardlink_to", noting_link)

    store.save("2021/scan.pdf", ContentFile(b"1"))

    assert steps == ["fsync file", "name", "fsync folder"]


def test_each_new_folder_is_flushed_into_its_parent(store, monkeypatch, tmp_path):
    flushed = []
    flush = os.fsync

    def noting_flush(descriptor):
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        flush(descriptor)

    monkeypatch.setattr(storage.os, "fsync", noting_flush)

    store.save("a/b/scan.pdf", ContentFile(b"1"))

    media = tmp_path / "media"
    folders = [path for path in flushed if path.is_dir()]
    assert folders == [tmp_path, media, media / "a", media / "a" / "b"]


def test_nothing_is_left_when_the_content_breaks_off(store):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.save("2021/scan.pdf", Broken(b""))

    assert store.listdir("2021") == ([], [])


def test_nothing_is_overwritten_when_two_save_one_name(store):
    def save(text):
        return store.save("2021/scan.pdf", ContentFile(text))

    texts = [f"{n}".encode() for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(save, texts))

    kept = [Path(store.path(name)).read_bytes() for name in names]
    assert kept == texts


def test_name_outside_the_root_is_refused(store):
    with pytest.raises(SuspiciousFileOperation):
        store.save("../escape.pdf", ContentFile(b"1"))
