"""/settings/audit/: who did what, found by the address, streamed as CSV; the heads to print."""

import csv
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.roles import Role
from components.shapes import Cell, Column, Row
from review.forms.audit import AuditSearch
from review.queries import audit

PAGE = 50
COLUMNS = tuple(map(Column, audit.HEADINGS))
#: What Excel would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@access(Role.ADMIN)
def start(request):
    return redirect("oversight:audit", "steps")


@require_safe
@access(Role.ADMIN)
def log(request, slug):
    """One of the logs, as searched for, newest first."""
    shown = _log(slug)
    form = AuditSearch(request.GET)
    page = Paginator(audit.found(shown, **form.wanted()), PAGE).get_page(request.GET.get("page"))
    lines = [shown.line(row).cells for row in page.object_list]
    context = {
        "log": shown,
        "logs": audit.LOGS.values(),
        "form": form,
        "columns": COLUMNS,
        "rows": [Row(tuple(map(Cell, cells))) for cells in lines],
        "page": page,
    }
    return render(request, "review/audit/log.html", context)


def _log(slug: str) -> audit.Log:
    if slug not in audit.LOGS:
        raise Http404
    return audit.LOGS[slug]


class _Echo:
    """What csv.writer writes to: every row comes back as it was made."""

    def write(self, text: str) -> str:
        return text


@require_safe
@access(Role.ADMIN)
def export(request, slug):
    """The log as searched for, every row, as CSV that Excel opens; streamed."""
    shown = _log(slug)
    rows = audit.csv_rows(shown, audit.found(shown, **AuditSearch(request.GET).wanted()))
    response = StreamingHttpResponse(_stream(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(
        True, _file_name(shown.label, request.today)
    )
    return response


def _file_name(label: str, today: date) -> str:
    return f"{label}记录-{today:%Y%m%d}.csv"


def _stream(rows):
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for cells in rows:
        yield writer.writerow([f"'{c}" if c.startswith(FORMULA) else c for c in cells])


@require_safe
@access(Role.ADMIN, Role.LEAD)
def heads(request):
    """The head of each chain on one page, to print for the day book of room 303."""
    context = {"heads": audit.heads(), "now": request.now}
    return render(request, "review/audit/heads.html", context)
