"""Blank forms and handbooks as files: public, made once, the same for everybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import PUBLIC, access
from applications import manuals, take_home
from applications.queries import current_round
from documents.pdf import PrintingError

AN_HOUR = "public, max-age=3600"


@access(PUBLIC)
@require_safe
def sheet(request, address):
    """One of 附件1 to 4 or a filled sample, of the round under way."""
    round, wanted = current_round(request.today), take_home.SHEETS.get(address)
    if round is None or wanted is None:
        raise Http404
    try:
        content = take_home.content(wanted, round)
    except PrintingError as reason:
        return not_made(request, wanted.name, reason)
    return file_answer(content, name=wanted.name, content_type=wanted.content_type)


@access(PUBLIC)
@require_safe
def manual_list(request):
    return render(request, "public/manuals.html", {"manuals": manuals.manuals().values()})


@access(PUBLIC)
@require_safe
def manual(request, key):
    """One handbook as a page, with pictures."""
    return render(request, "public/manual.html", {"manual": manual_or_404(key)})


@access(PUBLIC)
@require_safe
def manual_pdf(request, key):
    found = manual_or_404(key)
    try:
        content = manuals.pdf(found)
    except PrintingError as reason:
        return not_made(request, found.title, reason)
    return file_answer(content, name=f"{found.title}.pdf", content_type=take_home.PDF)


def manual_or_404(key: str) -> manuals.Manual:
    if key not in manuals.manuals():
        raise Http404
    return manuals.manuals()[key]


def not_made(request, title: str, reason: PrintingError):
    context = {"title": title, "reason": reason}
    return render(request, "public/not_made.html", context, status=503)


def file_answer(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A download under its Chinese name that a browser may keep for an hour."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    answer.headers["Cache-Control"] = AN_HOUR
    return answer
