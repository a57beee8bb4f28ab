"""Papers on request: ask, wait while the worker prints, have. And the papers people uploaded."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SIGNED_IN, access
from applications import bundles, reading_room
from applications.downloads import file_response, paper_response
from applications.errors import NotBound, NotDrawn
from applications.views.papers import thumbnail_response
from review import issued
from review.models import IssuedDocument, RecheckFile
from review.prints.catalogue import papers_for
from review.prints.words import NothingToPrint
from review.queries import visible_cases
from review.queries.papers import document_of, paper_of, subject_of

#: Seconds after which a waiting page asks again, with or without a script.
EVERY = 2


@access(SIGNED_IN)
@require_POST
def ask(request):
    """Ask for a paper of a subject one may see; made already or queued now."""
    subject = subject_of(request.POST.get("subject", ""), request.acting)
    kind = request.POST.get("kind", "")
    if kind not in {paper.key for paper in papers_for(subject, request.acting)}:
        raise Http404
    try:
        document = issued.request_document(kind, subject, by=request.user, now=request.now)
    except NothingToPrint as reason:
        context = {"title": subject, "reason": reason}
        return render(request, "review/documents/nothing.html", context, status=409)
    return redirect("review:document", pk=document.pk)


@access(SIGNED_IN)
@require_safe
def document(request, pk):
    """The paper itself, or a page that waits for it and says when nobody prints."""
    paper = document_of(pk, request.acting)
    if paper.state == IssuedDocument.State.READY and default_storage.exists(paper.path):
        return paper_response(
            paper.path,
            paper.filename,
            paper.content_type,
            download="download" in request.GET or not paper.content_type.endswith("pdf"),
        )
    context = {
        "document": paper,
        "stalled": issued.is_stalled(paper, request.now),
        "failed": paper.state == IssuedDocument.State.FAILED,
    }
    response = render(request, "review/documents/waiting.html", context)
    if not context["failed"]:
        response.headers["Refresh"] = str(EVERY)
    return response


@access(SIGNED_IN)
@require_safe
def uploaded(request, pk, paper):
    """A paper the applicant handed in with some version of this case."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    row = paper_of(case, paper)
    return paper_response(
        row["path"], row["name"], row["content_type"], download="download" in request.GET
    )


@access(SIGNED_IN)
@require_safe
def thumbnail(request, pk, paper):
    """A picture the applicant handed in, made small."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    return thumbnail_response(paper_of(case, paper))


@access(SIGNED_IN)
@require_safe
def leaf(request, pk, paper, number):
    """One page of a paper of this case, drawn; `?turn=90` turns it clockwise."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    turn = request.GET.get("turn", "0")
    try:
        path = reading_room.drawn(
            paper_of(case, paper), number, int(turn) if turn.isdecimal() else 0
        )
    except (LookupError, NotDrawn) as error:
        raise Http404 from error
    return paper_response(path, f"{number}.jpg", "image/jpeg", download=False)


@access(SIGNED_IN)
@require_safe
def bundle(request, pk, kind):
    """All files of one paper of the version under way as one PDF, in the applicant's order."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    papers = case.submission.papers if case.submission else []
    files = bundles.bundle_of(papers, kind)
    if not files:
        raise Http404
    try:
        path = bundles.bound(files)
    except NotBound as refusal:
        messages.error(request, str(refusal))
        return redirect("review:case", pk)
    name = f"{case.number}{files[0]['label']}.pdf"
    return paper_response(path, name, "application/pdf", download="download" in request.GET)


@access(SIGNED_IN)
@require_safe
def recheck_file(request, pk, file):
    """A paper sent with the 复查 of this case."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    row = get_object_or_404(RecheckFile, pk=file, recheck__case=case)
    return file_response(path=row.path, name=row.name, content_type=row.content_type)
