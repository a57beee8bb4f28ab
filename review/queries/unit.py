"""The unit's people as its pages show them, in a fixed number of queries for any number."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.roles import Role
from applications import choices as c
from applications.models import Application
from applications.queries import progress, visible_applications, with_contents
from components.shapes import Cell, Column, Meter, Row, Tag
from components.verdicts import outcome_tag
from eligibility import Outcome
from review.actors import colleagues
from review.findings import findings_of
from review.guards.package import ENDED
from review.labels import case_tag, state_tag
from review.models import Case, Package
from review.states import CaseState

S = CaseState
#: The unit must do something with the person's file itself.
NEEDS_UNIT = frozenset(
    {S.SUBMITTED, S.UNIT_REVIEW, S.MATERIALS_OBJECTION, S.OPINION_OBJECTION, S.CORRECTION}
)
LEVELS = dict(c.EducationLevel.choices)
GONE = frozenset(ENDED) | {S.CONFIRMED}
VERBS = {
    S.SUBMITTED: "审核",
    S.UNIT_REVIEW: "核实",
    S.MATERIALS_OBJECTION: "核查",
    S.OPINION_OBJECTION: "核查",
    S.CORRECTION: "补正",
}
STAGES = {
    "todo": "要单位处理",
    "filling": "填写、退回中",
    "unit": "单位审核、评议、公示中",
    "out": "已报出",
    "ended": "已结束",
}
_BEFORE_FILING = frozenset(
    {
        S.SUBMITTED,
        S.UNIT_REVIEW,
        S.UNIT_OK,
        S.MATERIALS_NOTICE,
        S.MATERIALS_OBJECTION,
        S.ASSESSMENT,
        S.OPINION_DRAFT,
        S.OPINION_NOTICE,
        S.OPINION_OBJECTION,
        S.NOTICES_CLEAR,
        S.RECOMMENDED,
    }
)
COLUMNS = (
    Column("姓名、申报专业"),
    Column("学历"),
    Column("资历"),
    Column("考核合格"),
    Column("资格核对"),
    Column("评审表"),
    Column("进度"),
    Column("操作", num=True),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the unit in this round: the file, and its case once it was handed in."""

    application: Application
    case: Case | None
    role: str
    own: bool

    @property
    def name(self) -> str:
        return self.application.applicant.name

    @property
    def state(self) -> CaseState:
        return S(self.case.state) if self.case else S.DRAFT

    @property
    def submitted(self) -> bool:
        return self.state is not S.DRAFT

    @property
    def needs_unit(self) -> bool:
        return self.state in NEEDS_UNIT and not self.own

    @property
    def alive(self) -> bool:
        """Still on the road of this round."""
        return self.submitted and self.state not in GONE

    @property
    def stage(self) -> str:
        if self.state in (S.DRAFT, S.RETURNED):
            return "filling"
        if self.state in ENDED:
            return "ended"
        return "unit" if self.state in _BEFORE_FILING else "out"

    @property
    def verdict(self) -> str:
        """`met`, `unproven`, `not_met`; empty before anything was handed in."""
        return self.case.submission.verdict["overall"] if self.case and self.submitted else ""

    @property
    def url(self) -> str:
        if not self.submitted or self.own:
            return ""
        return reverse("review:case", args=[self.case.pk])

    def has_paper(self, kind: str) -> bool:
        return any(paper["kind"] == kind for paper in self.case.submission.papers)

    @property
    def has_report(self) -> bool:
        report = self.case.submission.content["report"]
        online = report["mode"] == c.ReportMode.ONLINE.label
        return online or self.has_paper(c.PaperKind.REPORT)

    @property
    def has_appointment(self) -> bool:
        return self.has_paper(c.PaperKind.APPOINTMENT)

    @property
    def complete(self) -> bool:
        return self.has_report and self.has_appointment

    @property
    def tag(self) -> Tag:
        return case_tag(self.case, self.role) if self.submitted else state_tag(S.DRAFT, self.role)

    def row(self) -> Row:
        specialty = self.application.specialty.name if self.application.specialty else "未选专业"
        head = Cell(self.name, url=self.url, sub=specialty + ("，本人" if self.own else ""))
        return Row((head, *self._checked(), self._form(), Cell(tag=self.tag), self._verb()))

    def _checked(self) -> tuple[Cell, ...]:
        if not self.submitted:
            return Cell("提交后显示"), Cell("—"), Cell("—"), Cell("—")
        submission = self.case.submission
        best = submission.verdict["lines"][submission.verdict["best"]]
        found = {finding["rule"]: finding for finding in findings_of(submission)}
        open_ones = [f["title"] for f in found.values() if f["outcome"] == self.verdict != "met"]
        return (
            Cell(LEVELS.get(best["level"], best["level"]) or "—"),
            _pair(found.get("R12")),
            _pair(found.get("R13")),
            Cell(tag=outcome_tag(Outcome(self.verdict)), sub="、".join(open_ones)),
        )

    def _form(self) -> Cell:
        done = progress(self.application)
        meter = Meter(done.parts, f"{done.total}项中{done.done}项完整")
        return Cell(f"{done.done}/{done.total}", meter=meter)

    @property
    def _lacks_only_the_promise(self) -> bool:
        done = progress(self.application)
        return done.total - done.done == 1

    def _verb(self) -> Cell:
        if self.own:
            return Cell("由他人办理")
        if not self.submitted and self.role == Role.UNIT and self._lacks_only_the_promise:
            url = reverse("review:unit-submission", args=[self.application.pk])
            return Cell("代录提交", url=url, hidden=self.name)
        if not self.url:
            return Cell("—")
        verb = VERBS.get(self.state, "查看") if self.role == Role.UNIT else "查看"
        return Cell(verb, url=self.url, hidden=self.name)


def _pair(finding) -> Cell:
    if finding is None:
        return Cell("—")
    return Cell(
        finding["yours"],
        sub=f"要求{finding['required']}" if finding["required"] else "",
        bad=finding["outcome"] == "not_met",
    )


def people_of(acting, round) -> list[Person]:
    """Everybody of the unit in this round, those the unit must act on first, ended ones last."""
    files = with_contents(visible_applications(acting).filter(round=round)).select_related(
        "case__submission", "case__meeting", "case__package"
    )
    found = [
        Person(file, getattr(file, "case", None), acting.role, file.applicant_id == acting.user_id)
        for file in files
    ]
    for person in found:
        if person.case:
            person.case.application = person.application
    return sorted(found, key=_rank)


def _rank(person: Person):
    order = list(CaseState)
    return (
        not person.needs_unit,
        person.stage == "ended",
        person.state is S.DRAFT,
        order.index(person.state),
        person.application.number,
    )


def own_way(acting, people: list[Person], today) -> str:
    """How the reader's own file goes on without the reader, who may not act on it; "" for none.

    Nobody judges their own file (domain.md §8); an agency may apply for a unit of one (40号令 17).
    """
    if not any(person.own and person.state not in ENDED for person in people):
        return ""
    others = [member.user.name for member in colleagues(acting, today)]
    if acting.role == Role.UNIT_HEAD:
        if others:
            return f"您本人也在申报，本人不能推荐本人。您的推荐请由{'、'.join(others)}办理。"
        return "您本人也在申报，本人不能推荐本人。请本单位另一位领导在纸上签字，由单位人事代录。"
    if others:
        return f"您本人也在申报，本人不能办理本人的申报件。请由{'、'.join(others)}办理。"
    return (
        "您本人也在申报，本人不能办理本人的申报件，本单位还没有另一位人事人员。"
        "请单位致电303室，给另一位同事开通人事账号，由其审核、公示和登记。"
        "单位没有别人可以办理的，通过人事代理机构申报（人社部令第40号第十七条）。"
    )


def filtered(people: list[Person], *, q="", check="", stage="", lack="") -> list[Person]:
    """The people a search asks for; every empty argument asks for nothing."""
    wanted = q.strip()
    return [
        person
        for person in people
        if (not wanted or wanted in person.name or wanted.upper() in person.application.number)
        and (not check or person.verdict == check)
        and (not stage or person.stage == stage or (stage == "todo" and person.needs_unit))
        and (not lack or (person.alive and not person.complete))
    ]


def packages_of(acting) -> list[Package]:
    """The unit's packages of every round, the one under way last."""
    return list(
        Package.objects.filter(unit=acting.organisation)
        .select_related("round", "unit__parent")
        .order_by("round__year", "sequence")
    )
