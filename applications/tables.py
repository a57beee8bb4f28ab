"""The bureau's two tables, 附件4 and the majors, as rows of words: read, checked, changed.

A row is what stands in the workbook and on the form. Changing one line on a page and reading a
workbook of three hundred go the same way: rows → plan → proposal → saved as shown. A row that is
not there is left alone, so that a workbook of five lines changes five lines.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from applications import choices as c
from applications.amending import Decision, Line, Proposal, Stale, record
from applications.draft_verdicts import Basis, basis_of, drafts_under_way, turns
from applications.facts import clean_major
from applications.models import Amendment, MajorMatch, Round, Specialty
from documents.sheets import CellError, Column

YES, NO = "是", "否"
UNLISTED = "不列入"
RELEVANCE = {label: value for value, label in c.Relevance.choices}
LONGEST = {"category": 40, "name": 40, "major": 60}
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What rows would do: `lines` of what changes, and how many rows there are of each kind."""

    lines: tuple[Line, ...]
    added: int
    changed: int
    same: int
    wanted: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, and how it is read, compared and written.

    `check` turns rows into key → words, with every error of every cell; `present` is the same of
    the database; `basis` what verdicts would rest on; `write` saves what a plan wants.
    """

    slug: str
    title: str
    subject: str
    columns: tuple[Column, ...]
    check: Callable
    present: Callable
    basis: Callable
    write: Callable


def plan(table: Table, rows: Iterable[tuple[int, Words]]) -> tuple[Plan, list[CellError]]:
    """What these numbered rows would change; nothing of it counts while there are errors."""
    wanted, errors = table.check(rows)
    present = table.present()
    lines, added, changed = [], 0, 0
    for key, new in wanted.items():
        old = present.get(new.get("was") or key)
        found = _lines(table, new.get("was") or key, old, new)
        lines += found
        added += old is None and bool(found)
        changed += old is not None and bool(found)
    same = len(wanted) - added - changed
    return Plan(tuple(lines), added, changed, same, wanted), errors


def _lines(table: Table, item: str, old: Words | None, new: Words) -> list[Line]:
    fields = {column.key: column.title for column in table.columns if column.key in new}
    if old is None:
        if new.get("relevance") == UNLISTED:
            return []
        said = "，".join(f"{title}：{new[key]}" for key, title in fields.items())
        return [Line(item, "新增", "没有列入", said)]
    return [
        Line(item, title, old[key], new[key])
        for key, title in fields.items()
        if old[key] != new[key]
    ]


def propose(table: Table, found: Plan, *, today: date) -> Proposal:
    """The plan with the drafts whose verdict turns with it, in every round under way."""
    drafts = drafts_under_way(today)
    before = basis_of({draft.round for draft in drafts})
    return Proposal(found.lines, turns(drafts, before, table.basis(before, found)), len(drafts))


def amend(
    table: Table, rows: Iterable[tuple[int, Words]], *, decision: Decision, stamp: str
) -> Amendment:
    """Save what was shown under `stamp`: all rows or none, with the Amendment.

    Raises Stale when the table or the drafts changed meanwhile, ValueError for rows with errors
    or without a change.
    """
    with transaction.atomic():
        # the first round's row is the queue of everybody who changes a table
        Round.objects.select_for_update().order_by("year").first()
        found, errors = plan(table, rows)
        if errors:
            raise ValueError(errors[0].message)
        proposal = propose(table, found, today=decision.at.date())
        amendment = record(table.subject, proposal, decision, stamp)
        try:
            with transaction.atomic():
                table.write(found)
        except IntegrityError as error:
            raise Stale(proposal) from error
    return amendment


# What a cell may hold --------------------------------------------------------------------------


class _Cells:
    """The cells of one numbered row, each read once; what is wrong goes to `errors`."""

    def __init__(self, table_columns, number: int, row: Words, errors: list[CellError]):
        self.titles = {column.key: column.title for column in table_columns}
        self.number, self.row, self.errors = number, row, errors
        self.good = True

    def wrong(self, key: str, what: str) -> None:
        self.good = False
        self.errors.append(CellError(self.number, self.titles[key], what))

    def text(self, key: str) -> str:
        text = " ".join((self.row.get(key) or "").split())
        if not text:
            self.wrong(key, "没有填写，请补上。")
        elif len(text) > LONGEST[key]:
            self.wrong(key, f"最多{LONGEST[key]}字，现在{len(text)}字。")
        return text

    def choice(self, key: str, allowed: Iterable[str], otherwise: str = "") -> str:
        text = (self.row.get(key) or "").strip() or otherwise
        if text not in allowed:
            said = f"是“{text}”" if text else "没有填写"
            self.wrong(key, f"{said}，请填写{'或'.join(allowed)}。")
        return text

    def once(self, key: str, said: str, seen: dict[str, int]) -> None:
        if said and said in seen:
            self.wrong(key, f"和第{seen[said]}行重复，请留一行。")
        seen.setdefault(said, self.number)


# 附件4 -------------------------------------------------------------------------------------------

SPECIALTY_COLUMNS = (
    Column(key="category", title="大类", width=24, required=True),
    Column(key="name", title="专业", width=24, required=True),
    Column(key="exam_only", title="以考代评", width=12),
    Column(key="active", title="可选", width=10),
)


def _check_specialties(rows):
    wanted, errors, seen = {}, [], {}
    taken = set(Specialty.objects.values_list("name", flat=True))
    for number, row in rows:
        cells = _Cells(SPECIALTY_COLUMNS, number, row, errors)
        name = cells.text("name")
        words = {
            "category": cells.text("category"),
            "name": name,
            "exam_only": cells.choice("exam_only", (YES, NO), NO),
            "active": cells.choice("active", (YES, NO), YES),
        }
        was = row.get("was") or ""
        if was and was not in taken:
            cells.wrong("name", f"原来的“{was}”已经不在表里，请回到列表重新打开。")
        elif was and name != was and name in taken:
            cells.wrong("name", f"已有“{name}”，名称不能相同。")
        cells.once("name", name, seen)
        if cells.good:
            wanted[name] = words | ({"was": was} if was else {})
    return wanted, errors


def _specialties() -> dict[str, Words]:
    return {s.name: words_of_specialty(s) for s in Specialty.objects.all()}


def words_of_specialty(specialty: Specialty) -> Words:
    """One line of 附件4 as its row."""
    return {
        "category": specialty.category,
        "name": specialty.name,
        "exam_only": YES if specialty.exam_only else NO,
        "active": YES if specialty.active else NO,
    }


def _basis_of_specialties(before: Basis, found: Plan) -> Basis:
    ids = dict(Specialty.objects.values_list("name", "pk"))
    by_exam = set(before.exam_only)
    for name, words in found.wanted.items():
        pk = ids.get(words.get("was") or name)
        if pk is not None:
            (by_exam.add if words["exam_only"] == YES else by_exam.discard)(pk)
    return replace(before, exam_only=frozenset(by_exam))


def _write_specialties(found: Plan) -> None:
    present = Specialty.objects.in_bulk(field_name="name")
    for name, words in found.wanted.items():
        specialty = present.get(words.get("was") or name) or Specialty()
        specialty.category, specialty.name = words["category"], name
        specialty.exam_only = words["exam_only"] == YES
        specialty.active = words["active"] == YES
        specialty.save()


# 所学专业 → 申报专业 -----------------------------------------------------------------------------

MAJOR_COLUMNS = (
    Column(key="major", title="所学专业", width=28, required=True),
    Column(key="specialty", title="申报专业", width=24, required=True),
    Column(key="relevance", title="关系", width=14, required=True),
)


def pair(major: str, specialty: str) -> str:
    """How a pair is named: 「采矿工程 → 矿山机电」."""
    return f"{major} → {specialty}"


def _check_majors(rows):
    wanted, errors, seen = {}, [], {}
    names = set(Specialty.objects.values_list("name", flat=True))
    for number, row in rows:
        cells = _Cells(MAJOR_COLUMNS, number, row, errors)
        major = clean_major(cells.text("major"))
        specialty = (row.get("specialty") or "").strip()
        if not specialty:
            cells.wrong("specialty", "没有填写，请补上。")
        elif specialty not in names:
            cells.wrong("specialty", f"是“{specialty}”，申报专业表里没有，请先在那里增加。")
        relevance = cells.choice("relevance", (*RELEVANCE, UNLISTED))
        cells.once("major", pair(major, specialty), seen)
        if cells.good:
            wanted[pair(major, specialty)] = _words_of_pair(major, specialty, relevance)
    return wanted, errors


def _majors() -> dict[str, Words]:
    found = MajorMatch.objects.values_list("major", "specialty__name", "relevance")
    labels = dict(c.Relevance.choices)
    return {
        pair(major, name): _words_of_pair(major, name, labels[kind]) for major, name, kind in found
    }


def _words_of_pair(major: str, specialty: str, relevance: str) -> Words:
    return {"major": major, "specialty": specialty, "relevance": relevance}


def _basis_of_majors(before: Basis, found: Plan) -> Basis:
    ids = dict(Specialty.objects.values_list("name", "pk"))
    matches = dict(before.matches)
    for words in found.wanted.values():
        key = ids[words["specialty"]], words["major"]
        if words["relevance"] == UNLISTED:
            matches.pop(key, None)
        else:
            matches[key] = RELEVANCE[words["relevance"]]
    return replace(before, matches=matches)


def _write_majors(found: Plan) -> None:
    specialties = Specialty.objects.in_bulk(field_name="name")
    for words in found.wanted.values():
        place = {"major": words["major"], "specialty": specialties[words["specialty"]]}
        if words["relevance"] == UNLISTED:
            MajorMatch.objects.filter(**place).delete()
        else:
            MajorMatch.objects.update_or_create(
                **place, defaults={"relevance": RELEVANCE[words["relevance"]]}
            )


SPECIALTIES = Table(
    "specialties",
    "申报专业",
    Amendment.Subject.SPECIALTIES,
    SPECIALTY_COLUMNS,
    _check_specialties,
    _specialties,
    _basis_of_specialties,
    _write_specialties,
)
MAJORS = Table(
    "majors",
    "专业对照",
    Amendment.Subject.MAJORS,
    MAJOR_COLUMNS,
    _check_majors,
    _majors,
    _basis_of_majors,
    _write_majors,
)
