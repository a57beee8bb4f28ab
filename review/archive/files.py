"""The bytes that belong to a page of the archive: uploaded papers, issued PDFs, scans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.core.files.storage import default_storage

from applications.uploads import clean_name
from documents.hashed_zip import HashedZip
from review.issued import reference
from review.models import IssuedDocument


@dataclass(frozen=True, slots=True)
class Kept:
    """Something stored: what it is, its file name, where it lies, the hash the records give."""

    label: str
    name: str
    path: str
    sha256: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A file as the page lists it. `href` is relative to the page's folder and empty for a file
    whose bytes are lost; `fault` says so in a sentence.
    """

    label: str
    name: str
    href: str
    sha256: str
    code: str = ""
    fault: str = ""


def put(zipped: HashedZip, folder: str, page: str, files: Iterable[Kept]) -> list[Line]:
    """Copy the files into `folder`/`page`/, each once, numbered in order; the lines for the page.

    A file that is lost, or no longer the one the records name, does not stop the archive.
    """
    lines, seen = [], set()
    for file in files:
        if (file.label, file.sha256) in seen:
            continue
        seen.add((file.label, file.sha256))
        name = f"{len(lines) + 1:02}_{clean_name(f'{file.label}_{file.name}')}"
        lines.append(_put_one(zipped, folder, f"{page}/{name}", file))
    return lines


def _put_one(zipped, folder, target, file) -> Line:
    if not default_storage.exists(file.path):
        return Line(file.label, file.name, "", file.sha256, file.code, "原件找不到了")
    with default_storage.open(file.path) as source:
        found = zipped.copy(f"{folder}/{target}", source)
    fault = "" if found == file.sha256 else "与登记的校验值不一致"
    return Line(file.label, file.name, quote(target), file.sha256, file.code, fault)


def issued_of(subjects: Iterable) -> dict[str, list[Kept]]:
    """The papers made from the records, every version, by what they are of (`case:12`)."""
    found: dict[str, list[Kept]] = {}
    names = [reference(subject) for subject in subjects]
    rows = IssuedDocument.objects.filter(subject__in=names, state=IssuedDocument.State.READY)
    for row in rows.order_by("pk"):
        kept = Kept(f"制发第{row.version}版", row.filename, row.path, row.sha256, row.check_code)
        found.setdefault(row.subject, []).append(kept)
    return found


def uploads_of(submissions: Iterable) -> Iterator[Kept]:
    """The papers of all versions handed in, oldest first."""
    for submission in submissions:
        for paper in submission.papers:
            yield Kept(paper["label"], paper["name"], paper["path"], paper["sha256"])


def scans_of(events: Iterable) -> Iterator[Kept]:
    """Scans of the steps done on paper and entered afterwards (代录)."""
    for event in events:
        if event.paper:
            paper = event.paper
            label = f"代录{event.get_action_display()}"
            yield Kept(label, paper.scan_name, paper.scan, paper.scan_sha256)


def photos_of(notice) -> Iterator[Kept]:
    """Photographs of the sheet on the wall (五3)."""
    for photo in notice.photos.all():
        yield Kept("张贴照片", photo.name, photo.path, photo.sha256)


def rechecks_of(case) -> Iterator[Kept]:
    """证明材料 handed in with a 复查."""
    for recheck in case.rechecks.all():
        for file in recheck.files.all():
            yield Kept("复查材料", file.name, file.path, file.sha256)
