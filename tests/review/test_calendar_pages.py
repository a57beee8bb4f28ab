"""Working days: the State Council's list as pasted, two people, what moves shown first."""

from datetime import date

import pytest

from accounts.roles import Role
from applications import working_days
from applications.models import Amendment, CalendarChange, WorkingDayOverride
from applications.queries import calendar
from eligibility import Calendar, CalendarUnknown
from review.notices import last_day
from review.states import CaseState

# 国办发明电〔2021〕11号, as published
NOTICE_2022 = """一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。"""
LIST_2035 = NOTICE_2022.replace("2022", "2035")
GROUNDS = {"document": "国办发明电〔2021〕11号", "reason": "国务院放假安排"}


@pytest.fixture
def admin(world, clock, sign_in):
    clock("11-10 09:00")
    return sign_in(world.person("张管", world.bureau, Role.ADMIN))


def test_published_list_as_pasted_equals_the_calendar():
    entries = working_days.read(NOTICE_2022, 2022)

    assert len(entries) == 3 + 7 + 3 + 5 + 3 + 3 + 7 + 2 + 1 + 2 + 2
    days = Calendar()
    assert all(
        days.is_working_day(entry.day) is (entry.said == working_days.WORK)
        for entry in entries.values()
    )
    assert entries[date(2022, 1, 30)].reason == "春节调休"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("放假三天", "没有读到日期"),
        ("2月30日放假", "日期不存在"),
        ("2022-02-14 下雨", "安排是“下雨”"),
        ("1月5日至2日放假", "前后颠倒"),
        ("2022-02-14 休\n2022-02-14 班", "前面已经写过"),
        ("日放假", "没有读到日期"),
        ("5日放假", "日期不存在"),
    ],
)
def test_what_cannot_be_read_is_named(text, sentence):
    with pytest.raises(working_days.Unreadable, match=sentence):
        working_days.read(text, 2022)


def test_year_nobody_published_is_known_once_its_list_is_entered(db):
    days = working_days.read(LIST_2035, 2035)
    with pytest.raises(CalendarUnknown):
        calendar().is_working_day(date(2035, 11, 5))

    then = working_days.changed_calendar(working_days.wanted(days))

    assert then.is_working_day(date(2035, 11, 5)) is True  # a Monday
    assert then.is_working_day(date(2035, 11, 4)) is False
    assert then.is_working_day(date(2035, 10, 3)) is False
    assert len(then.days(date(2035, 1, 1), date(2035, 12, 31))) == 365


def test_holiday_lengthens_a_running_notice_after_two_people(admin, world, sign_in):
    case = world.case_at(CaseState.MATERIALS_NOTICE)
    notice = case.notice_entries.get().notice
    before = last_day(notice)
    given = {"year": "2021", "days": "2021-11-12 休 停电检修", **GROUNDS}

    shown = admin.post("/settings/calendar/new/", given)
    assert "到期日会推后" in shown.text
    assert not CalendarChange.objects.exists()
    admin.post("/settings/calendar/new/", given | {"save": "1"})

    change = CalendarChange.objects.get()
    own = admin.post(f"/settings/calendar/changes/{change.pk}/confirm/", follow=True)
    assert "您提出的，要由另一个人确认" in own.text
    assert not WorkingDayOverride.objects.exists()
    lead = sign_in(world.lead)
    assert "到期日会推后" in lead.get(f"/settings/calendar/changes/{change.pk}/").text
    done = lead.post(f"/settings/calendar/changes/{change.pk}/confirm/", follow=True)
    assert "工作日表已修改" in done.text
    assert last_day(notice) > before
    amendment = Amendment.objects.get()
    assert (amendment.subject, amendment.document) == ("calendar", GROUNDS["document"])
    assert "张管提出，郭庆华确认" in lead.get("/settings/calendar/history/").text
    again = lead.post(f"/settings/calendar/changes/{change.pk}/refuse/", follow=True)
    assert "已经有人答复过" in again.text


def test_working_day_made_meanwhile_never_shortens_a_notice(admin, world):
    case = world.case_at(CaseState.MATERIALS_NOTICE)
    notice = case.notice_entries.get().notice
    saturday = {"year": "2021", "days": "2021-11-13 班", **GROUNDS}

    shown = admin.post("/settings/calendar/new/", saturday)

    assert "到期日都不变" in shown.text
    lines = working_days.wanted(working_days.read("2021-11-13 班", 2021))
    assert last_day(notice, working_days.changed_calendar(lines)) == notice.last_day


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("2021-11-09 休", "11月9日（星期二）已经过去"),
        ("2021-11-13 休", "和现在的工作日一样"),
        ("随便写的", "第1行“随便写的”"),
        ("", "请填写放假和调休安排"),
    ],
)
def test_wrong_list_is_named_and_kept(admin, days, sentence):
    response = admin.post("/settings/calendar/new/", {"year": "2021", "days": days, **GROUNDS})

    assert response.status_code == 422
    assert sentence in response.text
    assert days in response.text


def test_today_may_still_be_changed_and_an_acceptance_date_is_named(admin, world):
    given = {"year": "2021", "days": "2021-11-10 休\n2021-11-26 休 会议", **GROUNDS}

    shown = admin.post("/settings/calendar/new/", given)

    assert "11月26日（星期五）将是休息日" in shown.text


@pytest.mark.parametrize(
    ("query", "words"), [("", "国庆节"), ("?year=2077", "没有录入"), ("?year=9", "国庆节")]
)
def test_year_is_in_the_address(admin, query, words):
    assert words in admin.get(f"/settings/calendar/{query}").text


def test_change_is_refused_by_the_second_person(admin, world, sign_in):
    given = {"year": "2021", "days": "2021-11-12 休", "save": "1", **GROUNDS}
    admin.post("/settings/calendar/new/", given)
    change = CalendarChange.objects.get()

    sign_in(world.lead).post(f"/settings/calendar/changes/{change.pk}/refuse/")

    assert not WorkingDayOverride.objects.exists()
    assert CalendarChange.objects.get().outcome == "refused"
