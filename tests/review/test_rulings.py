"""统一答复: a question of policy is answered once, for who waits and for who comes later (§6.6)."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from review import rulings
from review.engine import Refused
from review.guards.case import open_findings
from review.models import Case, Ruling, Settlement
from review.states import Action, CaseState
from tests.world import at
from yangcheng_titles.demo import road
from yangcheng_titles.demo.people import secondary

ANSWER = {"outcome": "met", "reason": "按大专对待。", "basis": "阳人社函〔2021〕9号"}
NOW = at("11-25 10:00")


def technical(year):
    """A technical school, of which the notice does not say to what it is equal."""
    career = secondary("机械制造", "工艺编制", "晋城技师学院", "机械加工", year=year)
    return replace(career, schools=(replace(career.schools[0], level="技校高级"),))


def question_of_schools(round):
    (question,) = (q for q in rulings.open_questions(round) if q.rule == "R10")
    return question


def test_answer_settles_who_waits_and_who_comes_later(world):
    first = world.submitted("郭晓燕", career=technical(2015))
    second = world.submitted("成志强", career=technical(2014))
    road.pass_by_unit(second, acting=world.hr, now=at("11-05 15:00"))
    for _, walk in world.stations(first)[:9]:
        walk()
    Case.objects.filter(pk=first.pk).update(state=CaseState.DELIVERED)

    question = question_of_schools(world.round)
    assert question.people == ("郭晓燕",)
    ruling = rulings.answer(
        world.round, acting=world.lead, now=NOW, rule="R10", question=question.text, **ANSWER
    )
    road.receive(second.package, acting=world.clerk, now=NOW)

    assert {s.case_id for s in ruling.settlements.all()} == {first.pk, second.pk}
    for case in Case.objects.all():
        assert "R10" not in {finding["rule"] for finding in open_findings(case)}
    assert "R10" not in {question.rule for question in rulings.open_questions(world.round)}
    with pytest.raises(Refused, match="已经有统一答复"):
        rulings.answer(
            world.round, acting=world.lead, now=NOW, rule="R10", question=question.text, **ANSWER
        )


def test_question_is_what_the_notice_leaves_open_and_the_same_for_all():
    asked = {"outcome": "unproven", "doubt": "rule", "settled_by": "", "because": "2015年毕业。"}

    assert rulings.question_of(asked) == rulings.question_of(asked | {"because": "2018年毕业。"})
    for other in ({"doubt": "paper"}, {"settled_by": "单位评议组"}, {"outcome": "met"}):
        assert rulings.question_of(asked | other) == ""


def test_only_the_lead_answers_and_nothing_open_reaches_the_committee(world, sign_in, clock):
    case = world.case_at(CaseState.ACCEPTED, career=technical(2015))
    clock("11-25 17:00")
    url = reverse("review:rulings")
    question = question_of_schools(world.round)
    posted = {"rule": "R10", "question": question.text, **ANSWER}
    with pytest.raises(Refused, match="需核实没有结论"):
        road.take(case, Action.QUALIFY, acting=world.secretary, now=at("12-06 09:00"))
    with pytest.raises(PermissionDenied):
        rulings.answer(world.round, acting=world.clerk, now=NOW, **posted)

    send = reverse("review:ruling-answer")
    assert sign_in(world.clerk).post(send, posted).status_code == 403
    client = sign_in(world.lead)
    empty = client.post(send, posted | {"basis": ""})
    assert empty.status_code == 422
    assert "按大专对待。" in empty.content.decode()
    assert not Ruling.objects.exists()
    assert client.post(send, posted).url == url
    assert Settlement.objects.get(ruling__isnull=False).ruling == Ruling.objects.get()
    assert "阳人社函〔2021〕9号" in client.get(url).content.decode()
    assert "R10" not in {finding["rule"] for finding in open_findings(case)}
