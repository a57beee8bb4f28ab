from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Organisation, User

BUREAU = "阳城县工业和信息化局"


@pytest.fixture
def _bureau(db):
    Organisation.objects.create(name=BUREAU, kind="bureau")


@pytest.mark.usefixtures("_bureau")
def test_appoint_makes_account_without_password_when_it_is_new(capsys):
    call_command("appoint", "wangli", "admin", BUREAU, name="王莉", since=date(2021, 11, 1))

    membership = Membership.objects.get()
    assert (membership.user.name, membership.role) == ("王莉", "admin")
    assert membership.since == date(2021, 11, 1)
    assert not membership.user.has_usable_password()
    assert "changepassword wangli" in capsys.readouterr().out


@pytest.mark.usefixtures("_bureau")
def test_appoint_takes_known_account_and_revives_role_when_it_had_ended():
    user = User.objects.create_user("wangli", name="王莉", password="x")
    office = Organisation.objects.get()
    Membership.objects.create(
        user=user, organisation=office, role="clerk", since="2020-01-01", until="2020-12-31"
    )

    call_command("appoint", "wangli", "clerk", BUREAU, since=date(2021, 11, 1), stdout=None)

    membership = Membership.objects.get()
    assert (membership.since, membership.until) == (date(2021, 11, 1), None)
    assert User.objects.get().has_usable_password()


@pytest.mark.usefixtures("_bureau")
@pytest.mark.parametrize(
    ("organisation", "name", "words"),
    [("不存在的单位", "王莉", "不存在的单位"), (BUREAU, "", "its name")],
)
def test_appoint_names_what_is_wrong(organisation, name, words):
    with pytest.raises(CommandError, match=words):
        call_command("appoint", "wangli", "clerk", organisation, name=name)

    assert not User.objects.exists()
