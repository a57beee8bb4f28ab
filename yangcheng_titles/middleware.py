from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed
from django.shortcuts import render

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes of one request: some files of 10 MB chosen together (`deploy/nginx.conf` says the same)."""


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


class BodySizeMiddleware:
    """Answer a body that is too large, or does not say how large it is, before any of it is read.

    Stands before the middlewares that look into the form (D14).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        length = request.headers.get("Content-Length") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return render(request, "413.html", status=413)
        if "Transfer-Encoding" in request.headers and length == "0":
            return render(request, "411.html", status=411)
        return None
