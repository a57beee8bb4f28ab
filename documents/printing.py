"""Print a shape: the one function callers need, here or in a limited child process.

from documents import printing, shapes
pdf = printing.render(shapes.WorkReport(...))              # in this process, < 1 s
pdfs = printing.render_in_child([form1, form2, ...])       # queue worker: walled off
"""

import json
import logging
import os
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from itertools import islice
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import IO

from documents import fonts, pdf, qr
from documents.layouts import LAYOUTS
from documents.pdf import MissingGlyphs, Pdf, PrintingError

logger = logging.getLogger(__name__)

LONGEST_TEXT = 20_000
LONGEST_DOCUMENT = 300_000
"""Characters. Typesetting time grows faster than length (one paragraph of 50,000: 2.5 s)."""

AT_ONCE = min(2, os.cpu_count() or 1)
"""Children side by side when many documents are wanted; one document more gains nothing by it."""
CHILD_SECONDS = 30
"""CPU seconds one document may take in a child."""
CHILD_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space; a 10 page form needs about a third of it."""


class TooLong(PrintingError):
    """A text is longer than any form of this procedure could need."""

    def __init__(self):
        super().__init__(f"有一段文字超过{LONGEST_TEXT}字，请缩短后再打印。")


class PrintingFailed(PrintingError):
    """The child process broke off: out of time, out of memory, or a fault in a library."""

    def __init__(self):
        super().__init__("这份文件没有生成成功，请稍后再试；再次失败请联系系统管理员。")


def render(shape) -> Pdf:
    """Make the PDF of a shape of ``documents.shapes``.

    The same shape gives the same bytes. Raises a PrintingError whose text can be shown to the
    person: TooLong, MissingGlyphs, PrintingUnavailable, ForbiddenResource.
    """
    layout = LAYOUTS[type(shape)]
    shape = clean(shape)
    if unknown := fonts.missing_characters("".join(_texts(shape))):
        raise MissingGlyphs(unknown)
    context = {
        "form": shape,
        "imprint": shape.imprint,
        "document_title": layout.title(shape).removesuffix("（）"),
        "code": qr.data_uri(shape.imprint.qr) if shape.imprint.qr else "",
        **layout.prepare(shape),
    }
    return pdf.render(layout.template, context, created=shape.imprint.recorded, even=layout.even)


def clean(value):
    """The shape with texts fit for paper: no control or invisible signs, ``\\n`` for line ends.

    Signs that turn the direction of writing or hide in a text (U+202E, U+200B …) are dropped, so
    what is printed is what was read. Raises TooLong.
    """
    cleaned = _clean(value)
    if sum(map(len, _texts(cleaned))) > LONGEST_DOCUMENT:
        raise TooLong
    return cleaned


def _clean(value):
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise TooLong
        text = "\n".join(line.strip().replace("\t", " ") for line in value.splitlines())
        kept = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
        plain = "".join(kept).strip("\n")
        return type(value)(plain) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(_clean(item) for item in value)
    if is_dataclass(value):
        return replace(value, **{f.name: _clean(getattr(value, f.name)) for f in fields(value)})
    return value


def _texts(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from _texts(getattr(value, f.name))


def render_in_child(shapes: Sequence) -> list[Pdf | PrintingError]:
    """Make the PDFs of several shapes in one child process, for the queue worker.

    The child sees no settings, no secrets and no database; it may use CHILD_MEMORY and, for each
    document, CHILD_SECONDS of CPU; it can open no socket. One answer for each shape, in order: a
    Pdf, or the PrintingError that this one document met. When the child is stopped half way, the
    documents it finished are kept and the others answer PrintingFailed.
    """
    answers = list(_from_child(shapes))
    return answers + [PrintingFailed() for _ in range(len(shapes) - len(answers))]


def print_each(shapes: Sequence) -> Iterator[tuple[int, Pdf | PrintingError]]:
    """Make many PDFs in AT_ONCE children side by side: place in `shapes` and answer, as each is
    done, so that the caller can keep it before the next one.

    A shape whose child broke off before its turn is not answered: ask again for what is left, with
    the first of them last.
    """
    answers = SimpleQueue()
    shares = [range(start, len(shapes), AT_ONCE) for start in range(min(AT_ONCE, len(shapes)))]

    left = Event()

    def work(share):
        try:
            with closing(_from_child([shapes[place] for place in share])) as given:
                for place, answer in zip(share, given, strict=False):
                    answers.put((place, answer))
                    if left.is_set():
                        break
        finally:
            answers.put(None)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for share in shares:
                pool.submit(work, share)
            for _ in shares:
                yield from iter(answers.get, None)
        finally:
            left.set()


def _from_child(shapes: Sequence) -> Iterator[Pdf | PrintingError]:
    """Answers of one child as it gives them; they end early where it was stopped."""
    keep = ("PATH", "LANG", "DATA_DIR", "PRINT_FONTS_DIR", "PRINT_MARK", "PYTHONHASHSEED")
    with TemporaryFile() as complaints:
        child = subprocess.Popen(
            [sys.executable, "-m", "documents.child"],
            cwd=fonts.ROOT,
            env={name: os.environ[name] for name in keep if name in os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
        patience = Timer(10 + 4 * CHILD_SECONDS * len(shapes), child.kill)
        patience.start()
        try:
            with suppress(BrokenPipeError), child.stdin:
                child.stdin.write(pickle.dumps(list(shapes)))
            yield from islice(_answers(child.stdout), len(shapes))
            child.stdout.read()
        except GeneratorExit:
            child.kill()
            raise
        finally:
            patience.cancel()
            child.stdout.close()
            returned = child.wait()
        complaints.seek(0)
        complaint = complaints.read()
    if returned or complaint:
        last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        logger.error("printing child returned %s: %s", returned, last)


def _answers(out: IO[bytes]) -> Iterator[Pdf | PrintingError]:
    """Read what the child writes: a line of JSON, then as many bytes as it says.

    Never unpickled: a child that a hostile document took over could at most send a wrong PDF.
    """
    while line := out.readline():
        try:
            head = json.loads(line)
        except ValueError:
            return
        if "error" in head:
            yield _error(head)
            continue
        content = out.read(head["length"])
        if len(content) < head["length"]:
            return
        yield Pdf(content, sha256(content).hexdigest(), head["pages"])


def _error(head: dict) -> PrintingError:
    if head["error"] == MissingGlyphs.__name__:
        return MissingGlyphs(list(head["characters"]))
    kinds = {kind.__name__: kind for kind in (TooLong, pdf.PrintingUnavailable)}
    return kinds.get(head["error"], PrintingFailed)()
