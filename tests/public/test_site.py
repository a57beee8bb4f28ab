"""Pages of no app: health, the size of type, the frame, production's refusals."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django_tasks_db.models import DBTaskResult

from yangcheng_titles import health
from yangcheng_titles.checks import demo_accounts

pytestmark = pytest.mark.django_db


def test_health_answers_without_a_database_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.text == "ok\n"


def test_ready_names_its_four_checks(client):
    response = client.get("/readyz")

    assert [line.split()[0] for line in response.text.splitlines()] == [
        "database", "disk", "printing", "queue",
    ]  # fmt: skip


def job(clock_seconds_ago):
    row = DBTaskResult.objects.create(
        task_path="review.issued.make_document",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        queue_name="default",
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=row.pk).update(
        enqueued_at=datetime.now(UTC) - timedelta(seconds=clock_seconds_ago)
    )


def test_stuck_queue_is_a_fault(client):
    job(700)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "queue oldest job waits" in response.text


def test_production_does_not_tell_what_is_wrong(client, settings):
    settings.PRODUCTION = True
    job(700)

    assert "queue fault" in client.get("/readyz").text


def test_full_disk_is_a_fault(monkeypatch):
    monkeypatch.setattr(health, "FREE_BYTES", 2**62)

    assert health.faults()["disk"].endswith("MiB left")


def test_waiting_jobs_are_told_to_those_who_are_signed_in(client, world, clock, sign_in):
    clock("11-16 09:00")
    cache.clear()
    job(120)

    anonymous = client.get("/guide/").text
    signed_in = sign_in(world.hr).get("/guide/").text

    assert "正在排队" not in anonymous
    assert "打印文件正在排队" in signed_in
    cache.clear()


def test_no_strip_while_jobs_are_taken_up(client, world, clock, sign_in):
    clock("11-16 09:00")
    cache.clear()
    job(5)

    assert "正在排队" not in sign_in(world.hr).get("/guide/").text


def test_type_size_is_turned_on_and_off(client, world, clock):
    clock("11-16 09:00")

    on = client.post("/type-size/", {"next": "/guide/"})
    large = client.get("/guide/").text
    client.post("/type-size/", {"next": "/guide/"})
    usual = client.get("/guide/").text

    assert on["Location"] == "/guide/"
    assert 'data-type-size="large"' in large
    assert "data-type-size=" not in usual


def test_type_size_does_not_lead_away(client, world, clock):
    clock("11-16 09:00")

    assert client.post("/type-size/", {"next": "//evil.example"})["Location"] == "/"


def test_missing_page_speaks_chinese(client, world, clock):
    clock("11-16 09:00")

    response = client.get("/nothing/here/")

    assert response.status_code == 404
    assert "没有这个页面" in response.text


def test_form_without_token_is_explained(world, clock):
    clock("11-16 09:00")

    response = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "x"})

    assert response.status_code == 403
    assert "没有提交成功" in response.text


@pytest.mark.parametrize("hat", ["hr", "head", "officer", "clerk", "secretary", "chair", "hrss"])
def test_staff_see_their_own_bar_with_unit_and_role(client, world, clock, sign_in, hat):
    clock("11-16 09:00")
    membership = getattr(world, hat)

    text = sign_in(membership).get("/guide/").text

    assert "zc-nav--internal" in text
    assert f"{membership.organisation.name} · {membership.role_label}" in text


def test_current_page_is_marked_in_the_navigation(client, world, clock):
    clock("11-16 09:00")

    text = client.get("/check/unit/").text

    assert '<a href="/check/" aria-current="page">资格自测' in text
    assert text.count('aria-current="page"') == 1


def test_production_refuses_demo_accounts(settings, django_user_model):
    django_user_model.objects.create_user("demo", password="x", name="某", is_demo=True)
    settings.PRODUCTION = True

    errors = demo_accounts(databases=["default"])

    assert [error.id for error in errors] == ["titles.E001"]


def test_demo_accounts_are_no_matter_elsewhere(django_user_model):
    django_user_model.objects.create_user("demo", password="x", name="某", is_demo=True)

    assert demo_accounts(databases=["default"]) == []


def test_production_without_demo_accounts_passes(settings):
    settings.PRODUCTION = True

    assert demo_accounts(databases=["default"]) == []


def test_footer_shows_only_the_registrations_that_are_set(client, world, clock, settings):
    clock("11-16 09:00")
    settings.ICP_NUMBER = "晋ICP备示例号"
    footer = client.get("/").text.split('class="zc-footer"')[1]

    assert "晋ICP备示例号" in footer
    assert "网站标识码" not in footer
    for label in ("网站声明", "个人信息保护", "无障碍说明", "网站地图", "操作手册"):
        assert f">{label}</a>" in footer
