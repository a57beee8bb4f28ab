"""受理审核 costs the same SQL for a few files and for a thousand, whatever is asked (issue 5)."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Specialty
from review.states import CaseState
from tests.crowd import crowd

MOST = 12
"""Queries of a first page."""


@pytest.fixture
def asked(world):
    """Every filter of the page, and several at once."""
    specialty = Specialty.objects.get(name="采矿工程").pk
    return [
        "", "show=all", "show=correction", "show=arrived", "round=2021", f"unit={world.unit.pk}",
        f"specialty={specialty}", "education=bachelor", "found=open", "found=clean",
        "officer=none", f"officer={world.clerk.user_id}", "arrived=2021-11-24",
        "show=correction&due=2021-12-03",
        "show=correction&reason=评审表份数", "q=赵明", "q=202100000005", "page=2",
        f"show=all&round=2021&specialty={specialty}&education=bachelor&officer=none&q=明",
    ]  # fmt: skip


def cost(client, address: str) -> tuple[int, bool]:
    """Queries of the page, and whether anything is on it: an empty list reads less."""
    cache.set("queue-age", 0, 60)  # what every page keeps for a while
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    return len(captured), bool(page.context["rows"])


def test_queue_costs_the_same_for_few_and_for_a_thousand(world, sign_in, clock, asked):
    case = world.case_at(CaseState.DELIVERED)
    clock("11-25 09:00")
    client, url = sign_in(world.clerk), reverse("review:bureau")

    def costs():
        return {query: cost(client, f"{url}?{query}") for query in asked}

    crowd(case, 10, clerk=world.clerk)
    few = costs()
    crowd(case, 1000, clerk=world.clerk, begin=10)
    many = costs()

    assert {query: found for query, found in many.items() if found[0] > MOST} == {}
    empty = [query for query, (_, found) in many.items() if not found]
    assert len(empty) == 1  # all copies have one verdict: either nothing is open or nothing clean
    assert {query: few[query] for query in asked if few[query][1]} == {
        query: many[query] for query in asked if few[query][1]
    }
