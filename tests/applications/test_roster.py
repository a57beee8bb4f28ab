"""The unit's roster: cells judged, imported whole or not, taken back, carried into the form."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts import invitations, registering
from accounts.errors import Refusal
from accounts.models import Invitation, Membership
from applications import roster, roster_facts, roster_sheet, services
from applications.carrying import carry_in
from applications.forms.roster import Known
from applications.models import Ban, RosterEntry, RosterImport
from applications.queries import blocking_errors
from applications.roster_facts import Words
from eligibility import Outcome
from tests.applications.rosters import (
    NAMES,
    SHORT,
    listed,
    number,
    person,
    read,
    workbook,
)
from tests.world import at

NOW = at("11-05 09:00")
TODAY = NOW.date()
LISTED = {
    "level": "本科",
    "major": "采矿工程",
    "graduated": "2019-07",
    "appointed_on": "2019-08",
    "title": "none",
    "specialty": "采矿工程",
    "identity_kind": "专技",
    "standing": "没有",
}


def errors(world, *rows, change=None, known=None) -> list[str]:
    """「第2行 聘任年月：…」 of every cell to mend."""
    content = workbook(world.round, rows, change=change)
    form = read(world.round, content, today=TODAY, known=known)
    assert form.is_valid(), form.errors
    return [f"第{row}行 {column}：{what}" for row, column, what in form.content["errors"]]


def verdict(world, **change):
    """The rules on the words of somebody who meets everything, but for the `change`."""
    words = {"grades": {"2020": "合格"}} | LISTED | change
    basis = roster_facts.basis_of(world.unit, world.round, today=TODAY)
    return roster_facts.judge(Words(**words), number(1), "index", basis)


# Reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"appointed_on": "2019"}, "聘任年月：写成了“2019”，请写成“2019.08”。"),
        ({"appointed_on": 2019.1}, "聘任年月：是数字2019.1，分不清1月还是10月"),
        ({"appointed_on": "2021.12"}, "聘任年月：写成了“2021-12”，晚于今天，请核对。"),
        ({"graduated": "去年夏天"}, "毕业年月：写成了“去年夏天”，请写成“2019.08”。"),
        ({"graduated": ""}, "毕业年月：没有填写，请补上。"),
        ({"identity_number": "14052219960312901"}, "身份证号：身份证号应为18位，现在是17位。"),
        ({"identity_number": 140522199603129011}, "身份证号：是数字格式，后几位可能已经丢失"),
        ({"identity_number": number(1)[:17] + "?"}, "身份证号：身份证号前17位应为数字"),
        ({"phone": "1380000"}, "手机号：手机号应为11位，现在7位，请照实改正。"),
        ({"name": "卫"}, "姓名：姓名至少2字，现在填的是“卫”，请照实改正。"),
        ({"name": "=CMD()"}, "姓名：是公式"),
        ({"level": "大本"}, "学历：写成了“大本”，请写成博士、硕士、本科"),
        ({"title": "工程师"}, "聘任职务：写成了“工程师”，请写成技术员、未聘具体职务中的一个。"),
        ({"specialty": "法律"}, "申报专业：写成了“法律”，参考专业分类里没有"),
        ({"y2020": "良好"}, "2020年度考核：写成了“良好”，请写成优秀、合格"),
    ],
)
def test_bad_cell_is_named_with_row_column_and_remedy(world, change, said):
    (error,) = errors(world, person(1), person(2, **change))

    assert error.startswith(f"第3行 {said}")


@pytest.mark.parametrize(
    "value",
    ["2019.08", "2019-8", "2019年8月", "201908", 2019.08, date(2019, 8, 1), "２０１９．０８"],
)
def test_months_are_read_as_people_write_them(world, value):
    def as_month(sheet, book):
        if isinstance(value, date):
            sheet["G2"].number_format = 'yyyy"年"m"月"'

    content = workbook(world.round, [person(1, appointed_on=value)], change=as_month)
    form = read(world.round, content, today=TODAY)

    assert form.content["rows"][0]["words"]["appointed_on"] == "2019-08"


def test_every_bad_cell_of_every_row_is_told_at_once(world):
    spoilt = person(2, appointed_on="2019", phone="138", identity_number="1405")

    said = errors(world, person(1), spoilt, person(3, level=""), person(1))

    assert [line.split("：")[0] for line in said] == [
        "第3行 聘任年月",
        "第3行 身份证号",
        "第3行 手机号",
        "第4行 学历",
        "第5行 身份证号",
    ]
    assert said[-1] == "第5行 身份证号：和第2行重复，请留一行。"


def test_people_on_the_list_or_at_their_form_are_named(world, clock):
    listed(world, [person(1)], now=NOW)
    begun = world.start("郭晓燕")
    unit, round = world.unit, world.round
    known = Known(roster.listed_indexes(unit, round), roster.begun_indexes(unit, round))

    said = errors(world, person(1), person(2, identity_number=begun.identity_number), known=known)

    assert said == [
        "第2行 身份证号：已在本单位名单上，请删去这一行。",
        "第3行 身份证号：本人本年度已在本单位开始申报，请删去这一行。",
    ]


def test_corrected_workbook_marks_the_cells_and_comes_back_whole(world):
    rows = [person(1), person(2, appointed_on="2019", phone="=1+1"), person(3)]
    form = read(world.round, workbook(world.round, rows), today=TODAY)
    kept = roster.keep(acting=world.hr, round=world.round, content=form.content, now=NOW)

    content = roster_sheet.corrected(
        world.round,
        roster.seen_of(kept),
        roster.errors_of(kept),
        unit=world.unit.name,
        created=NOW,
    )

    sheet = load_workbook(BytesIO(content)).active
    heads = [cell.value for cell in sheet[3]]
    cells = dict(zip(heads, sheet[5], strict=True))
    assert cells["问题"].value == (
        "手机号：是公式，请复制后用“选择性粘贴—数值”改成文字再上传。"
        "聘任年月：写成了“2019”，请写成“2019.08”。"
    )
    red = [title for title, cell in cells.items() if cell.fill.fgColor.rgb == "00FFC7CE"]
    assert red == ["手机号", "聘任年月", "问题"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert cells["身份证号"].value == number(2)
    sheet.cell(5, heads.index("聘任年月") + 1).value = "2019.08"
    sheet.cell(5, heads.index("手机号") + 1).value = "13800000002"
    mended = BytesIO()
    sheet.parent.save(mended)
    again = read(world.round, mended.getvalue(), today=TODAY)
    assert (again.content["errors"], len(again.content["rows"])) == ([], 3)


def test_template_holds_numbers_as_text_and_offers_the_words(world):
    content = roster_sheet.template(world.round, unit=world.unit.name, created=NOW)

    sheet = load_workbook(BytesIO(content)).active
    heads = [cell.value for cell in sheet[3]]
    assert heads[:9] == [
        "姓名", "身份证号", "手机号", "学历", "所学专业", "毕业年月", "聘任年月", "聘任职务",
        "申报专业",
    ]  # fmt: skip
    assert heads[-6:] == [f"{year}年度考核" for year in range(2016, 2022)]
    assert {cell.number_format for cell in sheet[4]} == {"@"}
    offered = {v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert '"没有,退休,受过处分"' in offered
    form = read(world.round, content, today=TODAY)
    assert form.errors["file"] == ["表头下面没有内容，请填好再上传"]


# Judging ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "overall", "left_out"),
    [
        ({}, Outcome.MET, {"R16"}),
        ({"grades": {"2020": "不合格"}}, Outcome.UNPROVEN, set()),
        ({"appointed_on": ""}, Outcome.UNPROVEN, set()),
        ({"appointed_on": "2021-05"}, Outcome.NOT_MET, set()),
        ({"specialty": ""}, Outcome.MET, {"R11", "R16"}),
        ({"major": "法学"}, Outcome.UNPROVEN, {"R16"}),
        ({"identity_kind": ""}, Outcome.MET, {"R02"}),
        ({"standing": ""}, Outcome.MET, {"R03", "R04", "R05", "R17"}),
        ({"standing": "退休"}, Outcome.NOT_MET, set()),
        ({"standing": "受过处分"}, Outcome.UNPROVEN, {"R05", "R17"}),
        ({"level": "高中"}, Outcome.NOT_MET, set()),
    ],
)
def test_what_the_list_leaves_open_is_never_a_no(world, change, overall, left_out):
    found = verdict(world, **change)

    assert found.overall is overall
    assert not left_out & set(found.rules)


def test_technician_of_the_list_opens_the_line_of_zhongzhuan(world):
    words = {"level": "中专", "graduated": "2014-07", "appointed_on": "2017-08"}
    grades = {str(year): "合格" for year in range(2017, 2021)}

    assert verdict(world, **words, title="technician", grades=grades).overall is Outcome.MET
    assert verdict(world, **words, grades=grades).rules["R12"] is not Outcome.MET


def test_banned_person_is_found_by_the_number(world):
    index = listed(world, [person(1)], now=NOW).entries.get().identity_index
    Ban.objects.create(
        name=NAMES[1], identity_number=number(1), identity_index=index, found_in=2020, years=3,
        reason="伪造证书", decided_by="工信局",
    )  # fmt: skip
    basis = roster_facts.basis_of(world.unit, world.round, today=TODAY)

    assert roster.verdict_of(RosterEntry.objects.get(), basis).rules["R06"] is Outcome.NOT_MET


# Importing -------------------------------------------------------------------------------------


def test_everybody_is_listed_and_invited_and_the_workbook_forgotten(world):
    imported = listed(world, [person(n) for n in range(1, 13)], now=NOW)

    assert imported.content == ""
    assert imported.entries.count() == Invitation.objects.count() == 12
    entry = imported.entries.first()
    assert (entry.name, entry.invitation.name) == (NAMES[1], NAMES[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_rosterentry")
        stored = str(cursor.fetchall())
    assert number(1) not in stored
    assert entry.phone not in stored


def test_what_waits_is_sealed_and_a_newer_workbook_takes_its_place(world):
    for serial in (1, 2):
        form = read(world.round, workbook(world.round, [person(serial)]), today=TODAY)
        kept = roster.keep(acting=world.hr, round=world.round, content=form.content, now=NOW)

    assert RosterImport.objects.get() == kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM applications_rosterimport")
        assert number(2) not in str(cursor.fetchall())
    assert not roster.waiting_imports(world.hr, NOW + timedelta(hours=24)).exists()


def test_nothing_is_imported_while_one_cell_is_wrong_or_somebody_came_meanwhile(world):
    rows = [person(1), person(2)]
    form = read(world.round, workbook(world.round, [*rows, person(3, phone="1")]), today=TODAY)
    spoilt = roster.keep(acting=world.hr, round=world.round, content=form.content, now=NOW)
    with pytest.raises(Refusal, match="还有要改的格"):
        roster.import_all(spoilt, acting=world.hr, now=NOW)

    form = read(world.round, workbook(world.round, rows), today=TODAY)
    kept = roster.keep(acting=world.hr, round=world.round, content=form.content, now=NOW)
    begun = world.start("郭晓燕")
    type(begun).objects.filter(pk=begun.pk).update(identity_index=roster.blind_index(number(2)))
    with pytest.raises(Refusal, match=f"{NAMES[2]}已在名单上或已开始申报"):
        roster.import_all(kept, acting=world.hr, now=NOW)

    assert not RosterEntry.objects.exists()
    assert not Invitation.objects.exists()


def test_import_happens_once(world):
    imported = listed(world, [person(1)], now=NOW)

    with pytest.raises(Refusal, match="已经导入"):
        roster.import_all(imported, acting=world.hr, now=NOW)


def test_slips_that_are_out_and_people_who_belong_are_left_as_they_are(world):
    out = invitations.invite(
        acting=world.hr, name=NAMES[1], identity_number=number(1), phone="13800000001", now=NOW
    )
    registering.sign_up(
        name=NAMES[2], identity_number=number(2), phone="13800000002", unit=world.unit,
        password="x" * 12, now=NOW,
    )  # fmt: skip

    imported = listed(world, [person(1), person(2), person(3)], now=NOW + timedelta(minutes=5))

    first, second, third = imported.entries.all()
    assert first.invitation == out
    assert second.invitation is None
    claim = Membership.objects.get(user__name=NAMES[2])
    assert claim.belonging == Membership.Belonging.CONFIRMED
    assert third.invitation.invited_at == NOW + timedelta(minutes=5)


# Taking back -----------------------------------------------------------------------------------


def test_undo_takes_back_what_nobody_has_touched(world):
    rows = [person(n) for n in range(1, 5)]
    out = invitations.invite(
        acting=world.hr, name=NAMES[1], identity_number=number(1), phone="13800000001", now=NOW
    )
    imported = listed(world, rows, now=NOW + timedelta(minutes=1))
    entries = list(imported.entries.all())
    registering.activate(entries[1].invitation, password="x" * 12, now=NOW + timedelta(minutes=2))
    printed = Invitation.objects.filter(pk=entries[2].invitation.pk)
    invitations.print_slips(printed, acting=world.hr, now=NOW + timedelta(minutes=2))

    undone = roster.undo(imported, acting=world.hr, now=NOW + timedelta(minutes=10))

    assert undone.taken == 2
    assert undone.kept == ((NAMES[2], "本人已开通账号"), (NAMES[3], "开通单已打印"))
    out.refresh_from_db()
    assert out.cancelled_at is None  # it was there before the import
    assert Invitation.objects.get(name=NAMES[4]).cancelled_at is not None
    assert [entry.name for entry in roster.entries_of(world.unit, world.round)] == [
        NAMES[2],
        NAMES[3],
    ]


def test_undo_ends_after_ten_minutes_and_happens_once(world):
    imported = listed(world, [person(1)], now=NOW)

    with pytest.raises(Refusal, match="超过10分钟"):
        roster.undo(imported, acting=world.hr, now=NOW + timedelta(minutes=10, seconds=1))
    roster.undo(imported, acting=world.hr, now=NOW + timedelta(minutes=9))
    with pytest.raises(Refusal, match="已撤销"):
        roster.undo(imported, acting=world.hr, now=NOW + timedelta(minutes=9))


def test_one_person_is_taken_off_and_put_back(world):
    entry = listed(world, [person(1)], now=NOW).entries.get()

    roster.remove(entry, acting=world.hr, now=NOW)
    entry.refresh_from_db()
    assert not roster.entries_of(world.unit, world.round).exists()
    assert Invitation.objects.get().cancelled_at is not None

    roster.restore(entry, acting=world.hr, now=NOW)
    assert roster.entries_of(world.unit, world.round).get().invitation.cancelled_at is None


# Carrying on -----------------------------------------------------------------------------------


def test_whoever_takes_up_the_invitation_finds_the_form_filled(world):
    entry = listed(world, [person(1, title="技术员", y2019="称职")], now=NOW).entries.get()
    user, membership = registering.sign_up(
        name=NAMES[1], identity_number=number(1), phone="13900000001", unit=world.unit,
        password="x" * 12, now=NOW,
    )  # fmt: skip
    assert membership.belonging == Membership.Belonging.CONFIRMED
    assert entry.invitation.organisation == world.unit
    application, _ = services.start(round=world.round, applicant=user, unit=world.unit, now=NOW)
    carry_in(application, answers={"education": [{"level": "中专", "graduated": "2012-07"}]})

    slugs = roster.carry_into(application)

    application.refresh_from_db()
    assert slugs == ("eligibility", "title", "work", "appointment")
    assert application.from_roster == list(slugs)
    assert application.from_self_check == [*slugs[:2], "education", *slugs[2:]]
    assert application.education_set.get().level == "中专"  # the person's own word comes first
    assert (application.appointed_on, application.technician_since) == ("2019-08", "2019-08")
    assert (application.retired, application.under_sanction) == (False, False)
    assert application.specialty.name == "采矿工程"
    assert application.workexperience_set.get().employer == world.unit.name
    assert list(application.appraisal_set.values_list("year", "grade")) == [
        (2019, "称职"),
        (2020, "合格"),
    ]
    told = ("title", "“申报职称与专业”由单位名单带入，请打开确认后保存")
    assert told in blocking_errors(application, today=TODAY)
    assert roster.not_begun(world.unit, world.round).count() == 0
    with pytest.raises(Refusal, match="已开始申报"):
        roster.remove(entry, acting=world.hr, now=NOW)


@pytest.mark.parametrize("many", [1, 40])
def test_look_costs_the_same_for_one_and_for_many(world, many):
    form = read(world.round, workbook(world.round, [person(n) for n in range(many)]), today=TODAY)
    kept = roster.keep(acting=world.hr, round=world.round, content=form.content, now=NOW)

    with CaptureQueriesContext(connection) as queries:
        people = roster.people_of(kept, today=TODAY)

    assert len(people) == many
    assert len(queries) == 3


def test_short_of_an_appraisal_is_told_with_the_sum(world):
    form = read(world.round, workbook(world.round, [person(1) | SHORT]), today=TODAY)
    kept = roster.keep(acting=world.hr, round=world.round, content=form.content, now=NOW)

    (found,) = roster.people_of(kept, today=TODAY)

    (finding,) = [one for one in found.verdict.findings if one.rule == "R13"]
    assert finding.outcome is not Outcome.MET
    assert "2次" in finding.required
