"""咨询投诉: asked without an account, answered at the desk, read with number and code."""

import pytest

from review import enquiring
from review.forms.guarded import stamp
from review.models import Enquiry
from tests.world import at

ASKED = {
    "kind": "policy",
    "content": "专科毕业两年，没有技术员能不能申报？",
    "contact": "13800000001",
    "opened": stamp(at("11-10 09:59")),
}


@pytest.fixture
def visitor(client, world, clock):
    clock("11-10 10:00")
    return client


def test_question_is_answered_at_the_desk_and_read_with_its_code(visitor, world, sign_in):
    page = visitor.post("/help/ask/", ASKED, follow=True)
    enquiry = Enquiry.objects.get()
    pair = {"number": f" {enquiry.receipt.lower()} ", "code": enquiry.query_code}
    before = visitor.post("/receipts/", pair).text
    clerk = sign_in(world.clerk)
    desk = clerk.get("/bureau/enquiries/").text
    answer = {"answer": "按三（三），从事专业技术工作满2年即可。"}
    assert clerk.post(f"/bureau/enquiries/{enquiry.pk}/", {}).status_code == 422
    assert clerk.post(f"/bureau/enquiries/{enquiry.pk}/", answer).status_code == 302
    again = clerk.post(f"/bureau/enquiries/{enquiry.pk}/", answer, follow=True).text
    clerk.logout()

    assert page.redirect_chain[-1][0] == "/help/asked/"
    assert enquiry.query_code in page.text
    assert "还没有答复" in before
    assert "13800000001" in desk
    assert "已经有人答复" in again
    after = visitor.post("/receipts/", pair).text
    assert "满2年即可" in after
    assert "13800000001" not in after


def test_complaint_is_the_leads_alone(visitor, world, sign_in):
    visitor.post("/help/ask/", ASKED | {"kind": "complaint"})
    enquiry = Enquiry.objects.get()

    assert not enquiring.enquiries_for(world.clerk).exists()
    url = f"/bureau/enquiries/{enquiry.pk}/"
    assert sign_in(world.clerk).post(url, {"answer": "好"}).status_code == 404
    assert enquiry.receipt in sign_in(world.lead).get("/bureau/enquiries/").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": ""}, "请选择类型"),
        ({"content": "太短"}, "至少10个字，现在2个字"),
        ({"website": "http://x"}, "请清空"),
        ({"opened": stamp(at("11-10 10:00"))}, "提交得太快"),
    ],
)
def test_question_is_refused_in_a_sentence_and_kept_as_typed(visitor, change, sentence):
    text = visitor.post("/help/ask/", ASKED | change).text

    assert sentence in text
    assert "13800000001" in text
    assert not Enquiry.objects.exists()


def test_sixth_question_within_the_hour_waits(visitor):
    for _ in range(5):
        visitor.post("/help/ask/", ASKED)

    assert "请过一小时再提交" in visitor.post("/help/ask/", ASKED).text
    assert Enquiry.objects.count() == 5


def test_wrong_pairs_are_limited_over_all_receipts(visitor):
    for number in range(30):
        pair = {"number": f"ZX2021-{number:08d}", "code": "00000000"}
        wrong = visitor.post("/receipts/", pair).text

    assert "编号或查询码不对" in wrong
    last = visitor.post("/receipts/", {"number": "ZX2021-1", "code": "0"}).text
    assert "15分钟后再查" in last
