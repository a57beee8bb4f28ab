"""受理审核 and 收件登记: lists, filters, the scanner's field, bags that come later."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review.models import Case, Intake
from review.states import Action, CaseState, PackageState
from tests.world import at
from yangcheng_titles.demo import road
from yangcheng_titles.demo.people import college

NAMES = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈"]


def people(world, count):
    """`count` persons of one package, all handed in at 303."""
    names = [f"{NAMES[n % 10]}{'明华丽强'[n // 10 % 4]}{n}" for n in range(count)]
    first, *others = [world.submitted(name) for name in names]
    for case in others:
        road.pass_by_unit(case, acting=world.hr, now=at("11-05 15:00"))
    for reached, walk in world.stations(first)[:10]:
        walk()
        first.refresh_from_db()
        assert first.state == reached
    return first.package


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queue_costs_the_same_for_one_and_for_a_full_page(world, sign_in, clock):
    clock("11-25 09:00")
    people(world, 30)
    client, url = sign_in(world.clerk), reverse("review:bureau")

    one, full = queries_of(client, f"{url}?q=赵明0"), queries_of(client, url)

    assert len(client.get(url).context["rows"]) == 20
    assert full == one


def test_intake_costs_the_same_for_one_package_and_for_many(world, sign_in, clock):
    clock("11-25 09:00")
    case = world.case_at(CaseState.DELIVERED)
    client, url = sign_in(world.clerk), reverse("review:intake")
    one = queries_of(client, url)

    for number in range(10):
        Intake.objects.create(
            package=case.package,
            number=f"收2021-1{number:03}",
            received_at=at("11-24 10:00"),
            received_by=world.clerk.user,
            deliverer="原海燕",
            record_copies=1,
            summary_copies=1,
        )

    assert queries_of(client, url) == one


def test_queue_shows_due_first_and_starts_with_it(world, sign_in, clock):
    people(world, 3)
    cases = list(Case.objects.order_by("pk"))
    Case.objects.filter(pk=cases[2].pk).update(due_on=at("11-26").date())
    clock("11-25 09:00")

    page = sign_in(world.clerk).get(reverse("review:bureau"))

    assert [row.case.pk for row in page.context["rows"]] == [
        cases[2].pk, cases[0].pk, cases[1].pk,
    ]  # fmt: skip
    opened = sign_in(world.clerk).post(reverse("review:bureau-next"))
    assert opened.url == reverse("review:case", args=[cases[2].pk])


def test_queue_filters_stand_in_the_address(world, sign_in, clock):
    world.submitted(
        "郭晓燕", career=college("机械设计", "工艺编制", "晋城职业技术学院", "国际贸易")
    )
    people(world, 2)
    clock("11-25 09:00")
    client = sign_in(world.clerk)
    url = reverse("review:bureau")

    def found(**query):
        return len(client.get(url, query).context["rows"])

    assert found() == 2
    assert found(show="correction") == 0
    assert found(q="赵明0") == 1
    assert found(q="yc2021-0003") == 1
    assert found(unit=world.unit.pk) == 2
    assert found(found="clean") == 2
    assert found(found="open") == 0
    assert found(show="nonsense", unit="x") == 2


def test_lead_finds_what_waits_for_a_second_person(world, sign_in, clock):
    case = world.case_at(CaseState.DELIVERED)
    road.take(case, Action.PROPOSE_REFUSAL, acting=world.clerk, now=at("11-25 09:00"), note="x")
    clock("11-25 10:00")

    page = sign_in(world.lead).get(reverse("review:bureau"))

    assert [row.case.pk for row in page.context["rows"]] == [case.pk]


def test_tiles_count_what_their_lists_hold(world, sign_in, clock):
    people(world, 2)
    world.accept(Case.objects.order_by("pk").first())
    clock("11-25 11:00")
    client = sign_in(world.clerk)

    tiles = client.get(reverse("review:bureau")).context["numbers"].tiles

    assert [(tile.label, tile.number) for tile in tiles] == [
        ("已到", 2), ("待审核", 1), ("补正中", 0), ("已受理", 1), ("拟不予受理", 0),
        ("不予受理、放弃", 0),
    ]  # fmt: skip
    for tile in tiles:
        assert client.get(tile.url).context["page"].paginator.count == tile.number


# --- intake --------------------------------------------------------------------------------------
def posted(package, cases, **change):
    data = {
        "version": package.version,
        "key": "11111111-1111-1111-1111-111111111111",
        "deliverer": "原海燕",
        "record_copies": 1,
        "summary_copies": 1,
        "people": [case.pk for case in cases],
    }
    for number, case in enumerate(cases, 1):
        data |= {
            f"shelf_{case.pk}": f"A{number}",
            f"form_copies_{case.pk}": 3,
            f"report_copies_{case.pk}": 1,
            f"proof_copies_{case.pk}": 1,
        }
    return data | change


def agreed(world, *names):
    cases = [world.submitted(name) for name in names]
    for case in cases[1:]:
        road.pass_by_unit(case, acting=world.hr, now=at("11-05 15:00"))
    for _, walk in world.stations(cases[0])[:9]:
        walk()
    package = cases[0].package
    package.refresh_from_db()
    return package, [Case.objects.get(pk=case.pk) for case in cases]


def test_bags_are_registered_with_copies_and_shelves(world, sign_in, clock):
    package, cases = agreed(world, "郭晓燕", "成志强")
    clock("11-24 09:00")

    response = sign_in(world.clerk).post(
        reverse("review:package-step", args=[package.pk, "receive"]), posted(package, cases)
    )

    assert response.status_code == 302
    intake = Intake.objects.get()
    assert (intake.deliverer, intake.record_copies, intake.summary_copies) == ("原海燕", 1, 1)
    assert [(b.case_id, b.shelf, b.form_copies) for b in intake.bags.all()] == [
        (cases[0].pk, "A1", 3), (cases[1].pk, "A2", 3),
    ]  # fmt: skip
    assert {Case.objects.get(pk=case.pk).state for case in cases} == {CaseState.DELIVERED}


def test_a_bag_that_comes_later_has_a_receipt_of_its_own(world, sign_in, clock):
    package, (here, late) = agreed(world, "郭晓燕", "成志强")
    url = reverse("review:package-step", args=[package.pk, "receive"])
    clock("11-24 09:00")
    client = sign_in(world.clerk)
    client.post(url, posted(package, [here]))
    package.refresh_from_db()
    clock("11-26 15:00")

    page = client.get(url)
    client.post(url, posted(package, [late], key="22222222-2222-2222-2222-222222222222"))

    assert "成志强" in page.content.decode()
    assert "郭晓燕的架位" not in page.content.decode()
    package.refresh_from_db()
    assert package.state == PackageState.RECEIVED
    assert Case.objects.get(pk=late.pk).state == CaseState.DELIVERED
    assert [intake.bags.count() for intake in Intake.objects.order_by("pk")] == [1, 1]


def test_a_bag_after_the_last_day_is_refused(world, sign_in, clock):
    package, (here, late) = agreed(world, "郭晓燕", "成志强")
    url = reverse("review:package-step", args=[package.pk, "receive"])
    clock("11-26 15:00")
    client = sign_in(world.clerk)
    client.post(url, posted(package, [here]))
    package.refresh_from_db()
    clock("11-27 09:00")

    response = client.post(url, posted(package, [late], key="22222222-2222-2222-2222-222222222222"))

    assert response.status_code == 409
    assert "收件时间是11月10日至11月26日" in response.content.decode()
    assert Case.objects.get(pk=late.pk).state == CaseState.DEPARTMENT_OK


def test_missing_copies_are_asked_for_by_name_and_kept(world, sign_in, clock):
    package, cases = agreed(world, "郭晓燕")
    clock("11-24 09:00")

    page = (
        sign_in(world.clerk)
        .post(
            reverse("review:package-step", args=[package.pk, "receive"]),
            posted(package, cases, **{f"form_copies_{cases[0].pk}": "", "deliverer": "李四"}),
        )
        .content.decode()
    )

    assert "请填写郭晓燕的评审表份数，没有就填0" in page
    assert 'value="李四"' in page
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("YC2021-0001", "还没有收件"),
        (" yc2021-0001 ", "还没有收件"),
        ("YC2021-9999", "没有编号“YC2021-9999”"),
        ("YC2021-0002", "现在是“待单位审核”，不能收件"),
    ],
)
def test_scanner_finds_the_bag_without_a_script(world, sign_in, clock, code, said):
    agreed(world, "郭晓燕")
    world.submitted("成志强")
    clock("11-24 09:00")

    page = sign_in(world.clerk).get(reverse("review:intake"), {"code": code}).content.decode()

    assert said in page
    assert "不接受个人报送" in page


def test_scanner_says_where_a_bag_lies(world, sign_in, clock):
    case = world.case_at(CaseState.DELIVERED)
    clock("11-24 10:00")

    page = sign_in(world.clerk).get(reverse("review:intake"), {"code": case.number})

    assert "已收件，在架A1" in page.content.decode()
