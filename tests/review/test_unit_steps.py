"""The unit's steps as a person takes them: through the check pages, on stated days."""

import pytest
from django.urls import reverse

from review.models import Assessment, Case, Notice, NoticeEntry, UnitPromise
from review.notices import covering
from review.states import Action, CaseState, NoticeKind
from tests.world import at
from yangcheng_titles.demo import road

S = CaseState


def step_url(subject, action):
    kind = "case-step" if isinstance(subject, Case) else "package-step"
    return reverse(f"review:{kind}", args=[subject.pk, action])


def hidden(response):
    """What the check page carries with it: version and key."""
    form = response.context["form"]
    return {"version": form["version"].value() or "", "key": form["key"].value() or ""}


def take(client, subject, action, **data):
    """Open the check page, fill it in, press the button."""
    url = step_url(subject, action)
    page = client.get(url)
    assert page.status_code == 200
    return client.post(url, hidden(page) | data)


def post_notice(client, package, action, people=(), **change):
    """The two presses of a notice: see the text, then post it."""
    data = {"places": "公告栏", "phone": "0356-4221234", "people": list(people)} | change
    preview = take(client, package, action, **data)
    form = preview.context["form"]
    assert form.notice is not None, form.errors
    seen = form["seen"].value()
    return client.post(step_url(package, action), hidden(preview) | data | {"seen": seen})


def reasons_of(response):
    return "".join(response.context.get("refusal") or response.context["reasons"])


# --- publicity ① ------------------------------------------
def test_first_notice_is_posted_only_after_its_text_was_seen(world, clock, sign_in):
    clock("11-08 09:00")
    client, package = sign_in(world.hr), world.package

    preview = take(client, package, Action.POST_CRITERIA, places="公告栏", phone="0356-4221234")
    assert not Notice.objects.exists()
    response = post_notice(client, package, Action.POST_CRITERIA)

    assert "11月8日（星期一）" in preview.content.decode()
    assert "首尾两天都算" in preview.content.decode()
    assert response.status_code == 302
    notice = Notice.objects.get()
    assert (notice.first_day.day, notice.last_day.day) == (8, 12)
    assert notice.text == preview.context["form"].notice.text


def test_changed_phone_shows_the_text_again_before_posting(world, clock, sign_in):
    clock("11-08 09:00")
    client, package = sign_in(world.hr), world.package
    preview = take(client, package, Action.POST_CRITERIA, places="公告栏", phone="0356-4221234")
    seen = preview.context["form"]["seen"].value()

    again = client.post(
        step_url(package, Action.POST_CRITERIA),
        hidden(preview) | {"places": "公告栏", "phone": "0356-4229999", "seen": seen},
    )

    assert again.status_code == 200
    assert not Notice.objects.exists()
    assert "0356-4229999" in again.context["form"].notice.text


def test_notice_posted_after_the_office_closed_counts_from_the_next_day(world, clock, sign_in):
    clock("11-08 18:01")
    client = sign_in(world.hr)

    post_notice(client, world.package, Action.POST_CRITERIA)

    notice = Notice.objects.get()
    assert (notice.first_day.day, notice.last_day.day) == (9, 15)


def test_supervision_phone_that_is_none_is_refused_in_words(world, clock, sign_in):
    clock("11-08 09:00")

    response = take(
        sign_in(world.hr), world.package, Action.POST_CRITERIA, places="公告栏", phone="没有"
    )

    assert "监督电话应像0356-4221234或11位手机号这样写" in response.content.decode()
    assert not Notice.objects.exists()


# --- five working days ------------------------------------
@pytest.mark.parametrize(("today", "open"), [("11-15 17:00", False), ("11-16 00:01", True)])
def test_second_notice_is_cleared_with_five_working_days_and_not_with_four(
    world, clock, sign_in, today, open
):
    case = world.case_at(S.MATERIALS_NOTICE)  # 11-09 … 11-15
    clock(today)
    client = sign_in(world.hr)

    page = client.get(step_url(case.package, Action.CLEAR_MATERIALS))
    client.post(
        step_url(case.package, Action.CLEAR_MATERIALS), hidden(page) | {"people": [case.pk]}
    )

    case.refresh_from_db()
    assert (case.state == S.ASSESSMENT) is open
    if not open:
        assert "公示②须满5个工作日，公示到11月15日，11月16日起才能登记。" in reasons_of(page)


@pytest.mark.parametrize(("today", "open"), [("11-12 23:59", False), ("11-13 08:00", True)])
def test_first_notice_is_registered_with_five_working_days_and_not_with_four(
    world, clock, sign_in, today, open
):
    package = world.package
    road.post_criteria(package, acting=world.hr, now=at("11-08 09:00"))
    clock(today)

    page = sign_in(world.hr).get(step_url(package, Action.CLEAR_CRITERIA))

    assert page.context["offer"].open is open


def test_third_notice_is_greyed_until_its_days_have_run(world, clock, sign_in):
    case = world.case_at(S.OPINION_NOTICE)  # 11-16 … 11-22
    clock("11-22 12:00")

    page = sign_in(world.hr).get(step_url(case.package, Action.CLEAR_OPINIONS))

    assert "11月23日起才能登记" in reasons_of(page)


# --- a changed file ---------------------------------------
def test_changed_file_is_publicised_afresh(world, clock, sign_in):
    case = world.case_at(S.MATERIALS_NOTICE)
    first = covering(case, NoticeKind.MATERIALS)
    clock("11-12 09:00")
    client = sign_in(world.hr)
    take(client, case, Action.RETURN, item_work="请补写2020年的工作")
    world.again(case, now=at("11-12 10:00"))
    case.refresh_from_db()
    road.pass_by_unit(case, acting=world.hr, now=at("11-12 11:00"))
    case.refresh_from_db()

    assert covering(case, NoticeKind.MATERIALS) is None
    page = client.get(step_url(case.package, Action.CLEAR_MATERIALS))
    assert "没有正在公示②的人员" in reasons_of(page)
    clock("11-15 09:00")
    post_notice(client, case.package, Action.POST_MATERIALS, [case.pk])

    case.refresh_from_db()
    second = covering(case, NoticeKind.MATERIALS)
    assert second != first
    assert second.last_day.day == 19
    assert list(
        NoticeEntry.objects.filter(case=case).values_list("submission__version", flat=True)
    ) == [1, 2]


def test_return_without_any_item_is_refused_in_words(world, clock, sign_in):
    case = world.case_at(S.UNIT_OK)
    clock("11-09 09:00")

    response = take(sign_in(world.hr), case, Action.RETURN)

    assert response.status_code == 422
    assert "请至少勾选一项原因，或在一个部分写明要改的内容" in response.content.decode()
    case.refresh_from_db()
    assert case.state == S.UNIT_OK


def test_ticked_reasons_reopen_their_parts_and_cite_their_clause(world, clock, sign_in):
    case = world.case_at(S.UNIT_OK)
    clock("11-09 09:00")

    page = take(
        sign_in(world.hr), case, Action.RETURN,
        reasons=["proof", "service"], item_work="请补写2020年的工作",
    )  # fmt: skip

    assert page.status_code == 302
    letter = case.letters.get()
    assert [(i["section"], i["clause"]) for i in letter.items] == [
        ("materials", "五（5）"),
        ("appointment", "三（三）"),
        ("work", "三（三）"),
        ("work", ""),
    ]
    assert letter.items[0]["text"].startswith("请补交参加本专业技术工作的相关手续证明")
    case.application.refresh_from_db()
    assert set(case.application.reopened) == {"materials", "appointment", "work"}


# --- publicity ② shows only what may be shown -------------
def test_second_notice_shows_neither_identity_number_nor_phone(world, clock, sign_in):
    case = world.case_at(S.UNIT_OK)
    road.post_criteria(case.package, acting=world.hr, now=at("11-08 09:00"))
    clock("11-09 09:00")

    preview = take(
        sign_in(world.hr), case.package, Action.POST_MATERIALS,
        places="公告栏", phone="0356-4221234", people=[case.pk],
    ).content.decode()  # fmt: skip

    application = case.application
    assert case.name in preview
    assert application.identity_number not in preview
    assert application.contact_phone not in preview


def test_second_notice_needs_somebody(world, clock, sign_in):
    case = world.case_at(S.UNIT_OK)
    road.post_criteria(case.package, acting=world.hr, now=at("11-08 09:00"))
    clock("11-09 09:00")

    response = take(
        sign_in(world.hr),
        case.package,
        Action.POST_MATERIALS,
        places="公告栏",
        phone="0356-4221234",
    )

    assert "请选择人员" in response.content.decode()
    assert not Notice.objects.filter(kind=NoticeKind.MATERIALS).exists()


# --- 民主评议 -------------------------------------------------
MEMBERS = (("王秀兰", "staff"), ("陈立新", "expert"), ("成建国", "leader"))


def assessment(cases, members=MEMBERS, recused=None, agree=3, disagree=0, opinion=""):
    data = {
        "held_on": "2021-11-16",
        "place": "三楼会议室",
        "recorder": "原海燕",
        "people": [case.pk for case in cases],
        "m-TOTAL_FORMS": "15",
        "m-INITIAL_FORMS": "0",
    }
    for row, (name, kind) in enumerate(members):
        data |= {f"m-{row}-name": name, f"m-{row}-kind": kind, f"m-{row}-title": ""}
    for row, name in (recused or {}).items():
        data[f"m-{row}-recused_for"] = name
    for case in cases:
        prefix = f"p{case.pk}"
        data |= {
            f"{prefix}-{grade}": "good" for grade in ("ethics", "attitude", "level", "ability")
        }
        data |= {
            f"{prefix}-agree": agree,
            f"{prefix}-disagree": disagree,
            f"{prefix}-opinion": opinion,
        }
    return data


def test_opinion_is_drafted_from_the_result_and_registered_once_read(world, clock, sign_in):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")
    client = sign_in(world.hr)

    drafted = take(client, case.package, Action.ASSESS, **assessment([case]))
    text = drafted.context["form"].ratings[0]["opinion"].value()
    assert not Assessment.objects.exists()
    done = take(client, case.package, Action.ASSESS, **assessment([case], opinion=text))

    assert "同意3票、不同意0票" in text
    assert "11月9日至11月15日" in text
    assert done.status_code == 302
    case.refresh_from_db()
    rating = case.ratings.get()
    assert (case.state, rating.voters, rating.opinion) == (S.OPINION_DRAFT, 3, text)
    assert {m.kind for m in Assessment.objects.get().members.all()} == {"staff", "expert", "leader"}


def test_what_is_written_for_the_rest_holds_for_everybody_not_written_about(world, clock, sign_in):
    world.submitted("田雨")
    world.pass_by_unit(Case.objects.get(), "11-05 15:00")
    case = world.case_at(S.ASSESSMENT)
    other = Case.objects.exclude(pk=case.pk).get()
    clock("11-16 10:00")
    client = sign_in(world.hr)
    usual = {"ethics": "good", "attitude": "good", "level": "fair", "ability": "good"}
    data = assessment([]) | {"people": [case.pk, other.pk], f"p{other.pk}-level": "good"}
    data |= {f"usual-{key}": value for key, value in usual.items()}

    short = take(client, case.package, Action.ASSESS, **data | {"usual-agree": 2})
    wrong = take(
        client, case.package, Action.ASSESS, **data | {"usual-agree": 2, "usual-disagree": 0}
    )
    drafted = take(
        client, case.package, Action.ASSESS, **data | {"usual-agree": 3, "usual-disagree": 0}
    )

    assert "田雨：请填写不同意推荐票" in short.text
    assert wrong.text.count("其余的人：同意2票加不同意0票，不等于到会3人") == 1
    assert f'name="p{case.pk}-agree" value' not in wrong.text
    forms = {form.case: form for form in drafted.context["form"].ratings}
    assert {form["agree"].value() for form in forms.values()} == {"3"}
    assert (forms[case]["level"].value(), forms[other]["level"].value()) == ("fair", "good")
    assert "专业水平较好" in forms[case]["opinion"].value()


def test_applicant_on_the_panel_stands_aside_for_the_own_case(world, clock, sign_in):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")
    client, members = sign_in(world.hr), (*MEMBERS, (case.name, "staff"))

    sitting = take(client, case.package, Action.ASSESS, **assessment([case], members, agree=4))
    aside = assessment([case], members, recused={3: case.name}, agree=3, opinion="同意推荐。")
    done = take(client, case.package, Action.ASSESS, **aside)

    assert sitting.status_code == 422
    assert f"{case.name}是申报人，不能评议本人" in sitting.text
    assert done.status_code == 302


def test_sitting_dated_before_the_second_notice_was_over_is_refused(world, clock, sign_in):
    case = world.case_at(S.ASSESSMENT)  # ② until 11-15
    clock("11-16 10:00")
    data = assessment([case], opinion="同意推荐。") | {"held_on": "2021-11-15"}

    early = take(sign_in(world.hr), case.package, Action.ASSESS, **data)

    assert early.status_code == 409
    assert "公示②公示到11月15日，期满后才能评议，评议日期写的是11月15日" in early.text
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "word"), [("staff", "群众代表"), ("expert", "同行专家"), ("leader", "单位领导")]
)
def test_missing_kind_of_member_blocks_with_the_clause(world, clock, sign_in, left_out, word):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")
    members = [m for m in MEMBERS if m[1] != left_out] + [("孙小平", "other")]

    response = take(
        sign_in(world.hr), case.package, Action.ASSESS,
        **assessment([case], members=members, opinion="同意推荐。"),
    )  # fmt: skip

    assert f"评议组里还没有{word}（四（二））" in response.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("agree", "disagree", "recused", "sentence"),
    [
        (3, 1, {}, "同意3票加不同意1票，不等于到会3人"),
        (2, 0, {}, "同意2票加不同意0票，不等于到会3人"),
        (3, 0, {0: "郭晓燕"}, "同意3票加不同意0票，不等于到会3人减回避1人"),
    ],
)
def test_votes_must_add_up_to_those_attending(
    world, clock, sign_in, agree, disagree, recused, sentence
):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")

    response = take(
        sign_in(world.hr), case.package, Action.ASSESS,
        **assessment([case], agree=agree, disagree=disagree, recused=recused, opinion="同意推荐。"),
    )  # fmt: skip

    page = response.content.decode()
    assert sentence in page
    assert "三楼会议室" in page
    assert not Assessment.objects.exists()


def test_recused_member_is_taken_off_the_votes(world, clock, sign_in):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")

    take(
        sign_in(world.hr), case.package, Action.ASSESS,
        **assessment([case], agree=2, recused={0: case.name}, opinion="同意推荐。"),
    )  # fmt: skip

    assert case.ratings.get().voters == 2


def test_recusal_for_somebody_else_is_refused_in_words(world, clock, sign_in):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")

    response = take(
        sign_in(world.hr), case.package, Action.ASSESS,
        **assessment([case], recused={1: "查无此人"}, opinion="同意推荐。"),
    )  # fmt: skip

    assert "陈立新的回避对象“查无此人”不在这次评议的人员里" in response.content.decode()


def test_person_without_a_majority_cannot_go_on_to_the_third_notice(world, clock, sign_in):
    case = world.case_at(S.ASSESSMENT)
    clock("11-16 10:00")
    client = sign_in(world.hr)
    take(
        client, case.package, Action.ASSESS,
        **assessment([case], agree=1, disagree=2, opinion="未过半数，不同意推荐。"),
    )  # fmt: skip

    response = post_notice(client, case.package, Action.POST_OPINIONS, [case.pk])

    assert "没有过半数" in reasons_of(response)


# --- the leader, the department, the way back -------------
def test_leader_signs_with_the_own_name_only(world, clock, sign_in):
    case = world.case_at(S.NOTICES_CLEAR)
    clock("11-23 10:00")
    client = sign_in(world.head)

    wrong = take(client, case.package, Action.RECOMMEND, people=[case.pk], signed_name="原海燕")
    right = take(client, case.package, Action.RECOMMEND, people=[case.pk], signed_name="成建国")

    assert "承诺要由本人签：请填写“成建国”，现在写的是“原海燕”" in wrong.content.decode()
    assert "六（二）" in wrong.content.decode()
    assert right.status_code == 302
    assert UnitPromise.objects.get().signed_name == "成建国"


def test_filing_with_people_left_behind_asks_why(world, clock, sign_in):
    case = world.case_at(S.RECOMMENDED)
    other = world.submitted("张建军", now=at("11-20 09:00"))
    clock("11-23 11:00")
    client = sign_in(world.hr)
    data = {"deliverer": "原海燕", "deliverer_phone": "13800001234"}

    without = take(client, case.package, Action.FILE, **data)
    take(client, case.package, Action.FILE, **data, note="其余随后补报。")

    assert "请填写还有人没有推荐就先报送的原因" in without.content.decode()
    assert other.name in without.content.decode()
    case.refresh_from_db()
    other.refresh_from_db()
    assert case.state == S.DEPARTMENT_REVIEW
    assert other.package_id != case.package_id


def test_hr_cannot_act_on_the_own_file(world, clock, sign_in):
    own = world.case_at(S.SUBMITTED, "原海燕")
    application = own.application
    application.applicant = world.hr.user
    application.save(update_fields=["applicant"])
    clock("11-08 09:00")
    client = sign_in(world.hr)

    assert client.get(reverse("review:case", args=[own.pk])).status_code == 404
    assert client.post(step_url(own, Action.OPEN), {}).status_code == 404
    own.refresh_from_db()
    assert own.state == S.SUBMITTED


def test_other_unit_finds_neither_file_nor_package(world, clock, sign_in):
    case = world.case_at(S.SUBMITTED)
    stranger = world.person("李秀兰", world.make_unit("阳城县砥洎陶瓷有限公司"), "unit")
    clock("11-08 09:00")
    client = sign_in(stranger)

    assert client.get(reverse("review:case", args=[case.pk])).status_code == 404
    assert client.get(reverse("review:package", args=[case.package_id])).status_code == 404
    assert client.get(step_url(case, Action.OPEN)).status_code == 404


def test_second_press_of_the_button_is_the_same_step(world, clock, sign_in):
    case = world.case_at(S.SUBMITTED)
    clock("11-08 09:00")
    client = sign_in(world.hr)
    page = client.get(step_url(case, Action.OPEN))

    first = client.post(step_url(case, Action.OPEN), hidden(page))
    second = client.post(step_url(case, Action.OPEN), hidden(page))

    assert (first.status_code, second.status_code) == (302, 302)
    assert case.events.filter(action=Action.OPEN).count() == 1


def test_page_opened_before_a_colleague_acted_is_refused_with_the_colleagues_step(
    world, clock, sign_in
):
    case = world.case_at(S.SUBMITTED)
    clock("11-08 09:00")
    client = sign_in(world.hr)
    page = client.get(step_url(case, Action.OPEN))
    road.take(case, Action.OPEN, acting=world.hr, now=at("11-08 08:59"))

    response = client.post(step_url(case, Action.OPEN), hidden(page))

    assert response.status_code == 409
    assert "原海燕已于11月08日 08:59办理“开始审核”" in reasons_of(response)


@pytest.mark.parametrize("role", ["hr", "head"])
def test_result_not_yet_public_is_kept_from_the_unit(world, clock, sign_in, role):
    case = world.case_at(S.PASSED)
    clock("12-16 14:00")
    client = sign_in(getattr(world, role))

    page = client.get(reverse("review:case", args=[case.pk]))

    assert page.context["tag"].word == "评审中"
    assert "评审通过" not in [step.label for step in page.context["history"]]
    assert client.get(step_url(case, Action.RETURN)).status_code == 404
