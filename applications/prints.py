"""What the printed 评审表 and 工作报告 are given, from a snapshot: live or frozen.

The drafts made here and the papers issued along the road (`review`) have this one builder, so that
what was read before the promise is what is printed after it. A live file may still have gaps.
"""

from collections.abc import Mapping
from datetime import date

from django.core.files.storage import default_storage
from django.utils.timezone import localtime

from applications.choices import PaperKind
from applications.models import Application
from applications.partial_days import month, words
from applications.snapshots import applied_school, held_title, highest_school, papers, snapshot
from documents import shapes
from eligibility import Verdict

TITLES = {"review_form": "评审表", "work_report": "专业技术工作报告"}
PARTY_MEMBERS = ("中共党员", "中共预备党员", "共青团员")


def shape_of(
    application: Application, kind: str, verdict: Verdict | None, *, today: date
) -> shapes.ReviewForm | shapes.WorkReport:
    """The paper `kind` (a key of TITLES) as it stands: the draft, or what was last handed in.

    Always marked 草稿 or 预览: the paper that counts is issued along the road (`review`). A draft
    bears the day it would be handed in on: but for the mark it is the paper of that day.
    """
    submission = application.submissions.last() if application.locked else None
    day = localtime(submission.submitted_at).date() if submission else today
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
        return review_form(content, files, verdict, imprint=imprint, filled_on=day)
    return work_report(content, imprint=imprint, dated=day)


def review_form(
    content: dict,
    papers: list[dict],
    verdict: Verdict | None,
    *,
    imprint: shapes.Imprint,
    filled_on: date | None = None,
) -> shapes.ReviewForm:
    """附件1 from a snapshot, `filled_on` the day it was handed in. Opinions and counts are empty.

    Identity number and phone are not on it (§1.2).
    """
    basic, appointment = content["basic"], content["appointment"]
    title, since = held_title(content)
    return shapes.ReviewForm(
        imprint=imprint,
        unit=content["unit"]["name"],
        name=content["name"],
        current_title=title,
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
        started_work=month(basic["work_started"]),
        health=basic["health"],
        education=_highest(content),
        current_title_since=_joined(title, words(since)) if title else "",
        present_work=content["title"]["current_work"],
        qualification=_qualification(appointment),
        administrative_post=basic["admin_post"],
        party=_party(basic),
        democratic_party=basic["democratic_party"],
        societies=basic["societies"],
        languages=basic["foreign_language"],
        trainings=_trainings(content["education"]),
        jobs=tuple(
            shapes.Job(
                start=month(row["started"]),
                end=month(row["ended"]) or None,
                unit=row["employer"],
                work=row["work"],
                post=row["post"],
                witness=row["witness"],
            )
            for row in content["work"]
        ),
        applied_line=_applied_line(content, verdict) if verdict else "",
        before=_achievements(content, after=False),
        after=_achievements(content, after=True),
        publications=_publications(content, filled_on),
        exams=tuple(
            shapes.Exam(
                on=month(row["taken"]),
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
        title=report["report_title"] or TITLES["work_report"],
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


def typed_report(application: Application, typed: Mapping[str, str]) -> shapes.WorkReport:
    """The report as it is being typed: `typed` holds the fields of the section."""
    content = snapshot(application)
    parts = {name: typed.get(name, "") for name in content["report"] if name.startswith("report_")}
    imprint = shapes.Imprint(
        number=application.number, draft="草稿", recorded=application.created_at
    )
    return work_report(content | {"report": content["report"] | parts}, imprint=imprint)


def _qualification(appointment: dict) -> str:
    held = appointment["held_title"]
    if held in ("", "无"):
        return ""
    return _joined(held, words(appointment["held_title_on"]), appointment["held_title_by"])


def _party(basic: dict) -> str:
    if basic["party_joined"]:
        return basic["party_joined"]
    return basic["political_status"] if basic["political_status"] in PARTY_MEMBERS else ""


def _applied_line(content: dict, verdict: Verdict) -> str:
    """适用学历线 (D02) in words."""
    school = applied_school(content, verdict)
    finished = words(school["graduated"][:7])
    return f"{school['level']}，{finished}毕业于{school['school']}{school['major']}专业"


def _trainings(education: dict) -> tuple[shapes.Training, ...]:
    """Schools belong here too (包括参加专业学习、培训、国内外进修等); all by their start."""
    rows = [
        (
            row["started"],
            shapes.Training(
                start=month(row["started"]),
                end=month(row["graduated"]) or None,
                content=row["major"],
                place=row["school"],
                result=_joined(row["length"], row["level"], _degree(row), by="、"),
            ),
        )
        for row in education["schools"]
    ]
    rows += [
        (
            row["started"],
            shapes.Training(
                start=month(row["started"]),
                end=month(row["ended"]) or None,
                content=row["content"],
                place=row["place"],
                result=row["hours"],
                witness=row["witness"],
            ),
        )
        for row in education["trainings"]
    ]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _highest(content: dict) -> shapes.Education:
    if not content["education"]["schools"]:
        return shapes.Education(finished=None, school="", major="")
    school = highest_school(content)
    return shapes.Education(
        finished=month(school["graduated"]),
        school=school["school"],
        major=school["major"],
        length=school["length"],
        degree=_degree(school),
    )


def _achievements(content: dict, *, after: bool) -> tuple[shapes.Achievement, ...]:
    return tuple(
        shapes.Achievement(
            start=month(row["started"]),
            end=month(row["ended"]) or None,
            name=row["name"],
            content=row["content"],
            role=row["part"],
            result=row["result"],
        )
        for row in content["achievements"]["items"]
        if row["after"] is after
    )


def _publications(content: dict, handed_in: date | None) -> tuple[shapes.Publication, ...]:
    """P7, with the 专业技术工作报告 as a row of its own."""
    rows = [
        shapes.Publication(
            on=month(row["published"]),
            title=row["name"],
            venue=row["where"],
            authorship=row["authorship"],
        )
        for row in content["publications"]["items"]
    ]
    title = content["report"]["report_title"] or TITLES["work_report"]
    report = shapes.Publication(
        on=handed_in,
        title=title if "报告" in title else f"专业技术工作报告：{title}",
        venue="随申报材料报送",
        authorship="独著",
    )
    return (*rows, report)


def _degree(school: dict) -> str:
    return "" if school["degree"] == "无" else school["degree"]


def _photo(papers: list[dict]) -> bytes:
    """The bytes of the photograph; empty without one."""
    photos = [paper for paper in papers if paper["kind"] == PaperKind.PHOTO]
    if not photos:
        return b""
    with default_storage.open(photos[-1]["path"]) as file:
        return file.read()


def _joined(*parts: str, by: str = "，") -> str:
    return by.join(part for part in parts if part)
