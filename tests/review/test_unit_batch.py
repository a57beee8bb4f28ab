"""批量审核: clean files go together after their names were shown; one's own never."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review import records
from review.guards.case import required_originals
from review.models import Case
from review.states import Action, CaseState
from tests.review.crowd import crowd
from tests.world import at
from yangcheng_titles.demo import road

S = CaseState
URL = reverse("review:unit-approvals")


@pytest.fixture
def opened(world, clock):
    """`opened(name)`: a file in 单位审核中; its originals seen unless `seen=False`."""
    clock("11-08 09:00")

    def make(name, *, seen=True, acting=None):
        case = world.submitted(name)
        acting = acting or world.hr
        road.take(case, Action.OPEN, acting=acting, now=at("11-06 09:00"))
        case.refresh_from_db()
        for item in required_originals(case) if seen else ():
            records.check_original(
                case, acting=acting, now=at("11-06 10:00"), item=item, agrees=True
            )
        return case

    return make


def ticked(page, *cases):
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if name != "people"}
    return data | {"people": [case.pk for case in cases]}


def test_names_are_shown_before_each_passes_by_itself(world, sign_in, opened):
    first, second = opened("石磊"), opened("田雨")
    opened("马兰", seen=False)
    client = sign_in(world.hr)
    page = client.get(URL)

    names = client.post(URL, ticked(page, first, second))
    assert Case.objects.filter(state=S.UNIT_OK).count() == 0
    done = client.post(URL, ticked(names, first, second) | {"confirm": "1"}, follow=True)

    assert [one.case.name for one in names.context["taken"]] == ["石磊", "田雨"]
    assert "审核通过2人：石磊、田雨。" in done.text
    assert Case.objects.filter(state=S.UNIT_OK).count() == 2
    assert page.context["form"]["people"].value() == [first.pk, second.pk]  # not the unseen one


def test_originals_are_registered_with_the_step_where_the_box_was_ticked(world, sign_in, opened):
    case = opened("马兰", seen=False)
    client = sign_in(world.hr)
    page = client.get(URL)

    names = client.post(URL, ticked(page, case))
    assert not case.original_checks.exists()
    data = ticked(names, case) | {"confirm": "1"}
    client.post(URL, data)
    client.post(URL, data)  # a second press is the same step

    assert "太原理工大学" in page.text
    assert "登记为与原件一致：身份证、毕业证书、聘用协议或手续证明、年度考核表" in names.text
    case.refresh_from_db()
    assert case.state == S.UNIT_OK
    assert [check.item for check in case.original_checks.order_by("pk")] == required_originals(case)


def test_original_that_differed_keeps_the_file_out_of_the_batch(world, sign_in, opened):
    case = opened("马兰", seen=False)
    records.check_original(
        case, acting=world.hr, now=at("11-06 10:00"), item="education", agrees=False, remark="年份"
    )
    client = sign_in(world.hr)

    page = client.get(URL)
    answer = client.post(URL, ticked(page, case) | {"confirm": "1"})

    assert "与原件不一致：毕业证书，应退回补充或不予推荐。" in page.text
    assert answer.status_code == 422


def test_everybody_waiting_is_opened_in_one_go(world, sign_in, clock):
    clock("11-08 09:00")
    cases = [world.submitted(name) for name in ("石磊", "田雨")]
    client = sign_in(world.hr)
    form = client.get(URL).context["open_form"]
    data = {name: form[name].value() for name in form.fields}

    done = client.post(reverse("review:unit-open-files"), data, follow=True)
    late = client.post(reverse("review:unit-open-files"), data, follow=True)

    assert "开始审核2人：石磊、田雨。" in done.text
    assert "名单刚有变动" in late.text
    states = Case.objects.filter(pk__in=[case.pk for case in cases]).values_list("state", flat=True)
    assert set(states) == {S.UNIT_REVIEW}


def test_one_who_changed_meanwhile_stays_and_the_others_pass(world, sign_in, opened):
    first, second = opened("石磊"), opened("田雨")
    client = sign_in(world.hr)
    data = ticked(client.get(URL), first, second)
    Case.objects.filter(pk=first.pk).update(version=9)

    done = client.post(URL, data | {"confirm": "1"}, follow=True)

    assert "审核通过1人：田雨。" in done.text
    assert "石磊没有审核通过：没有办成" in done.text
    first.refresh_from_db()
    assert first.state == S.UNIT_REVIEW


def test_nobody_ticked_is_said(world, sign_in, opened):
    opened("石磊")
    client = sign_in(world.hr)

    empty = client.post(URL, ticked(client.get(URL)) | {"confirm": "1"})

    assert empty.status_code == 422
    assert "请选择审核通过的人员" in empty.text


def test_own_file_and_another_units_are_not_there(world, sign_in, opened):
    own = opened("石磊")
    colleague = own.application.applicant.memberships.create(
        organisation=world.unit, role="unit", since=at("11-01").date()
    )
    stranger = world.person("张三", world.make_unit("某公司"), "unit")

    assert sign_in(colleague).get(URL).context["form"].fields["people"].choices == []
    assert sign_in(stranger).get(URL).context["form"].fields["people"].choices == []


def test_page_costs_the_same_for_one_and_for_three_hundred(world, sign_in, opened):
    case = opened("石磊")
    client = sign_in(world.hr)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    queries()
    one = queries()
    crowd(case, 299)

    assert len(client.get(URL).context["form"].ready) == 300
    assert queries() == one
