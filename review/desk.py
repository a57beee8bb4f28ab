"""One file opened on the desk at 303: what its page shows on the left, on the right and below."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.roles import Role
from applications import queries as applications
from components.shapes import Offer, Tag
from components.words import time_words

from . import claims, machine, second_letters
from .buttons import buttons
from .changes import changed_titles
from .checklist import PERSON_ITEMS, last_marks
from .forms.bureau_marks import MarksForm, SettleForm
from .guards.case import open_findings
from .issued import DocumentLink, document_links
from .labels import case_tag
from .markers import Marker, markers
from .models import Claim, LetterConsent
from .prints.words import applied_school
from .queries import bureau as read
from .queries.unit_case import history
from .reading import report_of, sheets_of
from .states import Action, CaseState
from .viewer import Pane, View, pane_of, view_of

S = CaseState
IMAGES = ("image/jpeg", "image/png")
#: the decisions the marks lead to: they save first, so they are buttons of the marks' own form
DECISIONS = (Action.ACCEPT, Action.CORRECT, Action.PROPOSE_REFUSAL)
SETTLEABLE = (S.DELIVERED, S.ACCEPTED)
LIST_OF = {
    S.REFUSAL_PROPOSED: "proposed",
    S.CORRECTION: "correction",
    S.ACCEPTED: "waiting",
    S.REFUSED: "refused",
    S.ABANDONED: "refused",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One entry of the list at the left; `key` goes into ?doc=, `signs` are its markers."""

    key: str
    label: str
    note: str
    link: str = ""
    beside: str = ""
    signs: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Everything the page needs, decided."""

    tag: Tag
    facts: tuple[str, ...]
    neighbours: read.Neighbours
    papers: tuple[Paper, ...]
    view: View
    panes: tuple[Pane, ...]
    markers: tuple[Marker, ...]
    claim: Claim | None
    mine: bool
    left: bool
    form: MarksForm
    working: bool
    settle_form: SettleForm | None
    others: tuple[Offer, ...]
    links: list[DocumentLink]
    letters: list
    history: list
    changed: list[str]
    told_before: bool
    consent: LetterConsent | None
    proposal: str


def open_file(case, acting, *, now: datetime, asked) -> OpenFile:
    """The file as `acting` finds it at `now`; `asked` is the query of the address (`viewer`)."""
    today = now.date()
    before = read.version_before(case)
    claim = claims.claim_of(case) if case.state == S.DELIVERED else None
    mine = claim is None or claim.by_id == acting.user_id
    working = acting.role == Role.CLERK and case.state == S.DELIVERED and mine
    form = marks_form(case, acting, today=today, working=working)
    signs = markers(PERSON_ITEMS, form.found, form.marks, case.submission.papers)
    papers = _papers(case, before)
    view = view_of(asked, {paper.key for paper in papers})
    labels = {paper.key: paper.label for paper in papers}
    form.point_at(signs, {key: (labels[key], view.link(doc=key, beside="")) for key in labels})
    findings = open_findings(case)
    may_settle = bool(findings) and case.state in SETTLEABLE
    show = LIST_OF.get(case.state, "delivered")
    words = {action.label for action in DECISIONS} if case.state == S.DELIVERED else set()
    letters = list(case.letters.filter(kind="bureau").order_by("-pk"))
    return OpenFile(
        tag=case_tag(case, acting.role),
        facts=_facts(case),
        neighbours=read.neighbours(case, acting, show),
        papers=tuple(_linked(paper, view, signs) for paper in papers),
        view=view,
        panes=tuple(
            pane_of(case, before, key, labels[key], signs) for key in (view.doc, view.beside) if key
        ),
        markers=signs,
        claim=claim,
        mine=mine,
        left=claim is not None and claims.is_left(claim, now),
        form=form,
        working=working,
        settle_form=SettleForm(findings=findings) if may_settle else None,
        others=tuple(b for b in buttons(case, acting, today) if b.label not in words),
        links=document_links(case, acting),
        letters=[(letter, document_links(letter, acting)) for letter in letters],
        history=history(case, role=acting.role),
        changed=changed_titles(before, case.submission) if before else [],
        told_before=bool(letters),
        consent=second_letters.consent_of(case) if letters else None,
        proposal=_proposal(case),
    )


def marks_form(case, acting, *, today: date, working: bool) -> MarksForm:
    """The checklist with the clerk's marks, and where there is none what the machine found."""
    shelf = machine.prepare([case], calendar=applications.calendar(), today=today)
    return MarksForm(
        items=PERSON_ITEMS,
        found=machine.look(case, shelf),
        marks=last_marks(case),
        read_only=not working,
    )


def _linked(paper: Paper, view: View, signs) -> Paper:
    return replace(
        paper,
        link=view.link(doc=paper.key, beside="", turn=0),
        beside=view.link(beside=paper.key) if paper.key != view.doc else "",
        signs="".join(sign.sign for sign in signs if paper.key in sign.papers),
        current=paper.key in (view.doc, view.beside),
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
