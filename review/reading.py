"""A frozen submission laid out for reading on screen: the pages of the 评审表, the report.

Given the version before, every cell that differs from it is marked, and nothing else.
"""

from collections import Counter
from dataclasses import dataclass

from applications.partial_days import month, words
from applications.snapshots import held_title, highest_school
from components.identity import mask, mask_phone

from .prints.words import private_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One value; `changed`: the version before said something else. `sign`: its marker."""

    value: str
    changed: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the form; `changed` rows are new or altered since the version before."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], bool], ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts of the work report."""

    title: str
    lines: tuple[str, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the form: `facts` for the first, tables for the others."""

    number: int
    title: str
    facts: dict | None = None
    grids: tuple[Grid, ...] = ()

    @property
    def changes(self) -> int:
        cells = sum(cell.changed for cell in (self.facts or {}).values())
        return cells + sum(changed for grid in self.grids for _, changed in grid.rows)


def sheets_of(submission, before=None, signs=None) -> tuple[Sheet, ...]:
    """The form as read at the desk; private numbers are masked.

    `signs` are the markers of its places: field of the first page or title of a table → signs.
    """
    signs = signs or {}
    old = before and _tables(before)
    facts = _compare(_facts(submission), before and _facts(before), signs)
    sheets = [Sheet(1, "基本情况", facts=facts)]
    for number, (title, tables) in enumerate(_tables(submission).items(), 2):
        grids = tuple(
            _grid(name, heads, rows, old[title][name][1] if old else None, signs.get(name, ""))
            for name, (heads, rows) in tables.items()
        )
        sheets.append(Sheet(number, title, grids=grids))
    return tuple(sheets)


def _compare(facts: dict, old: dict | None, signs: dict) -> dict:
    return {
        key: Cell(value, old is not None and old[key] != value, signs.get(key, ""))
        for key, value in facts.items()
    }


def _grid(name, heads, rows, old, sign) -> Grid:
    left = Counter(old or ())
    marked = []
    for row in rows:
        known = old is None or left[row] > 0
        left[row] -= 1
        marked.append((row, not known))
    return Grid(name, heads, tuple(marked), sign)


def _facts(submission) -> dict[str, str]:
    content, private = submission.content, private_of(submission)
    basic, appointment = content["basic"], content["appointment"]
    school, (title, since) = highest_school(content), held_title(content)
    return {
        "name": content["name"],
        "sex": basic["sex"],
        "ethnicity": basic["ethnicity"],
        "born": month(basic["birth_date"]),
        "political": basic["political_status"],
        "health": basic["health"],
        "identity": mask(private["identity_number"]),
        "work_started": month(basic["work_started"]),
        "graduated": month(school["graduated"]),
        "school": school["school"],
        "major": school["major"],
        "length": _length_and_degree(school),
        "title": f"{title}，{words(since)}" if title else "无",
        "appointed": "，".join(
            part
            for part in (words(appointment["appointed_on"]), appointment["appointment_basis"])
            if part
        ),
        "post": appointment["post"],
        "identity_kind": content["eligibility"]["identity_kind"],
        "work": content["title"]["current_work"],
        "applied": f"{content['title']['specialty']}，{content['title']['target_title']}",
        "admin_post": basic["admin_post"] or "无",
        "societies": basic["societies"] or "无",
        "language": basic["foreign_language"] or "无",
        "unit": content["unit"]["name"],
        "phone": mask_phone(private["contact_phone"]),
    }


def _tables(submission) -> dict:
    """Title of the page → name of the table → (heads, rows of plain text)."""
    content = submission.content
    education, appointment = content["education"], content["appointment"]
    achievements, publications = content["achievements"], content["publications"]
    return {
        "学习和工作经历": {
            "学历": (
                ("起止", "学历", "学校", "专业", "学制、学位"),
                [
                    (
                        _span(s["started"], s["graduated"]),
                        f"{s['level']}（{s['mode']}，{s['outcome']}）",
                        s["school"],
                        s["major"],
                        _length_and_degree(s),
                    )
                    for s in education["schools"]
                ],
            ),
            "学习培训经历": (
                ("起止", "内容", "学时", "地点", "证明人"),
                [
                    (
                        _span(t["started"], t["ended"]),
                        t["content"],
                        t["hours"],
                        t["place"],
                        t["witness"],
                    )
                    for t in education["trainings"]
                ],
            ),
            "工作经历": (
                ("起止", "单位", "从事何专业技术工作", "职务", "证明人"),
                [
                    (
                        _span(w["started"], w["ended"]),
                        w["employer"],
                        w["work"],
                        w["post"],
                        w["witness"],
                    )
                    for w in content["work"]
                ],
            ),
        },
        "业绩": {
            name: (
                ("起止", "项目或工作", "内容和本人作用", "完成情况及效果"),
                [
                    (
                        _span(a["started"], a["ended"]),
                        a["name"],
                        f"{a['part']}：{a['content']}",
                        a["result"],
                    )
                    for a in achievements["items"]
                    if a["after"] is after
                ],
            )
            for name, after in (("任现职前", False), ("任现职后", True))
        },
        "荣誉、著作、考试和考核": {
            "荣誉": (
                ("时间", "名称", "授予单位"),
                [
                    (month(h["received"]), h["name"], h["authority"])
                    for h in achievements["honours"]
                ],
            ),
            "著作、论文和技术报告": (
                ("日期", "名称及内容提要", "出版、登载或交流情况", "独（合）著"),
                [
                    (month(p["published"]), p["name"], p["where"], p["authorship"])
                    for p in publications["items"]
                ],
            ),
            "考试": (
                ("时间", "种类", "科目", "成绩", "组织单位"),
                [
                    (month(e["taken"]), e["kind"], e["subject"], e["score"], e["organiser"])
                    for e in publications["exams"]
                ],
            ),
            "年度考核": (
                ("年度", "等次", "备注"),
                [(str(a["year"]), a["grade"], a["remark"]) for a in appointment["appraisals"]],
            ),
        },
    }


def _span(start: str, end: str) -> str:
    return f"{month(start)}—{month(end) or '至今'}"


def _length_and_degree(school) -> str:
    return "、".join(v for v in (school["length"], school["degree"]) if v and v != "无")


REPORT_PARTS = (
    ("report_education", "一、本人学历、学位"),
    ("report_resume", "二、工作简历"),
    ("report_work", "三、所从事的专业技术工作情况"),
    ("report_tasks", "四、完成的主要工作任务"),
    ("report_honours", "五、取得的荣誉"),
)


def report_of(submission, before=None) -> tuple[Part, ...]:
    """The work report as written online; parts that changed are marked. Empty when uploaded."""
    report = submission.content["report"]
    old = before.content["report"] if before else report
    if not any(report[key] for key, _ in REPORT_PARTS):
        return ()
    return tuple(
        Part(title, tuple((report[key] or "无").splitlines()), report[key] != old[key])
        for key, title in REPORT_PARTS
    )
