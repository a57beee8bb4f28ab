"""What a page of the public's and the applicant's side makes an old office computer load."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.applications.rosters import listed, person
from tests.world import at

CSS, JS = 60_000, 25_000  # bytes of our own, uncompressed
VISITORS = (
    "/", "/guide/", "/documents/2021-24/", "/check/", "/check/unit/", "/notices/", "/progress/",
    "/results/", "/certificates/verify/", "/help/", "/help/manual/", "/help/manual/applicant/",
    "/privacy/", "/statement/", "/accessibility/", "/sitemap/", "/accounts/sign-in/",
)  # fmt: skip


@pytest.fixture
def heavy():
    """`heavy(page)`: what is too much in it, in words."""

    def of(page: str) -> list[str]:
        loaded = re.findall(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"', page)
        own = {url.removeprefix("/static/") for url in loaded if url.startswith("/static/")}
        own = {name for name in own if not name.startswith("vendor/")}
        weight = {
            kind: sum(_size(name) for name in own if name.endswith(kind))
            for kind in (".css", ".js")
        }
        found = [f"{url} is of another host" for url in loaded if not url.startswith("/")]
        if weight[".css"] > CSS:
            found.append(f"{weight['.css']} bytes of CSS")
        if weight[".js"] > JS:
            found.append(f"{weight['.js']} bytes of JavaScript")
        assert weight[".css"] > 0
        return found

    return of


def _size(name: str) -> int:
    return Path(finders.find(name)).stat().st_size


def test_pages_of_a_visitor_are_light(client, world, clock, heavy):
    clock("11-16 09:00")

    found = {url: heavy(client.get(url).text) for url in VISITORS}

    assert {url: faults for url, faults in found.items() if faults} == {}


def test_pages_of_a_roster_are_light(world, sign_in, clock, heavy):
    now = clock("11-05 09:00")
    hr = sign_in(world.hr)
    pages = ["/unit/", "/unit/people/import/", "/unit/checks/"]
    found = {url: heavy(hr.get(url).text) for url in pages}
    entry = listed(world, [person(1)], now=now).entries.get()
    pages += ["/unit/", "/unit/checks/", f"/unit/checks/listed/{entry.pk}/"]
    found |= {url: heavy(hr.get(url).text) for url in pages}

    assert {url: faults for url, faults in found.items() if faults} == {}


def test_pages_of_an_applicant_are_light(client, world, sign_in, clock, heavy):
    filling = world.start()
    case = world.submitted("张建军", now=at("11-08 09:00"))
    clock("11-08 10:00")
    pages = {
        filling.applicant.memberships.get(): (
            "/applications/",
            f"/applications/{filling.pk}/",
            f"/applications/{filling.pk}/sections/education/",
            f"/applications/{filling.pk}/sections/materials/",
            f"/applications/{filling.pk}/review/",
        ),
        world.applicant(case): (reverse("review:track", args=[case.application_id]),),
    }

    found = {
        url: heavy(sign_in(membership).get(url).text)
        for membership, urls in pages.items()
        for url in urls
    }

    assert {url: faults for url, faults in found.items() if faults} == {}
