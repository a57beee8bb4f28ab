"""我的资料: a person takes a copy of everything the site holds about them."""

from django.http import FileResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import SIGNED_IN, access
from review import own_copy


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(SIGNED_IN)
def copy(request):
    """What the copy holds; POST: the copy, made now and kept nowhere."""
    if request.method != "POST":
        return render(request, "review/own_copy/page.html")
    archive = own_copy.write(request.user, now=request.now)
    return FileResponse(
        archive,
        as_attachment=True,
        filename=f"我的资料-{request.today:%Y%m%d}.zip",
        content_type="application/zip",
    )
