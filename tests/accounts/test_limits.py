"""Guesses are counted in one place, whichever process of the site was asked."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory

from accounts.limits import Limit
from accounts.models import Misses
from tests.world import at

LIMIT = Limit("test", 3, minutes=15)


def asked(when="11-16 09:00", address="10.0.0.1"):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.now = at(when)
    return request


@pytest.mark.django_db
def test_limit_is_reached_by_the_last_miss_and_forgotten_after_its_minutes():
    for _ in range(2):
        LIMIT.count(asked())
    assert not LIMIT.reached(asked())

    LIMIT.count(asked("11-16 09:14"))

    assert LIMIT.reached(asked("11-16 09:14"))
    assert not LIMIT.reached(asked("11-16 09:15"))
    assert not LIMIT.reached(asked(address="10.0.0.2"))
    assert not Limit("other", 3).reached(asked())


@pytest.mark.django_db
def test_count_begins_anew_and_old_rows_go_when_the_time_is_over():
    for address in ("10.0.0.1", "10.0.0.2"):
        LIMIT.count(asked(address=address))

    LIMIT.count(asked("11-16 09:15"))

    assert Misses.objects.values_list("times", flat=True).get() == 1


@pytest.mark.django_db
def test_address_and_subject_are_not_kept_in_the_clear():
    LIMIT.count(asked(), "YC2021-0001")

    row = Misses.objects.get()
    assert "10.0.0.1" not in row.key
    assert "YC2021" not in row.key
    assert row.until - at("11-16 09:00") == timedelta(minutes=15)


@pytest.mark.django_db(transaction=True)
def test_misses_at_the_same_moment_are_all_counted():
    def miss():
        LIMIT.count(asked())
        connection.close()

    threads = [threading.Thread(target=miss) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Misses.objects.get().times == 8
