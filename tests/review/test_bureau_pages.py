"""Room 303's and the department's pages, through the client."""

import pytest
from django.urls import reverse

from review.states import CaseState
from tests.world import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("doc", ["form", "report", "verdict", "log"])
def test_case_page_opens(world, sign_in, clock, doc):
    case = world.case_at(CaseState.DELIVERED)
    clock("11-25 09:00")

    response = sign_in(world.clerk).get(reverse("review:case", args=[case.pk]), {"doc": doc})

    assert response.status_code == 200
    assert "郭晓燕" in response.content.decode()
