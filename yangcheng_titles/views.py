"""Pages that belong to no app: health, the size of type, and what is said when something fails."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import PUBLIC, access
from accounts.views.sign_in import safe_next
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
