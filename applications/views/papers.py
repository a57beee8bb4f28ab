"""Uploaded papers: one row per kind, each file shown with what may be done with it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.roles import Role
from applications import bundles, papers, snapshots, uploads
from applications import choices as c
from applications.checklist import current_papers
from applications.downloads import file_response
from applications.errors import Locked, NotBound, UploadRefused
from applications.models import Application, Attachment

from .home import own_application

KINDS = {
    "basic": (c.PaperKind.PHOTO,),
    "report": (c.PaperKind.REPORT,),
    "materials": (
        c.PaperKind.APPOINTMENT,
        c.PaperKind.DIPLOMA,
        c.PaperKind.APPRAISAL,
        c.PaperKind.TECHNICIAN,
        c.PaperKind.ACHIEVEMENT,
        c.PaperKind.OTHER,
    ),
}
HELP = {
    c.PaperKind.PHOTO: "近期免冠，JPG或PNG，宽度至少413像素",
    c.PaperKind.REPORT: "PDF，单个不超过10MB",
}
CLAUSE = {c.PaperKind.APPOINTMENT: "五（5）"}
PICTURES = "image/jpeg,image/png,.jpg,.jpeg,.png"
ACCEPT = {c.PaperKind.PHOTO: PICTURES, c.PaperKind.REPORT: "application/pdf,.pdf"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One kind of paper: its files, and the chooser where files may be added.

    `acted` is the file something was just done with, by `verb`.
    """

    kind: str
    label: str
    help: str
    clause: str
    required: bool
    accept: str
    files: tuple[Attachment, ...]
    earlier: tuple[Attachment, ...] = ()
    removed: Attachment | None = None
    error: str = ""
    acted: Attachment | None = None
    verb: str = ""
    read_only: bool = False
    single: bool = False
    bundled: bool = False

    @property
    def focus(self) -> str:
        """Id of what has the focus when the row is drawn afresh: the button that was pressed.

        A file moved to an end of the row has it no more; then, as after 替换 and 恢复, it is 查看.
        """
        if self.acted is None:
            return ""
        end = {"up": self.files[:1], "down": self.files[-1:]}.get(self.verb, (self.acted,))
        return f"{'view' if self.acted in end else self.verb}-{self.acted.pk}"


def paper_rows(application: Application, slug: str, *, read_only=False) -> list[PaperRow]:
    """The rows that belong to a section."""
    kinds = KINDS.get(slug, ())
    earlier = [] if read_only or not kinds else earlier_papers(application)
    return [paper_row(application, kind, earlier, read_only=read_only) for kind in kinds]


def earlier_papers(application: Application) -> list[Attachment]:
    """What was replaced or removed, the last first."""
    removed = Attachment.objects.filter(application=application).exclude(removed_at=None)
    return list(removed.order_by("-removed_at", "-pk"))


def paper_row(
    application: Application,
    kind: c.PaperKind,
    earlier: list[Attachment],
    *,
    removed: Attachment | None = None,
    error: str = "",
    acted: Attachment | None = None,
    verb: str = "",
    read_only: bool = False,
) -> PaperRow:
    return PaperRow(
        kind=kind.value,
        label=kind.label,
        help=HELP.get(kind, "PDF、JPG、PNG，单个不超过10MB，手机拍照也可以，可以一次选几张"),
        clause=CLAUSE.get(kind, ""),
        required=kind == c.PaperKind.APPOINTMENT,
        accept=ACCEPT.get(kind, f"application/pdf,.pdf,{PICTURES}"),
        files=tuple(paper for paper in current_papers(application) if paper.kind == kind),
        earlier=tuple(paper for paper in earlier if paper.kind == kind),
        removed=removed,
        error=error,
        acted=acted,
        verb=verb,
        read_only=read_only,
        single=kind in papers.SINGLE,
        bundled=bool(bundles.bundle_of(snapshots.papers(application), kind)),
    )


@dataclass(frozen=True, slots=True)
class Quota:
    """What the page says about the room there is."""

    files: int
    used: str
    most: int = papers.MOST_BYTES // 1024 // 1024
    most_files: int = papers.MOST_FILES


def quota(application: Application) -> Quota:
    used = papers.usage(application)
    return Quota(files=used.files, used=papers.megabytes(used.bytes))


@require_POST
@access(Role.APPLICANT)
def attach(request, pk, kind):
    """Let one or several files in under a kind."""
    application = own_application(request, pk)
    if kind not in c.PaperKind.values:
        raise Http404
    return let_in(request, application, c.PaperKind(kind), request.FILES.getlist("file"))


@require_POST
@access(Role.APPLICANT)
def replace(request, pk, paper):
    """替换: the new file stands where this one stood, and this one can be taken back."""
    application = own_application(request, pk)
    row = get_object_or_404(Attachment, pk=paper, application=application)
    files = request.FILES.getlist("file")[:1]
    return let_in(request, application, c.PaperKind(row.kind), files, replacing=row)


def let_in(request, application, kind, files, *, replacing=None):
    errors = [] if files else [f"请选择要上传的{kind.label}文件"]
    done, paper = [], None
    for upload in files:
        try:
            paper = papers.attach(
                application,
                kind=kind,
                upload=upload,
                by=request.user,
                now=request.now,
                replacing=replacing,
            )
        except (UploadRefused, Locked) as refusal:
            errors.append(str(refusal))
        else:
            done.append(f"“{paper.name}”")
    said = f"已上传{'、'.join(done)}" if done else ""
    return answer(
        request,
        application,
        kind,
        errors="；".join(errors),
        done=said,
        acted=paper if replacing else None,
    )


@require_POST
@access(Role.APPLICANT)
def change(request, pk, paper, verb):
    """删除, 恢复, 上移, 下移 of one file."""
    application = own_application(request, pk)
    row = get_object_or_404(Attachment, pk=paper, application=application)
    act, word = VERBS[verb]
    error = ""
    try:
        act(row, request.now)
    except (Locked, UploadRefused) as refusal:
        error = str(refusal)
    said = "" if error else f"已{word}“{row.name}”"
    removed = row if verb == "remove" and not error else None
    return answer(
        request,
        application,
        c.PaperKind(row.kind),
        errors=error,
        done=said,
        removed=removed,
        acted=None if removed else row,
        verb=verb,
    )


VERBS = {
    "remove": (lambda row, now: papers.remove_attachment(row, now=now), "删除"),
    "restore": (lambda row, now: papers.restore_attachment(row, now=now), "恢复"),
    "up": (lambda row, now: papers.move_attachment(row, up=True), "上移"),
    "down": (lambda row, now: papers.move_attachment(row, up=False), "下移"),
}


@access(Role.APPLICANT)
def paper(request, pk, paper):
    """The file itself, for its owner: others see what was handed in (`review:case-paper`)."""
    application = own_application(request, pk)
    row = get_object_or_404(Attachment, pk=paper, application=application)
    return file_response(path=row.path, name=row.name, content_type=row.content_type)


@require_safe
@access(Role.APPLICANT)
def thumbnail(request, pk, paper):
    """A picture made small, for its owner."""
    application = own_application(request, pk)
    row = get_object_or_404(Attachment, pk=paper, application=application)
    return thumbnail_response(vars(row))


def thumbnail_response(row: dict):
    """The small JPEG of a picture, or the picture if none was made. Http404 for a PDF."""
    if not row["content_type"].startswith("image/"):
        raise Http404
    small = uploads.thumbnail_path(row["sha256"])
    if default_storage.exists(small):
        return file_response(path=small, name=row["name"], content_type="image/jpeg")
    return file_response(path=row["path"], name=row["name"], content_type=row["content_type"])


@require_safe
@access(Role.APPLICANT)
def bundle(request, pk, kind):
    """All files of one paper as one PDF in their order, for its owner."""
    application = own_application(request, pk)
    files = bundles.bundle_of(snapshots.papers(application), kind)
    if not files:
        raise Http404
    try:
        path = bundles.bound(files)
    except NotBound as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(application, kind))
    name = f"{application.number}{files[0]['label']}.pdf"
    return file_response(path=path, name=name, content_type="application/pdf")


def answer(request, application, kind, *, errors="", done="", **row):
    """The row drawn afresh for htmx; without JavaScript the page one came from."""
    if request.headers.get("HX-Request") == "true":
        application = own_application(request, application.pk)
        earlier = earlier_papers(application)
        context = {
            "application": application,
            "row": paper_row(application, kind, earlier, error=errors, **row),
            "said": done,
            "quota": quota(application) if papers.section_of(kind) == "materials" else None,
            "today": request.today,
        }
        return render(request, "applications/_paper_answer.html", context)
    if done:
        messages.success(request, f"{done}。")
    if errors:
        messages.error(request, f"没有上传成功：{errors}")
    return redirect(_back(application, kind))


def _back(application, kind) -> str:
    slug = papers.section_of(kind)
    return reverse("applications:section", args=(application.pk, slug)) + f"#paper-{kind}"
