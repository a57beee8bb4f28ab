import logging
import os
import time
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from tests.security.scene import NOW, Scene
from yangcheng_titles.logs import PrivateFormatter


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """The scene in one transaction, rolled back when the module is done; `log`: its lines."""
    with django_db_blocker.unblock(), transaction.atomic(), everything_logged() as lines:
        call_command("load_round_2021", verbosity=0)
        county = Scene()
        county.log = lines
        yield county
        transaction.set_rollback(True)


@contextmanager
def everything_logged():
    """The lines the site would write, as the handler of its settings formats them."""
    lines, handler = [], logging.Handler()
    formatters = (one.formatter for one in logging.getLogger().handlers)
    handler.setFormatter(next(one for one in formatters if isinstance(one, PrivateFormatter)))
    handler.emit = lambda record: lines.append(handler.format(record))
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)


@pytest.fixture
def scene(county, db, clock) -> Scene:
    """The scene as it was built: what a test changes is taken back with its own transaction."""
    clock(NOW)
    cache.clear()
    yield county
    cache.clear()


@pytest.fixture
def savepoint():
    """`with savepoint(): …` takes back what happens inside; `undo=False` lets it stand."""

    @contextmanager
    def inside(*, undo=True):
        with transaction.atomic():
            yield
            transaction.set_rollback(undo)

    return inside


@pytest.fixture
def server_zone(monkeypatch):
    """`server_zone("UTC")` sets the zone the machine believes to be in."""
    zone = os.environ.get("TZ")

    def set_to(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    os.environ.pop("TZ", None)
    if zone is not None:
        os.environ["TZ"] = zone
    time.tzset()
