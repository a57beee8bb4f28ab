"""The snapshot in labels and values: the check page, a section that is only read, the clerk's pane.

Works on live and frozen content alike (`applications.snapshots`).
"""

from dataclasses import dataclass

from django.urls import reverse

from applications.models import Application
from applications.partial_days import words
from applications.sections import FILLED
from components.identity import mask, mask_phone
from components.shapes import SummaryRow


@dataclass(frozen=True, slots=True)
class Part:
    """A titled run of rows inside a section: one school, one job."""

    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One section as read: plain rows, then its parts. `change_url` only where it may change."""

    slug: str
    title: str
    rows: tuple[SummaryRow, ...]
    parts: tuple[Part, ...]
    change_url: str = ""


def summaries(
    content: dict, private: dict, papers: list[dict], *, change: Application | None = None
) -> list[Summary]:
    """Every filled section in order; `private` masked. `change`: the file 修改 leads to."""
    shown = []
    for section in FILLED:
        rows, parts = READERS[section.slug](content, private, papers)
        url = ""
        if change is not None:
            url = reverse("applications:section", args=(change.pk, section.slug)) + "?then=review"
        shown.append(Summary(section.slug, section.title, rows, parts, url))
    return shown


def summary(slug: str, content: dict, private: dict, papers: list[dict]) -> Summary:
    """One section alone."""
    return next(s for s in summaries(content, private, papers) if s.slug == slug)


def _row(label: str, value) -> SummaryRow:
    if value is True or value is False:
        value = "是" if value else "否"
    return SummaryRow(label, value or "无")


def _span(row: dict) -> str:
    return f"{words(row['started'])}至{words(row['ended']) or '今'}"


def _eligibility(content, private, papers):
    data = content["eligibility"]
    parts = tuple(
        Part(
            f"第{number}项",
            (
                _row("处分", f"{row['kind']} {row['type']}"),
                _row("生效日期", words(row["effective_on"])),
                _row("决定机关", row["authority"]),
                _row("已书面解除", row["lifted_in_writing"]),
            ),
        )
        for number, row in enumerate(data["sanctions"], start=1)
    )
    return (
        _row("身份类别", data["identity_kind"]),
        _row("已退休或返聘", data["retired"]),
        _row("受过处分", data["under_sanction"]),
    ), parts


def _title(content, private, papers):
    data = content["title"]
    return (
        _row("申报职称", data["target_title"]),
        _row(
            "申报专业", f"{data['category'][3:]}，{data['specialty']}" if data["specialty"] else ""
        ),
        _row("现从事的专业技术工作", data["current_work"]),
    ), ()


def _basic(content, private, papers):
    data = content["basic"]
    labels = (
        ("曾用名", "former_name"), ("性别", "sex"), ("民族", "ethnicity"),
        ("政治面貌", "political_status"), ("入党（团）时间、职务", "party_joined"),
        ("民主党派", "democratic_party"), ("出生地", "birthplace"), ("身体状况", "health"),
        ("标准工资", "salary"), ("行政职务", "admin_post"), ("学术团体、社会兼职", "societies"),
        ("外语及程度", "foreign_language"),
    )  # fmt: skip
    return (
        _row("姓名", content["name"]),
        _row("身份证号", mask(private["identity_number"])),
        _row("出生日期", words(data["birth_date"])),
        *(_row(label, data[name]) for label, name in labels),
        _row("参加工作时间", words(data["work_started"])),
        _row("联系电话", mask_phone(private["contact_phone"])),
        _row("证件照", _names(papers, "photo")),
    ), ()


def _education(content, private, papers):
    data = content["education"]
    schools = tuple(
        Part(
            f"第{number}段 {row['level']}{'（最高学历）' if row['highest'] else ''}",
            (
                _row("起止", f"{words(row['started'])}至{words(row['graduated'])}{row['outcome']}"),
                _row("学校、专业", f"{row['school']}，{row['major']}"),
                _row("形式、学制", _joined(row["mode"], row["length"])),
                _row("学位", row["degree"]),
                _row("证书编号", "已填" if number_ else ""),
            ),
        )
        for (number, row), number_ in zip(
            enumerate(data["schools"], start=1), private["certificate_numbers"], strict=True
        )
    )
    trainings = tuple(
        Part(
            f"学习培训 第{number}段",
            (
                _row("起止", _span(row)),
                _row("内容", row["content"]),
                _row("学时、地点、证明人", _joined(row["hours"], row["place"], row["witness"])),
            ),
        )
        for number, row in enumerate(data["trainings"], start=1)
    )
    return (), schools + trainings


def _work(content, private, papers):
    return (), tuple(
        Part(
            f"第{number}段",
            (
                _row("起止", _span(row)),
                _row("单位、职务", _joined(row["employer"], row["post"])),
                _row("从事何专业技术工作", row["work"]),
                _row("本专业技术工作", row["same_specialty"]),
                _row("证明人", row["witness"]),
            ),
        )
        for number, row in enumerate(content["work"], start=1)
    )


def _appointment(content, private, papers):
    data = content["appointment"]
    held = data["held_title"]
    if data["held_title_on"]:
        held = _joined(held, f"{words(data['held_title_on'])}取得", data["held_title_by"])
    rows = [
        _row("聘任日期", words(data["appointed_on"])),
        _row("聘任职务", data["appointment_title"]),
        _row("聘任依据", data["appointment_basis"]),
        _row("部门、岗位", data["post"]),
        _row("现有职称", held),
    ]
    if data["technician_since"]:
        rows.append(_row("聘为技术员的日期", words(data["technician_since"])))
    if data["technician_work_since"]:
        rows.append(_row("从事技术员工作", words(data["technician_work_since"])))
    for row in data["appraisals"]:
        rows.append(_row(f"{row['year']}年度考核", _joined(row["grade"], row["remark"])))
    for row in data["interruptions"]:
        span = f"{words(row['first_day'])}至{words(row['last_day'])}"
        rows.append(_row("中断", _joined(span, row["reason"])))
    return tuple(rows), ()


def _achievements(content, private, papers):
    data = content["achievements"]
    items = tuple(
        Part(
            f"第{number}项 {row['name']}（任现职{'后' if row['after'] else '前'}）",
            (
                _row("起止", _span(row)),
                _row("工作内容", row["content"]),
                _row("本人作用", row["part"]),
                _row("完成情况及效果", row["result"]),
            ),
        )
        for number, row in enumerate(data["items"], start=1)
    )
    honours = tuple(
        _row("荣誉", _joined(words(row["received"]), row["name"], row["authority"]))
        for row in data["honours"]
    )
    return honours or (_row("荣誉", ""),), items


def _publications(content, private, papers):
    data = content["publications"]
    rows = [
        _row(
            "著作、论文、技术报告",
            _joined(words(row["published"]), row["name"], row["where"], row["authorship"]),
        )
        for row in data["items"]
    ] or [_row("著作、论文、技术报告", "")]
    rows += [
        _row(
            "考试成绩",
            _joined(
                words(row["taken"]), row["kind"], row["subject"], row["score"], row["organiser"]
            ),
        )
        for row in data["exams"]
    ] or [_row("考试成绩", "")]
    return tuple(rows), ()


def _report(content, private, papers):
    data = content["report"]
    if uploaded := _names(papers, "report"):
        return (_row("上传的报告", uploaded),), ()
    labels = (
        ("题目", "report_title"), ("本人学历、学位", "report_education"),
        ("工作简历", "report_resume"), ("所从事的专业技术工作", "report_work"),
        ("完成的主要工作任务", "report_tasks"), ("取得的荣誉", "report_honours"),
    )  # fmt: skip
    return tuple(
        SummaryRow(label, tuple(data[name].splitlines()) or "无") for label, name in labels
    ), ()


def _materials(content, private, papers):
    rows = tuple(
        _row(paper["label"], f"{paper['name']}，{paper['pages']}页")
        for paper in papers
        if paper["kind"] not in ("photo", "report")
    )
    return rows or (_row("证明材料", ""),), ()


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)


def _names(papers: list[dict], kind: str) -> str:
    return "、".join(paper["name"] for paper in papers if paper["kind"] == kind)


READERS = {
    "eligibility": _eligibility,
    "title": _title,
    "basic": _basic,
    "education": _education,
    "work": _work,
    "appointment": _appointment,
    "achievements": _achievements,
    "publications": _publications,
    "report": _report,
    "materials": _materials,
}
