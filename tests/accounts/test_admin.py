"""The administrator looks things up in Django's admin; nobody else comes in."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role


@pytest.fixture
def admin(world, clock, sign_in):
    clock("11-16 09:00")
    return sign_in(world.person("管理员", world.bureau, Role.ADMIN))


@pytest.mark.parametrize("model", ["user", "organisation", "membership"])
def test_people_are_looked_up_here_and_changed_elsewhere(admin, model):
    assert admin.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:accounts_{model}_add")).status_code == 403


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
