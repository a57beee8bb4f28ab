import pytest
from django.db import connection

from applications import services
from applications.queries import blocking_errors, progress
from applications.sections import FILLED, SECTIONS
from components.identity import check_character
from tests.accounts.conftest import NUMBER
from tests.applications.conftest import (
    NOW,
    answers,
    day,
    entries,
    job,
    month,
    save,
    school,
    whole,
)


def url(application, slug):
    return f"/applications/{application.pk}/sections/{slug}/"


def post(client, application, slug, data, **more):
    version = client.get(url(application, slug)).context["version"]
    return client.post(url(application, slug), data | {"version": str(version)} | more)


@pytest.mark.parametrize("slug", [section.slug for section in FILLED])
def test_a_section_is_complete_when_every_answer_is_saved(filled, slug):
    section = next(section for section in FILLED if section.slug == slug)

    assert section.problems(filled) == ()


def test_all_sections_are_posted_one_after_the_other(own, application):
    for slug, data in answers().items():
        answer = post(own, application, slug, data)

        assert answer.status_code == 302, answer.context["input"].sentences

    assert blocking_errors(whole(application), today=NOW.date()) == (
        ("materials", "请上传聘用协议或参加本专业技术工作的手续证明"),
    )


def test_nothing_blocks_when_every_section_is_saved(filled):
    assert blocking_errors(filled, today=NOW.date()) == ()


def test_progress_counts_done_begun_and_empty_sections(own, application):
    post(own, application, "title", answers()["title"])
    own.post(url(application, "basic") + "autosave/", {"version": "0", "birthplace": "山西"})

    parts = progress(whole(application)).parts

    assert len(parts) == len(SECTIONS)
    assert (parts[0], parts[1], parts[2], parts[3]) == ("none", "done", "part", "none")


@pytest.mark.parametrize(
    "slug", [section.slug for section in FILLED if section.slug != "materials"]
)
def test_an_empty_section_says_what_to_do_in_every_sentence(own, application, slug):
    answer = post(own, application, slug, {})

    assert answer.status_code == 200
    assert answer.context["input"].sentences
    for sentence in answer.context["input"].sentences:
        assert not any(word in sentence for word in ("无效", "非法", "格式错误", "不能为空"))
        assert "This field" not in sentence
        assert "必填" not in sentence
    assert "<title>错误：" in answer.text


def test_wrong_input_keeps_everything_typed(own, application):
    wrong = school(major="", **month("graduated", "2016-07"))

    answer = post(own, application, "education", entries("education", wrong) | entries("trainings"))

    assert answer.context["input"].sentences == (
        "第1段：请填写所学专业",
        "第1段：毕业日期要晚于开始年月2016年9月",
    )
    assert "有2处要更正" in answer.text
    assert 'value="晋城职业技术学院"' in answer.text
    assert 'value="2016"' in answer.text


def test_what_was_refused_is_still_there_the_next_day(own, application):
    wrong = school(major="")
    post(own, application, "education", entries("education", wrong) | entries("trainings"))

    tasks = own.get(f"/applications/{application.pk}/")
    again = own.get(url(application, "education"))

    assert "要更正" in tasks.text
    assert "第1段：请填写所学专业" in tasks.text
    assert "继续：更正学历与学习培训经历" in tasks.text
    assert 'value="晋城职业技术学院"' in again.text


def test_an_entry_is_added_removed_and_taken_back_without_javascript(own, application):
    data = entries("education", school()) | entries("trainings")
    post(own, application, "education", data, add="education")
    page = own.get(url(application, "education"))
    assert len(page.context["input"].groups["education"].kept) == 2
    assert 'value="晋城职业技术学院"' in page.text

    two = entries("education", school(), school(school="太原理工大学")) | entries("trainings")
    post(own, application, "education", two, remove="education-1")
    page = own.get(url(application, "education"))
    assert "已删除第2段（大学专科）" in page.text
    assert len(page.context["input"].groups["education"].kept) == 1

    gone = two | {"education-1-DELETE": "on"}
    post(own, application, "education", gone, undo="education-1")
    page = own.get(url(application, "education"))
    assert len(page.context["input"].groups["education"].kept) == 2


def test_a_saved_row_removed_on_the_page_is_deleted(own, filled):
    row = filled.workexperience_set.get()
    data = entries(
        "work", job(id=str(row.pk), DELETE="on"), job(employer="阳城县凤城建筑安装有限公司")
    )

    post(own, filled, "work", data)

    assert [w.employer for w in whole(filled).workexperience_set.all()] == [
        "阳城县凤城建筑安装有限公司"
    ]


def test_a_row_of_another_file_cannot_be_named(own, filled, people, round_2021, browser_of):
    row = filled.workexperience_set.get()
    client = browser_of(people.colleague)
    client.post("/applications/start/")
    theirs = people.colleague.user.applications.get()

    post(client, theirs, "work", entries("work", job(id=str(row.pk), employer="别处")))

    row.refresh_from_db()
    assert row.application_id == filled.pk
    assert row.employer == "阳城县太行铸造机械有限公司"


def test_fields_not_on_the_form_are_ignored(own, filled, people):
    data = answers()["title"] | {"unit": "999", "locked": "on", "number": "X", "applicant": "1"}

    post(own, filled, "title", data)

    after = whole(filled)
    assert (after.unit_id, after.locked, after.number) == (filled.unit_id, False, filled.number)


def test_appraisal_years_follow_the_appointment(own, application):
    data = answers()["appointment"] | {"appointed_on_year": "2018"}

    answer = post(own, application, "appointment", data)

    assert answer.context["input"].sentences == ("请选择2018年度的考核结果",)
    assert "2018年度" in answer.text


def test_identity_number_gives_birth_and_sex_and_is_masked(own, filled):
    page = own.get(url(filled, "basic"))

    assert (filled.birth_date.isoformat(), filled.sex) == ("1998-03-12", "女")
    assert "140522********9025" in page.text
    assert "140522199803129025" not in page.text


def test_identity_of_the_account_is_shown_and_not_asked(own, application):
    application.applicant.identity_number = NUMBER
    application.applicant.save()
    services.withdraw(application)
    begun, _ = services.start(
        round=application.round, applicant=application.applicant, unit=application.unit, now=NOW
    )
    typed = {k: v for k, v in answers()["basic"].items() if k != "identity_number"}

    page = own.get(url(begun, "basic"))
    answer = post(own, begun, "basic", typed | {"identity_number": "140522199803129025"})

    assert f'value="{NUMBER[:6]}********{NUMBER[-4:]}"' in page.text
    assert "身份信息有误请联系单位人事" in page.text
    assert NUMBER not in page.text
    assert answer.status_code == 302
    begun.refresh_from_db()
    assert (begun.identity_number, begun.sex) == (NUMBER, "女")


def test_identity_number_of_another_file_is_refused(filled, people, browser_of):
    client = browser_of(people.colleague)
    client.post("/applications/start/")
    theirs = people.colleague.user.applications.get()

    answer = post(client, theirs, "basic", answers()["basic"])

    assert "这个身份证号本年度已有申报" in answer.context["input"].sentences[0]
    assert 'value="山西阳城"' in answer.text


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("14052219980312902", "身份证号应为18位，现在是17位"),
        ("140522199803129024", "身份证号最后一位对不上，请照证件核对"),
        ("140522199813129025", "出生日期不存在，请核对第7至14位"),
    ],
)
def test_identity_number_says_what_is_wrong(own, application, number, sentence):
    answer = post(own, application, "basic", answers()["basic"] | {"identity_number": number})

    assert answer.context["input"].sentences == (sentence,)


def test_months_in_the_future_and_before_birth_are_refused(own, filled):
    future = entries("work", job(**month("started", "2021-12")))
    early = entries("work", job(**month("started", "1997-12")))

    first, second = post(own, filled, "work", future), post(own, filled, "work", early)

    assert first.context["input"].sentences == (
        "第1段：开始年月不能晚于今天，现在填的是2021年12月",
    )
    assert second.context["input"].sentences == ("第1段：开始年月早于出生年月1998年3月，请核对",)


def test_gaps_and_overlaps_are_hints_not_errors(own, filled):
    data = entries(
        "work",
        job(**month("started", "2015-01"), until_now="", **month("ended", "2016-01")),
        job(**month("started", "2018-01"), until_now="", **month("ended", "2019-12")),
        job(),
    )

    answer = post(own, filled, "work", data)

    review = own.get(f"/applications/{filled.pk}/review/")
    assert answer.status_code == 302
    assert "2016年2月至2017年12月没有填，确实没有工作可以不管" in review.text
    assert "第2段和第3段工作时间重叠，请核对" in review.text


def test_autosave_keeps_text_and_tells_the_new_version(own, application):
    answer = own.post(
        url(application, "title") + "autosave/",
        {"version": "0", "current_work": "机械加"},
        headers={"HX-Request": "true"},
    )

    page = own.get(url(application, "title"))
    assert answer.status_code == 200
    assert 'id="save-state"' in answer.text
    assert 'value="1" id="version"' in answer.text
    assert 'value="机械加"' in page.text
    assert "填写中" in own.get(f"/applications/{application.pk}/").text


def test_autosave_of_an_old_page_is_a_conflict_and_changes_nothing(own, application):
    save = url(application, "title") + "autosave/"
    own.post(save, {"version": "0", "current_work": "手机上写的"})

    answer = own.post(save, {"version": "0", "current_work": "电脑上写的"})

    assert answer.status_code == 409
    assert 'id="conflict"' in answer.text
    assert "手机上写的" in answer.text
    assert "电脑上写的" in answer.text
    assert 'value="手机上写的"' in own.get(url(application, "title")).text


def test_a_conflict_is_settled_field_by_field(own, application):
    save = url(application, "title") + "autosave/"
    title = answers()["title"]
    own.post(save, title | {"version": "0", "current_work": "手机上写的"})
    mine = title | {"version": "0", "current_work": "电脑上写的"}
    assert own.post(url(application, "title"), mine).status_code == 409

    answer = own.post(
        url(application, "title"), mine | {"resolve": "chosen", "keep-current_work": "there"}
    )

    assert answer.status_code == 302
    assert whole(application).current_work == "手机上写的"


def test_a_conflict_is_not_passed_over_by_saving_again(own, application):
    title = answers()["title"]
    own.post(url(application, "title") + "autosave/", title | {"version": "0"})
    first = own.post(url(application, "title"), title | {"version": "0", "current_work": "别的"})

    again = own.post(
        url(application, "title"),
        title | {"version": str(first.context["version"]), "current_work": "别的"},
    )

    assert (first.status_code, again.status_code) == (409, 409)
    assert whole(application).current_work == ""


def test_a_returned_section_must_be_saved_before_handing_in(filled):
    services.reopen(filled, sections=["education"])
    before = blocking_errors(whole(filled), today=NOW.date())
    save(filled, "education", answers()["education"])

    assert before == (("education", "退回要求改“学历与学习培训经历”，改好后请保存"),)
    assert blocking_errors(whole(filled), today=NOW.date()) == ()


def test_a_conflict_compares_entries_by_row(own, filled):
    row = filled.workexperience_set.get()
    save = url(filled, "work") + "autosave/"
    version = own.get(url(filled, "work")).context["version"]
    phone = entries(
        "work", job(id=str(row.pk), post="组长"), job(employer="阳城县凤城建筑安装有限公司")
    )
    own.post(save, phone | {"version": str(version)})
    desk = entries("work", job(id=str(row.pk), post="主任")) | {"version": str(version)}
    shown = own.post(url(filled, "work"), desk)
    names = [field.name for field in shown.context["conflict"]]

    answer = own.post(
        url(filled, "work"),
        desk | {"resolve": "chosen"} | {f"keep-{name}": "there" for name in names},
    )

    rows = list(whole(filled).workexperience_set.all())
    assert answer.status_code == 302
    assert [(w.employer, w.post) for w in rows] == [
        ("阳城县太行铸造机械有限公司", "组长"),
        ("阳城县凤城建筑安装有限公司", "工艺员"),
    ]


def test_identity_number_typed_in_a_draft_is_sealed(own, application):
    own.post(
        url(application, "basic") + "autosave/",
        {"version": "0", "identity_number": "140522199803129025"},
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM applications_sectiondraft")
        stored = cursor.fetchone()[0]
    assert "140522199803129025" not in stored
    assert stored


# What follows at once from what is typed ----------------------------------------------------------


def autosaved(client, application, slug, data):
    version = client.get(url(application, slug)).context["version"]
    return client.post(url(application, slug) + "autosave/", data | {"version": str(version)}).text


def test_birth_date_and_sex_are_read_from_the_number_while_it_is_typed(own, application):
    half = autosaved(own, application, "basic", {"identity_number": "1405221998031290"})
    whole_number = autosaved(
        own, application, "basic", {"identity_number": "１４０５２２199803129025"}
    )

    assert "derived" not in half
    assert "出生：1998年3月12日" in whole_number
    assert "性别：女" in whole_number


def test_years_of_the_appraisals_follow_the_day_typed(own, filled):
    earlier = answers()["appointment"] | day("appointed_on", "2018-08-01")

    same = autosaved(own, filled, "appointment", answers()["appointment"])
    piece = autosaved(own, filled, "appointment", earlier)

    assert "appraisals" not in same
    assert 'id="appraisals"' in piece
    assert "聘任日期改了，多出2018年度，请补填。" in piece
    assert 'name="grade_2018"' in piece


def test_answers_of_a_year_that_does_not_count_are_kept_for_its_return(own, filled):
    later = answers()["appointment"] | day("appointed_on", "2020-08-01")
    piece = autosaved(own, filled, "appointment", later)
    post(own, filled, "appointment", later)
    shorter = own.get(url(filled, "review").replace("sections/", ""))

    again = {k: v for k, v in answers()["appointment"].items() if not k.startswith("grade_2019")}
    back = autosaved(own, filled, "appointment", again)

    assert "2019年度不用填了，填过的还留着" in piece
    assert '<input type="hidden" name="grade_2019" value="合格">' in piece
    assert "2019年度考核" not in shorter.text
    assert "2020年度考核" in shorter.text
    assert '<option value="合格" selected>合格</option>' in back
    assert "请补填" not in back


def test_years_are_listed_by_a_button_without_javascript(own, application):
    answer = post(own, application, "appointment", day("appointed_on", "2019-08-01"), years="list")

    page = own.get(answer.url)

    assert answer.status_code == 302
    assert [year for year, *_ in page.context["input"].form.grid] == [2019, 2020, 2021]
    assert "有1处要更正" not in page.text


def test_only_fields_most_people_need_are_open(own, filled):
    closed = own.get(url(filled, "basic"))
    save(filled, "basic", answers()["basic"] | {"former_name": "郭小燕"})
    opened = own.get(url(filled, "basic"))

    assert '<details class="zc-group__more mb-4">' in closed.text
    assert '<details class="zc-group__more mb-4" open>' in opened.text


@pytest.mark.parametrize(
    ("number", "birthplace", "hint"),
    [
        ("140522199803129025", "山西阳城", ""),
        ("140502199803129021", "山西晋城", ""),
        ("140502199803129021", "山西阳城", "身份证号前6位不是140522"),
        ("990522199803120021", "山西阳城", "前两位“99”不是常见的地区代码"),
    ],
)
def test_region_of_the_number_only_hints(own, application, number, birthplace, hint):
    number = number[:17] + check_character(number[:17])
    data = answers()["basic"] | {"identity_number": number, "birthplace": birthplace}

    answer = post(own, application, "basic", data)
    page = own.get(answer.url)

    assert answer.status_code == 302
    assert (hint in page.text) if hint else ("再看一眼：身份证号" not in page.text)
    assert ("证件再看一眼" in page.text) is bool(hint)
