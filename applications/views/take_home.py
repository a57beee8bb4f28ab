"""Blank forms and handbooks as files: public, made once, the same for everybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import PUBLIC, access
from applications import take_home
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
        context = {"title": wanted.name, "reason": reason}
        return render(request, "public/not_made.html", context, status=503)
    return file_answer(content, name=wanted.name, content_type=wanted.content_type)


def file_answer(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A download under its Chinese name that a browser may keep for an hour."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    answer.headers["Cache-Control"] = AN_HOUR
    return answer
