"""Pages that belong to no app: health, the size of type, and what is said when something fails."""

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.defaults import bad_request as plain_bad_request

from accounts.access import PUBLIC, access
from accounts.views import safe_next
from review import front

from . import health


@access(PUBLIC)
@never_cache
def healthz(request):
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@access(PUBLIC)
@never_cache
def readyz(request):
    """Fit to serve: 200, or 503 with a line for each check. Details only outside production."""
    found = health.faults()
    lines = [
        f"{name} {'ok' if not fault else 'fault' if settings.PRODUCTION else fault}"
        for name, fault in found.items()
    ]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        status=503 if any(found.values()) else 200,
    )


@access(PUBLIC)
@require_POST
def type_size(request):
    """Turn 大字版 on or off, remembered in a cookie so that the server draws it without a flash."""
    response = redirect(safe_next(request, request.POST.get("next", "")) or "home")
    if request.COOKIES.get("type-size") == "large":
        response.delete_cookie("type-size", samesite="Lax")
    else:
        response.set_cookie("type-size", "large", max_age=365 * 24 * 3600, samesite="Lax")
    return response


@access(PUBLIC)
def server_error(request):
    """Something failed. The home page is then the one last shown: never a blank one."""
    if request.method == "GET" and request.path == "/" and (page := front.kept()):
        return HttpResponse(page)
    return defaults.server_error(request)


@access(PUBLIC)
def csrf_failure(request, reason=""):
    """The form was open too long, or cookies are off: say so, and what to do."""
    return render(request, "403_csrf.html", status=403)


TOO_MUCH = {
    TooManyFilesSent: f"一次最多传{settings.DATA_UPLOAD_MAX_NUMBER_FILES}个文件，请分几次传。",
    RequestDataTooBig: "这一页写的文字太多，请分几次保存，或缩短后再存。",
    TooManyFieldsSent: "这一页的项目太多，请减少几项再存。",
}


@access(PUBLIC)
def bad_request(request, exception):
    """400, or 413 with what was too much."""
    if sentence := TOO_MUCH.get(type(exception)):
        return render(request, "413.html", {"sentence": sentence}, status=413)
    return plain_bad_request(request, exception)
