"""Progress, results and certificates: what a stranger may ask, and how often."""

import pytest

from review.models import Certificate
from review.states import CaseState
from tests.world import at


@pytest.fixture
def case(client, world, clock):
    case = world.case_at(CaseState.MATERIALS_NOTICE, "郭晓燕")
    clock("11-10 10:00")
    return case


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


def test_confirmed_person_is_found_by_name_and_unit_or_number(client, certificate):
    by_unit = client.post("/results/", {"name": " 郭晓燕 ", "unit": "析城山煤业"})
    by_number = client.post("/results/", {"name": "郭晓燕", "number": certificate.number.lower()})
    elsewhere = client.post("/results/", {"name": "郭晓燕", "unit": "陶瓷有限"})

    assert certificate.confirmation_number in by_unit.text
    assert certificate.confirmation_number in by_number.text
    assert "没有查到" in elsewhere.text


def test_half_a_name_finds_nobody(client, certificate):
    assert "没有查到" in client.post("/results/", {"name": "郭", "unit": "析城山煤业"}).text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"name": "郭晓燕"}, "请填写工作单位或证书编号"),
        ({"name": "郭晓燕", "unit": "公司"}, "工作单位至少4"),
        ({"number": "YCZ20210001"}, "请填写姓名"),
    ],
)
def test_half_of_what_is_asked_looks_nobody_up(client, certificate, asked, sentence):
    text = client.post("/results/", asked).text

    assert sentence in text
    assert certificate.confirmation_number not in text


def test_looking_people_up_is_limited(client, certificate):
    asked = {"name": "郭晓燕", "unit": "析城山煤业"}
    for _ in range(30):
        client.post("/results/", asked)

    text = client.post("/results/", asked).text

    assert "查得太多了" in text
    assert certificate.confirmation_number not in text


def test_certificate_is_valid_and_nothing_is_told_that_was_not_typed(client, certificate):
    response = client.post(
        "/certificates/verify/", {"number": certificate.number, "name": certificate.name}
    )

    assert "有效" in response.text
    assert certificate.unit not in response.text
    assert certificate.confirmation_number not in response.text


def test_code_on_the_paper_asks_for_the_name_on_it(client, certificate):
    url = f"/v/{certificate.code.lower()}/"

    asked = client.get(url).text
    right = client.post(url, {"name": certificate.name}).text
    wrong = client.post(url, {"name": "别人"}).text
    unknown = client.post("/v/2222222222/", {"name": certificate.name}).text

    assert certificate.name not in asked
    assert certificate.number not in asked + wrong + unknown
    assert "有效" in right
    assert "未查到" in wrong
    assert "未查到" in unknown


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
    listed = client.post("/results/", {"name": certificate.name, "number": certificate.number})

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
