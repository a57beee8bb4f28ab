"""The unit's pages of its roster: workbook in, look, import, matrix, workbook out."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Invitation
from applications.models import RosterEntry, RosterImport
from review import unit_schedule
from review.models import Settlement
from tests.applications.rosters import NAMES, SHORT, XLSX, listed, number, person, workbook
from tests.world import at
from yangcheng_titles.demo.people import college

NOW = at("11-05 09:00")
TWELVE = [
    person(0, standing="没有") | SHORT,
    person(1, major="法学"),
    *(person(n) for n in range(2, 12)),
]
"""卫小鹏 one 合格 short, 郭晓燕 of a major to be looked at, ten who meet everything."""


@pytest.fixture
def hr(world, sign_in, clock):
    clock("11-05 09:00")
    return sign_in(world.hr)


def send(client, content: bytes, name="名单.xlsx"):
    file = SimpleUploadedFile(name, content, XLSX)
    return client.post(reverse("review:unit-import"), {"file": file}, follow=True)


# Importing -------------------------------------------------------------------------------------


def test_roster_is_looked_at_imported_and_taken_back(world, hr):
    page = send(hr, workbook(world.round, TWELVE))

    text = page.content.decode()
    assert "读到12人：符合10人，需核实1人，不符合1人。" in text
    assert "三（五）" in text
    assert number(1) not in text
    assert not RosterEntry.objects.exists()

    page = hr.post(page.request["PATH_INFO"], follow=True)
    assert "已导入12人" in page.content.decode()
    assert len(page.context["listed"]) == 12

    undo = reverse("review:unit-import-undo", args=[RosterImport.objects.get().pk])
    page = hr.post(undo, follow=True)
    assert "已撤销导入，移出12人，他们的邀请作废。" in page.content.decode()
    assert not Invitation.objects.filter(cancelled_at=None).exists()


def test_bad_cells_are_told_and_the_corrected_workbook_says_what_to_write(world, hr):
    rows = [*TWELVE[:5], person(5, appointed_on="2019"), person(6, phone="1")]

    page = send(hr, workbook(world.round, rows))

    text = page.content.decode()
    assert "第7行 聘任年月：写成了“2019”，请写成“2019.08”" in text
    assert "第8行 手机号：手机号应为11位，现在1位" in text
    assert "读到7人，有2处要改。一个人也没有导入。" in text
    pending = RosterImport.objects.get()
    answer = hr.get(reverse("review:unit-corrected", args=[pending.pk]))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet[3][-1].value == "问题"
    assert sheet[9][-1].value == "聘任年月：写成了“2019”，请写成“2019.08”。"
    page = hr.post(reverse("review:unit-import-look", args=[pending.pk]), follow=True)
    assert "名单里还有要改的格" in page.content.decode()
    assert not RosterEntry.objects.exists()


def hidden(sheet, book):
    sheet.row_dimensions[3].hidden = True


def all_hidden(sheet, book):
    front = book.create_sheet("说明", 0)
    front.append(["请看下一张表"])
    sheet.sheet_state = "hidden"


def formula(sheet, book):
    sheet["B2"] = '=HYPERLINK("http://x","1")'


def numeric(sheet, book):
    sheet["B2"] = 140522199603129011


def merged(sheet, book):
    sheet.merge_cells("D2:D3")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (hidden, "第3行是隐藏行"),
        (all_hidden, "没有找到表头“姓名”"),
        (formula, "第2行 身份证号：是公式"),
        (numeric, "第2行 身份证号：是数字格式"),
        (merged, "D2:D3是合并单元格"),
    ],
)
def test_workbook_that_hides_something_is_refused(world, hr, spoil, said):
    page = send(hr, workbook(world.round, TWELVE[2:5], change=spoil))

    assert said in page.content.decode()
    assert not RosterImport.objects.exclude(imported_at=None).exists()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    file = BytesIO(content)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("xl/vbaProject.bin", b"x", "文件带有宏或嵌入对象"),
        ("xl/embeddings/oleObject1.bin", b"x", "文件带有宏或嵌入对象"),
        ("xl/media/bomb.bin", b"\0" * 30_000_000, "文件展开后太大"),
        ("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "这不是Excel工作簿"),
    ],
    ids=["macro", "object", "bomb", "entity"],
)
def test_hostile_workbook_is_refused_in_one_sentence(world, hr, name, part, said):
    page = send(hr, with_part(workbook(world.round, TWELVE[2:4]), name, part))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", b"%PDF-1.4", b"\xd0\xcf\x11\xe0" * 200], ids=str
)
def test_anything_but_a_workbook_is_refused(hr, content):
    page = send(hr, content, "名单.xls")

    assert page.status_code == 422
    assert not RosterImport.objects.exists()


def test_words_of_a_workbook_stay_words(world, hr):
    send(hr, workbook(world.round, [person(2, major="<script>alert(1)</script>")]))
    pending = RosterImport.objects.get()

    page = hr.get(reverse("review:unit-import-look", args=[pending.pk])).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_other_units_and_other_roles_see_nothing_of_it(world, hr, sign_in):
    imported = listed(world, [person(2)], now=NOW)
    send(hr, workbook(world.round, [person(3)]))
    pending = RosterImport.objects.get(imported_at=None)
    far = world.make_unit("阳城县砥洎陶瓷有限公司")
    other = sign_in(world.person("郭某", far, "unit"))

    for name, pk in (
        ("unit-import-look", pending.pk),
        ("unit-corrected", pending.pk),
        ("unit-check-listed", imported.entries.get().pk),
    ):
        assert other.get(reverse(f"review:{name}", args=[pk])).status_code == 404
    for name, pk in (
        ("unit-import-undo", imported.pk),
        ("unit-unlist", imported.entries.get().pk),
        ("unit-relist", imported.entries.get().pk),
    ):
        assert other.post(reverse(f"review:{name}", args=[pk])).status_code == 404
    assert sign_in(world.head).get(reverse("review:unit-import")).status_code == 403


def test_person_is_taken_off_the_list_and_put_back(world, hr):
    entry = listed(world, [person(2)], now=NOW).entries.get()

    page = hr.post(reverse("review:unit-unlist", args=[entry.pk]), follow=True)
    assert f"已把{entry.name}移出名单。" in page.content.decode()
    assert page.context["listed"] == []

    page = hr.post(reverse("review:unit-relist", args=[entry.pk]), follow=True)
    assert [one.entry.pk for one in page.context["listed"]] == [entry.pk]


# Beginning -------------------------------------------------------------------------------------


def test_three_steps_show_what_is_done_until_the_days_are_set(world, hr):
    def steps():
        page = hr.get(reverse("review:unit"))
        return [(step.label, step.state) for step in page.context["start"].steps]

    assert steps() == [("导入名单", "now"), ("核对资格", ""), ("定公示日期", "")]
    listed(world, TWELVE, now=NOW)
    assert steps() == [("导入名单", "done"), ("核对资格", "now"), ("定公示日期", "")]
    page = hr.get(reverse("review:unit"))
    assert [hr.get(step.url).status_code for step in page.context["start"].steps] == [200] * 3

    unit_schedule.keep(acting=world.hr, round=world.round, now=NOW, days={})

    page = hr.get(reverse("review:unit"))
    assert "打印开通单，邀请名单上的12人填报" in [t.what for t in page.context["work"].todos]
    assert "发布公示①" in page.content.decode()


# 资格批量核对 ------------------------------------------------------------------------------------


def matrix(client, **query):
    return client.get(reverse("review:unit-checks"), query)


def test_matrix_has_a_word_for_everybody_and_every_condition(world, hr):
    listed(world, TWELVE, now=NOW)

    page = matrix(hr)

    people = page.context["page"].object_list
    assert [(part.word, part.count) for part in page.context["parts"]] == [
        ("符合", 10),
        ("需核实", 1),
        ("不符合", 1),
    ]
    assert [person.name for person in people[:2]] == [NAMES[0], NAMES[1]]
    assert {len(person.marks) for person in people} == {7}
    appraisals = people[0].marks[4]
    assert (appraisals.condition.word, appraisals.head) == ("不符合", "年度考核")
    card = hr.get(appraisals.url).content.decode()
    assert "要求" in card
    assert "三（五）" in card
    assert "考核合格" in card
    only = matrix(hr, check="not_met").context["page"].object_list
    assert [person.name for person in only] == [NAMES[0]]


def test_file_handed_in_is_judged_as_frozen_and_a_draft_by_the_list(world, hr):
    short = college("采矿工程", "采掘", "晋城职业技术学院", "采矿工程", grades={2019: "合格"})
    case = world.submitted("赵雅敏", career=short, statement="考核情况说明")
    world.start("张国强")
    listed(world, [person(2)], now=NOW)

    found = {one.name: one for one in matrix(hr).context["page"].object_list}

    assert found["赵雅敏"].source == "form"
    assert found["赵雅敏"].url == reverse("review:unit-check-case", args=[case.pk])
    assert found["张国强"].verdict is None
    assert found["张国强"].source_words == "提交后核对"
    assert found[NAMES[2]].source_words == "未提交，按名单核对"
    assert hr.get(found["赵雅敏"].url).status_code == 200


def test_units_conclusion_stands_beside_the_machines_word(world, hr):
    case = world.submitted("赵雅敏", career=college(
        "采矿工程", "采掘", "晋城职业技术学院", "法学"
    ))  # fmt: skip
    Settlement.objects.create(
        case=case, submission=case.submission, rule="R11", outcome="met", reason="课程相近",
        basis="三（二）", capacity="unit", by=world.hr.user, at=NOW,
    )  # fmt: skip

    (found,) = matrix(hr).context["page"].object_list

    education = found.marks[2]
    assert (education.condition.word, education.settled) == ("需核实", "单位：符合")
    assert "单位人事核实结论：符合" in hr.get(found.url).content.decode()


def test_export_tells_reason_and_clause_in_each_cell_and_no_formula(world, hr):
    listed(world, TWELVE, now=NOW)
    RosterEntry.objects.filter(name=NAMES[2]).update(name="=1+1")

    answer = hr.get(reverse("review:unit-checks-export"))

    sheet = load_workbook(BytesIO(answer.content)).active
    heads = [cell.value for cell in sheet[3]]
    first = dict(zip(heads, [cell.value for cell in sheet[4]], strict=True))
    assert first["姓名"] == NAMES[0]
    assert (first["资格核对"], first["核对依据"]) == ("不符合", "名单")
    assert first["年度考核"].startswith("不符合。")
    assert "（三（五））" in first["年度考核"]
    assert sheet.max_row == 3 + 12
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "=1+1" in [row[1].value for row in sheet.iter_rows(min_row=4)]
    assert number(1) not in str(answer.content)


def test_lists_cost_the_same_for_one_person_and_for_three_hundred(world, hr):
    def cost():
        cache.set("queue-age", 0, 60)
        found = {}
        for address in ("/unit/checks/", "/unit/checks/export/", "/unit/people/", "/unit/"):
            with CaptureQueriesContext(connection) as queries:
                assert hr.get(address).status_code == 200
            found[address] = len(queries)
        return found

    world.submitted("赵雅敏")
    listed(world, [person(900)], now=NOW)
    matrix(hr)
    one = cost()
    world.submitted("张国强")
    source = RosterImport.objects.get()
    first = RosterEntry.objects.get()
    RosterEntry.objects.bulk_create(
        RosterEntry(
            unit=first.unit, round=first.round, source=source, position=n, name=f"人{n}",
            identity_number=number(n), phone=first.phone, words=first.words,
        )
        for n in range(1, 300)
    )  # fmt: skip

    assert cost() == one
    assert matrix(hr).context["total"] == 302
