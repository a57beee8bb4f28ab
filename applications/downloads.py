"""How a file leaves the site. The caller has made sure that the person may see it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Nothing in it runs, nothing of ours is drawn around it.
READ_ONLY = "script-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
SANDBOX = "default-src 'none'; img-src 'self'; sandbox"


def file_response(*, path: str, name: str, content_type: str) -> FileResponse:
    """Pictures inline under their own type, everything else as a download; both walled off.

    Raises Http404 when the bytes are not there.
    """
    if not default_storage.exists(path):
        raise Http404
    response = FileResponse(
        default_storage.open(path),
        as_attachment=not content_type.startswith("image/"),
        filename=name,
        content_type=content_type,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def paper_response(path: str, name: str, content_type: str, *, download: bool) -> FileResponse:
    """A paper to be read in the browser, which shows no PDF in a sandbox, or kept.

    Raises Http404 when the bytes are not there.
    """
    if not default_storage.exists(path):
        raise Http404
    response = FileResponse(
        default_storage.open(path), as_attachment=download, filename=name, content_type=content_type
    )
    response.headers["Content-Security-Policy"] = READ_ONLY
    return response


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """A workbook made for this request, as a download named `name` without its ending."""
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response.headers["Cache-Control"] = "private, no-store"
    return response
