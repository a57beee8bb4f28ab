"""The papers of one person: 评审表 (附件1), 工作报告, 提交回执, 档案袋贴签."""

from collections import Counter
from dataclasses import replace
from datetime import date

from django.core.files.storage import default_storage
from django.utils import timezone

from applications import choices as c
from documents import shapes
from documents.words import chinese_date
from review.models import PanelMember
from review.notices import criteria_of, month_day
from review.prints.words import (
    NOT_YET_FINAL,
    PREVIEW,
    UNIT_NOTICES,
    applied_school,
    day_words,
    held_title,
    highest_school,
    imprint_of,
    last_covering,
    last_rating,
    local_day,
    month,
    private_of,
    publicised,
)
from review.states import CaseState, NoticeKind

S = CaseState
#: What the department wrote stands on the form from the moment it agreed.
BEFORE_DEPARTMENT = NOT_YET_FINAL | {S.RECOMMENDED, S.DEPARTMENT_REVIEW, S.DEPARTMENT_REFUSED}


def review_form(case) -> shapes.ReviewForm:
    """附件1 as the person, the unit and the department hand it in: P10 stays empty for the pen."""
    submission = case.submission
    content = submission.content
    basic = content["basic"]
    title, since = held_title(content)
    return shapes.ReviewForm(
        imprint=imprint_of(case, draft=PREVIEW if case.state in NOT_YET_FINAL else ""),
        unit=content["unit"]["name"],
        name=content["name"],
        current_title=title,
        sought_title=content["title"]["target_title"],
        specialty=content["title"]["specialty"],
        filled_on=local_day(submission.submitted_at),
        former_name=basic["former_name"],
        sex=basic["sex"],
        ethnicity=basic["ethnicity"],
        born=date.fromisoformat(basic["birth_date"]),
        photo=photo_of(submission),
        birthplace=basic["birthplace"],
        wage=basic["salary"],
        started_work=month(basic["work_started"]),
        health=basic["health"],
        education=_highest(content),
        current_title_since=f"{title}，{day_words(since)}" if title else "",
        present_work=content["title"]["current_work"],
        qualification=_qualification(content["appointment"]),
        administrative_post=basic["admin_post"],
        party=_party(basic),
        democratic_party=basic["democratic_party"],
        societies=basic["societies"],
        languages=basic["foreign_language"],
        trainings=_trainings(content),
        jobs=_jobs(content),
        applied_line=_applied_line(submission),
        before=_achievements(content, after=False),
        after=_achievements(content, after=True),
        publications=_publications(submission),
        exams=_exams(content),
        appraisals=_appraisals(content),
        unit_opinion=unit_opinion(case),
        department_opinion=department_opinion(case),
    )


def review_form_final(case) -> shapes.ReviewForm:
    """附件1 with what the committee counted and 人社局 confirmed (P10)."""
    form, meeting = review_form(case), case.meeting
    approval = ""
    if meeting.confirmation_number:
        approval = (
            f"同意，确认{case.name}同志具备{form.sought_title}任职资格，资格取得时间"
            f"{chinese_date(meeting.held_on)}。核准文号：{meeting.confirmation_number}，"
            f"{chinese_date(meeting.confirmed_on)}。"
        )
    return replace(form, ballot=_ballot(case), approval_opinion=approval)


def photo_of(submission) -> bytes:
    """The bytes of the photograph handed in with this version; empty without one."""
    photos = [paper for paper in submission.papers if paper["kind"] == c.PaperKind.PHOTO]
    if not photos:
        return b""
    with default_storage.open(photos[-1]["path"]) as file:
        return file.read()


def _highest(content) -> shapes.Education:
    school = highest_school(content)
    return shapes.Education(
        finished=month(school["graduated"]),
        school=school["school"],
        major=school["major"],
        length=school["length"],
        degree=_degree(school),
    )


def _degree(school) -> str:
    return "" if school["degree"] == "无" else school["degree"]


def _qualification(appointment) -> str:
    if appointment["held_title"] in ("", "无"):
        return ""
    parts = (
        appointment["held_title"],
        day_words(appointment["held_title_on"]),
        appointment["held_title_by"],
    )
    return "，".join(part for part in parts if part)


def _party(basic) -> str:
    if basic["party_joined"]:
        return basic["party_joined"]
    return basic["political_status"] if basic["political_status"] in _MEMBERS else ""


_MEMBERS = ("中共党员", "中共预备党员", "共青团员")


def _trainings(content) -> tuple[shapes.Training, ...]:
    """Schools first belong here too (包括参加专业学习、培训、国内外进修等); all by their start."""
    rows = [
        (
            school["started"],
            shapes.Training(
                start=month(school["started"]),
                end=month(school["graduated"]),
                content=school["major"],
                place=school["school"],
                result="、".join(
                    part for part in (school["length"], school["level"], _degree(school)) if part
                ),
            ),
        )
        for school in content["education"]["schools"]
    ]
    rows += [
        (
            training["started"],
            shapes.Training(
                start=month(training["started"]),
                end=month(training["ended"]),
                content=training["content"],
                place=training["place"],
                result=training["hours"],
                witness=training["witness"],
            ),
        )
        for training in content["education"]["trainings"]
    ]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _jobs(content) -> tuple[shapes.Job, ...]:
    return tuple(
        shapes.Job(
            start=month(job["started"]),
            end=month(job["ended"]) or None,
            unit=job["employer"],
            work=job["work"],
            post=job["post"],
            witness=job["witness"],
        )
        for job in content["work"]
    )


def _applied_line(submission) -> str:
    school = applied_school(submission)
    finished = day_words(school["graduated"][:7])
    return f"{school['level']}，{finished}毕业于{school['school']}{school['major']}专业"


def _achievements(content, *, after: bool) -> tuple[shapes.Achievement, ...]:
    return tuple(
        shapes.Achievement(
            start=month(item["started"]),
            end=month(item["ended"]) or None,
            name=item["name"],
            content=item["content"],
            role=item["part"],
            result=item["result"],
        )
        for item in content["achievements"]["items"]
        if item["after"] is after
    )


def _publications(submission) -> tuple[shapes.Publication, ...]:
    """P7, with the 专业技术工作报告 as a row of its own."""
    content = submission.content
    rows = [
        shapes.Publication(
            on=month(item["published"]),
            title=item["name"],
            venue=item["where"],
            authorship=item["authorship"],
        )
        for item in content["publications"]["items"]
    ]
    title = content["report"]["report_title"] or "专业技术工作报告"
    rows.append(
        shapes.Publication(
            on=local_day(submission.submitted_at),
            title=f"专业技术工作报告：{title}" if "报告" not in title else title,
            venue="随申报材料报送",
            authorship="独著",
        )
    )
    return tuple(rows)


def _exams(content) -> tuple[shapes.Exam, ...]:
    return tuple(
        shapes.Exam(
            on=month(exam["taken"]),
            kind=exam["kind"],
            subject=exam["subject"],
            score=exam["score"],
            organiser=exam["organiser"],
        )
        for exam in content["publications"]["exams"]
    )


def _appraisals(content) -> tuple[shapes.Appraisal, ...]:
    return tuple(
        shapes.Appraisal(
            year=row["year"],
            grade=row["grade"],
            unit=content["unit"]["name"],
            note=row["remark"],
        )
        for row in content["appointment"]["appraisals"]
    )


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
    content, report = submission.content, submission.content["report"]
    return shapes.WorkReport(
        imprint=imprint_of(case, draft=PREVIEW if case.state in NOT_YET_FINAL else ""),
        title=report["report_title"] or "专业技术工作报告",
        name=content["name"],
        unit=content["unit"]["name"],
        specialty=content["title"]["specialty"],
        sought_title=content["title"]["target_title"],
        education=report["report_education"],
        career=report["report_resume"],
        work=report["report_work"],
        tasks=report["report_tasks"],
        honours=report["report_honours"],
        dated=local_day(submission.submitted_at),
    )


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
        name=case.name,
        unit=case.unit.name,
        specialty=title["specialty"],
        phone=private_of(case.submission)["contact_phone"],
        sought_title=title["target_title"],
    )
