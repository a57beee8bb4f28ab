from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed


class HeadersMiddleware:
    """Put the security headers Django 5.2 does not know on every response.

    `SECURE_CSP` has the name and the shape Django 6 gives it: upgrading deletes this class.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(
            f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items()
        )

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=()"
        )
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class MethodsMiddleware:
    """Answer what browsers send and nothing else: pages are read and forms are posted (A12)."""

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in self.METHODS:
            return HttpResponseNotAllowed(self.METHODS)
        return self.get_response(request)


class PlainTextMiddleware:
    """Refuse the character NUL wherever it stands: no keyboard types it, PostgreSQL cannot keep it.

    Answers 400 before a view or a form reads anything (D24).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        for sent in (request.GET, request.POST):
            if any("\0" in text for name, texts in sent.lists() for text in (name, *texts)):
                raise BadRequest("NUL in a parameter")
