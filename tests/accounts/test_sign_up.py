"""Opening an account by oneself: what is asked, what is refused, what nobody learns (E6)."""

import re

import pytest
from django.db import connection

from accounts import invitations
from accounts.limits import Misses
from accounts.models import Membership, SignIn, User
from accounts.registering import NOT_OPENED
from accounts.roles import Role
from tests.accounts.conftest import NUMBER, OTHER_NUMBER, PASSWORD, PHONE
from tests.world import at

SIGN_UP = "/accounts/sign-up/"


@pytest.fixture(autouse=True)
def november(clock):
    return clock("11-08 09:00")


def plain(response, *typed):
    """The page without the tokens and what the person typed."""
    text = response.text[response.text.index("<main") :]
    for words in typed:
        text = text.replace(words, "")
    return re.sub(r'value="[^"]{40,}"', "", text)


def test_account_is_opened_and_the_unit_is_asked(client, sign_up_data, world):
    response = client.post(SIGN_UP, sign_up_data)

    assert response["Location"] == "/accounts/welcome/"
    user = User.objects.get(name="郭晓燕")
    assert (user.identity_number, user.phone) == (NUMBER, PHONE)
    membership = user.memberships.get()
    assert (membership.organisation, membership.role) == (world.unit, Role.APPLICANT)
    assert membership.belonging == Membership.Belonging.WAITING
    assert user.sign_ins.get().how == SignIn.How.SIGN_UP
    assert "单位确认以后才能提交" in client.get("/accounts/welcome/").text


def test_number_and_phone_stand_nowhere_readable_in_the_database(client, sign_up_data):
    client.post(SIGN_UP, sign_up_data)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user")
        rows = str(cursor.fetchall())
    assert NUMBER not in rows
    assert PHONE not in rows


def test_person_signs_in_with_the_phone(client, sign_up_data):
    client.post(SIGN_UP, sign_up_data)
    client.post("/accounts/sign-out/")

    response = client.post("/accounts/sign-in/", {"username": PHONE, "password": PASSWORD})

    assert response["Location"] == "/landing/"


@pytest.mark.parametrize(
    "typed", ["阳城县 析城山煤业有限责任公司", "阳城县析城山煤业（有限责任公司）"]
)
def test_unit_is_known_however_its_name_is_spaced(client, sign_up_data, typed):
    response = client.post(SIGN_UP, sign_up_data | {"unit": typed})

    assert response.status_code == 302


def test_part_only_one_unit_has_is_enough(client, sign_up_data, world):
    world.make_unit("阳城县沁河供水有限公司")

    client.post(SIGN_UP, sign_up_data | {"unit": "析城"})

    assert Membership.objects.get(user__name="郭晓燕").organisation == world.unit


def test_part_of_a_name_offers_the_units_that_have_it(client, sign_up_data, world):
    other = world.make_unit("阳城县析城水泥有限公司")

    asked = client.post(SIGN_UP, sign_up_data | {"unit": "析城"})
    done = client.post(SIGN_UP, sign_up_data | {"unit": "析城", "unit_choice": other.name})

    assert asked.status_code == 200
    assert "请选择您的单位" in asked.text
    assert asked.context["form"]["unit_choice"].field.choices == [
        (world.unit.name, world.unit.name),
        (other.name, other.name),
    ]
    assert done.status_code == 302
    assert Membership.objects.get(user__name="郭晓燕").organisation == other


def test_unit_of_another_search_cannot_be_slipped_in(client, sign_up_data, world):
    other = world.make_unit("阳城县沁河供水有限公司")
    world.make_unit("阳城县析城水泥有限公司")

    response = client.post(SIGN_UP, sign_up_data | {"unit": "析城", "unit_choice": other.name})

    assert response.status_code == 200
    assert not User.objects.filter(name="郭晓燕").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"unit": "没有这个单位"}, "没有找到名称里有“没有这个单位”的单位"),
        ({"unit": "县"}, "的单位有9个，请多写几个字"),
        ({"unit": ""}, "请填写工作单位"),
        ({"name": "郭"}, "姓名至少2字，现在填的是“郭”"),
        ({"name": "郭晓燕1"}, "姓名里有“1”，请照身份证填写"),
        ({"identity_number": NUMBER[:-1]}, "身份证号应为18位，现在是17位"),
        ({"phone": "139"}, "手机号应为11位，现在3位"),
        ({"new": "short7c", "again": "short7c"}, "新密码至少8位，请加长"),
        ({"new": "password1", "again": "password1"}, "新密码太常见，容易被猜到，请换一个"),
        ({"new": PHONE, "again": PHONE}, "新密码和登录名、姓名或手机号太像，请换一个"),
        ({"again": "另一个密码2021"}, "两次填写的新密码不一样，请再填一次"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client, sign_up_data, world, change, sentence
):
    for number in range(8):
        world.make_unit(f"阳城县第{number}有限公司")

    response = client.post(SIGN_UP, sign_up_data | change)

    assert response.status_code == 200
    assert sentence in response.text
    assert not User.objects.filter(phone_index__gt="").exists()
    assert PASSWORD not in response.text
    kept = sign_up_data | change
    assert f'value="{kept["phone"]}"' in response.text


def test_eight_characters_are_enough(client, sign_up_data):
    response = client.post(SIGN_UP, sign_up_data | {"new": "qz7!mvwx", "again": "qz7!mvwx"})

    assert response.status_code == 302


def test_taken_phone_and_taken_number_get_one_answer(client, sign_up_data):
    User.objects.create(username="second", name="乙", identity_number=OTHER_NUMBER, phone=PHONE)
    taken = client.post(SIGN_UP, sign_up_data)
    owner = User.objects.get(username="second")
    owner.phone, owner.identity_number = "", NUMBER
    owner.save()

    number = client.post(SIGN_UP, sign_up_data)

    assert NOT_OPENED in taken.text
    assert plain(taken) == plain(number)


def test_thirty_refusals_from_one_address_make_it_wait(client, sign_up_data, november):
    User.objects.create(username="first", name="甲", identity_number=NUMBER)
    for _ in range(30):
        client.post(SIGN_UP, sign_up_data)

    waits = client.post(SIGN_UP, sign_up_data | {"identity_number": OTHER_NUMBER})
    Misses.objects.update(until=november)
    later = client.post(SIGN_UP, sign_up_data | {"identity_number": OTHER_NUMBER})

    assert "请15分钟后再试" in waits.text
    assert later.status_code == 302


def test_whom_the_unit_invited_is_confirmed_at_once(client, sign_up_data, world):
    invitations.invite(
        acting=world.hr, name="郭晓燕", identity_number=NUMBER, phone=PHONE, now=at("11-05 09:00")
    )

    client.post(SIGN_UP, sign_up_data)

    membership = Membership.objects.get(user__name="郭晓燕")
    assert membership.belonging == Membership.Belonging.CONFIRMED
    assert membership.decided_by == world.hr.user
    assert "单位已把您列入名单" in client.get("/accounts/welcome/").text
    assert not invitations.not_taken_up(world.hr).exists()


@pytest.mark.parametrize("change", [{"name": "郭小燕"}, {"identity_number": OTHER_NUMBER}])
def test_invitation_of_another_name_or_number_confirms_nobody(client, sign_up_data, world, change):
    invitations.invite(
        acting=world.hr, name="郭晓燕", identity_number=NUMBER, phone=PHONE, now=at("11-05 09:00")
    )

    client.post(SIGN_UP, sign_up_data | change)

    assert Membership.objects.get(user__phone_index__gt="").belonging == "waiting"


def test_signed_in_person_is_not_asked_again(world, sign_in):
    response = sign_in(world.hr).get(SIGN_UP)

    assert response["Location"] == "/landing/"
