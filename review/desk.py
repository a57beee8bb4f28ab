"""One file opened on the desk at 303: what its page shows on the left, on the right and below."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.roles import Role
from applications import queries as applications
from applications.bundles import bundle_of
from components.shapes import Offer, Tag
from components.words import time_words

from . import machine
from .buttons import buttons
from .changes import changed_titles
from .checklist import PERSON_ITEMS, last_marks
from .forms.bureau_marks import MarksForm, QueueFilter, SettleForm
from .guards.case import open_findings
from .issued import DocumentLink, document_links
from .labels import case_tag
from .prints.words import applied_school
from .queries import bureau as read
from .queries.unit_case import frozen_file, history
from .reading import report_of, sheets_of
from .states import Action, CaseState

S = CaseState
IMAGES = ("image/jpeg", "image/png")
#: the decisions the marks lead to: they save first, so they are buttons of the marks' own form
DECISIONS = (Action.ACCEPT, Action.CORRECT, Action.PROPOSE_REFUSAL)
SETTLEABLE = (S.DELIVERED, S.ACCEPTED)
LIST_OF = {
    S.REFUSAL_PROPOSED: "proposed",
    S.CORRECTION: "correction",
    S.ACCEPTED: "accepted",
    S.REFUSED: "refused",
    S.ABANDONED: "refused",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One entry of the list at the left; `key` goes into ?doc=."""

    key: str
    label: str
    note: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Everything the page needs, decided."""

    tag: Tag
    facts: tuple[str, ...]
    neighbours: read.Neighbours
    papers: tuple[Paper, ...]
    kind: str
    content: dict[str, Any]
    form: MarksForm
    working: bool
    settle_form: SettleForm | None
    others: tuple[Offer, ...]
    links: list[DocumentLink]
    letters: list
    history: list
    changed: list[str]
    told_before: bool
    proposal: str


def open_file(case, acting, *, today: date, doc: str | None) -> OpenFile:
    """The file as `acting` finds it, with the paper `doc` on the left (the form by default)."""
    before = read.version_before(case)
    papers = _papers(case, before)
    key = doc if doc in {paper.key for paper in papers} else "form"
    working = acting.role == Role.CLERK and case.state == S.DELIVERED
    findings = open_findings(case)
    may_settle = bool(findings) and case.state in SETTLEABLE
    show = QueueFilter.STATES[LIST_OF.get(case.state, "delivered")][1]
    offered = buttons(case, acting, today)
    words = {action.label for action in DECISIONS} if working else set()
    letters = list(case.letters.filter(kind="bureau").order_by("-pk"))
    return OpenFile(
        tag=case_tag(case, acting.role),
        facts=_facts(case),
        neighbours=read.neighbours(case, acting, show),
        papers=tuple(
            Paper(paper.key, paper.label, paper.note, paper.key == key) for paper in papers
        ),
        kind=_kind(key),
        content=_content(case, before, key),
        form=marks_form(case, acting, today=today),
        working=working,
        settle_form=SettleForm(findings=findings) if may_settle else None,
        others=tuple(button for button in offered if button.label not in words),
        links=document_links(case, acting),
        letters=[(letter, document_links(letter, acting)) for letter in letters],
        history=history(case, role=acting.role),
        changed=changed_titles(before, case.submission) if before else [],
        told_before=bool(letters),
        proposal=_proposal(case),
    )


def marks_form(case, acting, *, today: date) -> MarksForm:
    """The checklist with the clerk's marks, and where there is none what the machine found."""
    shelf = machine.prepare([case], calendar=applications.calendar(), today=today)
    return MarksForm(
        items=PERSON_ITEMS,
        found=machine.look(case, shelf),
        marks=last_marks(case),
        read_only=acting.role != Role.CLERK or case.state != S.DELIVERED,
    )


def _proposal(case) -> str:
    """Who proposed a refusal that is still to be decided, and in which words."""
    event = case.events.filter(action=Action.PROPOSE_REFUSAL).last()
    if case.state != S.REFUSAL_PROPOSED or event is None:
        return ""
    return f"{event.user_name}{time_words(event.at)}提出不予受理：{event.note}"


def _facts(case) -> tuple[str, ...]:
    content = case.submission.content
    bag = read.last_bag(case)
    facts = [
        f"{content['title']['target_title']}，{content['title']['specialty']}",
        applied_school(case.submission)["level"],
        case.unit.name,
        f"编号 {case.number}",
        f"第{case.submission.version}版",
    ]
    if bag:
        facts.append(f"档案袋{time_words(bag.intake.received_at)}收件")
        facts += [f"{bag.shelf}架"] if bag.shelf else []
    else:
        facts.append("档案袋未收到")
    return tuple(facts)


def _papers(case, before) -> list[Paper]:
    submission = case.submission
    sheets = sheets_of(submission, before)
    changes = sum(sheet.changes for sheet in sheets)
    form_note = f"共{len(sheets)}页" + (f"，{changes}处改动" if changes else "")
    papers = [Paper("form", "评审表", form_note)]
    report = submission.content["report"]
    if report_of(submission):
        words = sum(len(report[k]) for k in report if k not in ("mode", "report_title"))
        papers.append(Paper("report", "工作报告", f"在线写，{words:,}字"))
    papers += [
        Paper(
            f"p{paper['id']}",
            paper["label"],
            f"{'图片' if paper['content_type'] in IMAGES else '扫描件'}{paper['pages']}页",
        )
        for paper in submission.papers
    ]
    open_count = len(open_findings(case))
    note = f"{open_count}项需核实" if open_count else "没有需核实的"
    papers.append(Paper("verdict", "资格核对", note))
    papers.append(Paper("log", "办理经过", ""))
    return papers


def _kind(key: str) -> str:
    return "paper" if key[0] == "p" and key[1:].isdecimal() else key


def _content(case, before, key: str) -> dict[str, Any]:
    submission = case.submission
    if key == "form":
        return {"sheets": sheets_of(submission, before), "before": before}
    if key == "report":
        return {
            "parts": report_of(submission, before),
            "title": submission.content["report"]["report_title"] or "专业技术工作报告",
        }
    if key == "verdict":
        frozen = frozen_file(case)
        return {"file": frozen, "judged": [(judged, None) for judged in frozen.judged]}
    if key == "log":
        return {}
    paper = next(p for p in submission.papers if f"p{p['id']}" == key)
    return {
        "paper": paper,
        "image": paper["content_type"] in IMAGES,
        "together": len(bundle_of(submission.papers, paper["kind"])),
    }
