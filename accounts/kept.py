"""What was sent after the session had ended: kept sealed until the same person signs in again.

Kept is what a form's fields held; no files, no passwords or codes, no more than 256 kB, for two
hours, one page per browser. Whose it was is known from a cookie that names the last person of
this browser by a keyed hash; nobody else is ever offered it, and only a press of the button sends
it on.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from .models import User
from .secrets import blind_index, decrypt, encrypt

COOKIE = "last-person"
KEY = "kept"
SEALED = "accounts.kept"
LIMIT = 256 * 1024
KEPT_FOR = timedelta(hours=2)
SECRET = re.compile(r"pass|^(old|new|again|code|csrfmiddlewaretoken)$")


@dataclass(frozen=True, slots=True)
class Kept:
    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def owner_mark(user: User) -> str:
    return blind_index(f"person:{user.pk}")


def mark_browser(request, response) -> None:
    """Remember in the browser whose session this is, beyond the longest a session lasts."""
    if request.user.is_authenticated and request.COOKIES.get(COOKIE) != owner_mark(request.user):
        response.set_cookie(
            COOKIE,
            owner_mark(request.user),
            max_age=2 * settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def keep(request) -> bool:
    """Put a stranger's POST aside for the person this browser belonged to; False: nothing kept."""
    owner = request.COOKIES.get(COOKIE, "")
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not SECRET.search(name)
        for value in values
    ]
    if not owner or not fields or "HX-Request" in request.headers:
        return False
    text = json.dumps(
        {
            "owner": owner,
            "at": request.now.isoformat(),
            "path": request.get_full_path(),
            "fields": fields,
            "had_files": bool(request.FILES),
        },
        ensure_ascii=False,
    )
    if len(text.encode()) > LIMIT:
        return False
    request.session[KEY] = encrypt(text, SEALED)
    return True


def waiting(session) -> bool:
    return KEY in session


def kept_for(user: User, session, *, now: datetime) -> Kept | None:
    """What waits for this very person; None for anybody else, and when it is too old."""
    if KEY not in session:
        return None
    kept = json.loads(decrypt(session[KEY], SEALED))
    if kept["owner"] != owner_mark(user) or now - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        return None
    return Kept(kept["path"], tuple(map(tuple, kept["fields"])), kept["had_files"])


def forget(session) -> None:
    session.pop(KEY, None)
