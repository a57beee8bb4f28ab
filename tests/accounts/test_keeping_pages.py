"""/settings/users/, /settings/units/, /settings/requests/: by form and by workbook."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.forms.workbooks import OFFICES, PEOPLE
from accounts.models import AdminEvent, Membership, Organisation, TwoPersonRequest, User
from accounts.roles import Role
from documents import sheets

WHY = {"reason": "阳工信函字〔2021〕26号"}


@pytest.fixture
def admin(world, clock, sign_in):
    clock("11-16 09:00")
    return sign_in(world.person("张管", world.bureau, Role.ADMIN))


def book(of, *rows):
    keys = [column.key for column in of.columns]
    lines = [dict(zip(keys, row, strict=False)) for row in rows]
    return SimpleUploadedFile("表.xlsx", sheets.write(of.columns, lines, title=of.title))


def saved(client, url, response):
    """Press 保存 on the check page."""
    context = response.context
    data = {"lines": context["form"].carried, "stamp": context["stamp"], "save": "1"}
    return client.post(url, data | WHY, follow=True)


def test_account_is_opened_with_its_role(admin, world):
    response = admin.post(
        "/settings/users/new/",
        {
            "name": "新人事",
            "username": "xinrenshi",
            "phone": "",
            "organisation": world.unit.name,
            "role": "unit",
            "since": "",
            **WHY,
        },
        follow=True,
    )

    held = Membership.objects.get(user__username="xinrenshi")
    assert (held.role, str(held.since)) == (Role.UNIT, "2021-11-16")
    assert "打印登录码" in response.text
    assert AdminEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"organisation": "没有的公司"}, "没有登记过“没有的公司”"),
        ({"role": "clerk"}, "303受理员只能在工信局（评委会办事机构）任职"),
        ({"username": "A"}, "登录名要3至30个小写字母或数字，现在是“A”"),
        ({"username": "unit0"}, "已有账号"),
        ({"reason": ""}, "请填写理由"),
        ({"role": "applicant"}, "不在选项里"),
    ],
)
def test_what_is_wrong_is_named_and_kept(admin, world, change, sentence):
    User.objects.filter(pk=world.hr.user.pk).update(username="unit0", name="新人事")
    before = User.objects.count()
    given = {"name": "新人事", "organisation": world.unit.name, "role": "unit", **WHY}

    response = admin.post("/settings/users/new/", given | change)

    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="新人事"' in response.text
    assert User.objects.count() == before


def test_lead_confirms_what_the_administrator_asked(admin, world, sign_in):
    User.objects.create_user("renshe", name="人社")
    renshe = User.objects.get(username="renshe")
    url = f"/settings/users/{renshe.pk}/roles/new/"
    given = {"organisation": world.hrss.organisation.name, "role": "hrss", **WHY}
    assert "第二人确认" in admin.post(url, given, follow=True).text
    asked = TwoPersonRequest.objects.get()
    own = admin.post(f"/settings/requests/{asked.pk}/confirm/", follow=True)
    assert "您提出的，要由另一个人确认" in own.text

    lead = sign_in(world.lead)
    assert "人社" in lead.get("/settings/requests/").text
    lead.post(f"/settings/requests/{asked.pk}/confirm/")

    assert renshe.memberships.get().role == Role.HRSS


@pytest.mark.parametrize("act", ["lock", "sign-out", "codes"])
def test_act_asks_its_reason_and_is_done(admin, world, act):
    url = f"/settings/users/{world.hr.user.pk}/{act}/"
    assert admin.get(url).status_code == 200
    assert admin.post(url, {"reason": " "}).status_code == 422

    response = admin.post(url, WHY)

    assert response.status_code == (200 if act == "codes" else 302)
    assert AdminEvent.objects.get().user == world.hr.user
    if act == "codes":
        assert "no-store" in response["Cache-Control"]


def test_role_is_ended_on_its_page(admin, world):
    url = f"/settings/users/{world.clerk.user_id}/roles/{world.clerk.pk}/end/"

    admin.post(url, WHY)

    assert str(Membership.objects.get(pk=world.clerk.pk).until) == "2021-11-15"
    assert admin.get(url).status_code == 404


def test_workbook_of_people_is_shown_and_saved_whole(admin, world):
    url = "/settings/users/import/"
    rows = (
        ("新人事", "xinrenshi", 13903560111, world.unit.name, "单位人事", "2021-11-01"),
        ("新领导", "", None, world.unit.name, "单位领导", None),
        (world.clerk.user.name, world.clerk.user.username, "", world.bureau.name, "评委会秘书", ""),
    )

    response = admin.post(url, {"file": book(PEOPLE, *rows), **WHY})

    assert response.status_code == 200, response.context["form"].errors
    assert "要第二人确认后生效" in response.text
    assert not User.objects.filter(name="新人事").exists()
    done = saved(admin, url, response)
    assert "开通账号2个，授予身份2个，另有1个身份等第二人确认" in done.text
    assert User.objects.get(username="xinrenshi").phone == "13903560111"


def test_workbook_with_one_bad_cell_saves_nothing(admin, world):
    rows = (
        ("新人事", "xinrenshi", "139", world.unit.name, "单位人事", ""),
        ("新领导", "xinrenshi", "", "没有的公司", "校长", ""),
    )

    response = admin.post("/settings/users/import/", {"file": book(PEOPLE, *rows), **WHY})

    assert response.status_code == 422
    for sentence in (
        "第4行“手机号”：手机号应为11位，现在3位",
        "第5行“单位”：没有登记过“没有的公司”",
        "第5行“身份”：“校长”不在选项里",
        "第5行“登录名”和第4行相同",
    ):
        assert sentence in response.text
    assert not User.objects.filter(name__startswith="新").exists()


def test_changed_meanwhile_is_shown_again(admin, world):
    url = "/settings/units/import/"
    row = (world.unit.name, "用人单位", "国有企业", world.department.name, "", "原海燕")
    response = admin.post(url, {"file": book(OFFICES, row), **WHY})
    Organisation.objects.filter(pk=world.unit.pk).update(contact="别人")

    again = saved(admin, url, response)

    assert "情况有变" in again.text
    assert Organisation.objects.get(pk=world.unit.pk).contact == "别人"
    assert "修改1个" in saved(admin, url, again).text


def test_exported_units_come_back_without_a_change(admin, world):
    file = admin.get("/settings/units/export/").content
    assert load_workbook(BytesIO(file)).active.max_row == 3 + Organisation.objects.count()

    response = admin.post(
        "/settings/units/import/", {"file": SimpleUploadedFile("单位.xlsx", file), **WHY}
    )

    assert response.status_code == 200, response.context["form"].errors
    assert response.context["total"] == 0
    assert not AdminEvent.objects.exists()


def test_unit_is_registered_with_its_department(admin, world):
    given = {
        "name": "阳城县新设有限公司",
        "kind": "unit",
        "unit_kind": "private",
        "parent": world.department.name,
        **WHY,
    }
    refused = admin.post("/settings/units/new/", given | {"parent": world.unit.name})
    assert "不是主管部门" in refused.text

    admin.post("/settings/units/new/", given)

    unit = Organisation.objects.get(name="阳城县新设有限公司")
    assert unit.parent == world.department
    event = AdminEvent.objects.get()
    assert event.organisation == unit
    assert {"field": "主管部门", "old": "", "new": world.department.name} in event.lines


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=原海燕", ["原海燕"]), ("?role=lead", ["郭庆华"]), ("?state=locked", ["卫东升"])],
)
def test_people_are_found_by_the_address(admin, world, query, found):
    User.objects.filter(pk=world.officer.user_id).update(is_active=False)

    response = admin.get(f"/settings/users/{query}")

    assert [row.cells[0].text for row in response.context["rows"]] == found


@pytest.mark.parametrize("address", ["/settings/users/", "/settings/units/"])
def test_list_costs_the_same_for_one_and_many(admin, world, address):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            admin.get(address)
        return len(queries)

    admin.get(address)
    few = cost()
    for number in range(12):
        unit = world.make_unit(f"阳城县第{number}有限公司")
        world.person(f"人{number}", unit, Role.UNIT)

    assert cost() == few


def test_numbers_and_phones_stay_out_of_the_record(admin, world):
    admin.post(
        f"/settings/users/{world.hr.user.pk}/change/",
        {"name": "原海燕", "phone": "13903560222", **WHY},
    )

    event = AdminEvent.objects.get()
    assert User.objects.get(pk=world.hr.user.pk).phone == "13903560222"
    assert "13903560222" not in str(event.lines)
