"""The writers of uploaded papers: attach, replace, remove, take back, move.

Bytes and rows stay for what was handed in with them and for taking them back.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from applications import choices as c
from applications import uploads
from applications.errors import UploadRefused
from applications.models import Application, Attachment
from applications.services import note_change, open_for_writing

MOST_FILES = 60
MOST_ROWS = 300
MOST_BYTES = 200 * 1024 * 1024
PHOTO_WIDTH = 413
SECTION_OF = {c.PaperKind.PHOTO: "basic", c.PaperKind.REPORT: "report"}
SINGLE = frozenset({c.PaperKind.PHOTO, c.PaperKind.REPORT})
"""Kinds of which only one file counts: a new one takes the place of the old."""


def section_of(kind: str) -> str:
    """The section a paper belongs to: what must be open for it to change."""
    return SECTION_OF.get(kind, "materials")


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of its quota an application has used. Removed files count as bytes and rows."""

    files: int
    rows: int
    bytes: int


def usage(application: Application) -> Usage:
    """What the application's papers come to, in one query."""
    return Usage(
        **Attachment.objects.filter(application=application).aggregate(
            files=Count("pk", filter=Q(removed_at=None)),
            rows=Count("pk"),
            bytes=Sum("size", default=0),
        )
    )


def attach(
    application: Application,
    *,
    kind: c.PaperKind,
    upload: UploadedFile,
    by: User,
    now: datetime,
    replacing: Attachment | None = None,
) -> Attachment:
    """Let a file in and file it under `kind`, in the place of `replacing` if that is given.

    The bytes are on the disk before the row exists. The same bytes again under one kind are the
    paper that is there. Raises UploadRefused (the gate, the quota of 60 files and 200 MB), Locked.
    """
    open_for_reading(application, kind)
    checked = uploads.check(upload)
    _suits(kind, checked)
    path = uploads.store(checked)
    with transaction.atomic():
        application = open_for_writing(application, section_of(kind))
        standing = application.attachments.filter(kind=kind, removed_at=None)
        old = standing if kind in SINGLE else standing.filter(pk=replacing.pk if replacing else 0)
        paper = standing.filter(sha256=checked.sha256).first()
        if paper is None:
            rows = _room_for(application, checked, taking=old.count())
            paper = Attachment.objects.create(
                application=application,
                kind=kind,
                sha256=checked.sha256,
                path=path,
                name=checked.name,
                content_type=checked.content_type,
                size=len(checked.data),
                pages=checked.pages,
                uploaded_at=now,
                uploaded_by=by,
                position=replacing.position if replacing else rows,
                hint="" if kind == c.PaperKind.PHOTO else checked.hint,
            )
        _take_the_place(paper, old, now)
        note_change(application, section_of(kind))
    return paper


def open_for_reading(application: Application, kind: str) -> None:
    """Refuse early, before a large file is parsed; asked again when the row is written."""
    with transaction.atomic():
        open_for_writing(application, section_of(kind))


def remove_attachment(paper: Attachment, *, now: datetime) -> None:
    """Take a paper out; its row and bytes stay. Raises Locked."""
    with transaction.atomic():
        application = open_for_writing(paper.application, section_of(paper.kind))
        Attachment.objects.filter(pk=paper.pk, removed_at=None).update(removed_at=now)
        note_change(application, section_of(paper.kind))


def restore_attachment(paper: Attachment, *, now: datetime) -> None:
    """Take a removed or replaced paper back; what stands in its place steps aside.

    Raises Locked; UploadRefused when there is no room for one file more.
    """
    with transaction.atomic():
        application = open_for_writing(paper.application, section_of(paper.kind))
        paper.refresh_from_db()
        if paper.removed_at is None:
            return
        standing = application.attachments.filter(kind=paper.kind, removed_at=None)
        place = standing if paper.kind in SINGLE else standing.filter(pk=paper.replaced_by_id)
        if not place and usage(application).files >= MOST_FILES:
            raise UploadRefused(_too_many(paper.name))
        if paper.replaced_by:
            paper.position = paper.replaced_by.position
        former, paper.replaced_by, paper.removed_at = paper.replaced_by_id, None, None
        paper.save(update_fields=["position", "replaced_by", "removed_at"])
        earlier = application.attachments.filter(Q(pk=former) | Q(pk__in=place)).exclude(
            pk=paper.pk
        )
        _take_the_place(paper, earlier, now)
        note_change(application, section_of(paper.kind))


def _take_the_place(paper: Attachment, old: QuerySet[Attachment], now: datetime) -> None:
    """`paper` stands where the `old` ones stood, and where those stood that they replaced."""
    gone = set(old.values_list("pk", flat=True)) - {paper.pk}
    rows = Attachment.objects.filter(application=paper.application_id).exclude(pk=paper.pk)
    rows.filter(pk__in=gone, removed_at=None).update(removed_at=now)
    rows.filter(Q(pk__in=gone) | Q(replaced_by__in=gone)).update(replaced_by=paper)


def move_attachment(paper: Attachment, *, up: bool) -> None:
    """Change places with the neighbour of the same kind; nothing happens at the ends."""
    with transaction.atomic():
        application = open_for_writing(paper.application, section_of(paper.kind))
        row = list(application.attachments.filter(kind=paper.kind, removed_at=None))
        at = next((n for n, item in enumerate(row) if item.pk == paper.pk), None)
        there = None if at is None else at + (-1 if up else 1)
        if there is None or not 0 <= there < len(row):
            return
        row[at], row[there] = row[there], row[at]
        for position, item in enumerate(row):
            item.position = position
        Attachment.objects.bulk_update(row, ["position"])
        note_change(application, section_of(paper.kind))


def _suits(kind: str, checked: uploads.Checked) -> None:
    picture = checked.content_type != "application/pdf"
    if kind == c.PaperKind.PHOTO:
        if not picture:
            raise UploadRefused(f"证件照要用JPG或PNG，“{checked.name}”是PDF，请换一个")
        if checked.width < PHOTO_WIDTH:
            raise UploadRefused(
                f"照片太小，宽度至少{PHOTO_WIDTH}像素，“{checked.name}”是{checked.width}像素"
            )
    if kind == c.PaperKind.REPORT and picture:
        raise UploadRefused(f"专业技术工作报告要用PDF，“{checked.name}”是图片，请改成PDF再传")


def _room_for(application: Application, checked: uploads.Checked, *, taking: int) -> int:
    """How many rows there are; raises UploadRefused when one more would be too much.

    `taking` is how many files the new one takes the place of.
    """
    used = usage(application)
    if used.files - taking >= MOST_FILES or used.rows >= MOST_ROWS:
        raise UploadRefused(_too_many(checked.name))
    if used.bytes + len(checked.data) > MOST_BYTES:
        raise UploadRefused(
            f"“{checked.name}”没有上传：一份申报的文件合计不超过200MB，"
            f"已用{megabytes(used.bytes)}MB，这个文件{megabytes(len(checked.data))}MB，请压缩后再传"
        )
    return used.rows


def _too_many(name: str) -> str:
    return f"“{name}”没有上传：一份申报最多{MOST_FILES}个文件，请把几页合成一个PDF"


def megabytes(size: int) -> str:
    """A size in MB as pages say it, with one decimal."""
    return f"{size / 1024 / 1024:.1f}"
