"""整套材料: in the order of filing, made once, void when anything changed, resumed when killed."""

import io
import shutil
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.storage import default_storage

from accounts.models import Message
from documents import printing
from documents.pdf import Pdf
from documents.printing import PrintingFailed
from review import building
from review.models import IssuedDocument, Packet
from review.queries.packet import last_packet, superseded
from review.states import Action, CaseState
from tests.documents import reading
from tests.world import at
from yangcheng_titles.demo import road


@pytest.fixture
def ordering(world, clock, django_capture_on_commit_callbacks):
    """Order the set of a package and let the worker make it."""

    def order(package, when="11-23 12:00"):
        with django_capture_on_commit_callbacks(execute=True):
            packet = building.order(package, by=world.hr.user, now=clock(when))
        packet.refresh_from_db()
        return packet

    return order


@pytest.fixture
def printed(monkeypatch):
    """Titles of the papers laid out since, in a list."""
    laid_out = []
    print_each = printing.print_each

    def note(shapes):
        laid_out.extend(type(shape).__name__ for shape in shapes)
        return print_each(shapes)

    monkeypatch.setattr(printing, "print_each", note)
    return laid_out


def bytes_of(path):
    with default_storage.open(path) as file:
        return file.read()


def test_archive_and_print_hold_every_paper_in_filing_order(world, ordering):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)

    packet = ordering(case.package)

    assert (packet.stage, packet.error, packet.missing) == (Packet.Stage.READY, "", [])
    assert (packet.made, packet.total) == (9, 9)
    with zipfile.ZipFile(io.BytesIO(bytes_of(packet.archive_path))) as archive:
        assert archive.namelist() == [
            "0_材料清单.pdf",
            "1_个人材料/01_郭晓燕_YC2021-0001/1_评审表_打印3份.pdf",
            "1_个人材料/01_郭晓燕_YC2021-0001/2_专业技术工作报告.pdf",
            "1_个人材料/01_郭晓燕_YC2021-0001/3_聘用协议或参加本专业技术工作的手续证明.pdf",
            "2_单位材料/1_三公示记实表.pdf",
            "2_单位材料/2_公示结果证明.pdf",
            "2_单位材料/3_申报汇总表.pdf",
            "2_单位材料/4_申报汇总表.xlsx",
            "3_档案袋贴签/1_档案袋贴签_单面打印.pdf",
        ]
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())  # names are UTF-8
        manifest = "".join(reading.pages(Pdf(archive.read("0_材料清单.pdf"), "", 0)))
    assert "汇总表1人，档案袋1袋。" in manifest
    assert "记实表公示②1人，包含汇总表全部人员。" in manifest
    codes = IssuedDocument.objects.exclude(kind__in=("summary_xlsx", "manifest", "envelopes"))
    assert all(document.check_code in manifest for document in codes)
    with pikepdf.open(io.BytesIO(bytes_of(packet.print_path))) as pdf:
        assert len(pdf.pages) == packet.pages
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][:3] == [
                "材料清单",
                "郭晓燕（YC2021-0001） 评审表 3份",
                "郭晓燕（YC2021-0001） 专业技术工作报告",
            ]
    assert Message.objects.get(user=world.hr.user, key=f"packet-{packet.pk}")


def test_every_copy_begins_on_the_front_of_a_sheet_and_equal_records_give_equal_bytes(
    world, ordering, printed
):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    first = ordering(case.package)
    with pikepdf.open(io.BytesIO(bytes_of(first.print_path))) as pdf:
        assert len(pdf.pages) % 2 == 0
        with pdf.open_outline() as outline:
            starts = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
    assert [start % 2 for start in starts] == [0] * len(starts)
    form = next(row for row in first.contents if row["title"] == "评审表")
    assert starts[2] - starts[1] == 3 * form["pages"]
    made = len(printed)
    default_storage.delete(first.archive_path)

    again = ordering(case.package, "11-23 13:00")

    assert again.pk == first.pk
    assert (again.archive_path, again.print_path) == (first.archive_path, first.print_path)
    assert printed[made:] == []


def test_a_set_is_void_once_anything_on_paper_changed_and_only_that_is_made_anew(
    world, ordering, printed
):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    package = case.package
    first = ordering(package)
    made = len(printed)
    package.deliverer = "成建国"
    package.save()
    assert last_packet(package, now=at("11-23 12:30")).changes == ["单位材料改过"]

    second = ordering(package, "11-23 13:00")

    assert (first.version, second.version, second.stage) == (1, 2, Packet.Stage.READY)
    assert printed[made:] == ["SummaryList", "Manifest"]
    assert last_packet(package, now=at("11-23 13:30")).current
    world.agree(package, "11-23 14:00")
    package.refresh_from_db()
    shown = last_packet(package, now=at("11-23 14:30"))
    assert (shown.current, shown.opinion) == (True, True)
    assert superseded(package) == []


def test_a_changed_person_is_named_and_older_prints_are_void(world, ordering):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    package = case.package
    packet = ordering(package)
    road.take(
        case, Action.RETURN, acting=world.officer, now=at("11-23 14:00"), note="",
        items=[{"section": "title", "text": "专业写错", "clause": ""}],
    )  # fmt: skip
    world.again(case, now=at("11-23 15:00"))
    case.refresh_from_db()

    assert last_packet(package, now=at("11-23 15:30")).changes == ["郭晓燕不在名单里了"]
    code = IssuedDocument.objects.get(kind="review_form").check_code
    assert [line for line in superseded(package) if code in line] == [
        f"郭晓燕的评审表，11月23日 12:00打印，校验码{code}"
    ]
    assert packet.stamps


def test_a_run_that_was_killed_is_taken_up_where_it_stopped(world, ordering, printed, monkeypatch):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    package = case.package
    packet = building.order(package, by=world.hr.user, now=at("11-23 12:00"))
    keep = building.issued._keep
    kept = []

    def die_after_three(*arguments):
        if len(kept) == 3:
            raise SystemExit("the worker is gone")
        kept.append(keep(*arguments))

    monkeypatch.setattr(building.issued, "_keep", die_after_three)
    with pytest.raises(SystemExit):
        building.build_packet.func(packet.pk, packet.run)
    monkeypatch.setattr(building.issued, "_keep", keep)
    packet.refresh_from_db()
    before = set(IssuedDocument.objects.filter(state="ready").values_list("pk", "made_at"))
    asked = len(printed)

    assert (packet.stage, len(before)) == (Packet.Stage.QUEUED, 3)
    assert building.resume_all(now=at("11-23 12:05")) == 1
    packet.refresh_from_db()
    building.build_packet.func(packet.pk, packet.run)

    packet.refresh_from_db()
    assert packet.stage == Packet.Stage.READY
    assert before < set(IssuedDocument.objects.filter(state="ready").values_list("pk", "made_at"))
    assert len(printed) - asked == 8 - 3


def test_a_run_that_was_overtaken_stops(world):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    packet = building.order(case.package, by=world.hr.user, now=at("11-23 12:00"))
    overtaken = packet.run
    building.start(packet, now=at("11-23 12:05"))

    building.build_packet.func(packet.pk, overtaken)

    packet.refresh_from_db()
    assert (packet.stage, packet.total) == (Packet.Stage.QUEUED, 0)
    assert not IssuedDocument.objects.exists()


def test_a_paper_that_cannot_be_made_is_named(world, ordering, monkeypatch):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    monkeypatch.setattr(
        printing, "print_each", lambda shapes: ((n, PrintingFailed()) for n in range(len(shapes)))
    )

    packet = ordering(case.package)

    assert packet.stage == Packet.Stage.FAILED
    assert "：这份文件没有生成成功，请稍后再试" in packet.error


def overwrite(path, content):
    default_storage.delete(path)
    default_storage.save(path, io.BytesIO(content))


def test_an_upload_that_broke_is_named_and_the_rest_is_made(world, ordering):
    shutil.rmtree(default_storage.path("bundles"), ignore_errors=True)
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    (paper,) = [paper for paper in case.submission.papers if paper["kind"] == "appointment"]
    with default_storage.open(paper["path"]) as file:
        whole = file.read()
    overwrite(paper["path"], b"%PDF-1.7\nnothing of the kind")

    packet = ordering(case.package)
    overwrite(paper["path"], whole)  # equal bytes of other tests lie at the same place

    assert packet.stage == Packet.Stage.READY
    assert packet.missing == [
        f"郭晓燕（{case.number}）：“{paper['label']}”没有合成成功，请逐个查看。"
    ]
    assert paper["label"] not in [row["title"] for row in packet.contents]


def test_a_set_on_its_way_is_not_ordered_twice_unless_nothing_moves(world):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    now = at("11-23 12:00")
    first = building.order(case.package, by=world.hr.user, now=now)

    soon = building.order(case.package, by=world.hr.user, now=now + building.STILL_FOR)
    late = now + building.STILL_FOR + timedelta(seconds=1)
    later = building.order(case.package, by=world.hr.user, now=late)

    assert first.pk == soon.pk == later.pk
    assert first.run == soon.run != later.run
