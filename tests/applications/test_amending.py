"""Changing a round: what is shown before is what happens, once, and stays on record."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from applications.amending import (
    Decision,
    Stale,
    amend_round,
    open_round,
    propose_round,
    refusals,
)
from applications.models import Amendment, Application, Round
from applications.queries import verdict_of, with_contents
from tests.applications.conftest import NOW
from tests.applications.drafts import draft, one_of_each


def decision(by, **change):
    given = {"by": by, "at": NOW, "document": "阳工信函字〔2021〕26号", "reason": "人社局答复"}
    return Decision(**given | change)


CHANGES = (
    {"service_until": date(2021, 6, 30)},
    {"service_until": date(2022, 12, 31)},
    {"acceptance_opens": date(2021, 11, 15)},
    {"acceptance_closes": date(2021, 11, 18)},
    {"college_requires_technician": True},
    {"accept_current_year_appraisal": "yes"},
    {"accept_current_year_appraisal": "no"},
    {
        "service_until": date(2020, 12, 31),
        "college_requires_technician": True,
        "accept_current_year_appraisal": "yes",
    },
)


@pytest.fixture
def drafts(world):
    """Somebody near each boundary, one file with nothing answered, and who changes the rules."""
    one_of_each(world.round, world.unit)
    draft(world.round, world.unit, identity_kind="")
    world.admin = world.person("张管", world.bureau, "admin")
    return world


def outcomes():
    files = with_contents(Application.objects.filter(locked=False))
    verdicts = {file.number: verdict_of(file) for file in files}
    return {
        number: (verdict.overall, verdict.line, verdict.rules)
        for number, verdict in verdicts.items()
        if verdict
    }


def amend(drafts, values):
    proposal = propose_round(drafts.round, values)
    amendment = amend_round(
        drafts.round, values=values, decision=decision(drafts.admin.user), stamp=proposal.stamp
    )
    return proposal, amendment


@contextmanager
def undone():
    """A change that is taken back when it has been looked at."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_preview_equals_result(drafts):
    before = outcomes()
    for values in CHANGES:
        with undone():
            proposal, _ = amend(drafts, values)

            assert proposal.turns, f"{values} is there because it turns a verdict"
            assert_result_is(proposal, before, outcomes())


def assert_result_is(proposal, before, after):
    shown = {turn.application.number: turn for turn in proposal.turns}
    assert set(shown) == {number for number in before if before[number] != after[number]}
    for number, turn in shown.items():
        assert (turn.before, turn.after) == (before[number][0], after[number][0])
        old, new = before[number][2], after[number][2]
        codes = sorted(c for c in old.keys() | new.keys() if old.get(c) != new.get(c))
        told = [(rule.before, rule.after) for rule in turn.rules]
        assert told == [(old.get(code), new.get(code)) for code in codes]


def test_setting_no_verdict_rests_on_turns_none(drafts):
    quiet = {"meeting_on": date(2021, 12, 20), "correction_latest": date(2021, 12, 10)}
    before = outcomes()

    proposal, _ = amend(drafts, quiet)

    assert (proposal.turns, proposal.looked_at) == ((), None)
    assert outcomes() == before


def test_frozen_verdict_of_what_was_handed_in_stays(drafts):
    submission = drafts.submitted().submission
    values = {"service_until": date(2019, 12, 31)}

    amend_round(
        drafts.round,
        values=values,
        decision=decision(drafts.admin.user),
        stamp=propose_round(drafts.round, values).stamp,
    )

    frozen = submission.verdict
    submission.refresh_from_db()
    assert submission.verdict == frozen
    assert submission.verdict["service_until"] == "2021-12-31"


def test_amendment_says_who_when_why_and_what(drafts):
    values = {"service_until": date(2020, 12, 31), "college_requires_technician": False}
    proposal = propose_round(drafts.round, values)

    amendment = amend_round(
        drafts.round, values=values, decision=decision(drafts.admin.user), stamp=proposal.stamp
    )

    assert amendment.lines == [
        {
            "item": "2021年度",
            "field": "资历计算截止",
            "old": "2021年12月31日（星期五）",
            "new": "2020年12月31日（星期四）",
        }
    ]
    assert (amendment.by, amendment.at) == (drafts.admin.user, NOW)
    assert (amendment.document, amendment.reason) == ("阳工信函字〔2021〕26号", "人社局答复")
    assert {one["number"] for one in amendment.verdicts} == {
        turn.application.number for turn in proposal.turns
    }


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_the_record(drafts, change):
    values = {"phone": "0356-4220192"}
    proposal = propose_round(drafts.round, values)
    amend_round(
        drafts.round, values=values, decision=decision(drafts.admin.user), stamp=proposal.stamp
    )

    rows = Amendment.objects.all()
    verb = {"update": lambda: rows.update(reason="别的理由"), "delete": rows.delete}[change]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        verb()


def test_change_made_meanwhile_is_told_and_nothing_saved(drafts):
    mine = {"phone": "0356-4220192", "place": "阳城县工信局303室"}
    shown = propose_round(drafts.round, mine)
    theirs = {"phone": "0356-4220193"}
    amend_round(
        drafts.round,
        values=theirs,
        decision=decision(drafts.admin.user),
        stamp=propose_round(drafts.round, theirs).stamp,
    )

    with pytest.raises(Stale) as refused:
        amend_round(
            drafts.round, values=mine, decision=decision(drafts.admin.user), stamp=shown.stamp
        )

    assert refused.value.proposal.lines[0].old == "0356-4220193"
    assert Round.objects.get().phone == "0356-4220193"
    assert Amendment.objects.count() == 1


def test_draft_changed_meanwhile_asks_to_look_again(drafts):
    values = {"service_until": date(2021, 7, 31)}
    shown = propose_round(drafts.round, values)
    changed = draft(drafts.round, drafts.unit, appointed="2020-08-02")

    with pytest.raises(Stale) as refused:
        amend_round(
            drafts.round, values=values, decision=decision(drafts.admin.user), stamp=shown.stamp
        )

    assert changed in [turn.application for turn in refused.value.proposal.turns]
    assert not Amendment.objects.exists()


def test_unchanged_values_make_no_record(drafts):
    values = {"phone": drafts.round.phone}

    with pytest.raises(ValueError, match="没有改动"):
        amend_round(
            drafts.round,
            values=values,
            decision=decision(drafts.admin.user),
            stamp=propose_round(drafts.round, values).stamp,
        )


OPENS = date(2021, 11, 10)


@pytest.mark.parametrize(
    ("values", "today", "refused"),
    [
        ({"acceptance_opens": OPENS + timedelta(5)}, OPENS - timedelta(1), ""),
        ({"acceptance_opens": OPENS + timedelta(5)}, OPENS, "不能再改"),
        ({"acceptance_closes": date(2021, 11, 25)}, OPENS - timedelta(1), ""),
        ({"acceptance_closes": date(2021, 11, 25)}, OPENS, "不能提前"),
        ({"acceptance_closes": date(2021, 11, 30)}, OPENS, ""),
        ({"acceptance_closes": date(2021, 12, 4)}, OPENS, "补正最迟"),
        ({"acceptance_closes": date(2021, 11, 30)}, date(2021, 12, 1), "已经过去"),
        ({"correction_latest": date(2021, 12, 2)}, OPENS, "不能提前"),
        ({"correction_latest": date(2021, 12, 6)}, OPENS, ""),
        ({"filling_opens": date(2021, 11, 4)}, OPENS, ""),
        ({"filling_opens": date(2021, 11, 11)}, OPENS - timedelta(1), "不能早于"),
        ({"materials_days": 5, "result_days": 6}, OPENS, ""),
        ({"materials_days": 4}, OPENS, "不能少于5个工作日"),
        ({"result_days": 4}, OPENS, "不能少于5个工作日"),
        ({"criteria_days": 3, "opinion_days": 3}, OPENS, ""),
        ({"meeting_on": date(2021, 11, 25)}, OPENS, "不能早于"),
    ],
)
def test_what_is_under_way_is_not_pulled_away(round_2021, values, today, refused):
    found = refusals(round_2021, values, today=today)

    assert [refused in sentence for sentence in found.values()] == ([True] if refused else [])


def test_filling_is_not_moved_once_somebody_began(application):
    values = {"filling_opens": date(2021, 11, 4)}

    assert "已经有人开始填报" in refusals(application.round, values, today=OPENS)["filling_opens"]


def test_service_refuses_what_the_form_refuses(drafts):
    late = NOW.replace(day=20)
    values = {"acceptance_opens": date(2021, 11, 12)}

    with pytest.raises(ValidationError, match="不能再改"):
        amend_round(
            drafts.round, values=values, decision=decision(drafts.admin.user, at=late), stamp=""
        )


def test_next_year_is_opened_with_the_dates_checked(drafts):
    dates = {
        "filling_opens": date(2022, 11, 4),
        "acceptance_opens": date(2022, 11, 9),
        "acceptance_closes": date(2022, 11, 25),
        "service_until": date(2022, 12, 31),
        "correction_latest": date(2022, 12, 2),
        "meeting_on": None,
    }

    opened = open_round(
        year=2022,
        notice_number="阳工信函字〔2022〕20号",
        notice_date=date(2022, 11, 4),
        title="",
        dates=dates,
        decision=decision(drafts.admin.user),
    )

    assert {name: getattr(opened, name) for name in dates} == dates
    assert opened.notice_counting == drafts.round.notice_counting
    assert Amendment.objects.get(round=opened).lines[0]["new"] == "阳工信函字〔2022〕20号"


def test_preview_costs_the_same_for_one_draft_and_for_thirty(world):
    values = {"service_until": date(2020, 6, 30)}

    def cost():
        with CaptureQueriesContext(connection) as queries:
            propose_round(world.round, values)
        return len(queries)

    draft(world.round, world.unit)
    one = cost()
    for _ in range(29):
        draft(world.round, world.unit)

    assert (cost(), len(propose_round(world.round, values).turns)) == (one, 30)
