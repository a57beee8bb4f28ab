"""Handbooks: one source for page and paper, its pictures there, its words those of the site."""

import re
from html import unescape
from pathlib import Path

import pytest

from applications import manuals
from documents import printing
from tests.documents import reading

ROOT = Path(__file__).resolve().parents[2]
KEYS = tuple(manuals.manuals())
LARGEST = 800_000  # bytes of the pictures of one handbook
APPS = ("accounts", "applications", "components", "review", "yangcheng_titles")


def manual(key):
    return manuals.manuals()[key]


def steps(key):
    return [step for chapter in manual(key).chapters for step in chapter.steps]


@pytest.fixture(scope="module")
def words_of_the_site() -> str:
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").glob("*.js")]
    sources += [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return "".join(path.read_text("utf-8") for path in sources)


@pytest.mark.parametrize("key", KEYS)
def test_words_quoted_are_words_of_the_site(key, words_of_the_site):
    text = "".join(paragraph for step in steps(key) for paragraph in step.paragraphs)
    quoted = set(re.findall("“(.+?)”", text))

    assert quoted
    assert {words for words in quoted if words not in words_of_the_site} == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_picture_is_there_and_none_is_left_over(key):
    folder = ROOT / "static" / manuals.PICTURES / key
    there = {str(path.relative_to(ROOT / "static")) for path in folder.iterdir()}

    assert there == set(manual(key).pictures), "run: make manual"
    assert all(step.caption for step in steps(key) if step.picture)


@pytest.mark.parametrize("key", KEYS)
def test_pictures_are_light(key):
    pictures = (ROOT / "static" / manuals.PICTURES / key).iterdir()

    assert sum(path.stat().st_size for path in pictures) < LARGEST


@pytest.mark.parametrize("key", KEYS)
def test_page_has_every_chapter_step_and_picture(client, world, clock, key):
    clock("11-16 09:00")
    page = unescape(client.get(f"/help/manual/{key}/").text)

    for chapter in manual(key).chapters:
        assert chapter.title in page
        for step in chapter.steps:
            assert step.title in page
            assert all(paragraph in page for paragraph in step.paragraphs)
            assert not step.picture or f"/static/{step.picture}" in page


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_paper_has_the_words_of_the_page(key):
    pdf = printing.render(manuals.shape(manual(key)))
    text = "".join("".join(page.split()) for page in reading.pages(pdf))

    for step in steps(key):
        assert "".join(step.title.split()) in text
        assert "".join(step.caption.split()) in text


def test_list_leads_to_page_and_paper(client, world, clock):
    clock("11-16 09:00")
    page = client.get("/help/manual/").text

    for key in KEYS:
        assert f'href="/help/manual/{key}/"' in page
        assert f'href="/help/manual/{key}.pdf"' in page
    assert client.get("/help/manual/cooks/").status_code == 404
    assert client.get("/help/manual/cooks.pdf").status_code == 404
