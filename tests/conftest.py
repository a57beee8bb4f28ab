import pytest
from django.core.management import call_command

from tests.world import World, at


@pytest.fixture
def world(db) -> World:
    call_command("load_round_2021", verbosity=0)
    return World()


@pytest.fixture
def clock(settings):
    """`clock("11-16 09:00")` sets the site's one clock."""

    def set_to(text: str):
        settings.SITE_CLOCK = at(text).isoformat()
        settings.SITE_CLOCK_ANCHOR = 0.0
        return at(text)

    return set_to


@pytest.fixture
def sign_in(client, clock):
    """`sign_in(membership)` gives a client acting in that capacity."""

    def sign(membership):
        client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["membership"] = membership.pk
        session.save()
        return client

    return sign

