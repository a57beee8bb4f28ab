"""Signing in and out: enumeration, redirects, limits, session keys, roles."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from tests.world import at

SIGN_IN = "/accounts/sign-in/"
WRONG = "登录名、手机号或密码不对，请核对后再试"


def post(client, username, password, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def text_of(response, *hidden):
    """The page without what differs by nature: the name typed and the token."""
    text = response.text
    for part in hidden:
        text = text.replace(part, "")
    start = text.index("<main")
    return "\n".join(
        line for line in text[start:].splitlines() if "csrfmiddlewaretoken" not in line
    )


def test_unknown_name_and_wrong_password_get_the_same_page(client, world, clock):
    clock("11-16 09:00")
    known = world.hr.user.username

    wrong = post(client, known, "not-the-password")
    unknown = post(client, "nobody-here", "not-the-password")

    assert WRONG in wrong.text
    assert wrong.status_code == unknown.status_code == 200
    assert text_of(wrong, known) == text_of(unknown, "nobody-here")


def test_disabled_account_reads_like_a_wrong_password(client, world, clock):
    clock("11-16 09:00")
    world.hr.user.is_active = False
    world.hr.user.save()

    response = post(client, world.hr.user.username, "rehearsal-2021")

    assert WRONG in response.text


def test_typed_name_is_kept_and_password_is_not(client, world, clock):
    clock("11-16 09:00")

    response = post(client, "someone", "secret-words")

    assert 'value="someone"' in response.text
    assert "secret-words" not in response.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"username": "", "password": "x"}, "请填写登录名或手机号"),
        ({"username": "x", "password": ""}, "请填写密码"),
    ],
)
def test_missing_field_is_named(client, world, clock, data, sentence):
    clock("11-16 09:00")

    response = client.post(SIGN_IN, data)

    assert sentence in response.text
    assert "错误：" in response.text


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_foreign_next_is_not_followed(client, world, clock, target):
    clock("11-16 09:00")

    response = post(client, world.hr.user.username, "rehearsal-2021", next=target)

    assert response.status_code == 302
    assert response["Location"] == reverse("landing")


def test_next_on_this_site_is_followed(client, world, clock):
    clock("11-16 09:00")

    response = post(client, world.hr.user.username, "rehearsal-2021", next="/guide/?print=1")

    assert response["Location"] == "/guide/?print=1"


def test_session_key_changes_at_sign_in(client, world, clock):
    clock("11-16 09:00")
    client.get("/check/unit/")
    session = client.session
    session["self_check"] = {"kept": True}
    session.save()
    before = session.session_key

    post(client, world.hr.user.username, "rehearsal-2021")

    assert client.session.session_key != before
    assert client.session["self_check"] == {"kept": True}


def test_session_of_a_visitor_does_not_outlive_sign_in(client, world, clock, settings):
    clock("11-16 09:00")
    session = client.session
    session.set_expiry(24 * 3600)
    session.save()

    post(client, world.hr.user.username, "rehearsal-2021")

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_sixth_try_is_told_to_wait(client, world, clock):
    clock("11-16 09:00")
    name = world.hr.user.username
    for _ in range(5):
        last = post(client, name, "wrong")

    after = post(client, name, "rehearsal-2021")

    assert last.status_code == after.status_code == 429
    assert "15分钟后再试" in after.text
    assert SESSION_KEY not in client.session


def test_lock_of_one_name_leaves_the_next_desk_alone(client, world, clock):
    clock("11-16 09:00")
    for _ in range(6):
        post(client, world.hr.user.username, "wrong")

    response = post(client, world.head.user.username, "rehearsal-2021")

    assert response.status_code == 302


def test_signing_out_needs_post(client, world, clock, sign_in):
    clock("11-16 09:00")
    sign_in(world.hr)

    refused = client.get("/accounts/sign-out/")
    done = client.post("/accounts/sign-out/")

    assert refused.status_code == 405
    assert done["Location"] == "/"
    assert SESSION_KEY not in client.session


def test_signed_in_page_is_not_kept_by_the_browser(client, world, clock, sign_in):
    clock("11-16 09:00")
    sign_in(world.hr)

    response = client.get("/accounts/security/")

    assert response["Cache-Control"] == "private, no-store"


def test_password_change_ends_other_sessions(client, world, clock, sign_in, django_user_model):
    clock("11-16 09:00")
    sign_in(world.hr)
    other = type(client)()
    other.force_login(world.hr.user, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(
        "/accounts/password/",
        {"old": "rehearsal-2021", "new": "太行山下2022年", "again": "太行山下2022年"},
    )

    assert response["Location"] == "/accounts/security/"
    assert client.get("/accounts/security/").status_code == 200
    assert other.get("/accounts/security/").status_code == 302
    user = django_user_model.objects.get(pk=world.hr.user.pk)
    assert user.check_password("太行山下2022年")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"old": "wrong"}, "现在的密码不对，请重新填写"),
        ({"again": "另一个密码2022"}, "两次填写的新密码不一样，请再填一次"),
        ({"new": "abc", "again": "abc"}, "新密码至少8位，请加长"),
        ({"new": "password1", "again": "password1"}, "新密码太常见，容易被猜到，请换一个"),
        ({"new": ""}, "请填写新密码"),
    ],
)
def test_password_is_refused_in_a_sentence(client, world, clock, sign_in, data, sentence):
    clock("11-16 09:00")
    sign_in(world.hr)
    good = {"old": "rehearsal-2021", "new": "太行山下2022年", "again": "太行山下2022年"}

    response = client.post("/accounts/password/", good | data)

    assert response.status_code == 200
    assert sentence in response.text


def test_role_is_switched_and_the_key_with_it(client, world, clock, sign_in):
    clock("11-16 09:00")
    sign_in(world.hr)
    second = Membership.objects.create(
        user=world.hr.user,
        organisation=world.unit,
        role=Role.APPLICANT,
        since=at("01-01 00:00").date(),
    )
    before = client.session.session_key

    page = client.get("/accounts/switch-role/")
    response = client.post("/accounts/switch-role/", {"membership": second.pk})

    assert "申报人" in page.text
    assert response["Location"] == reverse("landing")
    assert client.session["membership"] == second.pk
    assert client.session.session_key != before


def test_role_of_somebody_else_cannot_be_taken(client, world, clock, sign_in):
    clock("11-16 09:00")
    sign_in(world.hr)

    response = client.post("/accounts/switch-role/", {"membership": world.clerk.pk})

    assert "这个身份已不能使用，请重新选择身份" in response.text
    assert client.session["membership"] == world.hr.pk


def test_role_taken_away_ends_at_the_next_request(client, world, clock, sign_in):
    clock("11-16 09:00")
    sign_in(world.hr)
    Membership.objects.filter(pk=world.hr.pk).update(until=at("11-15 00:00").date())

    response = client.get(reverse("landing"))

    assert response["Location"] == "/accounts/security/"


def test_person_without_a_role_learns_whom_to_ask(client, world, clock, django_user_model):
    clock("11-16 09:00")
    user = django_user_model.objects.create_user("idle", password="rehearsal-2021", name="某人")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(reverse("landing"), follow=True)

    assert "这个账号目前没有身份" in response.text


def test_stranger_is_sent_to_sign_in_with_the_way_back(client, db, clock):
    clock("11-16 09:00")

    response = client.get("/accounts/security/")

    assert response["Location"] == "/accounts/sign-in/?next=/accounts/security/"
