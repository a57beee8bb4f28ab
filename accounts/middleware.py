from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

from . import clock
from .models import acting_membership, active_memberships


class ClockMiddleware:
    """Give every request one moment: `request.now` (aware) and `request.today`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.now = clock.now()
        request.today = request.now.date()
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
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
