"""Files in an S3-compatible object store, for more than one machine (`docs/scaling.md`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3Storage

CONNECT_SECONDS = 3
READ_SECONDS = 15
ATTEMPTS = 2


@contextmanager
def _as_on_a_disk() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"the object store: {type(error).__name__}") from error


@deconstructible(path="documents.object_store.ObjectStorage")
class ObjectStorage(S3Storage):
    """What the store cannot do is an OSError, as on a disk; nothing has an address of its own.

    A file is private, never overwritten, and fetched whole when opened, so a store that breaks off
    is met before an answer has begun. The client checks each object's checksum both ways.
    """

    def get_default_settings(self) -> dict:
        return super().get_default_settings() | {
            "file_overwrite": False,
            "default_acl": "private",
            "max_memory_size": 2 * 1024 * 1024,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": ATTEMPTS},
            ),
        }

    def _open(self, name, mode="rb"):
        with _as_on_a_disk():
            file = super()._open(name, mode)
            if "r" in mode:
                file.file.seek(0)
            return file

    def _save(self, name, content) -> str:
        with _as_on_a_disk():
            return super()._save(name, content)

    def exists(self, name) -> bool:
        with _as_on_a_disk():
            return super().exists(name)

    def delete(self, name) -> None:
        with _as_on_a_disk():
            super().delete(name)

    def size(self, name) -> int:
        with _as_on_a_disk():
            return super().size(name)

    def url(self, *arguments, **options) -> NoReturn:
        raise NotImplementedError("files leave through a page that asks who may have them")
