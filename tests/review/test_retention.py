"""到期清理: only what is listed and past its time goes; the report stays; files are swept."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField
from django.test.utils import CaptureQueriesContext

from accounts.models import Invitation, OneTimeCode, Outgoing, SignIn
from accounts.roles import Role
from applications.models import Application, Attachment, RosterEntry, RosterImport, SectionDraft
from review import retention
from review.models import Case, Enquiry, Event, Objection, ObjectionFile, RetentionRun
from review.retention import ITEMS, PATHS
from review.states import CaseState
from tests.world import at

CODE = {"kind": "printed", "digest": "x"}


def days(slug) -> timedelta:
    return timedelta(days=settings.RETAIN_DAYS[slug])


def counts(now) -> dict[str, int]:
    return {item.slug: item.due(now).count() for item in ITEMS if item.due(now).exists()}


@pytest.mark.parametrize(
    ("slug", "make"),
    [
        ("codes", lambda w, t: OneTimeCode.objects.create(
            user=w.hr.user, issued_at=t, expires_at=t, **CODE)),
        ("codes", lambda w, t: OneTimeCode.objects.create(
            user=w.hr.user, issued_at=t, expires_at=t + timedelta(days=900), used_at=t, **CODE)),
        ("slips", lambda w, t: Invitation.objects.create(
            organisation=w.unit, name="甲", identity_number="1", phone="1", invited_by=w.hr.user,
            invited_at=t, expires_at=t)),
        ("sessions", lambda w, t: SignIn.objects.create(
            user=w.hr.user, at=t, seen_at=t, how="password", browser="", address="")),
        ("outbox", lambda w, t: Outgoing.objects.create(
            user=w.hr.user, channel="sms", kind="message", outcome="sent", asked_at=t)),
        ("workbooks", lambda w, t: RosterImport.objects.create(
            unit=w.unit, round=w.round, content="{}", read_by=w.hr.user, read_at=t)),
        ("contacts", lambda w, t: Enquiry.objects.create(
            kind="policy", content="问", contact="电话", receipt="ZX", query_code="a", asked_at=t,
            answer="答", answered_at=t, answered_by=w.clerk.user)),
    ],
)  # fmt: skip
def test_row_goes_on_the_day_its_time_is_over(world, slug, make):
    since = at("2018-03-01 09:00")
    row = make(world, since)
    last = since + days(slug)

    assert counts(last - timedelta(seconds=1)) == {}
    assert counts(last) == {slug: 1}
    retention.apply(now=last)
    assert counts(last) == {}
    assert type(row).objects.filter(pk=row.pk).exists() == (slug == "contacts")


def attached(application, sha256) -> Attachment:
    return Attachment.objects.create(
        application=application, kind="diploma", sha256=sha256, name="证.jpg", size=1,
        path=f"papers/{sha256[:2]}/{sha256}.jpg", content_type="image/jpeg",
        uploaded_at=at("11-05 10:00"), uploaded_by=application.applicant,
    )  # fmt: skip


@pytest.fixture
def years_later():
    return at("2031-01-01 09:00")


def test_draft_never_handed_in_goes_with_its_papers_and_nothing_else(world, years_later):
    draft, case = world.start("甲一"), world.case_at(CaseState.ARCHIVED, "乙二")
    attached(draft, "1")
    closes = draft.round.acceptance_closes
    before = Event.objects.count()
    last = at(f"{closes} 00:00") + days("drafts")

    assert "drafts" not in counts(last - timedelta(seconds=1))
    retention.apply(now=last)

    assert list(Application.objects.all()) == [case.application]
    assert Event.objects.count() == before
    assert not Attachment.objects.filter(application=draft.pk).exists()
    retention.apply(now=years_later)
    assert Case.objects.get().state == CaseState.ARCHIVED


def test_paper_taken_out_stays_when_it_was_handed_in(world):
    handed_in = world.submitted().application.attachments.first()
    draft = world.start("乙二")
    paper, spare = (attached(draft, number) for number in ("1", "2"))
    Attachment.objects.filter(pk__in=(spare.pk, handed_in.pk)).update(removed_at=at("11-06 10:00"))

    retention.apply(now=at("11-06 10:00") + days("uploads"))

    left = set(Attachment.objects.values_list("pk", flat=True))
    assert {paper.pk, handed_in.pk} <= left
    assert spare.pk not in left


def test_words_typed_and_never_saved_are_emptied(world, years_later):
    application = world.submitted().application
    SectionDraft.objects.update_or_create(
        application=application, slug="basic",
        defaults={"text": "{}", "updated_at": at("11-05 10:00")},
    )  # fmt: skip

    retention.apply(now=years_later)

    assert not SectionDraft.objects.exclude(text="").exists()
    assert SectionDraft.objects.filter(slug="basic").exists()


def test_list_of_a_unit_goes_but_not_the_invitation_before_its_time(world, years_later):
    source = RosterImport.objects.create(
        unit=world.unit, round=world.round, read_by=world.hr.user, read_at=at("11-01 09:00"),
        imported_at=at("11-01 09:00"),
    )  # fmt: skip
    slip = Invitation.objects.create(
        organisation=world.unit, name="甲", identity_number="1", phone="1",
        invited_by=world.hr.user, invited_at=at("11-01 09:00"), expires_at=at("11-08 09:00"),
    )  # fmt: skip
    RosterEntry.objects.create(
        unit=world.unit, round=world.round, source=source, name="甲", identity_number="1",
        phone="1", words={}, invitation=slip,
    )  # fmt: skip

    retention.apply(now=at("11-08 09:00") + days("slips"))
    assert RosterEntry.objects.get().invitation is None
    retention.apply(now=years_later)
    assert not RosterEntry.objects.exists()


def test_evidence_goes_and_the_objection_stays(world, years_later):
    case = world.case_at(CaseState.MATERIALS_NOTICE)
    notice = case.notice_entries.get().notice
    for concluded in (at("11-12 09:00"), None):
        objection = Objection.objects.create(
            notice=notice, case=case, receipt=f"YY{bool(concluded)}", query_code="a",
            content="反映", filed_at=at("11-10 09:00"), concluded_at=concluded,
            **({"conclusion": "unfounded", "finding": "不成立", "concluded_by": world.hr.user}
               if concluded else {}),
        )  # fmt: skip
        ObjectionFile.objects.create(
            objection=objection, sha256="e", path="papers/ee/e.pdf", name="证据.pdf",
            content_type="application/pdf",
        )  # fmt: skip

    retention.apply(now=years_later)

    assert Objection.objects.count() == 2
    assert ObjectionFile.objects.get().objection.concluded_at is None


# --- files -------------------------------------------------------------------------------------
def stored(path, *, age):
    default_storage.save(path, ContentFile(b"x"))
    moment = at("11-20 09:00") - age
    os.utime(default_storage.path(path), (moment.timestamp(),) * 2)


def test_files_no_row_names_are_swept_and_the_rest_stays(world, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "documents.storage.DurableStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    attached(world.start(), "ab1")
    old = timedelta(days=3)
    kept = ("papers/ab/ab1.jpg", "thumbnails/ab/ab1.jpg", "public/a.pdf")
    gone = ("papers/cd/cd1.pdf", "thumbnails/cd/cd1.jpg", "bundles/ef/ef1.pdf", "documents/a/a.pdf")
    for path in (*kept, *gone):
        stored(path, age=old)
    stored("papers/new.pdf", age=retention.FRESH)

    run = retention.apply(now=at("11-20 09:00"))

    assert run.files == len(gone)
    assert [default_storage.exists(path) for path in (*kept, "papers/new.pdf")] == [True] * 4
    assert not any(default_storage.exists(path) for path in gone)


def test_every_column_that_names_a_file_is_known():
    named = {
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("accounts", "applications", "review")
        for field in model._meta.get_fields()
        if isinstance(field, CharField)
        and (field.name.endswith("path") or field.name in ("scan", "file"))
    }

    assert named == set(PATHS)


# --- the command and the page -------------------------------------------------------------------
def test_command_only_says_until_it_is_told_to_apply(world, clock):
    clock("2022-06-01 09:00")
    OneTimeCode.objects.create(
        user=world.hr.user, issued_at=at("11-01 09:00"), expires_at=at("11-08 09:00"), **CODE
    )
    said = StringIO()

    call_command("retain", stdout=said)
    assert "一次性代码\t1\t满30天" in said.getvalue()
    assert "没有删除" in said.getvalue()
    assert OneTimeCode.objects.exists()
    assert not RetentionRun.objects.exists()
    call_command("retain", "--apply", stdout=said)

    assert not OneTimeCode.objects.exists()
    assert RetentionRun.objects.get().lines[0]["count"] == 1


def test_report_cannot_be_changed_or_removed(world):
    retention.apply(now=at("11-05 10:00"))

    for change in (RetentionRun.objects.all().delete, lambda: RetentionRun.objects.update(files=9)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_page_shows_what_is_due_and_the_reports_at_a_fixed_cost(world, clock, sign_in):
    clock("2022-06-01 09:00")
    retention.apply(now=at("2022-05-01 09:00"))
    admin = sign_in(world.person("张管", world.bureau, Role.ADMIN))
    cache.set("queue-age", 0, 60)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = admin.get("/settings/retention/")
        assert "没有提交过的草稿" in page.text
        assert "2022年5月1日" in page.text
        return len(queries)

    few = cost()
    for _ in range(3):
        retention.apply(now=at("2022-05-02 09:00"))
    assert cost() == few
