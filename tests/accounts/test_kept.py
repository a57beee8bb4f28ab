"""What is sent after the session has ended: kept for its owner, shown to nobody else (P6)."""

import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import kept
from accounts.roles import Role
from applications.models import Application
from tests.accounts.conftest import FIRST_PASSWORD

TEXT = "负责3号煤层回采工作面的作业规程编制。\n第二行，带“引号”和<尖括号>。"
KEPT = "/accounts/kept/"


@pytest.fixture
def application(world):
    return world.start()


@pytest.fixture
def owner(application):
    return application.applicant.memberships.get()


@pytest.fixture
def address(application):
    return reverse("applications:section", args=[application.pk, "title"])


@pytest.fixture
def late(client, owner, come_in, clock, address):
    """Her browser, half an hour later, with a page still open: what it sends comes too late."""
    clock("11-08 09:00")
    come_in(owner)
    client.get(address)
    clock("11-08 09:30")
    return client


def sign_in_again(client, membership, password=FIRST_PASSWORD):
    return client.post(
        f"/accounts/sign-in/?next={KEPT}",
        {"username": membership.user.username, "password": password},
    )


def typed(text=TEXT):
    """What the page would send: the form as it stands, with the text changed."""
    application = Application.objects.get()
    version = application.drafts.get(slug="title").version
    return {"specialty": application.specialty_id, "current_work": text, "version": version}


def fields_of(page) -> dict:
    """What the button of the page sends, as a browser reads it."""
    form = re.search(r'<form method="post" action="/applications.*?</form>', page.text, re.S)[0]
    boxes = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', form, re.S)
    return {name: unescape(value) for name, value in boxes}


def test_what_was_typed_waits_for_its_owner_and_is_sent_by_one_button(late, owner, address):
    sent = late.post(address, typed("采掘技术管理"))
    sign_in_page = late.get(sent["Location"])
    signed_in = sign_in_again(late, owner)
    page = late.get(signed_in["Location"])
    done = late.post(address, fields_of(page))

    assert sent["Location"] == f"/accounts/sign-in/?next={KEPT}"
    assert "您刚才填的内容还在" in sign_in_page.text
    assert "采掘技术管理" not in sign_in_page.text
    assert signed_in["Location"] == KEPT
    assert f'action="{address}"' in page.text
    assert done.status_code == 302
    owner.user.applications.get().refresh_from_db()
    assert owner.user.applications.get().current_work == "采掘技术管理"


def test_text_survives_to_the_letter(late, owner, address):
    late.post(address, typed())
    sign_in_again(late, owner)

    assert fields_of(late.get(KEPT))["current_work"].replace("\r\n", "\n") == TEXT


def test_wrong_password_first_loses_nothing(late, owner, address):
    late.post(address, typed())

    sign_in_again(late, owner, password="wrong")
    sign_in_again(late, owner)

    assert "您刚才填的内容还在" in late.get(KEPT).text


def test_somebody_else_is_offered_nothing(late, world, address):
    late.post(address, typed())

    sign_in_again(late, world.person("张建军", world.unit, Role.APPLICANT))
    page = late.get(KEPT)

    assert page["Location"] == "/landing/"
    assert "kept" not in late.session


def test_what_is_kept_stands_nowhere_readable(late, address):
    late.post(address, typed("采掘技术管理"))

    stored = [row.get_decoded() for row in Session.objects.all()]

    assert "采掘技术管理" not in str(stored)
    assert any("kept" in row for row in stored)


def test_passwords_codes_and_files_are_not_kept(client, owner, come_in, clock, application):
    clock("11-08 09:00")
    come_in(owner)
    clock("11-08 09:30")

    client.post(
        f"/applications/{application.pk}/sections/materials/",
        {
            "note": "聘用协议",
            "old": "secret-1",
            "new": "secret-2",
            "code": "123456",
            "chair_passphrase": "secret-3",
            "paper": SimpleUploadedFile("聘用协议.pdf", b"%PDF"),
        },
    )
    sign_in_again(client, owner)
    page = client.get(KEPT)

    assert fields_of(page) == {"note": "聘用协议"}
    assert "上传的文件没有带过来" in page.text


@pytest.mark.parametrize(("size", "keeps"), [(200_000, True), (kept.LIMIT, False)])
def test_too_much_is_not_kept(late, address, size, keeps):
    sent = late.post(address, typed("x" * size))

    assert (sent["Location"] == f"/accounts/sign-in/?next={KEPT}") is keeps


@pytest.mark.parametrize(("moment", "offered"), [("11-08 11:30", True), ("11-08 11:31", False)])
def test_kept_for_two_hours(late, owner, address, clock, moment, offered):
    late.post(address, typed())

    clock(moment)
    sign_in_again(late, owner)

    assert (late.get(KEPT).status_code == 200) is offered


def test_stranger_and_autosave_are_sent_to_sign_in_as_ever(client, late, address):
    autosave = late.post(address, typed(), headers={"HX-Request": "true"})
    stranger = type(client)().post(address, typed())

    assert autosave["Location"] == stranger["Location"] == f"/accounts/sign-in/?next={address}"


def test_signing_out_leaves_no_owner_in_the_browser(late, owner, come_in, address):
    come_in(owner)
    late.post("/accounts/sign-out/")

    sent = late.post(address, typed())

    assert sent["Location"] == f"/accounts/sign-in/?next={address}"


def test_what_is_not_wanted_is_forgotten(late, owner, address):
    late.post(address, typed())
    sign_in_again(late, owner)

    late.post(KEPT)

    assert late.get(KEPT).status_code == 302
