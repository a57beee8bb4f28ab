"""What the printed 评审表 and 工作报告 are given, from a snapshot: live or frozen."""

from datetime import date

from django.core.files.storage import default_storage

from applications.models import Application
from applications.partial_days import words
from applications.snapshots import papers, snapshot
from documents import shapes
from eligibility import Verdict

TITLES = {"review_form": "评审表", "work_report": "专业技术工作报告"}


def shape_of(
    application: Application, kind: str, verdict: Verdict | None
) -> shapes.ReviewForm | shapes.WorkReport:
    """The paper `kind` (a key of TITLES) as it stands: the draft, or what was last handed in.

    Always marked 草稿 or 预览: the paper that counts is issued along the road (`review`).
    """
    submission = application.submissions.last() if application.locked else None
    if submission is None:
        content, files = snapshot(application), papers(application)
        imprint = shapes.Imprint(
            number=application.number, draft="草稿", recorded=application.created_at
        )
    else:
        content, files = submission.content, submission.papers
        verdict = Verdict.from_dict(submission.verdict)
        imprint = shapes.Imprint(
            number=content["number"],
            version=submission.version,
            digest=submission.sha256,
            draft="预览",
            recorded=submission.submitted_at,
        )
    if kind == "review_form":
        line = applied_line(content, verdict)
        return review_form(content, files, imprint=imprint, applied_line=line)
    return work_report(content, imprint=imprint)


def review_form(
    content: dict,
    papers: list[dict],
    *,
    imprint: shapes.Imprint,
    filled_on: date | None = None,
    applied_line: str = "",
) -> shapes.ReviewForm:
    """附件1 from a snapshot. Identity number and phone are not on it (§1.2)."""
    basic, education = content["basic"], content["education"]
    appointment, work = content["appointment"], content["work"]
    held = appointment["held_title"]
    return shapes.ReviewForm(
        imprint=imprint,
        unit=content["unit"]["name"],
        name=content["name"],
        current_title=_present_title(appointment),
        sought_title=content["title"]["target_title"],
        specialty=content["title"]["specialty"],
        filled_on=filled_on,
        former_name=basic["former_name"],
        sex=basic["sex"],
        ethnicity=basic["ethnicity"],
        born=date.fromisoformat(basic["birth_date"]) if basic["birth_date"] else None,
        photo=_photo(papers),
        birthplace=basic["birthplace"],
        wage=basic["salary"],
        started_work=_month(basic["work_started"]),
        health=basic["health"],
        education=_highest(education["schools"]),
        current_title_since=_present_title_since(appointment),
        present_work=content["title"]["current_work"],
        qualification=""
        if held in ("", "无")
        else _joined(held, words(appointment["held_title_on"]), appointment["held_title_by"]),
        administrative_post=basic["admin_post"],
        party=basic["party_joined"],
        democratic_party=basic["democratic_party"],
        societies=basic["societies"],
        languages=basic["foreign_language"],
        trainings=_trainings(education),
        jobs=tuple(
            shapes.Job(
                start=_month(row["started"]),
                end=_month(row["ended"]),
                unit=row["employer"],
                work=row["work"],
                post=row["post"],
                witness=row["witness"],
            )
            for row in work
        ),
        applied_line=applied_line,
        before=_achievements(content, after=False),
        after=_achievements(content, after=True),
        publications=_publications(content),
        exams=tuple(
            shapes.Exam(
                on=_month(row["taken"]),
                kind=row["kind"],
                subject=row["subject"],
                score=row["score"],
                organiser=row["organiser"],
            )
            for row in content["publications"]["exams"]
        ),
        appraisals=tuple(
            shapes.Appraisal(
                year=row["year"],
                grade=row["grade"],
                unit=row["employer"],
                note=row["remark"],
            )
            for row in appointment["appraisals"]
        ),
    )


def work_report(
    content: dict, *, imprint: shapes.Imprint, dated: date | None = None
) -> shapes.WorkReport:
    """专业技术工作报告 (三（四）) from a snapshot."""
    report = content["report"]
    return shapes.WorkReport(
        imprint=imprint,
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
        dated=dated,
    )


def applied_line(content: dict, verdict: Verdict | None) -> str:
    """适用学历线 (D02): the school the verdict relies on, in words; "" while there is none."""
    if verdict is None or verdict.line is None:
        return ""
    schools = [row for row in content["education"]["schools"] if row["graduated"]]
    if not 0 <= verdict.best < len(schools):
        return ""
    row = schools[verdict.best]
    return f"{row['level']}，{words(row['graduated'])}毕业于{row['school']}{row['major']}专业"


def _trainings(education: dict) -> tuple[shapes.Training, ...]:
    """Schools and training courses together, as the form's one table wants them."""
    schools = [
        shapes.Training(
            start=_month(row["started"]),
            end=_month(row["graduated"]),
            content=row["major"],
            place=row["school"],
            result=_joined(row["length"], row["level"], _degree(row)),
        )
        for row in education["schools"]
    ]
    courses = [
        shapes.Training(
            start=_month(row["started"]),
            end=_month(row["ended"]),
            content=row["content"],
            place=row["place"],
            result=row["hours"],
            witness=row["witness"],
        )
        for row in education["trainings"]
    ]
    return tuple(schools + courses)


def _highest(schools: list[dict]) -> shapes.Education:
    row = next((row for row in schools if row["highest"]), None)
    if row is None:
        return shapes.Education(finished=None, school="", major="")
    return shapes.Education(
        finished=_month(row["graduated"]),
        school=row["school"],
        major=row["major"],
        length=row["length"],
        degree=_degree(row),
    )


def _achievements(content: dict, *, after: bool) -> tuple[shapes.Achievement, ...]:
    return tuple(
        shapes.Achievement(
            start=_month(row["started"]),
            end=_month(row["ended"]),
            name=row["name"],
            content=row["content"],
            role=row["part"],
            result=row["result"],
        )
        for row in content["achievements"]["items"]
        if row["after"] is after
    )


def _publications(content: dict) -> tuple[shapes.Publication, ...]:
    rows = [
        shapes.Publication(
            on=_month(row["published"]),
            title=row["name"],
            venue=row["where"],
            authorship=row["authorship"],
        )
        for row in content["publications"]["items"]
    ]
    title = content["report"]["report_title"] or "专业技术工作报告"
    report = shapes.Publication(on=None, title=title, venue="随评审表报送", authorship="独著")
    return (*rows, report)


def _present_title(appointment: dict) -> str:
    title = appointment["appointment_title"]
    return title if title == "技术员" else ""


def _present_title_since(appointment: dict) -> str:
    title = _present_title(appointment)
    return f"{title}，{words(appointment['technician_since'])}" if title else ""


def _degree(row: dict) -> str:
    return "" if row["degree"] == "无" else row["degree"]


def _photo(papers: list[dict]) -> bytes:
    for paper in papers:
        if paper["kind"] == "photo" and default_storage.exists(paper["path"]):
            with default_storage.open(paper["path"]) as file:
                return file.read()
    return b""


def _month(text: str) -> str | None:
    return text[:7].replace("-", ".") if text else None


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)
