"""年度归档: the secretary orders the archive of a round, waits or leaves, and takes it away."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.roles import Role
from applications.models import Round
from review.archive import making
from review.engine import Refused
from review.models import RoundArchive
from review.queries.archives import rounds_with_archives

from .documents import EVERY


@require_safe
@access(Role.SECRETARY)
def archives(request):
    """Every round with its last archive."""
    return _page(request)


def _page(request, refusal=(), status=200):
    shown = rounds_with_archives(now=request.now)
    context = {"shown": shown, "refusal": refusal}
    response = render(request, "review/committee/archives.html", context, status=status)
    if any(one.waiting for one in shown):
        response.headers["Refresh"] = str(EVERY)
    return response


@require_POST
@access(Role.SECRETARY)
def order(request, year):
    """Order the archive of the round as it stands; one on its way is only shown."""
    round = get_object_or_404(Round, year=year)
    try:
        making.order(round, acting=request.acting, now=request.now)
    except Refused as refusal:
        return _page(request, refusal=refusal.reasons, status=409)
    return redirect("review:archives")


@never_cache
@require_safe
@access(Role.SECRETARY)
def file(request, year):
    """The ZIP of the last archive that was made."""
    made = RoundArchive.objects.filter(round__year=year, stage=RoundArchive.Stage.READY)
    archive = made.exclude(path="").last()
    if archive is None or not default_storage.exists(archive.path):
        raise Http404
    return FileResponse(
        default_storage.open(archive.path),
        as_attachment=True,
        filename=f"{archive}-{archive.sha256[:8]}.zip",
        content_type="application/zip",
    )
