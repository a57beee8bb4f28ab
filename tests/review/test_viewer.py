"""The viewer of the review page: papers as pages, two side by side, markers, keys."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from review import second_letters
from review.checklist import PERSON_ITEMS
from review.engine import Refused
from review.models import Case
from review.states import Action, CaseState
from review.viewer import View, view_of
from tests.world import at
from yangcheng_titles.demo import road

KEYS = {"form", "report", "p7", "log"}


@pytest.fixture
def delivered(world):
    return world.case_at(CaseState.DELIVERED)


@pytest.mark.parametrize(
    ("asked", "view"),
    [
        ({}, View()),
        ({"doc": "p7", "with": "form", "zoom": "150", "turn": "90"}, View("p7", "form", 150, 90)),
        ({"doc": "p8", "with": "p9"}, View()),
        ({"doc": "form", "with": "form"}, View()),
        ({"zoom": "99", "turn": "45"}, View()),
        ({"zoom": "１５０", "turn": "-90"}, View()),
    ],
)
def test_view_is_what_the_address_says_or_the_usual(asked, view):
    assert view_of(asked, KEYS) == view


def test_zoom_goes_from_half_to_threefold_and_stops():
    assert View(zoom=100).larger == "?zoom=125#doc"
    assert View(zoom=300).larger == "?zoom=300#doc"
    assert View(zoom=50).smaller == "?zoom=50#doc"
    assert View("p7", "form", 150, 270).turned == "?doc=p7&with=form&zoom=150#doc"


def test_two_papers_lie_side_by_side_with_their_markers(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    contract = next(p for p in delivered.submission.papers if p["kind"] == "appointment")
    key = f"p{contract['id']}"

    page = sign_in(world.clerk).get(
        reverse("review:case", args=[delivered.pk]), {"with": key, "zoom": "75"}
    )

    shown = page.context["file"]
    text = page.content.decode()
    assert [pane.key for pane in shown.panes] == ["form", key]
    assert [(m.sign, m.item) for m in shown.markers] == [
        ("①", "report"), ("②", "proof"), ("③", "start_date"),
    ]  # fmt: skip
    assert shown.panes[0].content["sheets"][0].facts["appointed"].sign == "③"
    assert [sign.sign for sign in shown.panes[1].content["signs"]] == ["②", "③"]
    assert "zc-zoom-75" in text
    assert f"/uploads/{contract['id']}/pages/1/" in text


def test_page_of_a_paper_is_drawn_for_who_may_see_the_case(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    paper = delivered.submission.papers[0]["id"]
    url = reverse("review:case-leaf", args=[delivered.pk, paper, 1])
    stranger = world.person("外人", world.make_unit("阳城县砥洎陶瓷有限公司"), world.hr.role)

    client = sign_in(world.clerk)
    drawn = client.get(url, {"turn": "90"})
    assert drawn["Content-Type"] == "image/jpeg"
    assert b"".join(drawn.streaming_content).startswith(b"\xff\xd8\xff")
    for wrong in (f"{url}?turn=45", url.replace("/pages/1/", "/pages/99/")):
        assert client.get(wrong).status_code == 404
    assert sign_in(stranger).get(url).status_code == 404


def test_keys_have_a_switch_that_stays(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    client, page = sign_in(world.clerk), reverse("review:case", args=[delivered.pk])
    on = client.get(page).content.decode()

    client.post(reverse("review:review-keys"), {"case": delivered.pk})
    off = client.get(page).content.decode()

    assert "js/review" in on
    assert "js/review" not in off
    assert "打开键盘操作" in off


# --- the second letter ---------------------------------------------------------------------------
@pytest.fixture
def returned(world, delivered):
    """Told once, supplied, and found wanting in something else."""
    road.mark_all(
        delivered, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"), failing={"envelope"}
    )
    road.take(delivered, Action.CORRECT, acting=world.clerk, now=at("11-25 09:30"))
    road.take(delivered, Action.SUPPLY, acting=world.hr, now=at("11-26 11:00"))
    case = Case.objects.get(pk=delivered.pk)
    road.mark_all(
        case, PERSON_ITEMS, acting=world.clerk, now=at("11-26 14:31"), failing={"form_copies"}
    )
    return case


def test_second_letter_needs_a_reason_and_the_lead(world, returned):
    now = at("11-26 15:00")
    with pytest.raises(Refused, match="再次告知要写明原因，由审核人同意"):
        road.take(returned, Action.CORRECT, acting=world.clerk, now=now, note="漏看")
    with pytest.raises(Refused, match="请写明"):
        second_letters.ask(returned, acting=world.clerk, now=now, reason=" ")
    asked = second_letters.ask(returned, acting=world.clerk, now=now, reason="清点时漏看")
    with pytest.raises(Refused, match="已经申请过"):
        second_letters.ask(returned, acting=world.clerk, now=now, reason="再问")
    with pytest.raises(PermissionDenied):
        second_letters.decide(asked, acting=world.clerk, now=now, granted=True)
    with pytest.raises(Refused, match="不同意要写明理由"):
        second_letters.decide(asked, acting=world.lead, now=now, granted=False)

    second_letters.decide(asked, acting=world.lead, now=now, granted=True)

    road.take(returned, Action.CORRECT, acting=world.clerk, now=now, note="清点时漏看")
    assert returned.letters.filter(kind="bureau").count() == 2


def test_second_letter_is_asked_and_granted_on_the_pages(world, sign_in, clock, returned):
    clock("11-26 15:00")
    page = reverse("review:case", args=[returned.pk])
    client = sign_in(world.clerk)
    before = client.get(page).content.decode()
    empty = client.post(reverse("review:again-ask", args=[returned.pk]), {"reason": ""})
    client.post(reverse("review:again-ask", args=[returned.pk]), {"reason": "清点时漏看"})
    client = sign_in(world.lead)
    waiting = client.get(page).content.decode()
    client.post(reverse("review:again-decide", args=[returned.pk]), {"granted": "yes"})
    client = sign_in(world.clerk)
    letter = client.get(reverse("review:case-step", args=[returned.pk, "correct"]))

    assert "申请再次告知" in before
    assert empty.status_code == 422
    assert "清点时漏看" in waiting
    assert "同意再次告知" in waiting
    assert letter.context["form"]["note"].value() == "清点时漏看"
    assert not letter.context["offer"].reasons
