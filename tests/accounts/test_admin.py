"""The administrator keeps people and organisations, and sees no case."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from accounts.roles import Role


@pytest.fixture
def admin(world, clock, sign_in):
    clock("11-16 09:00")
    return sign_in(world.person("管理员", world.bureau, Role.ADMIN))


@pytest.mark.parametrize("model", ["user", "organisation", "membership"])
def test_lists_and_forms_open(admin, model):
    listed = admin.get(reverse(f"admin:accounts_{model}_changelist"))
    form = admin.get(reverse(f"admin:accounts_{model}_add"))

    assert listed.status_code == form.status_code == 200


def test_organisation_is_added(admin, world):
    response = admin.post(
        reverse("admin:accounts_organisation_add"),
        {
            "name": "阳城县新设有限公司",
            "kind": "unit",
            "unit_kind": "private",
            "parent": world.department.pk,
        },
    )

    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Organisation.objects.get(name="阳城县新设有限公司").parent == world.department


def test_person_is_added_with_a_role(admin, world):
    response = admin.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "newcomer",
            "name": "新来的人",
            "phone": "",
            "usable_password": "true",
            "password1": "太行山下2022年",
            "password2": "太行山下2022年",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
    )

    assert response.status_code == 302, response.context["adminform"].form.errors
    user = User.objects.get(username="newcomer")
    assert user.check_password("太行山下2022年")
    assert not user.is_superuser


def test_role_is_ended_by_a_date(admin, world):
    membership = world.clerk

    response = admin.post(
        reverse("admin:accounts_membership_change", args=[membership.pk]),
        {
            "user": membership.user_id,
            "organisation": membership.organisation_id,
            "role": membership.role,
            "since": "2021-01-01",
            "until": "2021-11-15",
        },
    )

    assert response.status_code == 302, response.context["adminform"].form.errors
    assert str(Membership.objects.get(pk=membership.pk).until) == "2021-11-15"


@pytest.mark.parametrize("hat", ["hr", "clerk", "secretary", "hrss"])
def test_other_roles_are_refused(world, clock, sign_in, hat):
    clock("11-16 09:00")
    client = sign_in(getattr(world, hat))

    response = client.get(reverse("admin:index"))

    assert response.status_code == 403


def test_stranger_is_sent_to_the_one_sign_in_page(client, db, clock):
    clock("11-16 09:00")

    response = client.get("/admin/accounts/user/")

    assert response["Location"].startswith("/accounts/sign-in/")


def test_superuser_without_the_role_is_refused(world, clock, sign_in):
    clock("11-16 09:00")
    User.objects.filter(pk=world.hr.user.pk).update(is_superuser=True, is_staff=True)

    response = sign_in(world.hr).get(reverse("admin:index"))

    assert response.status_code == 403


def test_committee_is_kept_here(admin):
    listed = admin.get(reverse("admin:review_committeemember_changelist"))
    form = admin.get(reverse("admin:review_committeemember_add"))

    assert listed.status_code == form.status_code == 200
