"""Every address × every hat × every method: opened by those it concerns, a wall for all others.

What the walls are is written in `tests.security.table`; a pattern without a row fails here.
"""

import logging
import re
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.urls import include, path

from accounts.access import PUBLIC, access
from accounts.roles import Role
from tests.security.pages import same_page
from tests.security.scene import digest
from tests.security.table import ANYBODY, PAPERS, SIGNED_IN, TABLE
from tests.test_access import addresses

FORM = "application/x-www-form-urlencoded"
NEVER = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
#: Answers that opened the page: shown, sent on, refused in words with everything kept.
OPENED = {200, 302, 409, 422}
#: One hat of each role: who has no business at an address at all meets the same wall everywhere.
FACES = (
    "anonymous", "far_owner", "far_hr", "far_head", "far_officer", "clerk", "lead", "secretary",
    "chair", "member", "teller", "hrss", "admin",
)  # fmt: skip
PASSERS_BY = ("anonymous", "far_owner", "clerk")


@pytest.fixture(autouse=True)
def _log_is_not_written():
    """Thousands of refusals with their tracebacks, which nobody reads, are half of the time."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def routes():
    """(route, view) of every pattern but the administration's, which is shut as a whole."""
    return [(route, view) for route, view in addresses() if not route.startswith("admin/")]


def rows_to_write() -> list[str]:
    """For each pattern the table does not know, the row that is missing in it."""
    missing = []
    for route, view in routes():
        if route not in TABLE:
            roles = sorted(f"R.{role.name}" for role in view.access.roles)
            who = f"frozenset({{{', '.join(roles)}}})" if roles else "SIGNED_IN"
            who = "ANYBODY" if view.access.public else who
            objects = ", lambda scene: [(address, hats who may), …]" if "<" in route else ""
            missing.append(f'tests/security/table.py lacks "{route}": Row({who}{objects}),')
    return missing


def test_every_pattern_has_a_row():
    assert rows_to_write() == []
    assert set(TABLE) == {route for route, _ in routes()}


def test_new_pattern_without_a_row_is_told_with_the_row(settings):
    urls = ModuleType("urls_with_one_more")
    urls.urlpatterns = [
        path("", include(settings.ROOT_URLCONF)),
        path("new/<int:pk>/", access(Role.CLERK)(lambda request, pk: HttpResponse()), name="new"),
        path("open/", access(PUBLIC)(lambda request: HttpResponse()), name="open"),
    ]
    settings.ROOT_URLCONF = urls

    new, public = rows_to_write()

    assert '"new/<int:pk>/": Row(frozenset({R.CLERK}), lambda scene:' in new
    assert '"open/": Row(ANYBODY),' in public


def kept_out(response):
    """Which wall the answer is: `sign-in`, 403, 404 or 405; None when it opened."""
    if response.status_code == 302 and response["Location"].startswith("/accounts/sign-in/"):
        return "sign-in"
    return response.status_code if response.status_code not in OPENED else None


def wall(row, allowed, hat, role, method):
    """The wall this hat has to meet, None for those who may open it."""
    if method in NEVER:
        return 405
    if row.roles is not ANYBODY:
        if hat == "anonymous":
            return "sign-in"
        if row.roles != SIGNED_IN and role not in row.roles:
            return 403
    if method.replace("HEAD", "GET") not in row.methods.split():
        return 405
    return None if allowed == ANYBODY or hat in allowed else 404


def missing(route, url):
    """The same address with the first thing it names replaced by one that does not exist."""
    parts = url.split("/")
    place = next(n for n, part in enumerate(f"/{route}".split("/")) if part.startswith("<"))
    parts[place] = "987654" if parts[place].isdecimal() else "nothing-here"
    return "/".join(parts)


def places(scene, route):
    """(address, hats that may open it): those of the row, and one of nothing."""
    row = TABLE[route]
    found = row.urls(scene) if row.urls else [(f"/{route}", ANYBODY)]
    if "<" in route and row.lost:
        found = [*found, (missing(route, found[0][0]), set())]
    return found


def attempts(scene, route):
    """(hat, method, address, wall to meet): all hats and addresses where the object decides, else
    one face of each role and one address; a page for everybody is opened by three. Who may read a
    page opens it with GET; one of them is enough for the other methods.
    """
    row, opened = TABLE[route], set()
    for number, (url, allowed) in enumerate(places(scene, route)):
        for method in ("GET", "HEAD", "POST", *NEVER):
            for hat in PASSERS_BY if row.roles is allowed is ANYBODY else scene.hats:
                expected = wall(row, allowed, hat, scene.role(hat), method)
                by_object = allowed != ANYBODY and expected in (None, 404)
                if not (by_object and method in ("GET", "POST")) and (number or hat not in FACES):
                    continue
                if expected is None and method != "GET" and "GET" in row.methods:
                    if method in opened:
                        continue
                    opened.add(method)
                yield hat, method, url, expected


@pytest.mark.parametrize("route", TABLE)
def test_address_opens_for_those_it_concerns_alone(scene, route, savepoint):
    before, wrong = digest(), []

    for hat, method, url, expected in attempts(scene, route):
        with savepoint(undo=expected is None and method == "POST"):
            response = scene.client(hat).generic(method, url, b"", FORM)
        if kept_out(response) != expected:
            wrong.append((hat, method, url, response.status_code, expected))

    assert wrong == []
    assert digest() == before


def test_the_matrix_leaves_no_role_and_no_method_out(scene):
    assert {scene.role(hat) for hat in FACES} == {None, *Role}
    seen = {
        (method, "nothing" if "987654" in url else "something")
        for hat, method, url, _ in attempts(scene, "cases/<int:pk>/")
    }
    assert {method for method, _ in seen} == {"GET", "HEAD", "POST", *NEVER}
    assert {("GET", "nothing"), ("POST", "nothing")} <= seen


@pytest.mark.parametrize("kind", PAPERS)
def test_paper_is_made_for_those_who_may_have_it(scene, kind, savepoint):
    document, made = scene.papers[kind], set()

    for hat in scene.hats:
        with savepoint():
            response = scene.client(hat).post(
                "/papers/", {"kind": kind, "subject": document.subject}
            )
        if kept_out(response) not in ("sign-in", 404):
            made.add(hat)

    assert made == PAPERS[kind]


@pytest.mark.parametrize("hat", ["anonymous", "hr", "secretary"])
def test_administration_is_shut_to_everybody_else(scene, hat):
    client, user = scene.client(hat), scene.world.hr.user
    routes = [route for route, _ in addresses() if route.startswith("admin/")]
    urls = {
        "/" + re.sub(r"<[^>]*id>", str(user.pk), route)
        for route in routes
        if "^" not in route and "(" not in route
    }
    assert len(urls) > 50

    answers = {
        kept_out(response) for url in urls for response in (client.head(url), client.post(url))
    }

    assert answers == {"sign-in" if hat == "anonymous" else 403}


def test_what_is_not_ones_own_reads_like_what_is_not_there(scene):
    client = scene.client("far_hr")

    foreign = client.get(f"/cases/{scene.near_case.pk}/")
    missing = client.get("/cases/987654/")

    assert foreign.status_code == missing.status_code == 404
    assert same_page(foreign.text) == same_page(missing.text)
    assert foreign.headers.keys() == missing.headers.keys()
