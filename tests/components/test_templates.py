"""What no template of the design system may hold, and that all of them draw."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    [
        *(ROOT / "templates/components").rglob("*.html"),
        *(ROOT / "templates/bootstrap5").rglob("*.html"),
        *(ROOT / "templates").glob("*.html"),
    ]
)
SPOKEN = [*TEMPLATES, *sorted((ROOT / "components").rglob("*.py")), ROOT / "static/js/zc.js"]
BANNED = re.compile("无效|非法|异常|打回|驳回|格式错误|不能为空|拒绝|上报|校验|！")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SPOKEN, ids=name)
def test_words_the_site_does_not_use_are_absent(path):
    assert BANNED.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_holds_no_inline_style_or_script(path):
    source = path.read_text("utf-8")

    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", source)
    assert get_template(str(path.relative_to(ROOT / "templates")))


def test_script_stays_small():
    assert (ROOT / "static/js/zc.js").stat().st_size <= 20 * 1024


@pytest.mark.parametrize("page", ["400.html", "500.html"])
def test_page_drawn_without_a_request_is_whole(page):
    html = get_template(page).render()

    assert "0356-4220191" in html
    assert "<title> -" not in html
    assert "{{" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["403.html", "403_csrf.html", "404.html", "411.html", "413.html", "429.html"]
)
def test_page_for_what_went_wrong_says_what_to_do(client, page):
    request = client.get("/healthz").wsgi_request

    html = get_template(page).render({}, request)

    assert html.count("<h1>") == 1
    assert "回到首页" in html
