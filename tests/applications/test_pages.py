"""Access, lists, checking, promise and previews."""

import pytest

from applications import services
from applications.models import Application
from applications.queries import visible_applications, with_contents
from tests.applications.conftest import NOW, answers, save, whole
from tests.applications.files import pdf, upload

PAGES = (
    "",
    "sections/basic/",
    "sections/education/",
    "review/",
    "commitment/",
    "print/review_form/",
    "papers/{paper}/file/",
)
POSTS = (
    "sections/basic/",
    "sections/basic/autosave/",
    "papers/other/",
    "papers/{paper}/remove/",
    "papers/{paper}/up/",
    "review/",
)


def paths(application, tails):
    paper = application.attachments.get()
    return [f"/applications/{application.pk}/{tail.format(paper=paper.pk)}" for tail in tails]


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_another_persons_file_is_not_found(filled, people, browser_of, who):
    client = browser_of(getattr(people, who))
    before = Application.objects.values().get()

    gets = {path: client.get(path).status_code for path in paths(filled, PAGES)}
    posts = {path: client.post(path, {"version": "0"}).status_code for path in paths(filled, POSTS)}

    assert set(gets.values()) == {404}
    assert set(posts.values()) == {404}
    assert Application.objects.values().get() == before


def test_a_paper_of_another_file_is_not_found_under_ones_own(filled, people, browser_of):
    client = browser_of(people.colleague)
    client.post("/applications/start/")
    mine = people.colleague.user.applications.get()
    paper = filled.attachments.get()

    answer = client.get(f"/applications/{mine.pk}/papers/{paper.pk}/file/")

    assert answer.status_code == 404


def test_the_unit_opens_neither_form_nor_paper_of_a_draft(filled, people, browser_of):
    client = browser_of(people.hr)
    paper = filled.attachments.get()

    file = client.get(f"/applications/{filled.pk}/papers/{paper.pk}/file/")
    form = client.get(f"/applications/{filled.pk}/sections/basic/")

    assert (file.status_code, form.status_code) == (403, 403)


def test_nobody_signed_in_is_sent_to_sign_in(filled, client):
    for path in paths(filled, PAGES):
        answer = client.get(path)

        assert answer.status_code == 302
        assert "sign-in" in answer.url


def test_visible_applications_are_ones_own_or_the_units(filled, people):
    assert list(visible_applications(people.own)) == [filled]
    assert list(visible_applications(people.hr)) == [filled]
    assert list(visible_applications(people.colleague)) == []
    assert list(visible_applications(None)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_more_rows(
    own, filled, round_2021, people, django_assert_num_queries, count
):
    for _ in range(count - 1):
        last = people.own.user.applications.latest("pk")
        services.withdraw(last)
        again, _ = services.start(
            round=round_2021, applicant=people.own.user, unit=people.own.organisation, now=NOW
        )
        save(again, "work", answers()["work"])
    own.get("/applications/")

    with django_assert_num_queries(19):
        answer = own.get("/applications/")

    assert answer.text.count("YC2021-") == count


@pytest.mark.parametrize("count", [1, 3])
def test_progress_of_many_files_costs_the_same(
    filled, round_2021, people, django_assert_num_queries, count
):
    for member in (people.colleague, people.stranger)[: count - 1]:
        services.start(round=round_2021, applicant=member.user, unit=member.organisation, now=NOW)

    with django_assert_num_queries(13):
        files = list(with_contents(Application.objects.all()))

    assert len(files) == count


def test_starting_leads_to_the_tasks(own, round_2021, people):
    answer = own.post("/applications/start/", follow=True)

    assert "填写评审表" in answer.text
    assert "YC2021-0001" in answer.text
    assert "继续：核对申报资格" in answer.text
    assert "按三次公示的天数推算，最迟11月11日（星期四）提交，还有2天。" in answer.text


def test_the_tasks_name_the_next_thing_and_what_blocks(own, application):
    save(application, "eligibility", answers()["eligibility"])

    page = own.get(f"/applications/{application.pk}/")

    assert "继续：申报职称与专业" in page.text
    assert "暂不能开始" in page.text
    assert "前面各项完成后可以核对" in page.text


def test_the_tasks_tell_the_verdict_in_short(own, filled):
    page = own.get(f"/applications/{filled.pk}/")

    assert "大学专科，聘任2年5个月，考核合格2次：符合" in page.text
    assert "1段，2019年8月至今，中间没有空档" in page.text
    assert "2019年8月聘任；2019、2020年度合格" in page.text
    assert "继续：核对全部内容" in page.text


def test_reading_through_leads_to_the_promise(own, filled):
    page = own.get(f"/applications/{filled.pk}/review/")
    answer = own.post(f"/applications/{filled.pk}/review/", follow=True)

    assert "140522********9025" in page.text
    assert "140522199803129025" not in page.text
    assert "修改" in page.text
    assert "取消今后1-3年申报资格" in answer.text
    assert "记入个人诚信档案" in answer.text
    assert "我已逐条看过" in answer.text
    assert "情况说明" not in answer.text


def test_the_promise_waits_until_everything_was_read(own, filled):
    answer = own.get(f"/applications/{filled.pk}/commitment/", follow=True)

    assert "请先核对全部内容，再签承诺。" in answer.text


def test_a_verdict_of_not_met_asks_for_a_statement(own, filled):
    save(filled, "eligibility", answers()["eligibility"] | {"retired": "yes"})
    services.mark_reviewed(filled, now=NOW)

    page = own.get(f"/applications/{filled.pk}/commitment/")

    assert "情况说明" in page.text


def test_a_file_handed_in_is_only_read(own, filled):
    services.mark_reviewed(filled, now=NOW)
    services.freeze(filled, by=filled.applicant, now=NOW, signed_name="郭晓燕")

    tasks = own.get(f"/applications/{filled.pk}/")
    section = own.get(f"/applications/{filled.pk}/sections/education/")
    refused = own.post(f"/applications/{filled.pk}/sections/title/", {"version": "1"})

    assert "已提交给单位" in tasks.text
    assert tasks.text.count("查看") == 11
    assert "已提交，不能修改" in section.text
    assert "晋城职业技术学院" in section.text
    assert refused.status_code == 409
    assert whole(filled).current_work == "机械加工工艺编制"


def test_a_returned_file_opens_only_what_was_returned(own, filled):
    services.mark_reviewed(filled, now=NOW)
    services.freeze(filled, by=filled.applicant, now=NOW, signed_name="郭晓燕")
    services.reopen(filled, sections=["education"])

    tasks = own.get(f"/applications/{filled.pk}/")
    closed = own.get(f"/applications/{filled.pk}/sections/title/")

    assert "单位退回" in tasks.text
    assert "继续：更正学历与学习培训经历" in tasks.text
    assert "退回时没有要求改这一部分" in closed.text


@pytest.mark.parametrize("kind", ["review_form", "work_report"])
def test_the_draft_is_printed_with_its_watermark(own, filled, kind):
    answer = own.get(f"/applications/{filled.pk}/print/{kind}/")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_an_empty_draft_is_printed_too(own, application):
    answer = own.get(f"/applications/{application.pk}/print/review_form/")

    assert answer.content.startswith(b"%PDF-")


def test_a_photo_is_uploaded_on_the_page_of_particulars(own, application):
    page = own.get(f"/applications/{application.pk}/sections/basic/")

    answer = own.post(
        f"/applications/{application.pk}/papers/photo/",
        {"file": upload("x.pdf", pdf())},
        follow=True,
    )

    assert 'id="paper-photo"' in page.text
    assert "证件照要用JPG或PNG" in answer.text
