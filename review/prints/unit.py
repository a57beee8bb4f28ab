"""The papers of one unit: 三公示记实表 (附件2), 公示结果证明, 申报汇总表 (附件3), 贴签, 公示."""

from collections import Counter

from django.db.models import Q
from django.utils import timezone

from applications import queries as applications
from applications.partial_days import month
from applications.snapshots import held_title
from documents import shapes
from eligibility import Outcome, load_all
from review.models import NoticeEntry, PanelMember
from review.notices import criteria_of
from review.prints.applicant import label_of
from review.prints.words import (
    NOT_YET_FINAL,
    PREVIEW,
    SHORT_LEVEL,
    NothingToPrint,
    applied_school,
    last_rating,
    local_day,
    package_number,
    private_of,
    publicised,
    verdict_of,
)
from review.states import CaseState, NoticeKind, PackageState

S = CaseState
BEFORE_FILING = frozenset({PackageState.ASSEMBLING, PackageState.SENT_BACK})
#: Filed and gone home, or never filed: not on the unit's list any more.
OFF_THE_LIST = NOT_YET_FINAL | {S.WITHDRAWN, S.DEPARTMENT_REFUSED}


def people_of(package):
    """The cases on the unit's list, in its order: everyone who travels, or travelled, with it."""
    return (
        package.cases.filter(~Q(state__in=OFF_THE_LIST) | Q(bags__isnull=False))
        .select_related(
            "application__applicant",
            "application__unit",
            "application__round",
            "submission",
            "package",
        )
        .order_by("application__number")
        .distinct()
    )


def _imprint(package, recorded, *, draft="") -> shapes.Imprint:
    return shapes.Imprint(
        number=package_number(package),
        label="材料包编号",
        draft=draft,
        recorded=timezone.localtime(recorded) if recorded else None,
    )


def _draft(package) -> str:
    return PREVIEW if package.state in BEFORE_FILING else ""


def _department(package) -> str:
    return package.unit.parent.name if package.unit.parent else ""


# --- 附件3 ----------------------------------------------------------------------------------------
def summary_list(package) -> shapes.SummaryList:
    """《专业技术人员申报汇总表》: one row a person, in the order of the numbers."""
    people = list(people_of(package).prefetch_related("objections", "settlements"))
    round = package.round
    return shapes.SummaryList(
        imprint=_imprint(
            package,
            max((case.submission.submitted_at for case in people), default=None),
            draft=_draft(package),
        ),
        year=round.year,
        unit=package.unit.name,
        department=_department(package),
        filler=package.deliverer,
        phone=package.deliverer_phone,
        service_until=round.service_until,
        rows=summary_rows(people),
    )


def summary_rows(people) -> tuple[shapes.SummaryRow, ...]:
    """Rows of 附件3 for cases that bring their objections and settlements along."""
    return tuple(_summary_row(case) for case in people)


def _summary_row(case) -> shapes.SummaryRow:
    submission = case.submission
    content, private = submission.content, private_of(submission)
    school, basic = applied_school(submission), content["basic"]
    title, since = held_title(content)
    line = verdict_of(submission).line or school["level"]
    return shapes.SummaryRow(
        unit=content["unit"]["name"],
        name=content["name"],
        sex=basic["sex"],
        born=month(basic["birth_date"]),
        id_number=private["identity_number"],
        started_work=month(basic["work_started"]),
        education=SHORT_LEVEL.get(line, line),
        degree="" if school["degree"] == "无" else school["degree"],
        school=school["school"],
        major=school["major"],
        graduated=month(school["graduated"]),
        current_title=title,
        title_since=month(since),
        service=service_words(submission),
        appraisals=appraisal_words(content["appointment"]["appraisals"]),
        specialty=content["title"]["specialty"],
        sought_title=content["title"]["target_title"],
        publicity=_publicity_result(case),
        phone=private["contact_phone"],
        note=_note(case),
    )


COUNTED = ("优秀", "合格", "称职")


def appraisal_words(rows) -> str:
    """「2019合格、2020优秀」; three equal years or more in a row as one span, 「2012—2018合格」."""
    spans: list[list] = []
    for row in sorted((row for row in rows if row["grade"] in COUNTED), key=lambda r: r["year"]):
        if spans and spans[-1][1:] == [row["year"] - 1, row["grade"]]:
            spans[-1][1] = row["year"]
        else:
            spans.append([row["year"], row["year"], row["grade"]])
    return "、".join(
        f"{first}—{last}{grade}"
        if last - first > 1
        else "、".join(f"{year}{grade}" for year in range(first, last + 1))
        for first, last, grade in spans
    )


def service_words(submission) -> str:
    """从事专业技术工作年限 to the cut-off: 「2年5个月」, as the verdict counted (R12)."""
    finding = next((f for f in verdict_of(submission).findings if f.rule == "R12"), None)
    if finding is None:
        return ""
    return finding.chart.have if finding.chart else finding.yours


def _publicity_result(case) -> str:
    objections = list(case.objections.all())
    if not objections:
        return "无异议"
    return f"异议{len(objections)}条，核查不成立"


def _note(case) -> str:
    """What a person still decides: 需核实 findings without the office's word."""
    settled = {s.rule for s in case.settlements.all() if s.submission_id == case.submission_id}
    left = [
        f.title
        for f in verdict_of(case.submission).findings
        if f.outcome in (Outcome.UNPROVEN, Outcome.NOT_MET) and f.rule not in settled
    ]
    return f"需核实：{'、'.join(left)}" if left else ""


# --- 附件2 ----------------------------------------------------------------------------------------
def publicity_record(package) -> shapes.PublicityRecord:
    """《任职资格评审推荐过程三公示记实表》: three publicities, 评议组, who is recommended."""
    people = _recommended(package)
    ratings = [rating for case in people if (rating := last_rating(case))]
    sessions = {rating.assessment for rating in ratings}
    last = max(sessions, key=lambda session: (session.held_on, session.pk), default=None)
    kinds = Counter(member.kind for member in last.members.all()) if last else Counter()
    listed = notices_of(package, people)
    moments = [n.registered_at or n.posted_at for found in listed.values() for n in found]
    moments += [session.recorded_at for session in sessions]
    return shapes.PublicityRecord(
        imprint=_imprint(package, max(moments, default=None), draft=_draft(package)),
        year=package.round.year,
        unit=package.unit.name,
        unit_kind=package.unit.get_unit_kind_display(),
        department=_department(package),
        applicants=package.cases.exclude(state__in=(S.DRAFT, S.WITHDRAWN)).count(),
        notices=tuple(_publicity(package, kind, found) for kind, found in listed.items()),
        public_members=kinds[PanelMember.Kind.STAFF],
        peer_members=kinds[PanelMember.Kind.EXPERT],
        leader_members=kinds[PanelMember.Kind.LEADER],
        assessed_on=last.held_on if last else None,
        attended=sum(kinds.values()),
        assessment=_assessment_words(ratings),
        passed=sum(2 * rating.agree > rating.voters for rating in ratings),
        failed=package.cases.filter(state=S.DECLINED, ratings__isnull=False).distinct().count(),
        recommended=tuple(
            shapes.Recommended(
                name=case.name,
                specialty=case.submission.content["title"]["specialty"],
                title=case.submission.content["title"]["target_title"],
            )
            for case in people
        ),
        not_recommended=package.cases.filter(state=S.DECLINED).count(),
    )


def publicity_proof(package) -> shapes.PublicityProof:
    """公示结果证明 (五3): the unit's own page on the three publicities, to be sealed."""
    listed = notices_of(package, _recommended(package))
    moments = [n.registered_at or n.posted_at for found in listed.values() for n in found]
    phone = next((n.phone for found in listed.values() for n in found), "")
    return shapes.PublicityProof(
        imprint=_imprint(package, max(moments, default=None), draft=_draft(package)),
        year=package.round.year,
        unit=package.unit.name,
        notices=tuple(_publicity(package, kind, found) for kind, found in listed.items()),
        contact=package.unit.name,
        phone=phone,
    )


def _recommended(package) -> list:
    people = list(people_of(package))
    if not people:
        raise NothingToPrint("单位领导推荐以后，名单里才有人员。")
    return people


def notices_of(package, people) -> dict[NoticeKind, list]:
    """①②③ that count for these people, each kind in the order of posting.

    Of several notices of a kind that showed a person the last one counts (`words.last_covering`).
    """
    criteria = criteria_of(package.unit, package.round)
    kinds = (NoticeKind.MATERIALS, NoticeKind.OPINIONS)
    entries = NoticeEntry.objects.filter(
        case__in=people, notice__kind__in=kinds, notice__stopped_at=None
    )
    last = {(e.notice.kind, e.case_id): e.notice for e in entries.select_related("notice")}
    found = {NoticeKind.CRITERIA: [criteria] if criteria else []}
    for kind in kinds:
        notices = {n.pk: n for (of, _), n in last.items() if of == kind}
        found[kind] = [notices[pk] for pk in sorted(notices)]
    return found


def _publicity(package, kind, found) -> shapes.Publicity:
    """One row of the form; several notices of one kind are told one after the other."""
    if not found:
        raise NothingToPrint(f"还没有{kind.label}（{kind.subject}），三公示做完后才能生成。")
    periods = [publicised(notice) for notice in found]
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    days = (
        periods[0].working_days if len(periods) == 1 else applications.calendar().count(first, last)
    )
    objections = [o for notice in found for o in notice.objections.all()]
    photos = sum(notice.photos.count() for notice in found)
    return shapes.Publicity(
        name=kind.subject,
        content="\n".join(_content_words(kind, period, len(periods)) for period in periods),
        place="；".join(dict.fromkeys(notice.places for notice in found)),
        starts=first,
        ends=last,
        working_days=days,
        objections=tuple(_objection(objection) for objection in objections),
        proof=f"张贴照片{photos}张" if photos else "",
    )


def _content_words(kind, period, count) -> str:
    if kind == NoticeKind.CRITERIA:
        words = "评审条件、评议程序（安排意见二、三、四）"
    else:
        names = [person["name"] for person in period.notice.content]
        what = "申报材料" if kind == NoticeKind.MATERIALS else "鉴定意见"
        words = f"{'、'.join(names)}共{len(names)}人的{what}"
    return words if count == 1 else f"{period.span}（{period.working_days}个工作日）：{words}"


def _objection(objection) -> shapes.Objection:
    return shapes.Objection(
        received=local_day(objection.filed_at),
        content=objection.content,
        conclusion=objection.get_conclusion_display() if objection.conclusion else "",
        handling=objection.finding,
        handler=objection.concluded_by.name if objection.concluded_by else "",
        closed=local_day(objection.concluded_at) if objection.concluded_at else None,
    )


def _assessment_words(ratings) -> str:
    votes = "；".join(
        f"{rating.case.name}：{rating.voters}人表决，同意{rating.agree}人，不同意{rating.disagree}人"
        for rating in ratings
    )
    return f"材料真实，综合评议如下。{votes}。" if votes else ""


# --- 贴签, 公示 -----------------------------------------------------------------------------------
def envelopes(package) -> shapes.EnvelopeLabels:
    """贴签 of every bag of the package, in its order (五6, D23)."""
    people = list(people_of(package))
    return shapes.EnvelopeLabels(
        imprint=_imprint(
            package,
            max((case.submission.submitted_at for case in people), default=None),
            draft=_draft(package),
        ),
        year=package.round.year,
        labels=tuple(label_of(case) for case in people),
    )


_SHEET_KIND = {
    NoticeKind.CRITERIA: shapes.NoticeKind.CRITERIA,
    NoticeKind.MATERIALS: shapes.NoticeKind.MATERIALS,
    NoticeKind.OPINIONS: shapes.NoticeKind.OPINION,
    NoticeKind.RESULT: shapes.NoticeKind.RESULT,
}


def notice_sheet(notice) -> shapes.NoticeSheet:
    """The sheet to be posted: what was frozen when the notice was made public, and nothing else."""
    round, period = notice.round, publicised(notice)
    issuer = notice.unit.name if notice.unit else round.committee
    return shapes.NoticeSheet(
        imprint=shapes.Imprint(
            number=notice.code, label="公示编号", recorded=timezone.localtime(notice.posted_at)
        ),
        kind=_SHEET_KIND[NoticeKind(notice.kind)],
        year=round.year,
        basis=round.notice_number,
        issuer=issuer,
        starts=period.first,
        ends=period.last,
        working_days=period.working_days,
        places=notice.places.rstrip("。"),
        contact="本单位" if notice.unit else round.place,
        phone=notice.phone,
        people=_notice_people(notice),
        committee=round.committee,
        posted_on=local_day(notice.posted_at),
        **_criteria(notice),
    )


def _notice_people(notice) -> tuple[shapes.NoticePerson, ...]:
    if notice.kind == NoticeKind.CRITERIA:
        return ()
    fields = shapes.NoticePerson.__dataclass_fields__
    return tuple(
        shapes.NoticePerson(
            **{
                key: month(value) if key in ("graduated", "appointed") else value
                for key, value in person.items()
                if key in fields
            }
        )
        for person in notice.content
    )


def _criteria(notice) -> dict:
    """The clauses of publicity ①, word for word: 二、三 are criteria, 四 the procedure."""
    if notice.kind != NoticeKind.CRITERIA:
        return {}
    articles = load_all()[notice.round.ruleset].articles
    keys = [key for part in notice.content for key in part["clauses"]]
    told = {key: tuple(_article_words(articles, key)) for key in keys}
    return {
        "criteria": tuple(line for key in keys if key[0] != "4" for line in told[key]),
        "procedure": tuple(line for key in keys if key[0] == "4" for line in told[key]),
    }


def _article_words(articles, key):
    """An article and its points (二（二）1 to 4), each led by how it is cited."""
    for article in articles.values():
        if article.key == key or article.key.startswith(f"{key}-"):
            heading = [article.heading] if article.heading else []
            first, *rest = [*heading, *article.paragraphs]
            yield f"{article.clause}　{first}"
            yield from rest
