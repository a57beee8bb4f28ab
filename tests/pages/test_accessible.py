"""A page of each kind, for each hat, in Chromium: nothing axe objects to, nothing sticks out."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from accounts import invitations
from accounts.models import Membership
from accounts.roles import Role
from applications.models import Round
from review.models import Notice
from review.states import CaseState as S
from tests.applications.rosters import listed, person
from tests.self_check.walking import SECONDARY, day, walk
from tests.world import at
from yangcheng_titles.demo.people import identity_number

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
#: Width and size of type (大字版) of each look at a page that is loaded once. The breakpoints lie
#: between these widths, so that 390 px in 大字版 and 360 px without stand for both sizes of both.
LOOKS = ((360, ""), (390, "large"), (1280, ""), (1280, "large"))
NARROWEST = (360, "large")
NAME = " - 阳城县初级职称评审"


@pytest.fixture
def faults(chromium, live_server, sign_in):
    """`faults(membership, address, …)`: every fault of the pages, in words; `None` is a visitor.

    A visitor's `session` is that of a client who has answered something.
    """
    contexts = []

    def of(membership, *addresses, session=None):
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        if membership or session:
            key = sign_in(membership).session.session_key if membership else session.session_key
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        return [
            fault
            for address in addresses
            for fault in faults_of(page, live_server.url + address, address)
        ]

    yield of
    for context in contexts:
        context.close()


def faults_of(page, url, address) -> list[str]:
    complaints = []
    page.on("console", lambda m: m.type == "error" and complaints.append(f"{address} {m.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{address} {error}"))
    host = url.removesuffix(address)
    page.on(
        "request",
        lambda r: r.url.startswith((host, "data:")) or complaints.append(f"{address} asks {r.url}"),
    )
    status = page.goto(url).status
    found = [] if status == 200 else [f"{address} answered {status}"]
    if not page.title().endswith(NAME) or page.title() == NAME:
        found.append(f"{address} is titled {page.title()}")
    for width, size in LOOKS:
        look(page, width, size)
        found += [f"{address} at {width} {size}: {fault}" for fault in wrong_with(page)]
    look(page, *NARROWEST)
    return found + sticking_out(page) + complaints


def look(page, width, size) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("size => { document.documentElement.dataset.typeSize = size }", size)


def sticking_out(page) -> list[str]:
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{page.url} is {over} px too wide"] if over > 0 else []


def wrong_with(page) -> list[str]:
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return sticking_out(page) + [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in violations]


def test_pages_of_a_visitor(world, clock, faults):
    world.case_at(S.MATERIALS_NOTICE)
    clock("11-09 10:00")
    notice = Notice.objects.get(kind="materials").code

    found = faults(
        None,
        "/",
        "/guide/?print=1",
        "/documents/2021-24/#c3-3",
        "/notices/",
        f"/notices/{notice}/",
        f"/notices/{notice}/objections/new/",
        "/progress/",
        "/results/",
        "/certificates/verify/",
        "/help/",
        "/help/ask/",
        "/receipts/",
        "/v/2222222222/",
        "/help/manual/",
        "/help/manual/applicant/",
        "/privacy/",
        "/statement/",
        "/accessibility/",
        "/sitemap/",
        "/accounts/sign-in/",
    )

    assert found == []


def test_pages_of_the_self_check(client, world, clock, faults):
    clock("11-09 10:00")
    walk(client, degrees=[SECONDARY], dates=day("technician_since", "2018-4"), years=["2020"])

    found = faults(
        None,
        "/check/",
        "/check/unit/",
        "/check/field/",
        "/check/education/",
        "/check/education/1/",
        "/check/appointment/",
        "/check/appraisal/",
        "/check/status/",
        "/check/result/?print=1",
        "/check/by-unit/",
        session=client.session,
    )

    assert found == []


def test_home_page_in_the_other_phases(world, clock, faults):
    clock("11-24 09:00")
    found = faults(None, "/")
    clock("11-29 09:00")
    found += faults(None, "/")
    world.case_at(S.RESULT_NOTICE)
    clock("12-21 10:00")
    found += faults(None, "/")
    clock("2022-01-11 10:00")
    found += faults(None, "/")

    assert found == []


def test_pages_of_an_applicant(world, clock, faults):
    filling = world.start()
    case = world.submitted("张建军")
    clock("11-08 10:00")

    found = faults(
        filling.applicant.memberships.get(),
        "/applications/",
        f"/applications/{filling.pk}/",
        f"/applications/{filling.pk}/sections/education/",
        f"/applications/{filling.pk}/sections/materials/",
        f"/applications/{filling.pk}/review/",
    )
    found += faults(
        world.applicant(case),
        f"/applications/{case.application_id}/sections/work/",
        reverse("review:track", args=[case.application_id]),
        reverse("review:timeline", args=[case.application_id]),
        reverse("accounts:messages"),
    )

    assert found == []


def test_pages_of_a_unit(world, clock, faults):
    case = world.case_at(S.ASSESSMENT)
    package = case.package_id
    waiting = world.submitted("张建军", now=at("11-12 09:00"))
    world.step(waiting, "open", world.hr, "11-12 10:00")
    clock("11-16 09:00")

    found = faults(
        world.hr,
        reverse("review:unit"),
        reverse("review:unit-notices"),
        reverse("review:unit-notice", args=[Notice.objects.get(kind="materials").pk]),
        reverse("review:package", args=[package]),
        reverse("review:package-step", args=[package, "assess"]),
        reverse("review:case", args=[waiting.pk]),
        reverse("review:case-step", args=[waiting.pk, "return"]),
        reverse("accounts:messages"),
    )

    assert found == []


def test_pages_of_department_and_room_303(world, clock, faults):
    case = world.case_at(S.DEPARTMENT_REVIEW)
    package = case.package
    clock("11-23 14:00")
    found = faults(
        world.officer,
        reverse("review:department"),
        reverse("review:package-step", args=[package.pk, "agree"]),
    )

    world.agree(package, "11-23 16:00")
    world.receive(package, "11-24 09:00")
    clock("11-24 10:00")
    found += faults(
        world.clerk,
        reverse("review:bureau"),
        reverse("review:intake"),
        reverse("review:case", args=[case.pk]),
        reverse("review:package", args=[package.pk]),
    )

    assert found == []


def test_pages_of_the_committee(world, clock, faults):
    case = world.case_at(S.PASSED)
    clock("12-17 09:00")
    found = faults(
        world.secretary,
        reverse("review:committee"),
        reverse("review:meeting", args=[case.meeting_id]),
        reverse("review:meeting-step", args=[case.meeting_id, "publish-result"]),
        reverse("review:meeting-minutes", args=[case.meeting_id]),
        reverse("review:meeting-drawing", args=[case.meeting_id]),
        reverse("review:pool"),
        reverse("review:pool-new"),
        reverse("review:pool-import"),
        reverse("review:vote"),
        reverse("review:reading"),
    )

    world.publish_result(case)
    world.of_meeting(case, "clear-result", "12-27 09:00")
    clock("12-27 10:00")
    found += faults(
        world.hrss,
        reverse("review:hrss"),
        reverse("review:meeting-step", args=[case.meeting_id, "confirm"]),
    )

    assert found == []


def test_pages_of_the_administrator(world, clock, faults):
    case = world.submitted()
    clock("11-09 10:00")
    Round.objects.update(service_until=date(2020, 6, 30))
    administrator = world.person("张管", world.bureau, Role.ADMIN)

    found = faults(
        administrator,
        reverse("settings:rounds"),
        reverse("settings:round", args=[2021]),
        reverse("settings:round-change", args=[2021, "publicity"]),
        reverse("settings:round-new"),
        reverse("settings:majors"),
        reverse("settings:specialties-new"),
        reverse("settings:majors-import"),
        reverse("settings:rules"),
        reverse("settings:bench"),
    )
    found += faults(world.hr, reverse("review:case-verdicts", args=[case.pk]))

    assert found == []


def test_pages_of_accounts(world, clock, faults):
    application = world.start()
    owner = application.applicant.memberships.get()
    Membership.objects.filter(pk=owner.pk).update(belonging="waiting", asked_at=at("11-07 09:00"))
    invitations.invite(
        acting=world.hr,
        name="张建军",
        identity_number=identity_number(date(1996, 5, 20), "男", 61),
        phone="13903560060",
        now=at("11-08 08:00"),
    )
    clock("11-08 09:00")

    found = faults(None, "/accounts/sign-up/", "/accounts/activate/", "/accounts/code/")
    found += faults(
        owner,
        "/accounts/security/",
        "/accounts/profile/",
        "/accounts/welcome/",
        "/accounts/unit/",
        f"/applications/{application.pk}/",
        f"/applications/{application.pk}/commitment/",
    )
    found += faults(
        world.hr,
        "/unit/members/",
        "/unit/members/invite/",
        "/unit/members/codes/",
        f"/unit/members/{owner.pk}/refuse/",
    )

    assert found == []


def test_pages_of_a_roster(world, clock, faults):
    now = clock("11-05 09:00")
    found = faults(world.hr, "/unit/", "/unit/people/import/", "/unit/checks/")
    entry = listed(world, [person(1), person(2, major="法学")], now=now).entries.first()
    found += faults(
        world.hr, "/unit/", "/unit/people/", "/unit/checks/", f"/unit/checks/listed/{entry.pk}/"
    )

    assert found == []
