"""Notices: what is shown, to whom, how long; and nothing else of anybody."""

import re

import pytest

from accounts.models import User
from applications.models import Application, WorkingDayOverride
from review.models import Notice
from review.states import CaseState, NoticeKind
from review.wording import PUBLIC_FIELDS, chinese_date, without_numbers
from tests.world import at

IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")


def address(kind):
    return f"/notices/{Notice.objects.get(kind=kind).code}/"


@pytest.fixture
def posted(client, world, clock):
    world.case_at(CaseState.MATERIALS_NOTICE, "郭晓燕")
    clock("11-10 10:00")
    return client


def test_list_counts_running_and_over(posted, clock):
    running = posted.get("/notices/").text
    clock("11-16 09:00")
    over = posted.get("/notices/?show=over").text

    assert "正在公示 2" in running
    assert "已期满 0" in running
    assert "已期满 2" in over
    assert "期满的公示保留在“已期满”" in posted.get("/notices/").text


def test_notice_shows_exactly_the_allowed_fields(posted):
    text = posted.get(address(NoticeKind.MATERIALS)).text

    labels = re.findall(r"<dt>(.*?)</dt>", text.split('class="zc-person"')[1].split("</dl>")[0])

    assert set(labels) <= {label for _, label in PUBLIC_FIELDS}
    assert {"姓名", "单位", "学历", "申报专业", "申报职称"} <= set(labels)
    assert "郭晓燕" in text


def test_field_that_slipped_into_a_notice_is_not_shown(posted):
    notice = Notice.objects.get(kind=NoticeKind.MATERIALS)
    content = [
        notice.content[0] | {"identity_number": "140522199703129013", "phone": "13800000000"}
    ]
    Notice.objects.filter(pk=notice.pk).update(content=content)

    text = posted.get(address(NoticeKind.MATERIALS)).text

    assert "140522199703129013" not in text
    assert "13800000000" not in text


def test_criteria_notice_quotes_the_clauses_with_their_points(posted):
    text = posted.get(address(NoticeKind.CRITERIA)).text

    assert "国家公务员（含参照国家公务员管理人员）不在申报评审范围" in text
    assert "大学本科毕业后，从事本专业技术工作满 1 年" in text


def test_last_day_is_shown_whole_and_the_day_after_withdrawn(posted, clock):
    url = address(NoticeKind.MATERIALS)

    clock("11-15 23:59")
    last = posted.get(url)
    clock("11-16 00:00")
    after = posted.get(url)

    assert last.status_code == 200
    assert "今天期满" in last.text
    assert "郭晓燕" in last.text
    assert after.status_code == 410
    assert "郭晓燕" not in after.text
    assert "这次公示已于2021年11月15日期满，内容不再公开" in after.text
    for response in (last, after):
        assert response["X-Robots-Tag"] == "noindex, noarchive"
        assert response["Cache-Control"] == "no-store"


def test_holiday_declared_meanwhile_lengthens_the_notice(posted, clock):
    WorkingDayOverride.objects.create(
        day=at("11-12 00:00").date(), working=False, reason="县里停工"
    )

    clock("11-16 09:00")
    text = posted.get(address(NoticeKind.MATERIALS)).text

    assert "今天期满" in text


def test_notice_of_the_future_is_not_found(posted, clock):
    url = address(NoticeKind.MATERIALS)

    clock("11-09 08:59")

    assert posted.get(url).status_code == 404
    assert "个人申报材料公示" not in posted.get("/notices/").text


def test_stopped_notice_says_why_until_its_days_are_over(posted, clock):
    notice = Notice.objects.get(kind=NoticeKind.MATERIALS)
    Notice.objects.filter(pk=notice.pk).update(stopped_at=at("11-10 09:30"), stop_reason="学历写错")
    url = address(NoticeKind.MATERIALS)

    response = posted.get(url)
    clock("11-16 09:00")
    later = posted.get(url)

    assert (response.status_code, later.status_code) == (410, 410)
    assert "这次公示已于2021年11月10日终止" in response.text
    assert "学历写错" in response.text
    assert "郭晓燕" not in response.text
    assert "学历写错" not in later.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("矿井设计，电话138 0000-0001", "矿井设计，电话（不公开）"),
        ("140522199703129013号项目", "（不公开）号项目"),
        ("1997年3月12日起参加", "（不公开）起参加"),
        ("1997.03.12", "（不公开）"),
        ("专利ZL201920123456.7，2019年3月12日授权", "专利ZL201920123456.7，2019年3月12日授权"),
    ],
)
def test_numbers_people_typed_are_not_made_public(typed, shown):
    assert without_numbers(typed, "1997-03-12") == shown


def test_objections_are_not_counted_in_public(posted):
    text = posted.get(address(NoticeKind.MATERIALS)).text

    assert not re.search(r"异议\s*\d", text)


def test_guessed_address_is_not_found(posted):
    assert posted.get("/notices/000000000000/").status_code == 404
    assert posted.get("/notices/1/").status_code == 404


def links(text):
    """Pages linked to; the papers for everybody know nobody (tests/public/test_take_home.py)."""
    return {
        url
        for url in re.findall(r'href="(/[^"#]*)"', text)
        if not url.startswith(("/static/", "/admin", "/forms/")) and not url.endswith(".pdf")
    }


def crawled(client) -> dict[str, str]:
    """Every page a stranger reaches from the home page, by its address."""
    pages, waiting = {}, {"/"}
    while waiting:
        url = waiting.pop()
        response = client.get(url)
        assert response.status_code in (200, 302), url
        html = "text/html" in response.get("Content-Type", "")
        pages[url] = response.text if html else ""
        waiting |= links(pages[url]) - pages.keys()
    return pages


@pytest.mark.parametrize("moment", ["11-10 10:00", "12-21 10:00", "2022-01-05 10:00"])
def test_anonymous_pages_hold_no_number_of_anybody(client, world, clock, moment):
    """Crawl everything a stranger can reach: no identity number, mobile or birthday, of anybody."""
    for name in ("郭晓燕", "赵建军"):
        world.case_at(CaseState.MATERIALS_NOTICE, name)
    world.unit = world.make_unit("阳城县濩泽煤层气开发有限公司")
    world.hr = world.person("李梅", world.unit, "unit")
    world.head = world.person("王强", world.unit, "unit_head")
    world.case_at(CaseState.CONFIRMED, "刘伟")
    files = list(Application.objects.all())
    canaries = {file.identity_number for file in files} | {file.contact_phone for file in files}
    canaries |= {user.phone for user in User.objects.exclude(phone="")}
    for file in files:
        born = file.birth_date
        canaries |= {born.isoformat(), f"{born:%Y.%m.%d}", chinese_date(born)}
    assert len(canaries) >= 7
    clock(moment)

    pages = crawled(client)

    for url, text in pages.items():
        assert not IDENTITY.search(text), url
        assert not MOBILE.search(text), url
        assert not [canary for canary in canaries if canary and canary in text], url
    assert len(pages) > 12


def test_crawler_finds_people_while_notices_run_and_nobody_after(posted, clock):
    """Before: the notice names its people. After: no page does, and its address is 410."""
    before = crawled(posted)
    naming = {url for url, text in before.items() if "郭晓燕" in text}
    clock("11-16 00:00")
    after = crawled(posted)

    url = address(NoticeKind.MATERIALS)
    assert naming == {url, f"{url}objections/new/"}
    assert not [url for url, text in after.items() if "郭晓燕" in text]
    left = {url for url in before.keys() - after.keys() if url.startswith("/notices/")}
    assert naming < left
    for url in left:
        response = posted.get(url)
        assert response.status_code == 410, url
        assert "郭晓燕" not in response.text


def test_notice_does_not_outlive_its_days_in_the_list(posted, clock):
    clock("11-30 09:00")

    over = posted.get("/notices/?show=over").text

    assert "郭晓燕" not in over
    assert "阳城县析城山煤业有限责任公司 个人申报材料公示" in over
