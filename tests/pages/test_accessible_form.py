"""Every page of the form in Chromium, from the empty file to the receipt: nothing axe objects to.

At a desk and on a phone of 360 px in 大字版, the two extremes; nothing sticks out in between.
"""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from accounts.roles import Role
from applications import services
from applications.sections import FILLED
from review.states import Action
from review.states import CaseState as S
from tests.world import at
from yangcheng_titles.demo import road

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SETTINGS = ((1280, False), (390, False), (360, False), (1280, True), (390, True), (360, True))
JUDGED = SETTINGS if os.environ.get("AXE_EVERYWHERE") else ((1280, False), (360, True))


@pytest.fixture
def look(chromium, live_server, sign_in):
    """`look(membership, address, …)`: every fault of the pages in words."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")

    def at_pages(membership, *addresses):
        key = sign_in(membership).session.session_key
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        return [
            f"{address}: {fault}"
            for address in addresses
            for fault in faults_of(page, live_server.url + address)
        ]

    yield at_pages
    context.close()


def faults_of(page, url):
    if (status := page.goto(url).status) != 200:
        yield f"answered {status}"
    for width, large in SETTINGS:
        page.set_viewport_size({"width": width, "height": 900})
        size = "'large'" if large else "''"
        page.evaluate(f"document.documentElement.dataset.typeSize = {size}")
        where = f"at {width}{' in 大字版' if large else ''}"
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            yield f"{over} px too wide {where}"
        if (width, large) in JUDGED:
            options = {"resultTypes": ["violations"]}
            for fault in Axe().run(page, options=options).response["violations"]:
                yield f"{fault['id']} {where}: {fault['nodes'][0]['html'][:120]}"


def test_pages_of_an_empty_file(world, clock, look):
    now = clock("11-08 10:00")
    person = world.person("郭晓燕", world.unit, Role.APPLICANT)
    application, _ = services.start(
        round=world.round, applicant=person.user, unit=person.organisation, now=now
    )
    file = reverse("applications:tasks", args=[application.pk])

    found = look(
        person,
        "/applications/",
        file,
        *(f"{file}sections/{section.slug}/" for section in FILLED),
        f"{file}sections/work/paste/",
        f"{file}review/",
    )

    assert found == []


def test_pages_of_a_file_with_a_mistake_and_a_change(world, clock, look):
    clock("11-08 10:00")
    application = world.start()
    file = reverse("applications:tasks", args=[application.pk])
    person = application.applicant.memberships.get()
    found = look(person, f"{file}review/", f"{file}commitment/")

    refused = {"education-TOTAL_FORMS": ["1"], "education-0-school": ["太原理工大学"]}
    services.autosave(
        application,
        "education",
        refused,
        expected_version=application.drafts.get(slug="education").version,
        now=at("11-08 10:00"),
        problems=("第1段：请选择学历层次",),
    )
    application.look_again = {"R12": "资历由2年5个月变为1年10个月，由符合变为不符合（三（三））"}
    application.save()
    found += look(person, file, f"{file}sections/education/", f"{file}review/")

    assert found == []


def test_pages_of_a_file_handed_in_and_of_one_returned(world, clock, look):
    case = world.submitted("张建军")
    returned = world.case_at(S.UNIT_OK)
    asked = [{"section": "work", "text": "第1段证明人请写同事。", "clause": "五"}]
    road.take(returned, Action.RETURN, acting=world.hr, now=at("11-09 09:00"), items=asked)
    clock("11-09 10:00")
    seen = reverse("applications:tasks", args=[case.application_id])
    receipt = reverse("review:submitted", args=[case.application_id])
    found = look(world.applicant(case), seen, f"{seen}sections/work/", receipt)
    file = reverse("applications:tasks", args=[returned.application_id])
    open_and_shut = (f"{file}sections/{slug}/" for slug in ("work", "title"))
    found += look(world.applicant(returned), file, *open_and_shut)

    assert found == []
