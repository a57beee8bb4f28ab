"""两步验证: set up, asked after the password, once only, the sheet, required by setting."""

import base64

import pytest
from django_otp.oath import TOTP

from accounts import appointing, clock, second_factor
from accounts.admin_log import By
from accounts.models import RecoveryCode, SecondFactor, User
from accounts.roles import Role
from tests.world import at

DESK = "/bureau/queue/"
NOW = at("11-16 09:00")


def code_of(user, *, steps=0, wall=None, secret="") -> str:
    """What the phone of this person shows, that many half minutes from now."""
    totp = TOTP(base64.b32decode(secret or SecondFactor.objects.get(user=user).secret))
    totp.time = (wall or clock.wall()) + 30 * steps
    return f"{totp.token():06d}"


@pytest.fixture
def clerk(world, clock):
    clock("11-16 09:00")
    return world.clerk


def enrol(user) -> list[str]:
    """Set up a minute ago, so that the code of now is not the one used up."""
    secret, wall = second_factor.new_secret(), clock.wall() - 90
    code = code_of(user, wall=wall, secret=secret)
    return second_factor.set_up(user, code, secret=secret, wall=wall, now=NOW)


def test_second_step_is_set_up_and_asked_from_then_on(clerk, come_in):
    client = come_in(clerk)
    other = come_in(clerk, another=True)
    secret = client.get("/accounts/second-factor/set-up/").context["secret"]
    assert secret not in str(dict(client.session))
    assert not SecondFactor.objects.exists()

    code = code_of(clerk.user, secret=secret)
    done = client.post("/accounts/second-factor/set-up/", {"code": code})

    assert done.text.count("<span>") >= second_factor.RECOVERY_CODES
    assert client.get(DESK).status_code == 200
    assert other.get(DESK).status_code == 302  # ended: it knew the password alone
    fresh = come_in(clerk, another=True)
    asked = fresh.get(DESK)
    assert asked["Location"] == "/accounts/second-factor/?next=%2Fbureau%2Fqueue%2F"
    answer = {"code": code_of(clerk.user, steps=1), "next": DESK}
    assert fresh.post("/accounts/second-factor/", answer)["Location"] == DESK
    assert fresh.get(DESK).status_code == 200


def test_wrong_code_is_told_and_nothing_opens(clerk, come_in):
    enrol(clerk.user)
    client = come_in(clerk)

    for code in ("", "12345", "000000x", "一二三四五六"):
        response = client.post("/accounts/second-factor/", {"code": code})
        assert response.status_code == 422
        assert "验证码" in response.text
    assert client.get(DESK).status_code == 302


def test_code_counts_once_and_only_about_now(clerk):
    enrol(clerk.user)
    wall = clock.wall()
    code = code_of(clerk.user, wall=wall)

    assert not second_factor.check(clerk.user, code, wall=wall + 61, now=NOW)
    assert second_factor.check(clerk.user, code, wall=wall, now=NOW)
    assert not second_factor.check(clerk.user, code, wall=wall, now=NOW)
    older = code_of(clerk.user, wall=wall - 30)
    assert not second_factor.check(clerk.user, older, wall=wall, now=NOW)


def test_code_of_the_sheet_is_used_up(clerk):
    codes = enrol(clerk.user)

    assert second_factor.check(clerk.user, codes[0], wall=clock.wall(), now=NOW)
    assert not second_factor.check(clerk.user, codes[0], wall=clock.wall(), now=NOW)
    assert second_factor.left(clerk.user) == second_factor.RECOVERY_CODES - 1
    assert not RecoveryCode.objects.filter(digest__contains=codes[1][:5]).exists()


def test_guessing_is_stopped(clerk, come_in):
    enrol(clerk.user)
    client = come_in(clerk)
    for _ in range(10):
        client.post("/accounts/second-factor/", {"code": "000000"})

    response = client.post("/accounts/second-factor/", {"code": code_of(clerk.user)})

    assert "试的次数太多" in response.text


def test_role_that_must_have_it_is_led_to_set_it_up(clerk, world, come_in, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({Role.CLERK})
    client = come_in(clerk)

    assert client.get(DESK)["Location"] == "/accounts/second-factor/set-up/"
    assert client.get("/").status_code == 200  # public pages and signing out stay open
    page = client.get("/accounts/second-factor/set-up/")
    assert "必须开通" in page.text
    code = code_of(clerk.user, secret=page.context["secret"])
    client.post("/accounts/second-factor/set-up/", {"code": code})
    assert client.get(DESK).status_code == 200
    assert come_in(world.hr, another=True).get("/unit/").status_code == 200


def test_turned_off_with_a_last_code(clerk, come_in):
    enrol(clerk.user)
    client = come_in(clerk)
    client.post("/accounts/second-factor/", {"code": code_of(clerk.user)})

    refused = client.post("/accounts/second-factor/off/", {"code": "000000"})
    client.post("/accounts/second-factor/off/", {"code": code_of(clerk.user, steps=1)})

    assert refused.status_code == 422
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


def test_printed_codes_take_a_lost_phone_away(clerk, world):
    enrol(clerk.user)
    actor = world.person("张管", world.bureau, Role.ADMIN).user

    appointing.reset(clerk.user, by=By(actor, NOW, "手机丢失"))

    assert not second_factor.has(clerk.user)
    assert clerk.user.admin_events.get().lines[0]["field"] == "两步验证"


def test_secret_is_sealed_in_the_database(clerk):
    enrol(clerk.user)
    plain = SecondFactor.objects.get().secret

    stored = SecondFactor.objects.extra(select={"raw": "secret"}).values_list("raw", flat=True)[0]

    assert plain not in stored
    assert User.objects.filter(second_factor__secret=plain).count() == 0
