"""Text that wants to be more than text stays text: on pages, on paper, in headers (D1–D5, D13)."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import CharField, TextField

from accounts.roles import Role
from applications import services as filing
from documents import lists, pdf, printing
from documents.layouts import LAYOUTS
from review import packing, records
from review.models import Case, Event, Notice, Packet
from review.prints import unit as unit_prints
from review.prints.catalogue import CATALOGUE, SUBJECTS
from review.states import Action, CaseState, NoticeKind
from tests.security.pages import addresses_on, inline
from tests.world import World, at
from yangcheng_titles.demo import road

HOSTILE = "'\"><script>x(1)</script>{{7*7}}{u.__class__}%(n)s"
LIVE = "<script>x("
#: Written by the site itself, or read back by it: not free text.
SPARED = {
    "number", "query_code", "identity_index", "sha256", "path", "content_type", "code", "receipt",
    "kind", "state", "rule", "capacity", "item", "public_key", "code_index", "reading_index",
    "subject", "key",
    "fingerprint", "check_code", "filename", "version", "previous", "phone", "deliverer_phone",
    "scan", "scan_sha256", "scan_type", "sex", "opinion_draft", "password", "username", "email",
    "uscc", "ruleset",
}  # fmt: skip
APPEND_ONLY = {"event", "submission", "chainhead"}


def poison(row):
    """Every free text of a row turns hostile, as far as its column holds it."""
    for one in row._meta.fields:
        if type(one) not in (CharField, TextField) or one.choices or one.name in SPARED:
            continue
        text = getattr(row, one.name)
        if "x(1)" not in text:
            text += HOSTILE
            setattr(row, one.name, text[-one.max_length :] if one.max_length else text)
    row.save()


def poison_review():
    for model in apps.get_app_config("review").get_models():
        if model._meta.model_name not in APPEND_ONLY:
            for row in model.objects.all():
                poison(row)


@pytest.fixture(scope="module")
def hostile_county(django_db_setup, django_db_blocker):
    """A hostile person of a hostile unit whose result is public, and one who was declined."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_round_2021", verbosity=0)
        world = World()
        yield world, *walked(world)
        transaction.set_rollback(True)


@pytest.fixture
def hostile(hostile_county, db, clock):
    clock("12-21 10:00")
    return hostile_county


def walked(world):
    unit = world.make_unit(HOSTILE)
    world.hr = world.person(HOSTILE, unit, Role.UNIT)
    world.head = world.person(HOSTILE, unit, Role.UNIT_HEAD)
    application = world.start(HOSTILE, unit=unit)
    poison(application)
    for related in ("education_set", "workexperience_set", "training_set", "achievement_set"):
        for row in getattr(application, related).all():
            poison(row)
    filing.mark_reviewed(application, now=at("11-05 10:30"))
    case = road.hand_in(
        application, acting=application.applicant.memberships.get(), now=at("11-05 11:00")
    )
    declined = world.submitted(f"乙{HOSTILE}"[:50], unit=unit)
    unit.name = HOSTILE.ljust(100, "字")  # longer than an employer may be in the form
    unit.save()
    world.step(declined, Action.OPEN, world.hr, "11-05 12:00")
    road.take(declined, Action.DECLINE, acting=world.hr, now=at("11-05 13:00"), note=HOSTILE)
    for reached, walk in world.stations(case):
        walk()
        case.refresh_from_db()
        assert case.state == reached
        poison_review()
        if reached == CaseState.MATERIALS_NOTICE:
            object_to(case)
        if reached == CaseState.DELIVERED:  # a hostile major is no major: people have to settle it
            road.settle_all(case, acting=world.clerk, now=at("11-25 09:00"))
        if reached == CaseState.RESULT_NOTICE:
            break
    return Case.objects.get(pk=case.pk), declined


def object_to(case):
    notice = Notice.objects.get(kind=NoticeKind.MATERIALS)
    filed = records.file_objection(
        notice, now=at("11-10 09:00"), content=HOSTILE, cases={case.pk}, name=HOSTILE
    )
    records.conclude_objection(
        filed[0],
        acting=notice.posted_by.memberships.get(),
        now=at("11-11 09:00"),
        conclusion="unfounded",
        finding=HOSTILE,
    )


def pages_of(client, start, most=14):
    """Pages within reach of `start`, nearest first."""
    seen, waiting = {}, list(start)
    while waiting and len(seen) < most:
        url = waiting.pop(0)
        if url in seen or url.startswith(("/static/", "/check/", "/accounts/", "/guide")):
            continue
        if "/print/" in url or "/uploads/" in url or "/file/" in url:
            continue
        seen[url] = response = client.get(url, follow=True)
        if response.headers["Content-Type"].startswith("text/html"):
            waiting += addresses_on(response.text, url)
    return seen


def test_hostile_text_is_shown_as_text_on_every_page(hostile, sign_in):
    world, case, declined = hostile
    about = [f"/cases/{case.pk}/", f"/cases/{declined.pk}/", f"/packages/{case.package_id}/"]
    desks = {
        world.applicant(case): [f"/applications/{case.application_id}/"],
        world.hr: ["/unit/", *about],
        world.head: ["/unit/", *about],
        world.officer: ["/department/?show=done", *about],
        world.clerk: ["/bureau/queue/?show=all", "/bureau/intake/", *about],
        world.secretary: ["/committee/", f"/meetings/{case.meeting_id}/", *about],
        world.hrss: ["/hrss/", f"/meetings/{case.meeting_id}/", about[0]],
    }
    shown = 0

    for membership, start in desks.items():
        for url, page in pages_of(sign_in(membership), start).items():
            assert page.status_code == 200, (membership.role, url, page.status_code)
            assert LIVE not in page.text, (membership.role, url)
            assert inline(page.text) == [], (membership.role, url)
            shown += page.text.count("&lt;script&gt;x(1)&lt;/script&gt;")
            assert page.text.count("{{7*7}}") >= page.text.count("x(1)&lt;/script&gt;{")

    assert shown > 200


def test_hostile_text_is_shown_as_text_to_visitors(hostile, client):
    pages = pages_of(client, ["/", "/notices/", "/notices/?show=over"])
    text = "".join(page.text for page in pages.values())

    assert LIVE not in text
    assert "&lt;script&gt;x(1)&lt;/script&gt;{{7*7}}{u.__class__}%(n)s" in text


def shapes_of(case):
    """kind → shape of every paper that can be made of a case and what belongs to it."""
    subjects = {
        "case": [case],
        "package": [case.package],
        "notice": list(Notice.objects.all()),
        "letter": list(case.letters.all()),
        "intake": list(case.package.intakes.all()),
        "meeting": [case.meeting],
        "packet": [packet_of(case.package)],
    }
    models = {model: name for name, model in SUBJECTS.items()}
    return [
        (paper.key, paper.build(subject))
        for paper in CATALOGUE.values()
        for subject in subjects[models[paper.model]]
        if paper.ready(subject)
    ]


def packet_of(package):
    """A set of papers as the worker would list it, not made."""
    contents = [
        {"title": part.title, "group": part.group, "copies": part.copies, "pages": 1, "code": ""}
        for part in packing.parts_of(package)
    ]
    return Packet(package=package, version=1, contents=contents)


def page_of_paper(shape) -> str:
    """What is typeset, before the typesetter sees it."""
    layout, shape = LAYOUTS[type(shape)], printing.clean(shape)
    context = {
        "form": shape,
        "imprint": shape.imprint,
        "document_title": layout.title(shape),
        "code": "",
        "created": "",
        "pad": False,
        **layout.prepare(shape),
    }
    return pdf.html(layout.template, context)


def test_hostile_text_is_printed_as_text(hostile):
    _, case, _ = hostile
    papers = {
        kind: page_of_paper(shape) for kind, shape in shapes_of(case) if type(shape) in LAYOUTS
    }

    assert len(papers) >= 10
    assert {kind for kind, text in papers.items() if "<script" in text or text == "49"} == set()
    assert {kind for kind, text in papers.items() if "&lt;s" not in text} == set()


def test_paper_of_a_unit_with_the_longest_name_can_be_asked_for(hostile, sign_in):
    world, case, _ = hostile
    client = sign_in(world.hr)
    page = client.get(f"/packages/{case.package_id}/")

    answers = {
        kind: client.post("/papers/", {"kind": kind, "subject": f"package:{case.package_id}"})
        for kind in ("summary_pdf", "summary_xlsx", "envelopes", "publicity_proof")
    }

    assert page.status_code == 200
    assert {kind: answer.status_code for kind, answer in answers.items()} == dict.fromkeys(
        answers, 302
    )


FORMULAS = ("=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1")


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_in_a_list_is_text(hostile, text):
    _, case, _ = hostile
    sheet = unit_prints.summary_list(case.package)
    row = replace(sheet.rows[0], name=text, school=text, note=text, phone=text)

    content = lists.summary_list(replace(sheet, rows=(row,), unit=text))

    cells = [
        cell
        for line in openpyxl.load_workbook(BytesIO(content)).active.iter_rows()
        for cell in line
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(text.strip() in str(cell.value) for cell in cells)


def test_history_of_a_hostile_unit_is_unbroken(hostile):
    assert Event.objects.filter(note=HOSTILE).exists()
