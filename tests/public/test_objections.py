"""异议: handed in by anybody, kept from floods without a puzzle, seen by its handler only."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from accounts.models import Message
from review import records
from review.engine import Refused
from review.forms.guarded import stamp
from review.models import Notice, Objection, ObjectionFile
from review.states import Action, CaseState, NoticeKind
from tests.applications import files
from tests.world import at

OPENED = stamp(at("11-10 09:59"))


@pytest.fixture
def case(client, world, clock):
    case = world.case_at(CaseState.MATERIALS_NOTICE, "郭晓燕")
    clock("11-10 10:00")
    return case


def objection_address(kind=NoticeKind.MATERIALS):
    return f"/notices/{Notice.objects.get(kind=kind).code}/objections/new/"


def filled(case, **change):
    data = {
        "cases": [case.pk],
        "content": "2020年3月他不在本单位工作，请核查。",
        "named": "no",
        "name": "",
        "phone": "",
        "opened": OPENED,
    }
    return data | change


# --- objections ----------------------------------------------------------------------------------
def test_objection_is_looked_over_before_it_is_handed_in(client, case):
    response = client.post(objection_address(), filled(case))

    assert "核对异议内容" in response.text
    assert "2020年3月他不在本单位工作" in response.text
    assert not Objection.objects.exists()


def test_anonymous_objection_gets_number_and_code_once(client, case):
    response = client.post(objection_address(), filled(case, confirmed="1"), follow=True)

    objection = Objection.objects.get()
    assert response.redirect_chain[-1][0] == "/objections/filed/"
    assert objection.receipt in response.text
    assert objection.query_code in response.text
    assert (objection.name, objection.phone) == ("", "")
    assert objection.case == case


def test_named_objection_keeps_name_and_phone_readable_only_to_the_handler(client, case):
    data = filled(case, named="yes", name="张明", phone="138 0000 0001", confirmed="1")

    client.post(objection_address(), data)

    objection = Objection.objects.get()
    assert (objection.name, objection.phone) == ("张明", "13800000001")
    assert "13800000001" not in str(dict(client.session))


def test_name_given_and_then_withheld_is_not_kept(client, case):
    data = filled(case, named="no", name="张明", phone="13800000001", confirmed="1")

    client.post(objection_address(), data)

    assert Objection.objects.get().name == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"content": ""}, "请写明反映的具体情况，至少10个字"),
        ({"content": "太短"}, "请写明反映的具体情况，至少10个字，现在2个字"),
        ({"content": "长" * 2001}, "反映的具体情况最多2000字，现在2001字"),
        ({"cases": []}, "请选择反映的对象"),
        ({"cases": ["999999"]}, "不在选项里"),
        ({"named": ""}, "请选择实名还是不具名"),
        ({"named": "yes"}, "请填写姓名"),
        ({"named": "yes", "name": "张明"}, "请填写手机号"),
        ({"named": "yes", "name": "张明", "phone": "1380000"}, "手机号应为11位，现在7位"),
        ({"website": "http://x"}, "请清空"),
    ],
)
def test_objection_is_refused_in_a_sentence_and_kept_as_typed(client, case, change, sentence):
    response = client.post(objection_address(), filled(case, **change))

    assert sentence in response.text
    assert not Objection.objects.exists()
    if change.get("content") is None:
        assert "2020年3月他不在本单位工作" in response.text


def test_objection_to_the_criteria_names_nobody(client, case):
    data = {"content": "公示栏里没有看到评审条件。", "named": "no", "confirmed": "1"}
    data["opened"] = OPENED

    client.post(objection_address(NoticeKind.CRITERIA), data)

    assert Objection.objects.get().case is None


def test_objection_after_the_last_day_is_not_taken(client, case, clock):
    url = objection_address()
    clock("11-16 00:00")

    response = client.post(url, filled(case, confirmed="1"))

    assert response.status_code == 410
    assert "异议不再受理" in response.text
    assert "2020年3月他不在本单位工作" in response.text
    assert not Objection.objects.exists()


def test_sixth_objection_within_the_hour_waits(client, case):
    for number in range(5):
        client.post(
            objection_address(),
            filled(case, content=f"第{number}件，情况如上所述，请查。", confirmed="1"),
        )

    response = client.post(objection_address(), filled(case, confirmed="1"))

    assert "从您的网络一小时内已收到5件异议" in response.text
    assert "2020年3月他不在本单位工作" in response.text
    assert Objection.objects.count() == 5


def test_objection_can_be_followed_with_its_code(client, case):
    client.post(objection_address(), filled(case, confirmed="1"))
    objection = Objection.objects.get()
    url = f"/objections/{objection.receipt}/"

    before = client.post(url, {"code": objection.query_code}).text
    Objection.objects.update(
        conclusion="unfounded", finding="已核查", concluded_at=at("11-12 09:00")
    )
    after = client.post(url, {"code": f" {objection.query_code} "}).text

    assert "核查中" in before
    assert "不成立" in after
    assert "已核查" in after
    assert objection.content not in before + after


def test_guessing_an_objection_is_limited(client, case):
    client.post(objection_address(), filled(case, confirmed="1"))
    objection = Objection.objects.get()
    url = f"/objections/{objection.receipt}/"
    for _ in range(5):
        wrong = client.post(url, {"code": "00000000"})

    right = client.post(url, {"code": objection.query_code})

    assert "编号或查询码不对，请照回执填写" in wrong.text
    assert "15分钟后再查" in right.text


def test_unknown_receipt_reads_like_a_wrong_code(client, case):
    client.post(objection_address(), filled(case, confirmed="1"))
    known = Objection.objects.get().receipt

    one = client.post(f"/objections/{known}/", {"code": "00000000"}).text
    other = client.post("/objections/YY2021-00000000/", {"code": "00000000"}).text

    plain = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|YY2021-\d+')
    assert plain.sub("", one) == plain.sub("", other)


def test_receipt_page_without_an_objection_leads_to_the_notices(client, world, clock):
    clock("11-10 10:00")

    assert client.get("/objections/filed/")["Location"] == "/notices/"


def test_finding_is_read_by_who_gave_a_name_and_by_nobody_else(client, case):
    named = filled(case, named="yes", name="张明", phone="13800000001", confirmed="1")
    texts = []
    for data in (named, filled(case, confirmed="1")):
        client.post(objection_address(), data)
        objection = Objection.objects.latest("pk")
        Objection.objects.filter(pk=objection.pk).update(
            conclusion="unfounded", finding="经查工资表，他在岗。", concluded_at=at("11-12 09:00")
        )
        url = f"/objections/{objection.receipt}/"
        texts.append(client.post(url, {"code": objection.query_code}).text)

    assert "经查工资表，他在岗。" in texts[0]
    assert "经查工资表" not in texts[1]
    assert "不成立" in texts[1]


# --- against floods ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opened", "sentence"),
    [
        (stamp(at("11-10 09:59")), None),
        (stamp(at("11-09 10:00")), None),
        (f"{int(at('11-10 09:59').timestamp())}:made-up", "这一页打开太久了"),
        ("", "这一页打开太久了"),
        (stamp(at("11-09 09:59")), "这一页打开太久了"),
        (stamp(at("11-10 10:00")), "提交得太快"),
    ],
)
def test_form_answered_sooner_than_read_is_asked_to_wait(client, case, opened, sentence):
    response = client.post(objection_address(), filled(case, opened=opened, confirmed="1"))

    assert Objection.objects.exists() is (sentence is None)
    if sentence:
        assert sentence in response.text
        assert "2020年3月他不在本单位工作" in response.text


def test_page_open_for_too_long_goes_through_at_the_second_press(client, case, clock):
    response = client.post(objection_address(), filled(case, opened=""))
    again = re.search(r'name="opened" value="([^"]+)"', response.text)[1]
    clock("11-10 10:01")

    assert "核对异议内容" in client.post(objection_address(), filled(case, opened=again)).text


def test_one_notice_takes_sixty_an_hour_from_all_addresses(client, case):
    for number in range(60):
        data = filled(case, confirmed="1")
        client.post(objection_address(), data, REMOTE_ADDR=f"10.0.0.{number // 5 + 1}")

    response = client.post(objection_address(), filled(case, confirmed="1"), REMOTE_ADDR="10.0.1.1")

    assert "收到的异议太多" in response.text
    assert "监督电话0356-4221234" in response.text
    assert Objection.objects.count() == 60


# --- evidence ------------------------------------------------------------------------------------
def test_evidence_lies_with_the_objection_and_only_its_handler_opens_it(
    client, case, world, sign_in
):
    sent = [files.upload("考勤.pdf", files.pdf(1)), files.upload("现场.jpg", files.image())]

    client.post(objection_address(), filled(case, confirmed="1") | {"files": sent})
    kept = ObjectionFile.objects.order_by("pk")
    url = f"/objections/{kept[0].objection_id}/files/{kept[0].pk}/"

    assert [file.name for file in kept] == ["考勤.pdf", "现场.jpg"]
    assert all(default_storage.exists(file.path) for file in kept)
    opened = sign_in(world.hr).get(url)
    assert opened.getvalue().startswith(b"%PDF-")
    assert "考勤.pdf" in sign_in(world.hr).get(f"/unit/notices/{kept[0].objection.notice_id}/").text
    for other in (world.applicant(case), world.secretary, world.head):
        assert sign_in(other).get(url).status_code in (403, 404)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ([("a.pdf", b"x")], "“a.pdf”不是PDF、JPG或PNG"),
        ([(f"{n}.jpg", files.image()) for n in range(6)], "最多5个文件，现在选了6个"),
    ],
)
def test_evidence_not_let_in_hands_in_nothing_and_keeps_what_was_typed(
    client, case, sent, sentence
):
    data = filled(case, confirmed="1") | {"files": [files.upload(*one) for one in sent]}

    response = client.post(objection_address(), data)

    assert sentence in response.text
    assert "2020年3月他不在本单位工作" in response.text
    assert not Objection.objects.exists()


# --- the desk ------------------------------------------------------------------------------------
@pytest.fixture
def results(client, world, clock):
    """Two people in the result publicity, an objection to the first."""
    first = world.case_at(CaseState.UNIT_OK, "郭晓燕")
    second = world.case_at(CaseState.IN_REVIEW, "赵建军")
    world.accept(first)
    world.step(first, Action.QUALIFY, world.secretary, "12-06 09:00")
    world.hold_meeting([first, second])
    world.publish_result(first)
    clock("12-21 09:00")
    opened = stamp(at("12-21 08:59"))
    client.post(objection_address(NoticeKind.RESULT), filled(first, confirmed="1", opened=opened))
    return first, second


def test_objection_to_a_result_freezes_one_person_only(results, world, sign_in):
    first, second = results
    objection = Objection.objects.get()
    desk = sign_in(world.secretary).get("/bureau/objections/").text
    world.step(first, Action.INVESTIGATE, world.secretary, "12-21 10:00")

    with pytest.raises(Refused, match="没有核查结论"):
        world.step(first, Action.OVERRULE, world.secretary, "12-21 11:00", note="查无此事")
    clear = Action.CLEAR_RESULT
    world.step(second.meeting, clear, world.secretary, "12-27 09:00", chosen=[second])
    second.refresh_from_db()
    first.refresh_from_db()

    assert objection.receipt in desk
    assert Message.objects.filter(user=world.secretary.user, link="/bureau/objections/").exists()
    assert second.state == CaseState.PENDING_CONFIRMATION
    assert first.state == CaseState.RESULT_OBJECTION


def test_secretary_concludes_and_the_lead_only_reads(results, world, sign_in):
    objection = Objection.objects.get()
    url = f"/bureau/objections/{objection.pk}/"
    answer = {"conclusion": "unfounded", "finding": "已向单位核实，他在岗。"}

    assert sign_in(world.lead).post(url, answer).status_code == 403
    assert "由评委会秘书核查" in sign_in(world.lead).get("/bureau/objections/").text
    assert sign_in(world.secretary).post(url, {"conclusion": "unfounded"}).status_code == 422
    assert sign_in(world.secretary).post(url, answer).status_code == 302
    objection.refresh_from_db()
    assert objection.concluded_by == world.secretary.user
    assert "已有结论 1" in sign_in(world.secretary).get("/bureau/objections/?show=done").text


def test_unit_does_not_conclude_an_objection_to_a_result(results, world):
    objection = Objection.objects.get()

    with pytest.raises(PermissionDenied):
        records.conclude_objection(
            objection, acting=world.hr, now=at("12-21 10:00"), conclusion="unfounded", finding="无"
        )
