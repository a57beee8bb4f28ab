"""The guide cites on every paragraph; the full text is the notice word for word."""

import re
from html import unescape

import pytest

from applications import take_home
from applications.queries import rules_for


@pytest.fixture
def page(client, world, clock):
    clock("11-16 09:00")
    return lambda url: client.get(url)


def plain(html):
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", html)))


def test_guide_has_its_eight_sections(page):
    text = page("/guide/").text

    titles = re.findall(r'<h2 id="\w+-h">(.+?)</h2>', text)

    assert titles == [
        "能不能申报", "要满足什么", "怎么办", "要交什么",
        "什么时候、送到哪里", "双承诺与后果", "下载表格", "问得最多的",
    ]  # fmt: skip


def test_every_section_of_the_guide_cites_the_notice(page):
    text = page("/guide/").text

    sections = re.findall(r'<section id="(\w+)".*?</section>', text, re.S)
    parts = {m[1]: m[0] for m in re.finditer(r'<section id="(\w+)".*?</section>', text, re.S)}

    assert len(sections) == 8
    assert all("zc-cite" in part for part in parts.values())


def test_every_paragraph_of_the_guide_is_followed_by_its_clause(page):
    body = page("/guide/").text.split('id="who"')[1].split('id="questions"')[0]
    said = re.sub(r"<blockquote.*?</blockquote>|<svg.*?</svg>", "", body, flags=re.S)

    bare = [
        paragraph
        for paragraph, after in re.findall(r"<p>(.*?)</p>(.*?)(?=<p>|$)", said, re.S)
        if "zc-cite" not in after
    ]

    assert bare == []


def test_materials_and_forms_of_the_guide_can_be_downloaded(page):
    linked = set(re.findall(r'href="/forms/([^"]+)"', page("/guide/").text))

    assert linked == set(take_home.SHEETS)


def test_picture_of_the_road_names_the_stations_of_the_list(page):
    text = page("/guide/").text
    picture = plain(text.split('class="zc-road"')[1].split("</svg>")[0])
    stations = re.findall(r"<b>(.+?)</b>", text.split('class="zc-trail"')[1].split("</ol>")[0])

    assert len(stations) == 6
    assert all(station in picture for station in stations)


def test_clause_of_the_notice_gives_its_citation_to_copy(page):
    text = page("/documents/2021-24/").text
    clause = text.split('id="c3-3"')[1].split("</section>")[0]

    assert (
        "《阳城县2021年度工程系列初级专业技术职务任职资格评审工作安排意见》（阳工信函字〔2021〕24号）"
        "三（三），http://testserver/documents/2021-24/#c3-3</span>"
    ) in clause
    assert 'data-copy hidden aria-live="polite">复制引用</button>' in clause


def test_every_quotation_of_the_guide_is_in_the_notice(page, world):
    articles = {plain(a.text) for a in rules_for(world.round).articles.values()}

    quotes = re.findall(r'<blockquote class="zc-quote">(.*?)<footer>', page("/guide/").text, re.S)

    assert len(quotes) > 20
    assert {plain(quote) for quote in quotes} <= articles


def test_printed_guide_opens_its_quotations(page):
    text = page("/guide/?print=1").text

    assert '<details class="zc-cite">' not in text


def test_guide_says_what_the_notice_does_not(page):
    assert "通知未规定收费" in page("/guide/").text


def test_document_holds_every_article_word_for_word(page, world):
    text = page("/documents/2021-24/").text
    body = plain(text)

    for key, article in rules_for(world.round).articles.items():
        assert plain(article.text) in body, key


@pytest.mark.parametrize("anchor", ["c3-3", "c2-2-1", "c5-end", "c6-4", "cannex-4"])
def test_clause_has_its_anchor(page, anchor):
    assert f'id="{anchor}"' in page("/documents/2021-24/").text


def test_unknown_document_is_not_found(page):
    assert page("/documents/2020-1/").status_code == 404


def test_guide_waits_for_the_notice(client, db, clock):
    clock("11-01 09:00")

    response = client.get("/guide/")

    assert "本年度评审通知尚未印发" in response.text


@pytest.mark.parametrize(
    "url",
    [
        "/help/",
        "/help/manual/",
        "/statement/",
        "/privacy/",
        "/accessibility/",
        "/sitemap/",
        "/progress/",
        "/results/",
    ],
)
def test_page_opens_before_any_notice(client, db, clock, url):
    clock("11-01 09:00")

    assert client.get(url).status_code == 200


def test_help_shows_the_telephone_first(page):
    text = page("/help/").text.split("<main")[1]

    assert text.index("tel:03564220191") < text.index("<h2")


def test_privacy_names_exactly_the_fields_that_are_shown(page):
    text = page("/privacy/").text

    assert "单位公示只包括：姓名、性别、单位、学历、所学专业" in text
    assert "身份证号、电话、住址、处分情况一律不公示" in text
