"""The papers of one person: 评审表 (附件1), 工作报告, 提交回执, 档案袋贴签."""

from collections import Counter
from dataclasses import replace

from django.utils import timezone

from applications import prints
from documents import shapes
from documents.words import chinese_date
from review.codes import code_of
from review.models import Certificate, PanelMember
from review.notices import criteria_of, month_day
from review.prints.words import (
    NOT_YET_FINAL,
    PREVIEW,
    UNIT_NOTICES,
    imprint_of,
    last_covering,
    last_rating,
    local_day,
    private_of,
    publicised,
    verdict_of,
)
from review.states import CaseState, NoticeKind

S = CaseState
#: What the department wrote stands on the form from the moment it agreed.
BEFORE_DEPARTMENT = NOT_YET_FINAL | {S.RECOMMENDED, S.DEPARTMENT_REVIEW, S.DEPARTMENT_REFUSED}


def review_form(case) -> shapes.ReviewForm:
    """附件1 as the person, the unit and the department hand it in: P10 stays empty for the pen."""
    submission = case.submission
    form = prints.review_form(
        submission.content,
        submission.papers,
        verdict_of(submission),
        imprint=_imprint(case),
        filled_on=local_day(submission.submitted_at),
    )
    return replace(
        form, unit_opinion=unit_opinion(case), department_opinion=department_opinion(case)
    )


def review_form_final(case) -> shapes.ReviewForm:
    """附件1 with what the committee counted and 人社局 confirmed (P10)."""
    form, meeting = review_form(case), case.meeting
    approval = ""
    award = Certificate.objects.filter(case=case).first()
    if award:
        approval = (
            f"同意，确认{case.name}同志具备{form.sought_title}任职资格，资格取得时间"
            f"{chinese_date(meeting.held_on)}。核准文号：{award.confirmation_number}，"
            f"{chinese_date(award.confirmed_on)}。"
        )
    return replace(form, ballot=_ballot(case), approval_opinion=approval)


# --- what others write on it ----------------------------------------------------------------------
def unit_opinion(case) -> str:
    """基层单位意见: what the 评议组 found, the 鉴定意见, and its publicity (D15b)."""
    rating = last_rating(case)
    if case.state in NOT_YET_FINAL or rating is None:
        return ""
    said = rating.opinion.rstrip("。") + "。"
    return f"{panel_words(rating)}{said}{publicity_words(case)}"


def panel_words(rating) -> str:
    """How the 评议组 was made up and how it voted, in one sentence."""
    session = rating.assessment
    kinds = Counter(member.kind for member in session.members.all())
    members = "、".join(
        f"{PanelMember.Kind(kind).label}{kinds[kind]}人" for kind in PanelMember.Kind if kinds[kind]
    )
    return (
        f"评议组（{members}）于{chinese_date(session.held_on)}评议，{rating.voters}人参加表决，"
        f"同意推荐{rating.agree}人，不同意{rating.disagree}人。"
    )


def publicity_words(case) -> str:
    """经公示（起止时间）无异议，同意推荐: from the notices and what was found on objections."""
    found = [
        criteria_of(case.unit, case.round)
        if kind == NoticeKind.CRITERIA
        else last_covering(case, kind)
        for kind in UNIT_NOTICES
    ]
    spans = [f"{n.get_kind_display()}{publicised(n).span}" for n in found if n]
    objections = sum(n.objections.filter(case=case).count() for n in found if n)
    result = "无异议" if not objections else f"收到异议{objections}条，经核查不成立"
    return f"经公示（{'、'.join(spans)}）{result}，同意推荐。"


def department_opinion(case) -> str:
    """呈报单位意见, from the moment the department agreed."""
    return "" if case.state in BEFORE_DEPARTMENT else case.package.department_opinion


def _ballot(case) -> shapes.FormBallot:
    tally = case.tallies.get(meeting=case.meeting_id)
    notes = [f"回避{tally.recused}人"] if tally.recused else []
    if tally.invalid:
        notes.append(f"废票{tally.invalid}张")
    return shapes.FormBallot(
        size=tally.size,
        present=tally.present,
        yes=tally.yes,
        no=tally.no,
        abstain=tally.abstain,
        note="，".join(notes),
    )


# --- the other papers of one person ---------------------------------------------------------------
def work_report(case) -> shapes.WorkReport:
    """《专业技术工作报告》 as written online (三（四）, 五2)."""
    submission = case.submission
    return prints.work_report(
        submission.content, imprint=_imprint(case), dated=local_day(submission.submitted_at)
    )


def _imprint(case) -> shapes.Imprint:
    return imprint_of(case, draft=PREVIEW if case.state in NOT_YET_FINAL else "")


def submission_receipt(case) -> shapes.Receipt:
    """提交回执: what was handed to the unit, when, and what comes next."""
    submission, round = case.submission, case.round
    copies = Counter(paper["label"] for paper in submission.papers)
    last = round.acceptance_closes
    return shapes.Receipt(
        imprint=imprint_of(case),
        kind=shapes.ReceiptKind.SUBMISSION,
        year=round.year,
        unit=case.unit.name,
        at=timezone.localtime(submission.submitted_at),
        name=case.name,
        specialty=submission.content["title"]["specialty"],
        sought_title=submission.content["title"]["target_title"],
        query_code=case.application.query_code,
        items=(
            shapes.ReceiptItem(name="评审表", copies="1份", note="网上提交"),
            *(
                shapes.ReceiptItem(name=label, copies=f"{count}份", note="网上提交")
                for label, count in copies.items()
            ),
        ),
        next_steps=(
            "单位人事审核材料、核对原件；要修改的会退回，请留意消息。",
            f"单位公示申报材料{round.materials_days}个工作日，民主评议后公示鉴定意见"
            f"{round.opinion_days}个工作日。",
            "单位推荐后打印评审表3份、工作报告1份（A4正反打印），本人签字。",
            f"{month_day(last)}前（含当日）由单位安排专人报送{round.place}，不接受个人报送。",
        ),
        office=round.place,
        phone=round.phone,
    )


def envelope(case) -> shapes.EnvelopeLabels:
    """贴签 of one bag (五6, D23)."""
    return shapes.EnvelopeLabels(
        imprint=imprint_of(case), year=case.round.year, labels=(label_of(case),)
    )


def label_of(case) -> shapes.EnvelopeLabel:
    title = case.submission.content["title"]
    return shapes.EnvelopeLabel(
        number=case.number,
        code=code_of(case.number, case.submission.version),
        name=case.name,
        unit=case.unit.name,
        specialty=title["specialty"],
        phone=private_of(case.submission)["contact_phone"],
        sought_title=title["target_title"],
    )
