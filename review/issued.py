"""Papers made from the records, in the queue: asked for, made once, kept with their hash.

The same data gives the same row and the same bytes; changed data a new version. The web server
only writes the row; a worker prints it in a walled-off child process (`documents.printing`).
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from accounts import clock
from applications.snapshots import canonical
from documents import printing
from documents.pdf import Pdf, PrintingError
from documents.printing import PrintingFailed
from review.codes import code_of
from review.models import IssuedDocument
from review.prints.catalogue import CATALOGUE, EXTENSIONS, NAMES, SUBJECTS, papers_for
from review.prints.words import NothingToPrint

ATTEMPTS = 3
STALLED_AFTER = timedelta(seconds=15)
ASK_AGAIN_AFTER = timedelta(minutes=2)
OUTDATED = "材料在排队时又有变化，请重新生成。"


def reference(subject) -> str:
    """How a row names what it is of: `case:12`."""
    return f"{NAMES[type(subject)]}:{subject.pk}"


def fingerprint(shape) -> str:
    """SHA-256 (hex) of everything the paper says; the same data has the same one."""
    return hashlib.sha256(canonical(_plain(shape)).encode()).hexdigest()


def _plain(value):
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


@transaction.atomic
def request_document(kind: str, subject, *, by, now) -> IssuedDocument:
    """Ask for a paper: the row that holds it, made already or queued now.

    Raises `NothingToPrint` when the records do not hold yet what the paper would say.
    """
    wanted = register(kind, subject, by=by, now=now)
    document = wanted.document
    if wanted.created or _must_be_made_again(document, now):
        IssuedDocument.objects.filter(pk=document.pk).update(
            state=IssuedDocument.State.QUEUED, error="", requested_at=now
        )
        document.refresh_from_db()
        transaction.on_commit(lambda: make_document.enqueue(document.pk))
    return document


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper, its row, and what it would say now. `made`: its bytes are there already."""

    document: IssuedDocument
    shape: Any
    created: bool

    @property
    def made(self) -> bool:
        ready = self.document.state == IssuedDocument.State.READY
        return ready and default_storage.exists(self.document.path)


def register(kind: str, subject, *, by, now) -> Wanted:
    """The row that holds a paper as the records stand, without asking the queue for it.

    Raises `NothingToPrint`.
    """
    paper = CATALOGUE[kind]
    shape = paper.build(subject)
    document, created = IssuedDocument.objects.get_or_create(
        kind=kind,
        subject=reference(subject),
        fingerprint=fingerprint(shape),
        defaults={
            "version": _next_version(kind, subject),
            "title": paper.title(subject),
            "filename": paper.filename(subject),
            "content_type": paper.content_type,
            "requested_at": now,
            "requested_by": by,
        },
    )
    return Wanted(document, shape, created)


def make_each(wanted: Sequence[Wanted]) -> Iterator[IssuedDocument]:
    """Make many papers in few children: each row as soon as its bytes are kept.

    A paper that cannot be made is given as a failed row; one whose child broke off is tried again
    after the others, three times in all.
    """
    left = []
    for one in wanted:
        paper = CATALOGUE[one.document.kind]
        if paper.write:
            yield _kept(one, _written(paper, sealed(one.shape, one.document)))
        else:
            left.append(one)
    for attempt in range(1, ATTEMPTS + 1):
        answered = set()
        shapes = [sealed(one.shape, one.document) for one in left]
        for place, answer in printing.print_each(shapes):
            if isinstance(answer, PrintingFailed) and attempt < ATTEMPTS:
                continue
            answered.add(place)
            yield _kept(left[place], answer)
        left = [one for place, one in enumerate(left) if place not in answered]
        left = [*left[printing.AT_ONCE :], *left[: printing.AT_ONCE]]
    for one in left:
        yield _kept(one, PrintingFailed())


def _written(paper, shape) -> Pdf:
    content = paper.write(shape)
    return Pdf(content, hashlib.sha256(content).hexdigest(), None)


def _kept(wanted: Wanted, answer) -> IssuedDocument:
    document = wanted.document
    if isinstance(answer, PrintingError):
        _fail(document, answer)
    else:
        _keep(document, sealed(wanted.shape, document), answer, clock.now())
    document.refresh_from_db()
    return document


def _next_version(kind, subject) -> int:
    return IssuedDocument.objects.filter(kind=kind, subject=reference(subject)).count() + 1


def _must_be_made_again(document, now) -> bool:
    """Failed, lost by a worker that died, or its bytes are gone."""
    if document.state == IssuedDocument.State.READY:
        return not default_storage.exists(document.path)
    if document.state == IssuedDocument.State.FAILED:
        return True
    return now - document.requested_at > ASK_AGAIN_AFTER


@task()
def make_document(pk: int, attempt: int = 1) -> None:
    """Make one queued paper; a child that broke off is tried again, three times in all."""
    document = IssuedDocument.objects.get(pk=pk)
    if document.state == IssuedDocument.State.READY and default_storage.exists(document.path):
        return
    try:
        _make(document, clock.now())
    except PrintingFailed as error:
        if attempt < ATTEMPTS:
            make_document.enqueue(pk, attempt + 1)
        else:
            _fail(document, error)
    except (PrintingError, NothingToPrint) as error:
        _fail(document, error)
    except Exception:
        _fail(document, PrintingFailed())
        raise


def _make(document, now) -> None:
    paper = CATALOGUE[document.kind]
    name, key = document.subject.split(":")
    shape = paper.build(SUBJECTS[name].objects.get(pk=key))
    if fingerprint(shape) != document.fingerprint:
        raise NothingToPrint(OUTDATED)
    shape = sealed(shape, document)
    if paper.write:
        made = _written(paper, shape)
    else:
        made = printing.render_in_child([shape])[0]
        if isinstance(made, PrintingError):
            raise made
    _keep(document, shape, made, now)


def _keep(document, shape, made: Pdf, now) -> None:
    IssuedDocument.objects.filter(pk=document.pk).update(
        state=IssuedDocument.State.READY,
        sha256=made.sha256,
        path=_store(made, EXTENSIONS[document.content_type]),
        pages=made.pages,
        check_code=shape.imprint.check_code,
        error="",
        made_at=now,
    )


def sealed(shape, document):
    """The shape with its check code and version at the foot; a preview (预览) carries none.

    On a paper of a person's file the code a scanner reads says the check code too (D11).
    """
    imprint = shape.imprint
    if imprint.draft:
        return shape
    final = replace(
        imprint, digest=document.fingerprint, version=imprint.version or document.version
    )
    if imprint.version and imprint.qr:
        final = replace(final, qr=code_of(imprint.qr, check_code=final.check_code))
    return replace(shape, imprint=final)


def _store(made: Pdf, extension: str) -> str:
    """Keep the bytes under their own hash; equal bytes are kept once."""
    path = f"documents/{made.sha256[:2]}/{made.sha256}.{extension}"
    if default_storage.exists(path):
        return path
    return default_storage.save(path, ContentFile(made.content))


def _fail(document, error) -> None:
    IssuedDocument.objects.filter(pk=document.pk).exclude(state=IssuedDocument.State.READY).update(
        state=IssuedDocument.State.FAILED, error=str(error)[:300]
    )


def is_stalled(document, now) -> bool:
    """Queued for more than 15 seconds while no worker takes anything up."""
    waiting = document.state == IssuedDocument.State.QUEUED
    return waiting and now - document.requested_at > STALLED_AFTER and not worker_is_busy()


def worker_is_busy() -> bool:
    """Whether a worker has begun anything since the oldest waiting job came in, or is at it now.

    Read from the task table alone, whose times are all of one clock.
    """
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    if oldest is None:
        return True
    return DBTaskResult.objects.filter(started_at__gt=oldest.enqueued_at).exists()


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A paper that may be asked for: `kind` and `subject` are posted to `document-request`."""

    kind: str
    subject: str
    label: str
    copies: str


def document_links(subject, acting) -> list[DocumentLink]:
    """The papers of `subject` the person may print in this capacity, as it stands now."""
    return [
        DocumentLink(paper.key, reference(subject), paper.label, paper.copies)
        for paper in papers_for(subject, acting)
    ]


def codes_of(case) -> list[IssuedDocument]:
    """The forms printed of the version now under way, newest first: what 303 compares (D11)."""
    return list(
        IssuedDocument.objects.filter(
            kind="review_form",
            subject=reference(case),
            state=IssuedDocument.State.READY,
            requested_at__gte=case.submission.submitted_at,
        ).exclude(check_code="")
    )
