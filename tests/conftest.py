import os

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.world import World, at

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """One browser a process; every test opens windows of its own in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=CHROMIUM_FLAGS,
            env=os.environ | {"LANGUAGE": "zh_CN"},
        )
        yield browser
        browser.close()


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


@pytest.fixture(scope="session", autouse=True)
def _emptying_tables_between_tests():
    """SQLite empties tables by DELETE, which the append-only triggers refuse: lift them."""
    operations = type(connection.ops)
    if connection.vendor != "sqlite":
        yield
        return
    flush = operations.execute_sql_flush

    def without_triggers(self, statements):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return flush(self, [*drop, *statements, *(sql for _, sql in triggers)])

    operations.execute_sql_flush = without_triggers
    yield
    operations.execute_sql_flush = flush
