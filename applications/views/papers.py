"""Uploaded papers: one row per kind, each file shown with what may be done with it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from applications import choices as c
from applications import papers
from applications.checklist import current_papers
from applications.downloads import file_response
from applications.errors import Locked, UploadRefused
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
    """One kind of paper: its files, and the chooser where files may be added."""

    kind: str
    label: str
    help: str
    clause: str
    required: bool
    accept: str
    files: tuple[Attachment, ...]
    removed: Attachment | None = None
    error: str = ""
    read_only: bool = False
    single: bool = False


def paper_rows(application: Application, slug: str, *, read_only=False) -> list[PaperRow]:
    """The rows that belong to a section."""
    return [paper_row(application, kind, read_only=read_only) for kind in KINDS.get(slug, ())]


def paper_row(
    application: Application,
    kind: c.PaperKind,
    *,
    removed: Attachment | None = None,
    error: str = "",
    read_only: bool = False,
) -> PaperRow:
    return PaperRow(
        kind=kind.value,
        label=kind.label,
        help=HELP.get(kind, "PDF、JPG、PNG，单个不超过10MB，手机拍照也可以"),
        clause=CLAUSE.get(kind, ""),
        required=kind == c.PaperKind.APPOINTMENT,
        accept=ACCEPT.get(kind, f"application/pdf,.pdf,{PICTURES}"),
        files=tuple(paper for paper in current_papers(application) if paper.kind == kind),
        removed=removed,
        error=error,
        read_only=read_only,
        single=kind in (c.PaperKind.PHOTO, c.PaperKind.REPORT),
    )


@require_POST
@access(Role.APPLICANT)
def attach(request, pk, kind):
    """Let one or several files in under a kind."""
    application = own_application(request, pk)
    if kind not in c.PaperKind.values:
        raise Http404
    kind, errors = c.PaperKind(kind), []
    files = request.FILES.getlist("file")
    if not files:
        errors.append(f"请选择要上传的{kind.label}文件")
    for upload in files:
        try:
            papers.attach(application, kind=kind, upload=upload, by=request.user, now=request.now)
        except (UploadRefused, Locked) as refusal:
            errors.append(str(refusal))
    return answer(request, application, kind, errors="；".join(errors), done="已上传")


@require_POST
@access(Role.APPLICANT)
def change(request, pk, paper, verb):
    """删除, 撤销, 上移, 下移 of one file."""
    application = own_application(request, pk)
    row = get_object_or_404(Attachment, pk=paper, application=application)
    error = ""
    try:
        VERBS[verb](row, request.now)
    except Locked as refusal:
        error = str(refusal)
    removed = row if verb == "remove" and not error else None
    return answer(request, application, c.PaperKind(row.kind), errors=error, removed=removed)


VERBS = {
    "remove": lambda row, now: papers.remove_attachment(row, now=now),
    "restore": lambda row, now: papers.restore_attachment(row),
    "up": lambda row, now: papers.move_attachment(row, up=True),
    "down": lambda row, now: papers.move_attachment(row, up=False),
}


@access(Role.APPLICANT)
def paper(request, pk, paper):
    """The file itself, for its owner: others see what was handed in (`review:case-paper`)."""
    application = own_application(request, pk)
    row = get_object_or_404(Attachment, pk=paper, application=application)
    return file_response(path=row.path, name=row.name, content_type=row.content_type)


def answer(request, application, kind, *, errors="", done="", removed=None):
    """The row drawn afresh for htmx; without JavaScript the page one came from."""
    if request.headers.get("HX-Request") == "true":
        row = paper_row(
            own_application(request, application.pk), kind, removed=removed, error=errors
        )
        context = {"application": application, "row": row, "today": request.today}
        return render(request, "applications/_paper.html", context)
    if errors:
        messages.error(request, errors)
    elif done:
        messages.success(request, done)
    return redirect(_back(application, kind))


def _back(application, kind) -> str:
    slug = papers.section_of(kind)
    return reverse("applications:section", args=(application.pk, slug)) + f"#paper-{kind}"
