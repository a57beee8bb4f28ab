"""归档: the ZIP of a round opens without the program, checks with sha256sum, and tells no count."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Message
from accounts.roles import Role
from applications.models import Application
from review import issued
from review.archive import making, writing
from review.models import ChainHead, IssuedDocument, RoundArchive
from review.prints.catalogue import CATALOGUE
from review.states import Action, CaseState
from tests.world import at

PAGE = "/committee/archives/"
SUMMED = (
    "序号", "case", "package", "meeting", "action", "source", "target", "capacity", "user", "姓名",
    "单位", "submission_version", "意见", "timestamp", "previous",
)  # fmt: skip
NUMBERS = {"序号", "case", "package", "meeting", "user", "submission_version", "timestamp"}


@pytest.fixture
def finished(world, clock):
    """A round with a certificate, a person without one, and two papers printed of the records."""
    world.submitted("栗建军")
    case = world.case_at(CaseState.CONFIRMED, "郗丽华")
    printed(case, "review_form", world.secretary.user)
    printed(case.meeting, "minutes", world.secretary.user)
    clock("12-30 09:00")
    return case


def printed(subject, kind, by):
    content = f"%PDF {kind}".encode()
    paper = CATALOGUE[kind]
    return IssuedDocument.objects.create(
        kind=kind, subject=issued.reference(subject), fingerprint=kind, version=1,
        title=paper.title(subject), filename=paper.filename(subject),
        content_type=paper.content_type, state=IssuedDocument.State.READY,
        sha256=hashlib.sha256(content).hexdigest(), check_code="8F3A61C2",
        path=default_storage.save(f"documents/{kind}.pdf", ContentFile(content)),
        requested_at=at("12-29 09:00"), requested_by=by, made_at=at("12-29 09:00"),
    )  # fmt: skip


@pytest.fixture
def unpacked(finished, tmp_path):
    """The folder of the round's archive as the command writes it."""
    call_command("archive_round", "2021", str(tmp_path / "2021.zip"), stdout=io.StringIO())
    with zipfile.ZipFile(tmp_path / "2021.zip") as archive:
        archive.extractall(tmp_path / "2021")
    return tmp_path / "2021"


def table(folder, name):
    with (folder / f"表格/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_unpacked_archive_checks_and_holds_every_kind_of_page_and_file(unpacked, finished):
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=unpacked, capture_output=True, text=True, check=True,
    )  # fmt: skip

    names = {str(file.relative_to(unpacked)) for file in unpacked.rglob("*") if file.is_file()}
    assert len(checked.stdout.splitlines()) == len(names) - 1
    person = f"申报件/{finished.number}"
    assert {
        "index.html", "样式.css", "说明.txt", "链头.txt", "单位.html", "人员.html", "公示.html",
        "评审会.html", "证书.html", f"{person}.html", f"评审会/{finished.meeting_id}.html",
        f"材料袋/{finished.package_id}.html",
        f"{person}/01_聘用协议或参加本专业技术工作的手续证明_聘用协议.pdf",
        f"{person}/02_制发第1版_评审表_郗丽华 {finished.number}.pdf",
        f"评审会/{finished.meeting_id}/01_制发第1版_评审会议纪要_{finished.meeting.title}.pdf",
    } <= names  # fmt: skip
    page = (unpacked / f"{person}.html").read_text()
    for words in ("三（三）", "鉴定意见", "赞成", finished.certificate.number, "提交给单位"):
        assert words in page
    (paper,) = finished.submission.papers
    assert paper["sha256"] in page
    head = ChainHead.objects.get()
    assert (unpacked / "链头.txt").read_text() == f"{head.length} {head.sha256}\n"


def test_steps_in_the_table_give_their_hashes_by_the_recipe_of_the_archive(unpacked):
    rows = table(unpacked, "经办记录")

    def said(row):
        values = [json.loads(row[c] or "null") if c in NUMBERS else row[c] for c in SUMMED]
        return values + [row[c] for c in ("纸面日期", "扫描件校验值") if row[c]]

    for row in rows:
        plain = json.dumps(said(row), ensure_ascii=False).encode()
        assert hashlib.sha256(plain).hexdigest() == row["sha256"]
    assert rows[-1]["sha256"] in (unpacked / "链头.txt").read_text()
    for name in ("申报件", "公示", "计票", "证书"):
        assert table(unpacked, name)


def test_numbers_and_phones_stand_masked_on_every_page_and_table(unpacked):
    written = b"".join(
        file.read_bytes() for file in unpacked.rglob("*") if file.suffix in {".html", ".csv"}
    ).decode()

    for application in Application.objects.all():
        assert application.identity_number not in written
        assert application.contact_phone not in written
        assert f"{application.identity_number[:6]}********" in written
    for sign in ("<script", "http://", "https://", "src=", "@import", "url("):
        assert sign not in written + (unpacked / "样式.css").read_text()


@pytest.mark.browser
def test_every_kind_of_link_opens_with_the_network_off(unpacked, chromium):
    asked, broken = [], []
    with chromium.new_context(offline=True) as context:
        context.on("request", lambda request: asked.append(request.url))
        context.on("requestfailed", lambda request: broken.append(request.url))
        page = context.new_page()
        page.goto((unpacked / "index.html").as_uri())
        for label in ("单位", "人员", "公示", "评审会", "证书"):
            page.get_by_role("navigation").get_by_role("link", name=label, exact=True).click()
            assert label in page.get_by_role("heading", level=1).inner_text()
            page.locator("tbody a").first.click()
            files = page.locator("main a[href]").evaluate_all("links => links.map(a => a.href)")
            for url in files:
                assert page.evaluate("url => new URL(url).protocol", url) == "file:"
                target = page.evaluate("url => decodeURIComponent(new URL(url).pathname)", url)
                assert (unpacked / target).is_file(), target
            assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
            page.get_by_role("link", name="2021年度归档").click()
        page.get_by_role("link", name="说明.txt").click()
    assert all(url.startswith("file://") for url in asked)
    assert not broken


def test_lost_and_altered_files_are_named_and_do_not_stop_the_archive(finished, tmp_path):
    (paper,) = finished.submission.papers
    default_storage.delete(paper["path"])
    IssuedDocument.objects.filter(kind="minutes").update(sha256="0" * 64)

    written = writing.write(finished.round, tmp_path / "a.zip", now=at("12-30 09:00"))

    faults = [line.rpartition("：")[2] for line in written.missing]
    assert faults == ["原件找不到了", "与登记的校验值不一致"]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "原件找不到了" in archive.read(f"申报件/{finished.number}.html").decode()
        assert "2个文件没有完整放进来" in archive.read("index.html").decode()


def test_archive_waits_for_the_announcement(world, sign_in, clock, tmp_path):
    case = world.case_at(CaseState.IN_REVIEW)
    meeting, _ = world.open_vote([case])
    clock("12-16 10:00")

    refused = sign_in(world.secretary).post(f"{PAGE}2021/order/")

    assert refused.status_code == 409
    assert f"“{meeting.title}”还没有宣布结果" in refused.text
    assert "生成归档包</button>" not in refused.text
    with pytest.raises(CommandError, match="还没有宣布结果"):
        call_command("archive_round", "2021", str(tmp_path / "a.zip"))
    assert list(tmp_path.iterdir()) == []
    assert not RoundArchive.objects.exists()


def test_secretary_orders_it_in_the_queue_and_takes_it_away(
    finished, world, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(world.secretary)
    assert "2人提交过，还有1人没有办结" in client.get(PAGE).text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}2021/order/")

    archive = RoundArchive.objects.get()
    assert (archive.stage, archive.made, archive.total) == ("ready", 2, 2)
    assert archive.sha256 in client.get(PAGE).text
    taken = client.get(f"{PAGE}2021/file/")
    content = b"".join(taken.streaming_content)
    assert hashlib.sha256(content).hexdigest() == archive.sha256
    assert "no-store" in taken["Cache-Control"]
    assert Message.objects.get(key=f"archive-{archive.pk}").user == world.secretary.user


def test_new_archive_takes_the_place_of_the_earlier_one(
    finished, world, sign_in, django_capture_on_commit_callbacks
):
    def make(when):
        with django_capture_on_commit_callbacks(execute=True):
            return making.order(finished.round, acting=world.secretary, now=at(when))

    first = make("12-30 09:00")
    first.refresh_from_db()
    world.step(finished, Action.ARCHIVE, world.secretary, "12-30 10:00")
    assert "归档以后又办了新的手续" in sign_in(world.secretary).get(PAGE).text

    second = make("12-30 11:00")

    second.refresh_from_db()
    earlier = RoundArchive.objects.get(pk=first.pk)
    assert (earlier.path, earlier.sha256) == ("", first.sha256)
    assert not default_storage.exists(first.path)
    assert default_storage.exists(second.path)


def test_run_that_was_overtaken_leaves_the_archive_to_the_other(finished, world):
    archive = making.order(finished.round, acting=world.secretary, now=at("12-30 09:00"))
    archive.refresh_from_db()
    dead = archive.run

    assert making.resume_all(now=at("12-30 09:05")) == 1

    making.make_archive.call(archive.pk, dead)
    archive.refresh_from_db()
    assert archive.stage == RoundArchive.Stage.QUEUED
    making.make_archive.call(archive.pk, archive.run)
    archive.refresh_from_db()
    assert archive.stage == RoundArchive.Stage.READY


def test_step_taken_meanwhile_is_told_and_gives_no_archive(finished, world, tmp_path):
    def taken(done):
        if done == 1:
            world.step(finished, Action.ARCHIVE, world.secretary, "12-30 10:00")

    writing.SLICE, usual = 1, writing.SLICE
    try:
        with pytest.raises(writing.Moved):
            writing.write(finished.round, tmp_path / "a.zip", now=at("12-30 09:00"), told=taken)
    finally:
        writing.SLICE = usual


@pytest.mark.parametrize("role", [Role.LEAD, Role.CHAIR, Role.ADMIN])
def test_only_the_secretary_may_have_it(finished, world, sign_in, role):
    other = world.person("别人", world.secretary.organisation, role)

    assert sign_in(other).get(PAGE).status_code == 403
    assert sign_in(other).get(f"{PAGE}2021/file/").status_code == 403


def test_page_and_archive_cost_the_same_queries_for_more_people(world, sign_in, clock, tmp_path):
    def costs(number):
        with CaptureQueriesContext(
            connection,
        ) as page:
            sign_in(world.secretary).get(PAGE)
        with CaptureQueriesContext(connection) as archive:
            writing.write(world.round, tmp_path / f"{number}.zip", now=at("12-30 09:00"))
        return len(page), len(archive)

    for name in ("郗丽华", "栗建军"):
        world.submitted(name)
    clock("11-16 09:00")
    sign_in(world.secretary).get(PAGE)
    before = costs(1)
    for name in ("崔志鹏", "延亚楠", "牛立新"):
        world.submitted(name)

    assert costs(2) == before
