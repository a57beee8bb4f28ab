"""附件4 and the majors: what is read, what is refused, what turns, what stays on record."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.amending import Decision, Stale
from applications.draft_verdicts import drafts_of
from applications.models import Amendment, MajorMatch, Specialty
from applications.queries import verdict_of
from applications.tables import MAJORS, SPECIALTIES, amend, plan, propose
from documents import sheets
from eligibility import Outcome
from tests.applications.conftest import NOW
from tests.applications.drafts import draft, one_of_each

TODAY = NOW.date()


@pytest.fixture
def admin(world):
    one_of_each(world.round, world.unit)
    return world.person("张管", world.bureau, "admin")


def decision(admin):
    return Decision(by=admin.user, at=NOW, document="", reason="评议组意见")


def save(table, rows, admin) -> Amendment:
    proposal = propose(table, plan(table, rows)[0], today=TODAY)
    return amend(table, rows, decision=decision(admin), stamp=proposal.stamp)


def major(name, specialty, relevance):
    return {"major": name, "specialty": specialty, "relevance": relevance}


def specialty(name, category="03 机械工程", exam_only="否", active="是", **more):
    row = {"category": category, "name": name, "exam_only": exam_only, "active": active}
    return row | more


def verdicts(world_round):
    return {file.number: verdict_of(file).rules for file in drafts_of(world_round)}


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (MAJORS, [(4, major("法学", "采矿工程", "相近专业"))]),
        (MAJORS, [(4, major("采矿工程专业", "采矿工程", "不列入"))]),
        (
            MAJORS,
            [
                (4, major("安全工程", "采矿工程", "本专业")),
                (5, major("法学", "采矿工程", "本专业")),
            ],
        ),
        (SPECIALTIES, [(4, specialty("采矿工程", "01 采矿（煤炭）工程", exam_only="是"))]),
        (SPECIALTIES, [(4, specialty("计算机软件", "05 电子信息与自动化", exam_only="否"))]),
        (SPECIALTIES, [(4, specialty("矿业工程", "01 采矿（煤炭）工程", was="采矿工程"))]),
    ],
    ids=lambda value: value.slug if hasattr(value, "slug") else "",
)
def test_preview_equals_result(world, admin, table, rows):
    before = verdicts(world.round)
    proposal = propose(table, plan(table, rows)[0], today=TODAY)

    save(table, rows, admin)

    after = verdicts(world.round)
    turned = {number for number in before if before[number] != after[number]}
    assert {turn.application.number for turn in proposal.turns} == turned
    for turn in proposal.turns:
        old, new = before[turn.application.number], after[turn.application.number]
        told = [(rule.before, rule.after) for rule in turn.rules]
        assert told == [(old[c], new[c]) for c in sorted(old) if old[c] != new[c]]


def test_listing_a_major_settles_who_studied_it(world, admin):
    rows = [(0, major("法学", "采矿工程", "相近专业"))]

    amendment = save(MAJORS, rows, admin)

    (told,) = amendment.verdicts
    assert (told["before"], told["after"]) == (Outcome.UNPROVEN, Outcome.MET)
    assert MajorMatch.objects.get(major="法学").relevance == "related"
    assert amendment.lines == [
        {
            "item": "法学 → 采矿工程",
            "field": "新增",
            "old": "没有列入",
            "new": "所学专业：法学，申报专业：采矿工程，关系：相近专业",
        }
    ]


def test_specialty_is_renamed_and_switched_off_but_kept(world, admin):
    rows = [(0, specialty("铸造工艺", active="否", was="铸造"))]
    pk = Specialty.objects.get(name="铸造").pk

    amendment = save(SPECIALTIES, rows, admin)

    line = Specialty.objects.get(pk=pk)
    assert (line.name, line.active) == ("铸造工艺", False)
    assert [(one["field"], one["old"], one["new"]) for one in amendment.lines] == [
        ("专业", "铸造", "铸造工艺"),
        ("可选", "是", "否"),
    ]


def test_rows_that_say_nothing_new_are_counted_and_left(round_2021):
    rows = [
        (4, major("采矿工程", "采矿工程", "本专业")),
        (5, major("采矿工程", "采矿工程", "相近专业")),
    ]

    found, errors = plan(MAJORS, rows[:1])

    assert (found.added, found.changed, found.same, errors) == (0, 0, 1, [])
    assert [error.message for error in plan(MAJORS, rows)[1]] == [
        "第5行“所学专业”和第4行重复，请留一行。"
    ]


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        (MAJORS, major("", "采矿工程", "本专业"), "第7行“所学专业”没有填写，请补上。"),
        (MAJORS, major("法学", "法律", "本专业"), "第7行“申报专业”是“法律”，申报专业表里没有"),
        (
            MAJORS,
            major("法学", "采矿工程", "相关"),
            "第7行“关系”是“相关”，请填写本专业或相近专业或不列入",
        ),
        (MAJORS, major("学" * 61, "采矿工程", "本专业"), "最多60字，现在61字"),
        (SPECIALTIES, specialty("", ""), "第7行“专业”没有填写，请补上。"),
        (SPECIALTIES, specialty("铸造", active="停"), "第7行“可选”是“停”，请填写是或否。"),
        (SPECIALTIES, specialty("焊接", was="铸造"), "已有“焊接”，名称不能相同"),
        (SPECIALTIES, specialty("焊接", was="没有的"), "已经不在表里"),
    ],
)
def test_bad_cell_is_named_and_nothing_saved(world, admin, table, row, message):
    rows = [(6, major("法学", "采矿工程", "本专业"))] if table is MAJORS else []

    _, errors = plan(table, [*rows, (7, row)])

    assert any(message in error.message for error in errors)
    with pytest.raises(ValueError, match="第7行"):
        amend(table, [*rows, (7, row)], decision=decision(admin), stamp="")
    assert not MajorMatch.objects.filter(major="法学").exists()
    assert not Amendment.objects.exists()


def test_table_changed_meanwhile_is_told(world, admin):
    mine = [(0, major("法学", "采矿工程", "相近专业"))]
    shown = propose(MAJORS, plan(MAJORS, mine)[0], today=TODAY)
    save(MAJORS, [(0, major("法学", "采矿工程", "本专业"))], admin)

    with pytest.raises(Stale) as refused:
        amend(MAJORS, mine, decision=decision(admin), stamp=shown.stamp)

    assert refused.value.proposal.lines[0].old == "本专业"
    assert MajorMatch.objects.get(major="法学").relevance == "same"


@pytest.mark.parametrize("table", [SPECIALTIES, MAJORS], ids=lambda table: table.slug)
def test_exported_table_comes_back_without_a_change(round_2021, table):
    content = sheets.write(table.columns, table.present().values(), title=table.title)

    reading = sheets.read(table.columns, BytesIO(content))
    found, errors = plan(table, [(row.number, row.values) for row in reading.rows])

    assert reading.errors == errors == []
    assert (found.lines, found.same) == ((), len(table.present()))


def test_preview_costs_the_same_for_one_draft_and_for_thirty(world):
    found, _ = plan(MAJORS, [(0, major("采矿工程", "采矿工程", "不列入"))])

    def cost():
        with CaptureQueriesContext(connection) as queries:
            propose(MAJORS, found, today=TODAY)
        return len(queries)

    draft(world.round, world.unit)
    one = cost()
    for _ in range(29):
        draft(world.round, world.unit)

    assert cost() == one
