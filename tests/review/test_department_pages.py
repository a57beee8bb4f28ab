"""The supervising department's station: its list, a package, its word."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation
from accounts.roles import OrganisationKind
from applications.models import Round
from review.models import Case
from review.states import CaseState, PackageState

TICKS = {f"seen_{key}": "on" for key in ("notices", "head", "promises", "list")}


@pytest.fixture
def filed(world):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    case.package.refresh_from_db()
    return case


def step(package, action):
    return reverse("review:package-step", args=[package.pk, action])


def ticked(package):
    people = package.cases.filter(state=CaseState.DEPARTMENT_REVIEW)
    return TICKS | {"each": [case.pk for case in people]}


def posted(package, **data):
    return {"version": package.version, "key": "a" * 36} | data


def test_list_shows_what_waits_with_the_days_left(world, sign_in, clock, filed):
    clock("11-24 09:00")

    page = sign_in(world.officer).get(reverse("review:department"))

    assert [waiting.package.pk for waiting, _ in page.context["rows"]] == [filed.package_id]
    assert "距报送截止" in page.content.decode()
    assert "还有3个工作日" in page.content.decode()


def test_list_is_empty_without_a_package(world, sign_in, clock):
    clock("11-24 09:00")

    page = sign_in(world.officer).get(reverse("review:department"))

    assert "没有待审批次。" in page.content.decode()


def test_package_page_tells_the_facts_behind_the_four_checks(world, sign_in, clock, filed):
    clock("11-24 09:00")

    page = sign_in(world.officer).get(reverse("review:package", args=[filed.package_id]))

    assert dict(page.context["facts"]) == {
        "三公示齐全无异议": "公示①11月8日至12日，公示②11月9日至15日，公示③11月16日至22日。"
        "没有收到异议。",
        "单位领导已签": "成建国11月23日签字推荐。",
        "双承诺齐全": "1人都签了个人承诺，单位承诺包含1人。",
        "名单与汇总表一致": "本包1人，汇总表1行，由同一份名单生成。",
    }
    assert "140522********" in page.content.decode()


def test_agreeing_needs_all_four_ticks_and_writes_the_opinion(world, sign_in, clock, filed):
    clock("11-24 09:00")
    client, package = sign_in(world.officer), filed.package

    missing = client.post(step(package, "agree"), posted(package, opinion="同意。", seen_head="on"))
    done = client.post(
        step(package, "agree"), posted(package, opinion="经审核，同意报送。", **ticked(package))
    )

    assert "请勾选“三公示齐全无异议”" in missing.content.decode()
    assert "同意。" in missing.content.decode()
    assert done.status_code == 302
    package.refresh_from_db()
    assert (package.state, package.department_opinion) == (
        PackageState.DEPARTMENT_OK, "经审核，同意报送。",
    )  # fmt: skip
    assert Case.objects.get(pk=filed.pk).state == CaseState.DEPARTMENT_OK


def test_everybody_is_ticked_or_dealt_with_first(world, sign_in, clock, filed):
    clock("11-24 09:00")
    client, package = sign_in(world.officer), filed.package

    missing = client.post(step(package, "agree"), posted(package, opinion="同意。", **TICKS))

    assert missing.status_code == 422
    assert f"还没有勾选{filed.name}" in missing.text
    assert f"{filed.name}（{filed.number}）" in missing.text


def test_nearest_last_day_stands_first_and_is_counted(world, sign_in, clock, filed):
    clock("11-26 09:00")
    later = Round.objects.get(pk=world.round.pk)
    later.pk, later.year = None, 2022
    later.acceptance_closes = later.acceptance_closes.replace(day=30)
    later.save(force_insert=True)
    other = later.packages.create(unit=world.unit, state=PackageState.DEPARTMENT_REVIEW)

    client = sign_in(world.officer)
    everything = client.get(reverse("review:department")).context
    due = client.get(reverse("review:department"), {"show": "due"}).context

    assert [(w.package.pk, w.left) for w, _ in everything["rows"]] == [
        (filed.package_id, "今天截止"),
        (other.pk, "11月30日截止，还有3个工作日"),
    ]
    assert [tile.number for tile in everything["tiles"]] == [2, 1, 0, 0]
    assert [w.package.pk for w, _ in due["rows"]] == [filed.package_id]


def test_standing_opinion_is_offered(world, sign_in, clock, filed):
    clock("11-24 09:00")

    page = sign_in(world.officer).get(step(filed.package, "agree"))

    assert "经审核，申报程序规范，材料齐全，同意报送。" in page.content.decode()


@pytest.mark.parametrize(("day", "warned"), [("11-24", False), ("11-25", True), ("11-26", True)])
def test_sending_back_late_is_warned_of(world, sign_in, clock, filed, day, warned):
    clock(f"{day} 09:00")

    page = sign_in(world.officer).get(step(filed.package, "send-back"))

    assert ("退回后单位可能赶不上" in page.content.decode()) is warned


def test_sending_back_asks_for_words(world, sign_in, clock, filed):
    clock("11-24 09:00")
    client, package = sign_in(world.officer), filed.package

    empty = client.post(step(package, "send-back"), posted(package))
    done = client.post(step(package, "send-back"), posted(package, note="三公示记实表缺签字。"))

    assert "请填写要单位改的内容" in empty.content.decode()
    assert done.status_code == 302
    assert Case.objects.get(pk=filed.pk).state == CaseState.RECOMMENDED


def test_one_person_is_returned_while_the_package_stays(world, sign_in, clock, filed):
    clock("11-24 09:00")

    response = sign_in(world.officer).post(
        reverse("review:case-step", args=[filed.pk, "return"]),
        posted(filed, item_work="工作经历与社保记录不一致，请核对。"),
    )

    assert response.status_code == 302
    case = Case.objects.get(pk=filed.pk)
    assert case.state == CaseState.RETURNED
    assert case.package_id != filed.package_id


def test_another_department_finds_nothing(world, sign_in, clock, filed):
    other = Organisation.objects.create(name="阳城县水务局", kind=OrganisationKind.DEPARTMENT)
    officer = world.person("张水", other, "department")
    clock("11-24 09:00")
    client = sign_in(officer)

    assert client.get(reverse("review:package", args=[filed.package_id])).status_code == 404
    assert client.get(reverse("review:case", args=[filed.pk])).status_code == 404
    assert "没有待审批次。" in client.get(reverse("review:department")).content.decode()


def test_list_costs_the_same_for_one_and_for_many(world, sign_in, clock, filed):
    clock("11-24 09:00")
    client, url = sign_in(world.officer), reverse("review:department")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    queries()
    one = queries()
    for number in range(5):
        unit = world.make_unit(f"阳城县示例{number}有限公司")
        package = world.round.packages.create(unit=unit, state=PackageState.DEPARTMENT_REVIEW)
        assert package.pk

    assert queries() == one
