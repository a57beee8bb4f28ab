"""公示期满以后: the address of a notice answers 410, and no copy is left with anybody (D17)."""

from functools import wraps

from django.shortcuts import render


def forgets(view):
    """Let no cache keep the page and no search engine list it, before its last day or after."""

    @wraps(view)
    def forgetful(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
        response.headers["Cache-Control"] = "no-store"
        return response

    return forgetful


def gone(request, one, *, typed=""):
    """410: what kind of notice of which unit it was, and its days; `typed` is given back."""
    stopped = one.notice.stopped_at
    explained = stopped and request.today <= one.last_day
    context = {
        "notice": one.notice,
        "one": one,
        "reason": one.notice.stop_reason if explained else "",
        "typed": typed,
    }
    return render(request, "public/notice_gone.html", context, status=410)
