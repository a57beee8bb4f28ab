"""Objections, progress, results and certificates: what a stranger may ask, and how often."""

import re

import pytest

from review.models import Certificate, Notice, Objection
from review.states import CaseState, NoticeKind
from tests.world import at


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

    assert "这一小时内已收到5件异议" in response.text
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


# --- progress ------------------------------------------------------------------------------------
def ask(client, case, code=None):
    return client.post(
        "/progress/",
        {"number": case.number, "code": code or case.application.query_code},
    )


def test_progress_tells_steps_and_times_without_content(client, case):
    text = ask(client, case).text

    assert "公示②中" in text
    assert "申报人：提交给单位" in text
    assert "11月5日 11:00" in text
    assert "郭晓燕" not in text
    assert "采矿工程" not in text


def test_progress_takes_blanks_and_small_letters(client, case):
    response = client.post(
        "/progress/",
        {"number": f" {case.number.lower()} ", "code": f"{case.application.query_code} "},
    )

    assert "公示②中" in response.text


def test_wrong_pair_and_unknown_number_get_the_same_sentence(client, case):
    wrong = ask(client, case, "00000000")
    unknown = client.post("/progress/", {"number": "YC2021-9999", "code": "00000000"})

    assert "编号或查询码不对，请照回执填写" in wrong.text
    assert "编号或查询码不对，请照回执填写" in unknown.text


def test_sixth_guess_waits_even_with_the_right_code(client, case):
    for _ in range(5):
        ask(client, case, "00000000")

    assert "15分钟后再查" in ask(client, case).text


def test_guessing_over_many_numbers_waits_too(client, case):
    for number in range(30):
        client.post("/progress/", {"number": f"YC2021-8{number:03d}", "code": "00000000"})

    assert "15分钟后再查" in ask(client, case).text


def test_result_of_the_vote_is_not_told_before_it_is_public(client, world, clock):
    case = world.case_at(CaseState.PASSED)
    clock("12-17 09:00")

    text = ask(client, case).text

    assert "现在：评审中" in text
    assert "评审通过" not in text


def test_proposed_refusal_is_not_told(client, world, clock):
    case = world.case_at(CaseState.DELIVERED)
    world.step(case, "propose-refusal", world.clerk, "11-25 10:00", note="逾期")
    clock("11-25 11:00")

    text = ask(client, case).text

    assert "不予受理" not in text
    assert "审核中" in text


# --- results and certificates -----------------------------------------------------------------
def test_results_say_where_they_will_stand(client, world, clock):
    clock("11-16 09:00")

    assert "评审结果尚未公布" in client.get("/results/").text


def test_results_point_to_the_running_publicity(client, world, clock):
    world.case_at(CaseState.RESULT_NOTICE)
    clock("12-21 09:00")

    assert "评审结果正在公示" in client.get("/results/").text


@pytest.fixture
def certificate(client, world, clock):
    world.case_at(CaseState.CONFIRMED, "郭晓燕")
    clock("2022-01-05 09:00")
    return Certificate.objects.get()


def test_confirmed_person_is_found_by_name(client, certificate):
    found = client.post("/results/", {"name": " 郭晓燕 ", "unit": "析城山"})
    elsewhere = client.post("/results/", {"name": "郭晓燕", "unit": "陶瓷"})

    assert certificate.confirmation_number in found.text
    assert "没有查到" in elsewhere.text


def test_half_a_name_finds_nobody(client, certificate):
    assert "没有查到" in client.post("/results/", {"name": "郭"}).text


def test_certificate_is_valid_with_number_and_name(client, certificate):
    response = client.post(
        "/certificates/verify/", {"number": certificate.number, "name": certificate.name}
    )

    assert "有效" in response.text
    assert certificate.unit in response.text
    assert certificate.confirmation_number in response.text


def test_certificate_with_another_name_is_not_found(client, certificate):
    response = client.post("/certificates/verify/", {"number": certificate.number, "name": "别人"})

    assert "未查到" in response.text
    assert certificate.unit not in response.text


def test_revoked_certificate_says_when_and_why(client, certificate):
    Certificate.objects.update(
        revoked_on=at("2022-03-01 00:00").date(), revocation_basis="阳工信函字〔2021〕24号 六（二）"
    )

    response = client.post(
        "/certificates/verify/", {"number": certificate.number, "name": certificate.name}
    )
    listed = client.post("/results/", {"name": certificate.name})

    assert "已取消" in response.text
    assert "2022年3月1日取消，依据阳工信函字〔2021〕24号 六（二）" in response.text
    assert certificate.confirmation_number not in listed.text


def test_guessing_certificates_is_limited(client, certificate):
    for number in range(20):
        client.post("/certificates/verify/", {"number": f"YCZ20219{number:03d}", "name": "某人"})

    response = client.post(
        "/certificates/verify/", {"number": certificate.number, "name": certificate.name}
    )

    assert "15分钟后再查" in response.text
    assert "zc-stamp" not in response.text
