"""附件1 to 4 blank and the filled samples, as anybody may download them."""

import sys
from io import BytesIO

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from applications import take_home
from applications.models import Specialty
from documents import printing
from tests.documents import reading

SAID_OF_NOTHING = ("无", "None", "未编号", "0人", "0个", "助理工程师")


@pytest.fixture
def printed(world):
    """`printed("annex-1.pdf")`: the pages as text, laid out in this process."""

    def of(address):
        pdf = printing.render(take_home.SHEETS[address].shape(world.round))
        return ["".join(page.split()) for page in reading.pages(pdf)]

    return of


@pytest.fixture
def no_printer(tmp_path, monkeypatch, settings):
    """Nothing is in storage; from `no_printer()` on every child breaks off, its answer counts."""
    store = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = settings.STORAGES | {"default": store}
    log, broken = tmp_path / "log", tmp_path / "python"
    broken.write_text(f"#!/bin/sh\necho tried >> {log}\nexit 1\n")
    broken.chmod(0o700)

    def break_off():
        monkeypatch.setattr(sys, "executable", str(broken))
        return lambda: len(log.read_text().splitlines()) if log.exists() else 0

    yield break_off
    cache.clear()


@pytest.mark.slow
@pytest.mark.parametrize("address", ["annex-4.pdf", "annex-3.xlsx", "annex-4.xlsx"])
def test_sheet_is_made_once_and_then_read(client, world, clock, address, no_printer):
    clock("11-16 09:00")
    first = client.get(f"/forms/{address}")

    tries = no_printer()
    second = client.get(f"/forms/{address}")

    assert first.status_code == 200
    assert tries() == 0
    assert second.content == first.content
    assert "max-age=3600" in first["Cache-Control"]
    assert "attachment; filename*=utf-8''" in first["Content-Disposition"]


def test_unknown_sheet_and_no_round_are_not_found(client, world, clock):
    clock("11-16 09:00")
    assert client.get("/forms/annex-5.pdf").status_code == 404

    clock("11-04 09:00")
    assert client.get("/forms/annex-1.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "pages", "form_says"),
    [
        ("annex-1.pdf", 10, ("实行“三公示”且无异议",)),
        ("annex-2.pdf", 2, ("□无异议",)),
        ("annex-3.pdf", 1, ()),
    ],
)
def test_blank_form_is_blank(printed, address, pages, form_says):
    found = printed(address)
    text = "".join(found)
    for own_words in form_says:
        assert own_words in text
        text = text.replace(own_words, "")

    assert len(found) == pages
    assert [word for word in SAID_OF_NOTHING if word in text] == []


@pytest.mark.parametrize("address", ["sample-review-form.pdf", "sample-work-report.pdf"])
def test_sample_says_on_every_page_that_it_is_one(printed, address):
    pages = printed(address)

    assert len(pages) % 2 == 0
    assert all("示例，不作为申报材料" in page for page in pages)


def test_annexes_follow_the_list_of_the_bureau(printed, world):
    Specialty.objects.create(category="17 新添大类", name="氢能工程", exam_only=True)

    assert "17新添大类氢能工程（以考代评）" in "".join(printed("annex-4.pdf"))


def test_blank_summary_workbook_has_heads_and_numbered_lines(world):
    sheet = take_home.SHEETS["annex-3.xlsx"]
    book = load_workbook(BytesIO(sheet.write(sheet.shape(world.round))))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))

    assert rows[0][:3] == ("序号", "工作单位", "姓名")
    assert [row[0] for row in rows[1:]] == list(range(1, 13))
    assert {value for row in rows[1:] for value in row[1:]} == {None}


def test_paper_that_cannot_be_made_is_not_tried_again_at_once(client, world, clock, no_printer):
    clock("11-16 09:00")
    tries = no_printer()

    answers = [client.get("/forms/annex-2.pdf") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert "请稍后再试" in answers[2].text
    assert tries() == 1
