"""The writers of uploaded papers: attach, remove, take back, move. Bytes are never deleted here."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Q, Sum

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


def section_of(kind: str) -> str:
    """The section a paper belongs to: what must be open for it to change."""
    return SECTION_OF.get(kind, "materials")


def attach(
    application: Application, *, kind: c.PaperKind, upload: UploadedFile, by: User, now: datetime
) -> Attachment:
    """Let a file in and file it under `kind`. The bytes are on the disk before the row exists.

    Raises UploadRefused (the gate, the quota of 60 files and 200 MB), Locked.
    """
    open_for_reading(application, kind)
    checked = uploads.check(upload)
    _suits(kind, checked)
    path = uploads.store(checked)
    with transaction.atomic():
        application = open_for_writing(application, section_of(kind))
        rows = _room_for(application, checked)
        same = application.attachments.filter(kind=kind, removed_at=None)
        if duplicate := same.filter(sha256=checked.sha256).first():
            return duplicate
        if kind == c.PaperKind.PHOTO:
            same.update(removed_at=now)
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
            position=rows,
        )
        note_change(application, section_of(kind))
    return paper


def open_for_reading(application: Application, kind: str) -> None:
    """Refuse early, before a large file is parsed; asked again when the row is written."""
    with transaction.atomic():
        open_for_writing(application, section_of(kind))


def remove_attachment(paper: Attachment, *, now: datetime) -> None:
    """Take a paper out; its row and bytes stay for what was handed in with it. Raises Locked."""
    _set_removed(paper, now)


def restore_attachment(paper: Attachment) -> None:
    """Take a removal back (撤销). Raises Locked."""
    _set_removed(paper, None)


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
            Attachment.objects.filter(pk=item.pk).update(position=position)
        note_change(application, section_of(paper.kind))


def _set_removed(paper: Attachment, moment: datetime | None) -> None:
    with transaction.atomic():
        application = open_for_writing(paper.application, section_of(paper.kind))
        Attachment.objects.filter(pk=paper.pk).update(removed_at=moment)
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


def _room_for(application: Application, checked: uploads.Checked) -> int:
    """How many rows there are; raises UploadRefused when one more would be too much."""
    use = application.attachments.aggregate(
        rows=Count("pk"), files=Count("pk", filter=Q(removed_at=None)), size=Sum("size", default=0)
    )
    if use["files"] >= MOST_FILES or use["rows"] >= MOST_ROWS:
        raise UploadRefused(
            f"“{checked.name}”没有上传：一份申报最多{MOST_FILES}个文件，请把几页合成一个PDF"
        )
    if use["size"] + len(checked.data) > MOST_BYTES:
        raise UploadRefused(
            f"“{checked.name}”没有上传：一份申报的文件合计不超过200MB，请压缩后再传"
        )
    return use["rows"]
