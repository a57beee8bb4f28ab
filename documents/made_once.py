"""Papers anybody may ask for, made once: equal content is read from storage, never made again.

A visitor chooses among a handful of papers and can give nothing of his own, so a rush of visitors
costs one printing a paper, not one a visit.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from threading import Lock

from django.core.cache import cache as memory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents import fonts, printing
from documents.pdf import PrintingError

FOLDER = "public"
RETRY = 60
"""Seconds during which a paper that was not made is not tried again."""

SOURCES = ("documents/**/*.py", "templates/documents/*.html", "static/documents/*.css")

# One process makes one paper at a time; who asks meanwhile waits and finds it made.
_making = Lock()


def pdf(shape) -> bytes:
    """The PDF of a shape, printed in the limited child the first time it is asked for.

    Raises PrintingError; for RETRY seconds after one the same paper is refused unmade.
    """

    def print_it() -> bytes:
        (answer,) = printing.render_in_child([shape])
        if isinstance(answer, PrintingError):
            raise answer
        return answer.content

    return _kept(f"{_digest(shape)}.pdf", print_it)


def workbook(shape, write: Callable[..., bytes]) -> bytes:
    """The xlsx that `write` (of `documents.lists`) makes of a shape."""
    return _kept(f"{_digest(shape)}.xlsx", lambda: write(shape))


def _kept(name: str, make: Callable[[], bytes]) -> bytes:
    path = f"{FOLDER}/{name}"
    if not default_storage.exists(path):
        with _making:
            if not default_storage.exists(path):
                default_storage.save(path, ContentFile(_tried(name, make)))
    with default_storage.open(path) as file:
        return file.read()


def _tried(name: str, make: Callable[[], bytes]) -> bytes:
    if sentence := memory.get(f"made-once:{name}"):
        raise PrintingError(sentence)
    try:
        return make()
    except PrintingError as error:
        memory.set(f"made-once:{name}", str(error), RETRY)
        raise


def _digest(shape) -> str:
    """Of the content and of everything that lays it out: a changed template makes a new paper."""
    return sha256(repr(shape).encode() + _layouts()).hexdigest()[:32]


@cache
def _layouts() -> bytes:
    files = sorted(path for pattern in SOURCES for path in fonts.ROOT.glob(pattern))
    return sha256(b"".join(path.read_bytes() for path in files)).digest()
