"""What the machine found for each point of the 303 checklist: it pre-selects, it never submits.

`look` gives for every key of `PERSON_ITEMS` whether it passes (None: a person must look) and one
sentence from the records. Load the cases with `prepare` first: no query is made while looking.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from applications.partial_days import words as stored_day_words
from components.identity import mask_phone
from components.words import day_words, span_words, time_words
from eligibility import Calendar

from .changes import changed_titles
from .findings import OFFICE, findings_of
from .models import (
    Event,
    IssuedDocument,
    Notice,
    NoticeEntry,
    Objection,
    OriginalCheck,
    PanelMember,
    Rating,
    Settlement,
)
from .prints.words import private_of
from .states import Action, NoticeKind

CONDITIONS = {
    "scope": ("R01", "R16", "R02", "R03", "R04", "R05", "R17", "R06"),
    "education": ("R10", "R11"),
    "service": ("R12",),
    "appraisals": ("R13",),
}
SIGNATURES = (Action.RECOMMEND, Action.AGREE)


@dataclass(frozen=True, slots=True)
class Found:
    """`passed` None: a person must look. `warn`: the sentence is what is wrong or open."""

    passed: bool | None
    note: str = ""

    @property
    def warn(self) -> bool:
        return self.passed is False


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the cases looked at share: the units' publicities ①, printed forms, working days."""

    criteria: dict
    codes: dict
    calendar: Calendar
    today: date


def prepare(cases, *, calendar: Calendar, today: date) -> Shelf:
    """Load all that `look` reads for `cases`, in a number of queries that does not grow."""
    prefetch_related_objects(
        cases,
        "unit_promises__paper",
        "settlements",
        "original_checks",
        "bags",
        Prefetch("objections", Objection.objects.only("case", "notice", "conclusion")),
        Prefetch(
            "notice_entries",
            NoticeEntry.objects.filter(notice__stopped_at=None).select_related(
                "notice", "submission"
            ),
        ),
        Prefetch(
            "ratings",
            Rating.objects.select_related("assessment", "submission").prefetch_related(
                "assessment__members"
            ),
        ),
        Prefetch(
            "events",
            Event.objects.filter(action__in=SIGNATURES).select_related("paper"),
            to_attr="signatures",
        ),
    )
    units = {case.application.unit_id for case in cases}
    criteria = Notice.objects.filter(unit__in=units, kind=NoticeKind.CRITERIA, stopped_at=None)
    codes = IssuedDocument.objects.filter(
        kind="review_form",
        subject__in=[f"case:{case.pk}" for case in cases],
        state=IssuedDocument.State.READY,
    ).exclude(check_code="")
    by_subject = {}
    for document in codes:
        by_subject.setdefault(document.subject, []).append(document)
    return Shelf(
        criteria={(n.unit_id, n.round_id): n for n in criteria},
        codes=by_subject,
        calendar=calendar,
        today=today,
    )


def look(case, shelf: Shelf) -> dict[str, Found]:
    """Every point of the checklist for one prepared case, in the order of the checklist."""
    bag = max(case.bags.all(), key=lambda bag: bag.pk, default=None)
    return {
        "form_copies": _form_copies(bag),
        "check_code": _check_code(case, shelf),
        "report": _report(case, bag),
        "proof": _proof(case, bag),
        "start_date": _start_date(case),
        "envelope": _envelope(case),
        **{key: _condition(case, rules) for key, rules in CONDITIONS.items()},
        "promises": _promises(case),
        "notices": _notices(case, shelf),
        "objections": _objections(case),
        "panel": _panel(case),
        "recommended": _recommended(case),
    }


def conditions(case) -> list[bool | None]:
    """How each condition that was assessed stands now: met, not met, or for a person to look at.

    Reads the frozen verdict and `settlements`, which a list prefetches; no more than that.
    """
    settled = _settlements(case)
    return [
        _state(finding, settled.get(finding["rule"]))
        for finding in findings_of(case.submission)
        if finding["outcome"] != "not_evaluated"
    ]


# --- the papers in the bag ---------------------------------------------------------------------
def _form_copies(bag) -> Found:
    if bag is None:
        return Found(None, "档案袋还没有收件登记。")
    said = f"收件时清点{bag.form_copies}份"
    return Found(None, f"{said}。") if bag.form_copies == 3 else Found(False, f"{said}，应为3份。")


def _check_code(case, shelf) -> Found:
    submission = case.submission
    current = [
        document
        for document in shelf.codes.get(f"case:{case.pk}", ())
        if document.requested_at >= submission.submitted_at
    ]
    if not current:
        return Found(None, f"系统里还没有打印过第{submission.version}版，请核对页脚的版次。")
    codes = "、".join(
        f"{document.check_code}（{time_words(document.requested_at)}打印）" for document in current
    )
    return Found(None, f"现在是第{submission.version}版，校验码应为{codes}。")


def _report(case, bag) -> Found:
    report = case.submission.content["report"]
    words = sum(len(report[key]) for key in report if key not in ("mode", "report_title"))
    told = f"{report['mode']}，{words}字。" if words else f"{report['mode']}。"
    if bag is None:
        return Found(None, told)
    if not bag.report_copies:
        return Found(False, "收件时没有工作报告。")
    return Found(None, f"收件时清点{bag.report_copies}份。{told}")


def _proof(case, bag) -> Found:
    uploaded = [paper for paper in case.submission.papers if paper["kind"] == "appointment"]
    told = "".join(f"网上传有“{paper['name']}”{paper['pages']}页。" for paper in uploaded)
    if bag is not None and not bag.proof_copies:
        return Found(False, f"收件时没有聘用协议或手续证明。{told}")
    return Found(None, f"收件时清点{bag.proof_copies}份。{told}" if bag else told)


def _start_date(case) -> Found:
    appointment = case.submission.content["appointment"]
    told = (
        f"评审表填{stored_day_words(appointment['appointed_on'])}，"
        f"依据{appointment['appointment_basis'] or '未填'}。"
    )
    checks = [c for c in case.original_checks.all() if c.item == OriginalCheck.Item.APPOINTMENT]
    if checks:
        last = max(checks, key=lambda check: check.pk)
        agrees = "与原件一致" if last.agrees else f"与原件不一致：{last.remark}"
        told += f"单位人事{day_words(last.at)}核原件，{agrees}。"
    return Found(None, told)


def _envelope(case) -> Found:
    phone = mask_phone(private_of(case.submission)["contact_phone"])
    specialty = case.submission.content["title"]["specialty"]
    return Found(None, f"应写{case.name}、{case.unit.name}、{specialty}、{phone}。")


# --- the conditions ----------------------------------------------------------------------------
def _condition(case, rules) -> Found:
    """Several rules of one condition: 不符合 wins, then what nobody of the office has settled."""
    findings = [f for f in findings_of(case.submission) if f["rule"] in rules]
    settled = _settlements(case)
    states = {f["rule"]: _state(f, settled.get(f["rule"])) for f in findings}
    told = [
        _finding_words(f, settled.get(f["rule"]), states[f["rule"]])
        for f in findings
        if f["outcome"] != "not_evaluated" and (states[f["rule"]] is not True or len(rules) < 3)
    ]
    passed = next((state for state in (False, None) if state in states.values()), True)
    return Found(passed, "".join(told) or "系统按所填内容核对，没有不得申报的情形。")


def _state(finding, settlements) -> bool | None:
    if finding["outcome"] in ("met", "not_evaluated"):
        return True
    office = [s for s in settlements or () if s.capacity in OFFICE]
    if office:
        return office[-1].outcome == Settlement.Outcome.MET
    return False if finding["outcome"] == "not_met" else None


def _settlements(case) -> dict:
    by_rule = {}
    for settlement in sorted(case.settlements.all(), key=lambda s: s.pk):
        if settlement.submission_id == case.submission_id:
            by_rule.setdefault(settlement.rule, []).append(settlement)
    return by_rule


def _finding_words(finding, settlements, state) -> str:
    lead = "" if finding["outcome"] == "met" else "需核实：" if state is None else ""
    told = f"{lead}{finding['because']}"
    for settlement in settlements or ():
        who = "303室" if settlement.capacity in OFFICE else "单位人事"
        told += f"{who}核实：{settlement.get_outcome_display()}，{settlement.reason}"
    return told if told.endswith("。") else f"{told}。"


# --- the procedure -----------------------------------------------------------------------------
def _shown(case, kind):
    """The last notice of a kind that showed this person, with the version it showed."""
    entries = [e for e in case.notice_entries.all() if e.notice.kind == kind]
    return max(entries, key=lambda entry: entry.pk, default=None)


def _since_publicity(case, shown) -> str:
    """What has changed since the version a notice or the panel saw; empty when it is the same."""
    if shown.pk == case.submission_id:
        return ""
    changed = changed_titles(shown, case.submission)
    what = f"，改了{'、'.join(changed)}" if changed else "，内容没有改动"
    return f"所见是第{shown.version}版，现在是第{case.submission.version}版{what}。"


def _promises(case) -> Found:
    promises = list(case.unit_promises.all())
    own = f"个人承诺由{case.submission.signed_name}于{day_words(case.submission.submitted_at)}签"
    if not promises:
        return Found(False, f"{own}，没有单位承诺。")
    last = max(promises, key=lambda promise: promise.pk)
    told = f"{own}，单位承诺由{last.signed_name}于{day_words(last.given_on)}签{last.how}。"
    if last.signed_at < case.submission.submitted_at:
        return Found(None, f"{told}单位承诺签在这一版以前。")
    return Found(True, told)


def _notices(case, shelf) -> Found:
    criteria = shelf.criteria.get((case.application.unit_id, case.application.round_id))
    entries = [_shown(case, kind) for kind in (NoticeKind.MATERIALS, NoticeKind.OPINIONS)]
    found = [criteria, *(entry and entry.notice for entry in entries)]
    kinds = (NoticeKind.CRITERIA, NoticeKind.MATERIALS, NoticeKind.OPINIONS)
    missing = [kind.label for kind, notice in zip(kinds, found, strict=True) if notice is None]
    if missing:
        return Found(False, f"没有{'、'.join(missing)}。")
    spans, short = [], []
    for kind, notice in zip(kinds, found, strict=True):
        last = max(notice.last_day, shelf.calendar.nth(notice.first_day, notice.working_days))
        spans.append(f"{kind.label}{span_words(notice.first_day, last)}")
        if shelf.today <= last:
            short.append(f"{kind.label}到{day_words(last)}才满")
    told = f"{'，'.join(spans)}。"
    if short:
        return Found(False, f"{told}{'、'.join(short)}。")
    changed = _since_publicity(case, entries[0].submission)
    return Found(None if changed else True, f"{told}{changed}")


def _objections(case) -> Found:
    conclusions = Counter(objection.conclusion for objection in case.objections.all())
    if not conclusions:
        return Found(True, "公示期间没有收到对这位申报人的异议。")
    told = f"收到异议{conclusions.total()}条。"
    if conclusions[""]:
        return Found(False, f"{told}{conclusions['']}条还没有核查结论。")
    unfounded = conclusions[Objection.Conclusion.UNFOUNDED]
    if unfounded == conclusions.total():
        return Found(True, f"{told}经核查都不成立。")
    return Found(
        None, f"{told}其中{conclusions.total() - unfounded}条成立或部分成立，请看核查情况。"
    )


def _panel(case) -> Found:
    rating = max(case.ratings.all(), key=lambda rating: rating.pk, default=None)
    if rating is None:
        return Found(False, "没有民主评议记录。")
    kinds = Counter(member.kind for member in rating.assessment.members.all())
    needed = (PanelMember.Kind.STAFF, PanelMember.Kind.EXPERT, PanelMember.Kind.LEADER)
    told = "、".join(f"{kind.label}{kinds[kind]}人" for kind in needed)
    told = (
        f"{day_words(rating.assessment.held_on)}评议，{told}，"
        f"同意{rating.agree}票，不同意{rating.disagree}票。"
    )
    if not all(kinds[kind] for kind in needed):
        return Found(False, told)
    changed = _since_publicity(case, rating.submission)
    return Found(None if changed else True, f"{told}{changed}")


def _recommended(case) -> Found:
    last = {event.action: event for event in sorted(case.signatures, key=lambda e: e.number)}
    missing = [
        words
        for action, words in (
            (Action.RECOMMEND, "单位领导推荐"),
            (Action.AGREE, "主管部门审核意见"),
        )
        if action not in last
    ]
    if missing:
        return Found(False, f"没有{'、'.join(missing)}。")
    told = "，".join(_signed(last[action]) for action in SIGNATURES)
    return Found(True, f"{told}。")


def _signed(event) -> str:
    how = "代录" if event.paper else ""
    label = Action(event.action).label
    return f"{event.organisation}{event.user_name}{how}{day_words(event.day)}{label}"
