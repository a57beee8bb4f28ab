"""The administrator's pages: who may open them, and each change typed, checked, saved."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from applications.models import Amendment, MajorMatch, Round, Specialty
from applications.tables import MAJORS
from documents import sheets
from tests.applications.drafts import draft

GROUNDS = {"document": "阳工信函字〔2021〕26号", "reason": "县人社局答复"}
ELIGIBILITY = {
    "ruleset": "2021",
    "service_until": "2021-12-31",
    "accept_current_year_appraisal": "manual",
    **GROUNDS,
}
PAGES = (
    "/settings/rounds/",
    "/settings/rounds/new/",
    "/settings/rounds/2021/",
    "/settings/rounds/2021/history/",
    "/settings/rounds/2021/change/notice/",
    "/settings/rounds/2021/change/dates/",
    "/settings/rounds/2021/change/publicity/",
    "/settings/rounds/2021/change/eligibility/",
    "/settings/rounds/2021/change/place/",
    "/settings/specialties/",
    "/settings/specialties/new/",
    "/settings/specialties/import/",
    "/settings/specialties/export/",
    "/settings/specialties/history/",
    "/settings/majors/",
    "/settings/majors/new/",
    "/settings/majors/import/",
    "/settings/majors/export/",
    "/settings/majors/history/",
    "/settings/rules/",
    "/settings/rules/?year=2021",
    "/settings/rules/bench/",
)
ELIGIBILITY_URL = "/settings/rounds/2021/change/eligibility/"


@pytest.fixture
def admin(world, sign_in, clock):
    clock("11-09 09:42")
    return sign_in(world.person("张管", world.bureau, Role.ADMIN))


def hidden(response) -> dict:
    """What the check page posts when 保存改动 is pressed."""
    context = response.context
    fields = dict(context["hidden"])
    if carried := context.get("carried"):
        fields["lines"] = carried
    return fields | {"stamp": context["proposal"].stamp, "seen": context["seen"], "save": "1"}


def test_pages_are_the_administrators(admin, world, sign_in):
    line = reverse("settings:majors-line", args=[MajorMatch.objects.first().pk])
    for page in (*PAGES, line):
        assert admin.get(page).status_code == 200, page

    client = sign_in(world.clerk)
    for page in (*PAGES, line):
        assert client.get(page).status_code == 403, page


@pytest.mark.parametrize(
    "page", ["/settings/rounds/1999/", "/settings/rounds/2021/change/none/", "/settings/majors/0/"]
)
def test_what_is_not_there_is_not_found(admin, page):
    assert admin.get(page).status_code == 404


def test_change_of_a_round_is_checked_then_saved(admin, world):
    draft(world.round, world.unit, appointed="2020-09-01")

    checked = admin.post(ELIGIBILITY_URL, ELIGIBILITY | {"service_until": "2021-06-30"})
    page = checked.content.decode()
    assert "1份草稿的结论会变" in page
    assert "资历：从事本专业技术工作的年限，符合改为不符合" in page
    assert Round.objects.get(year=2021).service_until == date(2021, 12, 31)

    saved = admin.post(ELIGIBILITY_URL, hidden(checked), follow=True)

    assert "资格口径已修改" in saved.content.decode()
    assert Round.objects.get(year=2021).service_until == date(2021, 6, 30)
    record = admin.get("/settings/rounds/2021/history/").content.decode()
    assert all(words in record for words in ("张管", *GROUNDS.values(), "2021年6月30日"))


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_check_page_that_was_tampered_with_saves_nothing(admin, seen):
    tampered = {"service_until": "2021-06-30", "stamp": "x" * 64, "seen": seen, "save": "1"}

    response = admin.post(ELIGIBILITY_URL, ELIGIBILITY | tampered)

    assert response.status_code in (409, 422)
    assert not Amendment.objects.exists()


def test_back_from_the_check_page_keeps_what_was_typed(admin):
    typed = ELIGIBILITY | {"service_until": "2021-06-30", "college_requires_technician": "on"}
    checked = admin.post(ELIGIBILITY_URL, typed)

    again = admin.post(ELIGIBILITY_URL, dict(checked.context["hidden"]) | {"edit": "1"})

    assert again.status_code == 200
    form = again.context["form"]
    assert {name: form[name].value() for name in ("service_until", "reason")} == {
        "service_until": "2021-06-30",
        "reason": "县人社局答复",
    }
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("group", "change", "sentence"),
    [
        ("eligibility", {}, "没有改动"),
        ("eligibility", {"reason": "", "service_until": "2021-12-30"}, "请填写理由"),
        ("eligibility", {"document": "", "service_until": "2021-12-30"}, "请填写依据文号"),
        ("eligibility", {"service_until": "12月底"}, "应像2021-11-16这样写"),
        ("eligibility", {"ruleset": "1999"}, "不在选项里"),
        ("publicity", {"materials_days": "4"}, "不能少于5个工作日"),
        ("publicity", {"criteria_days": "0"}, "不能小于1"),
        ("dates", {"acceptance_closes": "2021-11-08"}, "已经过去"),
        ("dates", {"acceptance_opens": "2021-11-27"}, "不能早于"),
    ],
)
def test_wrong_change_is_told_and_nothing_saved(admin, world, group, change, sentence):
    names = admin.get(f"/settings/rounds/2021/change/{group}/").context["group"].fields
    standing = {name: getattr(world.round, name) for name in names}
    data = {n: v for n, v in standing.items() if v not in (None, False)} | GROUNDS | change

    response = admin.post(f"/settings/rounds/2021/change/{group}/", data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Amendment.objects.exists()


def test_second_administrator_is_told_what_the_first_one_saved(admin, world, sign_in):
    mine = admin.post(ELIGIBILITY_URL, ELIGIBILITY | {"service_until": "2021-06-30"})
    theirs = admin.post(ELIGIBILITY_URL, ELIGIBILITY | {"service_until": "2021-09-30"})
    admin.post(ELIGIBILITY_URL, hidden(theirs))

    refused = admin.post(ELIGIBILITY_URL, hidden(mine))

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "没有保存" in page
    assert "张管改过" in page
    assert "由“2021年12月31日（星期五）”改为“2021年9月30日（星期四）”" in page
    assert Round.objects.get(year=2021).service_until == date(2021, 9, 30)
    again = admin.post(ELIGIBILITY_URL, hidden(refused))
    assert again.status_code == 302
    assert Round.objects.get(year=2021).service_until == date(2021, 6, 30)


def test_next_year_is_opened_from_a_form_with_every_date(admin):
    form = admin.get("/settings/rounds/new/").context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert shown["acceptance_closes"] == date(2022, 11, 26)
    data = shown | {"notice_number": "阳工信函字〔2022〕20号", "notice_date": "2022-11-04"}

    unchecked = admin.post("/settings/rounds/new/", data)
    opened = admin.post("/settings/rounds/new/", data | {"checked": "on"}, follow=True)

    assert "请勾选“每一个日期都对照通知核对过”" in unchecked.content.decode()
    assert Round.objects.get(year=2022).acceptance_closes == date(2022, 11, 26)
    assert "报送截止11月26日（星期六）不是工作日" in opened.content.decode()
    again = admin.post("/settings/rounds/new/", data | {"checked": "on"})
    assert "不晚于已经开通的2022年度" in again.content.decode()


def test_search_finds_specialties_and_majors(admin):
    assert "陶瓷工艺" in admin.get("/settings/specialties/?q=陶瓷").content.decode()
    off = admin.get("/settings/specialties/?only=off")
    assert "没有这样的专业" in off.content.decode()
    found = admin.get("/settings/majors/?q=采矿&only=same").content.decode()
    assert "采矿工程" in found


def test_list_of_specialties_costs_the_same_for_all_of_them(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        admin.get("/settings/specialties/")
    with django_assert_max_num_queries(12):
        admin.get("/settings/majors/")


def test_specialty_is_added_and_then_switched_off(admin):
    new = {"category": "16 其他", "name": "无人机", "exam_only": "否", "active": "是"}
    checked = admin.post("/settings/specialties/new/", new | {"reason": "新增"})
    admin.post("/settings/specialties/new/", hidden(checked))
    line = Specialty.objects.get(name="无人机")
    url = reverse("settings:specialties-line", args=[line.pk])

    checked = admin.post(url, new | {"active": "否", "reason": "停用"})
    admin.post(url, hidden(checked))

    assert not Specialty.objects.get(pk=line.pk).active
    twice = admin.post("/settings/specialties/new/", new | {"reason": "又加"})
    assert "已有“无人机”" in twice.content.decode()


def workbook(*rows, name="专业对照.xlsx"):
    content = sheets.write(MAJORS.columns, rows, title="专业对照")
    return SimpleUploadedFile(name, content)


def pair(major, specialty, relevance):
    return {"major": major, "specialty": specialty, "relevance": relevance}


def test_workbook_is_read_checked_and_saved_whole(admin, world):
    draft(world.round, world.unit, major="法学")
    file = workbook(
        pair("法学", "采矿工程", "相近专业"),
        pair("采矿工程", "采矿工程", "本专业"),
        pair("采矿工程", "建材", "不列入"),
    )

    checked = admin.post("/settings/majors/import/", {"file": file, "reason": "评议组意见"})
    page = checked.content.decode()
    assert "新增1行，修改0行，不变2行" in page
    assert "1份草稿的结论会变" in page
    assert not MajorMatch.objects.filter(major="法学").exists()
    admin.post("/settings/majors/import/", hidden(checked))

    assert MajorMatch.objects.get(major="法学").specialty.name == "采矿工程"
    assert Amendment.objects.get().subject == "majors"


def test_another_workbook_replaces_the_rows_read_before(admin):
    first = {"file": workbook(pair("法学", "采矿工程", "本专业")), "reason": "评议组意见"}
    checked = admin.post("/settings/majors/import/", first)
    again = {"file": workbook(pair("法学", "建材", "本专业")), "lines": checked.context["carried"]}

    checked = admin.post("/settings/majors/import/", again | {"reason": "评议组意见"})

    assert [line.item for line in checked.context["proposal"].lines] == ["法学 → 建材"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [pair("法学", "采矿工程", "本专业"), pair("法学", "没有的", "本专业")],
            "第5行“申报专业”是“没有的”",
        ),
        ([pair("法学", "", "本专业")], "第4行“申报专业”没有填写"),
        ([], "表头下面没有内容"),
        ([pair("采矿工程", "采矿工程", "本专业")], "和现在一样"),
    ],
)
def test_workbook_with_a_bad_cell_is_refused_whole(admin, rows, sentence):
    data = {"file": workbook(*rows), "reason": "评议组意见"}

    response = admin.post("/settings/majors/import/", data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not MajorMatch.objects.filter(major="法学").exists()


@pytest.mark.parametrize(
    "lines",
    ["[[1]]", '[["x", {}]]', '[[1, {"other": "x"}]]', '{"a": 1}', '[[1, {"major": 3}]]', "["],
)
def test_rows_that_are_none_are_refused(admin, lines):
    data = {"lines": lines, "reason": "评议组意见", "save": "1", "stamp": "x"}

    response = admin.post("/settings/majors/import/", data)

    assert response.status_code == 422
    assert not Amendment.objects.exists()


def test_file_that_is_no_workbook_is_refused(admin):
    data = {"file": SimpleUploadedFile("a.xlsx", b"no"), "reason": "评议组意见"}

    assert "不是Excel工作簿" in admin.post("/settings/majors/import/", data).content.decode()


def test_exported_workbook_says_how_it_is_read_back(admin):
    response = admin.get("/settings/majors/export/")

    sheet = load_workbook(BytesIO(response.content)).active
    assert "不列入" in sheet["A2"].value
    assert [cell.value for cell in sheet[3]] == ["所学专业", "申报专业", "关系"]
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
