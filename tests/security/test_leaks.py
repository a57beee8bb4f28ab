"""Reading: what it shows to whom, what it writes down, what it leaves unchanged (A12, F1, F3, F7).

Canaries are the identity numbers, phones and birth dates of everybody in the scene.
"""

import html
import re
import zipfile
from collections import Counter
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import override_settings
from django.urls import Resolver404, resolve

from documents import printing
from documents.pdf import Pdf
from review.prints.catalogue import CATALOGUE
from tests.documents.reading import pages as printed_pages
from tests.security.pages import addresses_on, header_faults, inline
from tests.security.scene import NOW, digest
from tests.world import at

#: All of them, or those without would run elsewhere and everybody would walk twice.
pytestmark = pytest.mark.django_db

#: Who goes for a walk, and where each begins beside the home page.
WALKERS = {
    "anonymous": ("/notices/?show=over",), "colleague": ("/applications/",),
    "far_owner": ("/applications/",), "done_owner": ("/applications/",), "hr": ("/unit/",),
    "head": ("/unit/",), "officer": ("/department/?show=done",),
    "clerk": ("/bureau/queue/?show=all", "/bureau/intake/"), "lead": ("/bureau/queue/?show=all",),
    "secretary": ("/committee/",), "chair": ("/committee/",), "member": ("/committee/",),
    "teller": ("/committee/",), "hrss": ("/hrss/",), "admin": ("/admin/",),
}  # fmt: skip
#: Addresses of one pattern, with the same questions, that one walker opens.
STRANGER_OPENS, OTHERS_OPEN = 5, 1


def kind_of(url) -> tuple:
    """The pattern an address belongs to and the names of its parameters; None leads nowhere.

    The administration's pages of one model are of a kind with those of another.
    """
    parts = urlsplit(url)
    try:
        route = re.sub(r"^admin/\w+/\w+/", "admin/", resolve(parts.path).route)
    except Resolver404:
        return None
    return route, tuple(sorted(parse_qs(parts.query)))


def walk(client, start, most) -> dict:
    """Every page within reach by links, a few of a kind: address → answer."""
    seen, waiting, opened = {}, ["/", "/sitemap/", *start], Counter()
    while waiting:
        url = waiting.pop(0)
        kind = kind_of(url)
        if url in seen or kind is None or opened[kind] == most:
            continue
        opened[kind] += 1
        seen[url] = response = client.get(url)
        if response.status_code == 302:
            waiting.insert(0, response.headers["Location"])
        elif response.headers["Content-Type"].startswith("text/html"):
            waiting += addresses_on(response.text, url)
    return seen


@pytest.fixture(scope="module")
def walks(county, django_db_blocker):
    """hat → its answers and the database's hash before and after."""
    with (
        django_db_blocker.unblock(),
        override_settings(SITE_CLOCK=at(NOW).isoformat(), SITE_CLOCK_ANCHOR=0.0),
    ):
        taken = {}
        for hat, start in WALKERS.items():
            before = digest()
            most = STRANGER_OPENS if hat == "anonymous" else OTHERS_OPEN
            pages = walk(county.client(hat), start, most)
            taken[hat] = SimpleNamespace(pages=pages, before=before, after=digest())
        return taken


@pytest.fixture(scope="module")
def canaries(county):
    """What must not get out: text as it may stand somewhere → whose it is."""
    found = dict.fromkeys(("13911112222", "靳实名"), "objector")
    for case in county.cases:
        application = case.application
        born = application.birth_date
        for text in (
            application.identity_number,
            application.contact_phone,
            f"{born:%Y-%m-%d}",
            f"{born:%Y%m%d}",
            f"{born.year}年{born.month}月{born.day}日",
            f"{born:%Y.%m.%d}",
        ):
            found[text] = case.name
    assert len(found) > 12
    return found


IDENTITY_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\da-f])")


def told(response) -> str:
    """Everything a file or page says, in whatever wrapping."""
    kind, body = response.headers.get("Content-Type", ""), response.body
    if kind.startswith("application/pdf"):
        return "".join(printed_pages(Pdf(body, "", None)))
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return html.unescape(body.decode("utf-8", "replace"))


def hits(text, canaries) -> set[str]:
    told = {f"{whose}: {secret}" for secret, whose in canaries.items() if secret in text}
    return told | set(IDENTITY_NUMBER.findall(text))


def test_stranger_is_told_nothing_about_a_person(walks, canaries):
    pages = walks["anonymous"].pages

    found = {url: hits(told(page) + str(page.headers), canaries) for url, page in pages.items()}

    assert len(pages) > 20
    assert {url: hit for url, hit in found.items() if hit} == {}


def test_pages_of_the_staff_carry_no_whole_number(walks, county):
    numbers = {number for pair in county.private().values() for number in pair}
    shown = {
        (hat, url)
        for hat in WALKERS
        if not hat.endswith(("owner", "colleague", "admin"))
        for url, page in walks[hat].pages.items()
        if page.headers["Content-Type"].startswith("text/html")
        for number in numbers
        if number in page.text
    }

    assert shown == set()


@pytest.mark.parametrize("hat", WALKERS)
def test_reading_changes_nothing(walks, hat):
    assert len(walks[hat].pages) > 8
    assert walks[hat].after == walks[hat].before


@pytest.mark.parametrize("hat", WALKERS)
def test_every_page_is_whole_and_carries_its_headers(walks, hat):
    faults = {}
    for url, page in walks[hat].pages.items():
        wrong = header_faults(page, signed_in=hat != "anonymous")
        if page.status_code >= 400:
            wrong.append(str(page.status_code))
        if page.headers["Content-Type"].startswith("text/html") and not url.startswith("/admin/"):
            wrong += inline(page.text)
        if wrong:
            faults[url] = wrong

    assert faults == {}


def test_no_address_carries_a_person(walks, canaries):
    urls = [unquote(url) for walked in walks.values() for url in walked.pages]

    assert hits("\n".join(urls), canaries) == set()


@pytest.mark.parametrize("kind", ["notice_sheet", "result_sheet"])
def test_printed_notice_tells_no_more_than_the_page(county, scene, canaries, kind):
    subject = county.materials if kind == "notice_sheet" else county.result

    (made,) = printing.render_in_child([CATALOGUE[kind].build(subject)])
    text = "".join(printed_pages(made))

    assert "公示" in text
    assert hits(text, canaries) == set()


def test_log_names_nobody(scene, walks, canaries):
    """The log of the whole scene, of every walk, and of what people type at the public doors."""
    number, phone = scene.private()["栗近山"]
    client = scene.client("anonymous")
    for url, data in (
        ("/accounts/sign-in/", {"username": number, "password": phone}),
        ("/accounts/sign-in/", {"username": phone, "password": number}),
        ("/progress/", {"number": number, "code": phone}),
        ("/certificates/verify/", {"number": number, "name": phone}),
        (f"/notices/{scene.materials.code}/objections/new/", {"name": number, "phone": phone}),
        (f"/{number}/", {"q": phone}),
    ):
        response = client.post(url, data)
        assert number not in response.headers.get("Location", "")

    lines = "\n".join(scene.log)

    assert "栗" not in lines
    assert hits(lines, canaries) == set()
    assert "[number]" in lines
