"""The task list: what is done, what comes next, where the file is."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import NoReverseMatch, reverse

from applications import checklist
from applications import choices as c
from applications.deadlines import HandIn
from applications.models import Application
from applications.partial_days import words
from applications.queries import blocking_errors
from applications.sections import GROUPS, SECTIONS, Section
from components.shapes import Meter, StepState, Task, TaskGroup, TaskState, TrailStep
from components.verdicts import outcome_word
from components.words import day_words, time_words
from eligibility import Verdict

MINUTES = {"report": 30, "achievements": 10, "materials": 5, "review": 5, "commitment": 3}
STAGES = (
    "单位审核、民主评议",
    "单位三次公示",
    "主管部门审核",
    "303室受理",
    "评委会评审",
    "结果公示、发文",
)
PARTS = {TaskState.DONE: "done", TaskState.TODO: "none", TaskState.BLOCKED: "none"}


@dataclass(frozen=True, slots=True)
class TaskList:
    """Everything the page shows. `next_label` and `next_url` are the one button."""

    groups: tuple[TaskGroup, ...]
    meter: Meter
    done: int
    total: int
    minutes: int
    next_label: str = ""
    next_url: str = ""


def task_list(application: Application, *, today: date, verdict: Verdict | None) -> TaskList:
    """The twelve tasks with their states; after handing in all are links to 查看."""
    drafts = {draft.slug: draft for draft in application.drafts.all() if draft.text}
    blocked = bool(blocking_errors(application, today=today))
    rows = [
        (section, *_state(application, section, drafts.get(section.slug), blocked))
        for section in SECTIONS
    ]
    if application.locked:
        rows = [(section, TaskState.DONE, "") for section in SECTIONS]

    tasks = {
        section.slug: Task(
            label=section.title + ("（选填）" if section.slug == "publications" else ""),
            state=state,
            url="" if state is TaskState.BLOCKED else url_of(application, section),
            hint=alert or _hint(application, section, state, verdict),
            alert=bool(alert),
            word=_word(application, section.slug, state),
        )
        for section, state, alert in rows
    }
    if application.locked:
        tasks["commitment"] = replace(tasks["commitment"], url="", word="已签署")
    states = [state for _, state, _ in rows]
    parts = tuple(PARTS.get(state, "part") for state in states)
    done = parts.count("done")
    following = None if application.locked else _next(rows)
    return TaskList(
        groups=tuple(
            TaskGroup(
                group,
                tuple(tasks[section.slug] for section in SECTIONS if section.group == group),
                note="" if not application.locked else "已提交",
            )
            for group in GROUPS
        ),
        meter=Meter(
            parts, f"{len(parts)}项中{done}项已完成，{parts.count('part')}项填写中或要更正"
        ),
        done=done,
        total=len(parts),
        minutes=sum(
            MINUTES.get(section.slug, 5) for section, state, _ in rows if state != TaskState.DONE
        ),
        next_label=_verb(following) if following else "",
        next_url=url_of(application, following[0]) if following else "",
    )


def url_of(application: Application, section: Section) -> str:
    """Where a task is done: its own page for the last two, else under /sections/."""
    if section.is_form:
        return reverse("applications:section", args=(application.pk, section.slug))
    return reverse(f"applications:{section.slug}", args=(application.pk,))


def trail(application: Application, hand_in: HandIn, *, today: date) -> tuple[TrailStep, ...]:
    """Where the file is, as far as this app knows: after handing in, `review` says the rest."""
    begun = TrailStep("开始填报", time_words(application.created_at), StepState.DONE)
    if application.locked:
        return begun, TrailStep("个人填报", "已提交给单位", StepState.DONE)
    ahead = hand_in.day and today <= hand_in.day
    by_unit = f"{hand_in.source}最迟{day_words(hand_in.day)}提交" if ahead else ""
    closes = f"{day_words(application.round.acceptance_closes)}截止"
    return (
        begun,
        TrailStep("个人填报", by_unit, StepState.NOW),
        *(TrailStep(stage, closes if stage == "303室受理" else "") for stage in STAGES),
    )


def track_url(application: Application) -> str:
    """The page of the case's progress; "" where the road is not mounted."""
    try:
        return reverse("review:track", args=(application.pk,))
    except NoReverseMatch:
        return ""


def _state(application, section, draft, blocked) -> tuple[TaskState, str]:
    """State and, in red, the reason."""
    if not section.is_form:
        return _last_state(application, section, blocked), ""
    if draft is not None and draft.problems:
        return TaskState.FIX, draft.problems[0]
    if section.slug == "eligibility" and application.look_again:
        return TaskState.FIX, min(application.look_again.items())[1]
    if section.slug in application.reopened and section.slug not in application.mended:
        return TaskState.RETURNED, "退回补充，改好后保存"
    if draft is not None:
        return TaskState.DOING, ""
    if section.slug in application.from_self_check:
        return TaskState.CARRIED, ""
    if section.complete(application):
        return TaskState.DONE, ""
    if checklist.is_begun(application, section.slug):
        return TaskState.DOING, ""
    return TaskState.TODO, ""


def _word(application, slug, state) -> str:
    """In place of the state's own word: handed in, carried from which year, returned by whom."""
    if application.locked:
        return "查看"
    if state is TaskState.CARRIED and slug in application.from_roster:
        return "已由单位名单带入，请确认"
    if state is TaskState.CARRIED and application.carried_year:
        return f"已由{application.carried_year}年度带入，请确认"
    by_unit = application.letter.get("title", "单位").startswith("单位")
    return "" if by_unit or state is not TaskState.RETURNED else "退回补充"


def _last_state(application, section, blocked) -> TaskState:
    if section.slug == "review":
        if blocked:
            return TaskState.BLOCKED
        return TaskState.DONE if application.reviewed_at else TaskState.TODO
    return TaskState.BLOCKED if blocked or not application.reviewed_at else TaskState.TODO


def _next(rows):
    order = (TaskState.FIX, TaskState.RETURNED, TaskState.DOING, TaskState.CARRIED, TaskState.TODO)
    for state in order[:2]:
        for row in rows:
            if row[1] is state:
                return row
    return next((row for row in rows if row[1] in order), None)


def _verb(row) -> str:
    section, state, _ = row
    if section.slug == "eligibility" and state is TaskState.FIX:
        return f"继续：看{section.title}的结果"
    verb = {TaskState.FIX: "更正", TaskState.RETURNED: "更正", TaskState.CARRIED: "确认"}.get(state)
    if verb:
        return f"继续：{verb}{section.title}"
    return f"继续：{section.title}"


def _hint(application, section, state, verdict) -> str:
    maker = HINTS.get(section.slug)
    hint = maker(application, verdict) if maker else ""
    if hint and state is not TaskState.TODO:
        return hint
    if application.locked or (state is TaskState.TODO and not section.is_form):
        return ""
    return section.empty_hint


def _eligibility_hint(application, verdict) -> str:
    if verdict is None:
        return ""
    found = {finding.rule: finding for finding in verdict.findings}
    level = verdict.best_line.level
    degree = dict(c.EducationLevel.choices).get(level, level) if level else "没有可申报的学历"
    years, times = found["R12"], found["R13"]
    parts = [degree]
    if years.chart:
        parts.append(f"聘任{years.yours}")
    if times.yours:
        parts.append(f"考核合格{times.yours}")
    return f"{'，'.join(parts)}：{outcome_word(verdict.overall)}"


def _title_hint(application, verdict) -> str:
    if not application.specialty:
        return ""
    return f"{application.get_target_title_display()}，{application.specialty.name}"


def _education_hint(application, verdict) -> str:
    rows = sorted(application.education_set.all(), key=lambda row: (row.started, row.pk))
    return "；".join(f"{row.get_level_display()}，{row.school or row.major}" for row in rows)


def _work_hint(application, verdict) -> str:
    jobs = sorted(application.workexperience_set.all(), key=lambda row: (row.started, row.pk))
    if not jobs:
        return ""
    until = "今" if any(not job.ended for job in jobs) else words(max(job.ended for job in jobs))
    gaps = any("没有填" in sentence for slug, sentence in checklist.hints(application))
    return f"{len(jobs)}段，{words(jobs[0].started)}至{until}" + ("" if gaps else "，中间没有空档")


def _appointment_hint(application, verdict) -> str:
    if not application.appointed_on:
        return ""
    good = (c.Grade.EXCELLENT, c.Grade.QUALIFIED, c.Grade.COMPETENT)
    years = [
        str(row.year) for row in checklist.current_appraisals(application) if row.grade in good
    ]
    passed = f"；{'、'.join(years)}年度合格" if years else ""
    return f"{words(application.appointed_on[:7])}聘任{passed}"


def _achievements_hint(application, verdict) -> str:
    items, honours = len(application.achievement_set.all()), len(application.honour_set.all())
    if not items:
        return ""
    return f"已写{items}项" + (f"，荣誉{honours}项" if honours else "")


def _publications_hint(application, verdict) -> str:
    if application.has_publications is None:
        return ""
    if not application.has_publications:
        return "您选了“没有”"
    return f"已写{len(application.publication_set.all())}项"


def _report_hint(application, verdict) -> str:
    if application.report_mode == c.ReportMode.UPLOAD:
        return "已上传" if checklist.has_paper(application, c.PaperKind.REPORT) else ""
    length = sum(len(text) for text in checklist.report_parts(application).values())
    return f"在线写，{length}字" if length else ""


def _materials_hint(application, verdict) -> str:
    count = len(
        [p for p in checklist.current_papers(application) if p.kind not in ("photo", "report")]
    )
    missing = not checklist.has_paper(application, c.PaperKind.APPOINTMENT)
    if not count:
        return ""
    return f"已传{count}份" + ("，还缺聘用协议或手续证明" if missing else "")


HINTS = {
    "eligibility": _eligibility_hint,
    "title": _title_hint,
    "education": _education_hint,
    "work": _work_hint,
    "appointment": _appointment_hint,
    "achievements": _achievements_hint,
    "publications": _publications_hint,
    "report": _report_hint,
    "materials": _materials_hint,
}
