"""个人信息: identity read only, contact data with the password once more."""

import pytest

from accounts.models import User
from accounts.roles import Role
from tests.accounts.conftest import FIRST_PASSWORD, NUMBER, PHONE
from tests.world import at

HERE = "/accounts/profile/"
NEW = {"phone": "13903569999", "address": "阳城县凤城镇新建路1号"}


@pytest.fixture
def client(client, world, clock, come_in):
    clock("11-08 09:00")
    membership = world.person("郭晓燕", world.unit, Role.APPLICANT)
    user = membership.user
    user.identity_number, user.phone, user.phone_proven_at = NUMBER, PHONE, at("11-01 09:00")
    user.save()
    return come_in(membership)


def owner():
    return User.objects.get(name="郭晓燕")


def test_identity_is_shown_masked_and_cannot_be_changed(client):
    page = client.get(HERE)
    client.post(HERE, NEW | {"old": FIRST_PASSWORD, "identity_number": "1", "name": "甲"})

    assert f"{NUMBER[:6]}********{NUMBER[-4:]}" in page.text
    assert NUMBER not in page.text
    assert "1997年3月12日" in page.text
    assert "身份信息有误请联系单位人事" in page.text
    assert owner().identity_number == NUMBER


def test_contact_data_are_changed_with_the_password(client):
    page = client.post(HERE, NEW | {"old": FIRST_PASSWORD}, follow=True)

    assert "联系方式已保存。" in page.text
    assert (owner().phone, owner().address) == tuple(NEW.values())
    assert owner().phone_proven_at is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"old": ""}, "请填写现在的密码"),
        ({"old": "wrong"}, "现在的密码不对，请重新填写"),
        ({"phone": "1"}, "手机号应为11位，现在1位"),
        ({"phone": "13903561111"}, "这个手机号不能登记"),
    ],
)
def test_nothing_changes_when_something_is_wrong(client, change, sentence):
    User.objects.create(username="first", name="甲", phone="13903561111")

    page = client.post(HERE, NEW | {"old": FIRST_PASSWORD} | change)

    assert sentence in page.text
    assert NEW["address"] in page.text
    assert owner().phone == PHONE


def test_old_phone_is_told_of_the_new_one(client, gateway):
    client.post(HERE, NEW | {"old": FIRST_PASSWORD})

    (_, body), *rest = gateway.received
    assert body["to"] == [PHONE]
    assert "登记的手机号已更改" in body["text"]
    assert (body["code"], rest) == ("", [])


def test_gateway_that_only_sends_codes_is_not_asked_for_a_sentence(client, gateway, settings):
    settings.SMS_BODY = '{"to": "{phone}", "code": "{code}"}'

    client.post(HERE, NEW | {"old": FIRST_PASSWORD})

    assert gateway.received == []


def test_same_phone_stays_proven(client):
    client.post(HERE, {"phone": PHONE, "address": "", "old": FIRST_PASSWORD})

    assert owner().phone_proven_at == at("11-01 09:00")
