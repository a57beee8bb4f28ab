"""Papers asked for: made once, kept, waited for, and nobody else's."""

import sys
from io import BytesIO

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from applications.models import Application
from documents import printing
from documents.pdf import MissingGlyphs
from documents.printing import PrintingFailed
from review import issued
from review.checklist import PERSON_ITEMS
from review.models import Case, IssuedDocument
from review.prints import applicant
from review.states import Action, CaseState
from tests.world import at
from yangcheng_titles.demo import road

READY, FAILED, QUEUED = IssuedDocument.State.READY, IssuedDocument.State.FAILED, "queued"


@pytest.fixture
def asking(django_capture_on_commit_callbacks):
    """Ask for a paper and let the worker do its work."""

    def ask(kind, subject, acting, when="11-25 09:00"):
        with django_capture_on_commit_callbacks(execute=True):
            document = issued.request_document(kind, subject, by=acting.user, now=at(when))
        document.refresh_from_db()
        return document

    return ask


def given(response) -> bytes:
    """The file of a response, read to its end and closed."""
    content = b"".join(response.streaming_content)
    response.close()
    return content


def content_of(document) -> bytes:
    with default_storage.open(document.path) as file:
        return file.read()


def test_a_paper_is_made_once_and_kept_by_its_hash(world, asking):
    case = world.case_at(CaseState.DELIVERED)

    first = asking("work_report", case, world.clerk)
    again = asking("work_report", case, world.hr, "11-25 10:00")

    assert first.state == READY
    assert again.pk == first.pk
    assert again.made_at == first.made_at
    assert first.pages == 2
    assert first.path == f"documents/{first.sha256[:2]}/{first.sha256}.pdf"
    assert content_of(first).startswith(b"%PDF-")


def test_check_code_is_of_the_content_and_printed_at_the_foot(world, asking):
    case = world.case_at(CaseState.DELIVERED)

    document = asking("work_report", case, world.clerk)

    shape = issued.sealed(applicant.work_report(case), document)
    assert shape.imprint.check_code == document.check_code
    assert shape.imprint.digest == document.fingerprint != document.sha256
    assert printing.render(shape).sha256 == document.sha256


def test_changed_data_gives_a_new_version_and_leaves_the_old(world, asking):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    first = asking("review_form", case, world.hr, "11-23 12:00")
    road.agree(case.package, acting=world.officer, now=at("11-23 16:00"))
    case = Case.objects.get(pk=case.pk)

    second = asking("review_form", case, world.hr, "11-23 17:00")

    assert (first.version, second.version) == (1, 2)
    assert first.check_code != second.check_code
    assert content_of(first) != content_of(second)
    assert [d.pk for d in issued.codes_of(case)] == [second.pk, first.pk]


def test_a_preview_carries_no_check_code(world, asking):
    case = world.case_at(CaseState.UNIT_OK)

    document = asking("review_form", case, world.hr, "11-06 09:00")

    assert (document.state, document.check_code) == (READY, "")
    assert issued.codes_of(case) == []


def test_summary_workbook_says_what_the_paper_says(world, asking):
    case = world.case_at(CaseState.DELIVERED)

    document = asking("summary_xlsx", case.package, world.clerk)

    sheet = openpyxl.load_workbook(BytesIO(content_of(document))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    private = applicant.private_of(case.submission)
    assert rows[0][0] == "专业技术人员申报汇总表"
    assert document.check_code in rows[1][0]
    assert rows[3][:6] == [
        1, "阳城县析城山煤业有限责任公司", "郭晓燕", "女", "1997.03", private["identity_number"],
    ]  # fmt: skip
    assert rows[3][14:20] == [
        "2年5个月", "2020合格", "采矿工程", "助理工程师", "无异议", private["contact_phone"],
    ]  # fmt: skip
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert asking("summary_pdf", case.package, world.clerk).check_code == document.check_code


def test_a_sign_without_a_shape_is_named(world, asking):
    case = world.start()
    Application.objects.filter(pk=case.pk).update(report_tasks="完成𬎆矿的测量。" * 60)
    case = road.hand_in(
        Application.objects.get(pk=case.pk),
        acting=case.applicant.memberships.get(),
        now=at("11-05 11:00"),
    )

    document = asking("work_report", case, world.hr, "11-05 12:00")

    if document.state == READY:
        pytest.skip("this machine's fonts have the sign")
    assert document.error == str(MissingGlyphs(["𬎆"]))


def test_a_child_that_breaks_off_is_tried_three_times(world, asking, monkeypatch, tmp_path):
    case = world.case_at(CaseState.DELIVERED)
    started = tmp_path / "started"
    broken = tmp_path / "broken-python"
    broken.write_text(f"#!/bin/sh\necho x >> {started}\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(broken))

    document = asking("work_report", case, world.clerk)

    assert (document.state, document.error) == (FAILED, str(PrintingFailed()))
    assert started.read_text().count("x") == issued.ATTEMPTS


def test_a_failed_paper_can_be_asked_for_again(world, asking):
    case = world.case_at(CaseState.DELIVERED)
    document = asking("work_report", case, world.clerk)
    IssuedDocument.objects.filter(pk=document.pk).update(state=FAILED, error="x", path="")

    again = asking("work_report", case, world.clerk, "11-25 09:05")

    assert (again.pk, again.state, again.error) == (document.pk, READY, "")


def test_data_that_changes_in_the_queue_is_not_printed_as_if_it_had_not(world, settings):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    document = issued.request_document("review_form", case, by=world.hr.user, now=at("11-23 12:00"))
    road.agree(case.package, acting=world.officer, now=at("11-23 16:00"))

    issued.make_document.call(document.pk)

    document.refresh_from_db()
    assert (document.state, document.error) == (FAILED, issued.OUTDATED)


# --- the pages ------------------------------------------------------------------------------------
def ask(client, kind, subject):
    url = reverse("review:document-request")
    return client.post(url, {"kind": kind, "subject": issued.reference(subject)})


def test_pages_ask_wait_and_give_the_file(
    world, sign_in, clock, django_capture_on_commit_callbacks
):
    case = world.case_at(CaseState.DELIVERED)
    clock("11-25 09:00")
    client = sign_in(world.clerk)

    with django_capture_on_commit_callbacks() as callbacks:
        asked = ask(client, "work_report", case)
    waiting = client.get(asked.url)
    for callback in callbacks:
        callback()
    shown = client.get(asked.url)
    kept = client.get(asked.url, {"download": ""})

    assert waiting.status_code == 200
    assert "正在生成" in waiting.content.decode()
    assert waiting.headers["Refresh"] == "2"
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert given(shown) == given(kept)


def test_waiting_page_says_when_no_worker_runs(world, sign_in, clock, settings):
    case = world.case_at(CaseState.DELIVERED)
    clock("11-25 09:00")
    document = issued.request_document(
        "work_report", case, by=world.clerk.user, now=at("11-25 09:00")
    )
    DatabaseBackend("default", {}).enqueue(issued.make_document, (document.pk,), {})
    client = sign_in(world.clerk)
    url = reverse("review:document", args=[document.pk])

    soon = client.get(url).content.decode()
    clock("11-25 09:01")
    late = client.get(url).content.decode()
    running = DBTaskResult.objects.get()
    running.claim("worker")
    busy = client.get(url).content.decode()

    assert "打印服务没有运行" not in soon
    assert "打印服务没有运行" in late
    assert "打印服务没有运行" not in busy


def test_failed_page_says_why_and_offers_again(world, sign_in, clock):
    case = world.case_at(CaseState.DELIVERED)
    clock("11-25 09:00")
    document = issued.request_document(
        "work_report", case, by=world.clerk.user, now=at("11-25 09:00")
    )
    IssuedDocument.objects.filter(pk=document.pk).update(
        state=FAILED, error="打印字体里没有「𬎆」。"
    )

    page = sign_in(world.clerk).get(reverse("review:document", args=[document.pk]))

    assert "打印字体里没有" in page.content.decode()
    assert "重新生成" in page.content.decode()
    assert "Refresh" not in page.headers


@pytest.mark.parametrize("kind", ["review_form", "work_report", "envelope"])
def test_other_units_papers_do_not_exist(world, sign_in, clock, kind):
    case = world.case_at(CaseState.DELIVERED)
    other = world.make_unit("阳城县砥洎陶瓷有限公司")
    stranger = world.person("郭丽", other, "unit")
    clock("11-25 09:00")
    document = issued.request_document(kind, case, by=world.hr.user, now=at("11-25 09:00"))
    client = sign_in(stranger)

    assert ask(client, kind, case).status_code == 404
    assert client.get(reverse("review:document", args=[document.pk])).status_code == 404
    assert IssuedDocument.objects.count() == 1


def test_other_units_packages_notices_and_uploads_do_not_exist(world, sign_in, clock):
    case = world.case_at(CaseState.DELIVERED)
    stranger = world.person("郭丽", world.make_unit("阳城县砥洎陶瓷有限公司"), "unit")
    paper = case.submission.papers[0]["id"]
    clock("11-25 09:00")
    client = sign_in(stranger)

    assert ask(client, "summary_pdf", case.package).status_code == 404
    assert ask(client, "notice_sheet", world.unit.notices.first()).status_code == 404
    assert ask(client, "acceptance_receipt", case.package.intakes.get()).status_code == 404
    assert client.get(reverse("review:case-paper", args=[case.pk, paper])).status_code == 404


def test_uploaded_papers_are_given_to_those_who_may_see_the_case(world, sign_in, clock):
    case = world.case_at(CaseState.DELIVERED)
    paper = case.submission.papers[0]
    clock("11-25 09:00")

    response = sign_in(world.officer).get(reverse("review:case-paper", args=[case.pk, paper["id"]]))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == paper["content_type"]
    assert len(given(response)) == paper["size"]


def test_the_count_is_not_for_the_person_or_the_unit(world, sign_in, clock):
    case = world.case_at(CaseState.PASSED)
    clock("12-17 09:00")
    document = issued.request_document(
        "review_form_final", case, by=world.secretary.user, now=at("12-17 09:00")
    )
    url = reverse("review:document", args=[document.pk])

    for acting in (world.applicant(case), world.hr, world.officer):
        client = sign_in(acting)
        assert client.get(url).status_code == 404
        assert ask(client, "review_form_final", case).status_code == 404
        assert ask(client, "ballot_result", case.meeting).status_code == 404


def test_each_station_is_offered_its_own_papers(world):
    case = world.case_at(CaseState.DELIVERED)

    def kinds(subject, acting):
        return [link.kind for link in issued.document_links(subject, acting)]

    assert kinds(case, world.applicant(case)) == [
        "review_form",
        "work_report",
        "submission_receipt",
    ]
    assert kinds(case, world.clerk) == ["review_form", "work_report", "envelope"]
    assert kinds(case.package, world.officer) == [
        "assessment_record", "summary_pdf", "summary_xlsx", "publicity_record",
        "publicity_proof", "envelopes", "delivery_slip",
    ]  # fmt: skip
    assert kinds(case.package, world.applicant(case)) == []
    assert kinds(case.package.intakes.get(), world.hr) == ["acceptance_receipt"]


def test_correction_letter_is_for_the_person_too(world, asking):
    case = world.case_at(CaseState.DELIVERED)
    marked = at("11-25 09:00")
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=marked, failing=("proof",))
    road.take(case, Action.CORRECT, acting=world.clerk, now=at("11-25 09:30"))
    letter = case.letters.get()

    (link,) = issued.document_links(letter, world.applicant(case))

    assert link.kind == "correction_letter"
    assert asking(link.kind, letter, world.applicant(case)).state == READY
