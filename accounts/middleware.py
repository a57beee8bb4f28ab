from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from . import clock, kept, second_factor, sessions
from .models import acting_membership, active_memberships


class ClockMiddleware:
    """Give every request one moment: `request.now` (aware) and `request.today`.

    `request.wall` is the machine's own, which differs in a rehearsal (`clock.wall`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.now = clock.now()
        request.today = request.now.date()
        request.wall = clock.wall()
        return self.get_response(request)


class AccessMiddleware:
    """Set `request.memberships` (those in force) and `request.acting`, and hold every view to what
    it declares (`accounts.access`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.memberships = (
            list(active_memberships(request.user, request.today))
            if request.user.is_authenticated
            else []
        )
        request.acting = acting_membership(request.memberships, request.session.get("membership"))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        declared = getattr(view, "access", None)
        if declared is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no access")
        if declared.admits(request.user, request.acting):
            return None
        if request.user.is_authenticated:
            raise PermissionDenied
        if request.method == "POST" and kept.keep(request):
            return redirect_to_login(reverse("accounts:kept"))
        return redirect_to_login(request.get_full_path())


class SessionMiddleware:
    """End a session that was ended elsewhere or left idle; `request.sign_in` is its row.

    Who owes a second step, or must have one, is led there first; then staff whose password has
    grown old to a new one.

    Stands after AccessMiddleware: the time allowed depends on the capacity the person acts in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.sign_in = sessions.record_of(request)
        if (
            request.sign_in is not None
            and sessions.left(request.sign_in, request.acting, now=request.now) <= sessions.NOTHING
        ):
            self._close(request)
        response = self.get_response(request)
        kept.mark_browser(request, response)
        return response

    def _close(self, request):
        minutes = sessions.idle_limit(request.acting) // timedelta(minutes=1)
        idle = request.sign_in.ended_at is None
        sessions.end(request.user, pk=request.sign_in.pk, now=request.now)
        logout(request)
        request.sign_in = request.acting = None
        why = f"因为{minutes}分钟没有操作" if idle else "这次登录在别处被退出"
        messages.info(request, f"{why}，已退出。重新登录后回到刚才的页面。")

    def process_view(self, request, view, args, kwargs):
        if request.sign_in is None:
            return None
        if not getattr(view, "passive", False):
            sessions.touch(request.sign_in, now=request.now)
        if not (view.access.public or getattr(view, "open_without_factor", False)):
            if second_factor.is_due(request):
                return redirect(_asking(request))
            if second_factor.is_required(request.acting) and not second_factor.passed(request):
                messages.info(request, "您的身份要用两步验证，设好后继续办理。")
                return redirect("accounts:factor-set-up")
        if getattr(view, "open_with_old_password", False) or not sessions.must_renew_password(
            request.user, request.acting, now=request.now
        ):
            return None
        messages.info(request, f"密码满{settings.STAFF_PASSWORD_DAYS}天要换新的，换好后继续办理。")
        return redirect("accounts:password")


def _asking(request) -> str:
    """The page that asks for the second step, and leads back to where the person was going."""
    back = request.get_full_path() if request.method == "GET" else ""
    return reverse("accounts:factor", query={"next": back} if back else None)
