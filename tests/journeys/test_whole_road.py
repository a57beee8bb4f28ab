"""One application travels the whole road through the pages, from the form to the certificate."""

import pytest

from accounts.roles import Role
from tests.journeys import applicant

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_one_application_travels_the_whole_road(visit, world, clock):
    clock("11-05 09:00")
    me = visit().sign_in(world.person(applicant.NAME, world.unit, Role.APPLICANT))
    applicant.begin(me)
    me.follow("继续：核对申报资格")
    applicant.fill_everything(me, world.unit.name)
    applicant.check_everything(me)
    applicant.promise_and_submit(me)
