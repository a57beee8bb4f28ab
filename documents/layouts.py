"""From a shape to what its layout in ``templates/documents`` is given.

``LAYOUTS`` says for each shape which template prints it, under what title, how the context is
made, and whether it is printed on both sides (an even number of pages).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from documents import publicity, qr, shapes, words
from documents.fit import NAME_SIZES, Annex, Slot, Table

PHOTO_SIGNS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
LABEL = 33.75
"""Width of the upright label at the left of P8–P10."""
FULL = 473.2
"""Width of the table of the review form."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one shape is printed."""

    template: str
    title: Callable[[Any], str]
    """Title of the PDF, for its reader's window; no personal data beyond the name."""
    prepare: Callable[[Any], dict] = lambda shape: {}
    even: bool = False


def review_form(form: shapes.ReviewForm) -> dict:
    """P1–P10 with every text fitted to its box, and the 附页 that takes the rest."""
    annex = Annex()
    return {
        "photo": photo_uri(form.photo),
        **_particulars(form, annex),
        **_histories(form, annex),
        **_opinions(form, annex),
        "annex": annex,
    }


def _answer(form: shapes.ReviewForm, text: str) -> str:
    """The answer, 「无」 for none; on the blank form room for a pen."""
    return text if form.imprint.blank else words.or_none(text)


def _particulars(form: shapes.ReviewForm, annex: Annex) -> dict:
    def box(title: str, text: str, width: float, height: float) -> Slot:
        return annex.place(f"基本情况“{title}”", text, width, height, sizes=NAME_SIZES)

    def answer(title: str, text: str, height: float) -> Slot:
        title = "基本情况“" + title.replace("\n", "") + "”"
        return annex.place(title, _answer(form, text), 347.3, height)

    education = form.education
    return {
        "cover": [
            annex.place(f"封面“{title}”", text, 235, 36, sizes=NAME_SIZES)
            for title, text in (
                ("单位", form.unit),
                ("姓名", form.name),
                ("现任专业技术职务", _answer(form, form.current_title)),
                ("评审任职资格", form.sought_title),
                ("申报专业", form.specialty),
            )
        ],
        "name": box("现名", form.name, 63.8, 50),
        "sex": box("性别", form.sex, 63.8, 50),
        "ethnicity": box("民族", form.ethnicity, 42.5, 50),
        "former_name": box("曾用名", _answer(form, form.former_name), 63.8, 50),
        "birthplace": box("出生地", form.birthplace, 134.65, 39),
        "wage": box("标准工资", form.wage, 155.95, 39),
        "started_work": box("参加工作时间", words.year_month(form.started_work), 134.65, 41.75),
        "health": box("身体状况", form.health, 155.95, 41.75),
        "education": [
            box("毕业时间", words.year_month(education.finished), 99.2, 38),
            box("学校", education.school, 106.3, 38),
            box("专业", education.major, 70.9, 38),
            box("学制", education.length, 70.85, 38),
            box("学位", _answer(form, education.degree), 99.25, 38),
        ],
        "current_title_since": box(
            "现任专业技术职务及任职时间", _answer(form, form.current_title_since), 106.3, 41.75
        ),
        "present_work": box("现从事何种专业技术工作", form.present_work, 134.65, 41.75),
        "answers": [
            (label, answer(label, text, height), height)
            for label, text, height in (
                (
                    "专业技术职务\n任职资格（取得时间\n及审批机关）",
                    form.qualification,
                    41.75,
                ),
                ("现（兼）任行政职务\n及任职时间", form.administrative_post, 41.75),
                ("何时加入中国共产党\n（共青团）任何职务", form.party, 41.75),
                ("何时何地参加何种\n民主党派任何职务", form.democratic_party, 41.75),
                ("参加何种学术团体，\n任何种职务，\n有何社会兼职", form.societies, 58.65),
                ("懂何种外语，\n达到何种程度", form.languages, 61),
            )
        ],
    }


def _histories(form: shapes.ReviewForm, annex: Annex) -> dict:
    def table(title, heads, widths, records, *, row, height) -> Table:
        none = [] if form.imprint.blank else [(words.NONE, *[""] * (len(heads) - 1))]
        return annex.table(title, heads, widths, records or none, row=row, height=height)

    def achievements(title: str, rows: tuple[shapes.Achievement, ...]) -> Table:
        heads = (
            "起止时间",
            "专业技术工作名称\n（项目、课题、\n成果等）",
            "工作内容、\n本人起何作用\n（主持、参加、独立）",
            "完成情况及效果\n（获何奖励、\n效益或专利）",
        )
        records = [
            (
                a.span.replace("—", "—\n"),
                a.name,
                f"{a.role}：{a.content}" if a.role else a.content,
                a.result,
            )
            for a in rows
        ]
        return table(title, heads, (80, 130, 140, 123.2), records, row=56, height=560)

    return {
        "trainings": table(
            "学习培训经历",
            ("起止时间", "学习内容\n（专业）", "学习地点\n（院校）", "学制、\n学历学位", "证明人"),
            (112, 106, 106, 97.2, 52),
            [(t.span, t.content, t.place, t.result, t.witness) for t in form.trainings],
            row=30,
            height=240,
        ),
        "jobs": table(
            "工作经历",
            ("起止时间", "单位", "从事何专业\n技术工作", "职务", "证明人"),
            (112, 128, 112, 69.2, 52),
            [(j.span, j.unit, j.work, j.post, j.witness) for j in form.jobs],
            row=30,
            height=240,
        ),
        "applied_line": annex.place("适用学历", form.applied_line, FULL - 60, 34),
        "before": achievements("任现职前主要专业技术工作业绩登记", form.before),
        "after": achievements("任现职后主要专业技术工作业绩登记", form.after),
        "publications": table(
            "著作、论文及重要技术报告登记",
            (
                "日期",
                "名称及内容提要",
                "出版、登载、获奖或在\n学术会议上交流情况",
                "合（独）\n著、译",
            ),
            (75, 185, 138.2, 75),
            [(words.year_month(p.on), p.title, p.venue, p.authorship) for p in form.publications],
            row=50,
            height=550,
        ),
        "exams": table(
            "考试成绩",
            ("考试时间", "考试种类", "考试科目", "考试成绩", "组织考试单位"),
            (80, 90, 120, 70, 113.2),
            [(words.year_month(e.on), e.kind, e.subject, e.score, e.organiser) for e in form.exams],
            row=28,
            height=140,
        ),
        "appraisals": table(
            "年度及任职期满考核结果",
            ("年度", "考核等次", "考核单位", "备注"),
            (48, 108.2, 197, 120),
            [(str(a.year), a.grade, a.unit, a.note) for a in form.appraisals],
            row=28,
            height=140,
        ),
    }


def _opinions(form: shapes.ReviewForm, annex: Annex) -> dict:
    ballot = form.ballot
    note = ""
    if ballot:
        note = ballot.note
        if ballot.abstain and not form.abstain_column:
            note = "；".join(part for part in (f"弃权{ballot.abstain}人", note) if part)

    def opinion(title: str, text: str, height: float) -> Slot:
        return annex.place(title, text, FULL - LABEL, height, indent=2)

    return {
        "defence": opinion("答辩情况", _answer(form, form.defence), 90),
        "unit_opinion": opinion("基层单位意见", form.unit_opinion, 126),
        "department_opinion": opinion("呈报单位意见", form.department_opinion, 196),
        "panel_opinion": opinion("专家评议组或同行专家意见", form.panel_opinion, 166),
        "ballot_note": annex.place("备注", note, 129.45, 64),
        "approval_opinion": opinion("人事或职改部门审批意见", form.approval_opinion, 156),
    }


def photo_uri(photo: bytes) -> str:
    """A JPEG or PNG as a ``data:`` address, empty for no photo; anything else is a ValueError."""
    if not photo:
        return ""
    for sign, kind in PHOTO_SIGNS:
        if photo.startswith(sign):
            return qr.inline(photo, kind)
    raise ValueError("a photo is a JPEG or a PNG")


def envelope_labels(sheet: shapes.EnvelopeLabels) -> dict:
    return {"labels": [(label, qr.data_uri(label.code or label.number)) for label in sheet.labels]}


SUMMARY_WIDTHS = (
    *(16, 53, 36, 15, 33, 83, 33, 26, 27, 53, 36),
    *(33, 33, 33, 48, 46, 45, 28, 28, 53, 27),
)
"""Points, so that 身份证号, 电话 and months stay on one line; together the 785 of A4 landscape
less its margins."""


def summary_list(sheet: shapes.SummaryList) -> dict:
    return {
        "cut_off": words.day_in_figures(sheet.service_until),
        "widths": SUMMARY_WIDTHS,
        "empty_lines": range(1, shapes.LINES_A_SHEET + 1 if sheet.imprint.blank else 1),
    }


def handbook(book: shapes.Handbook) -> dict:
    return {
        "chapters": [
            (
                number,
                chapter,
                [
                    (place, step, photo_uri(step.figure.png) if step.figure else "")
                    for place, step in enumerate(chapter.steps, start=1)
                ],
            )
            for number, chapter in enumerate(book.chapters, start=1)
        ]
    }


def manifest(sheet: shapes.Manifest) -> dict:
    places = count(1)
    return {
        "groups": [
            (group.title, [(next(places), row, row.copies * row.pages) for row in group.rows])
            for group in sheet.groups
        ]
    }


def correction_letter(letter: shapes.CorrectionLetter) -> dict:
    return {"named": not letter.person}


def receipt(sheet: shapes.Receipt) -> dict:
    return {"kind": str(sheet.kind)}


def ballot_counts(sheet: shapes.BallotResult | shapes.MeetingMinutes) -> dict:
    passed = sum(row.outcome == "通过" for row in sheet.rows)
    return {
        "show_invalid": any(row.invalid for row in sheet.rows),
        "passed": passed,
        "failed": len(sheet.rows) - passed,
    }


def paper_ballots(sheet: shapes.PaperBallots) -> dict:
    return {"papers": [ballot for ballot in sheet.ballots for _ in range(ballot.copies)]}


NOTICE_TITLES = {
    shapes.NoticeKind.CRITERIA: "职称评审条件和评议程序公示",
    shapes.NoticeKind.MATERIALS: "职称申报人员申报材料公示",
    shapes.NoticeKind.OPINION: "职称申报人员鉴定意见公示",
    shapes.NoticeKind.RESULT: "职称评审结果公示",
}


def notice(sheet: shapes.NoticeSheet) -> dict:
    return {
        "heading": NOTICE_TITLES[sheet.kind],
        "kind": str(sheet.kind),
        "period": words.days_span(sheet.starts, sheet.ends),
    }


LAYOUTS: dict[type, Layout] = {
    shapes.ReviewForm: Layout(
        "review_form.html",
        lambda form: f"专业技术职务任职资格评审表（{form.name}）",
        review_form,
        even=True,
    ),
    shapes.WorkReport: Layout(
        "work_report.html", lambda report: f"{report.title}（{report.name}）", even=True
    ),
    shapes.PublicityRecord: Layout(
        "publicity_record.html",
        lambda record: f"任职资格评审推荐过程三公示记实表（{record.unit}）",
        publicity.publicity_record,
        even=True,
    ),
    shapes.PublicityProof: Layout(
        "publicity_proof.html",
        lambda proof: f"三次公示结果证明（{proof.unit}）",
        publicity.publicity_proof,
    ),
    shapes.AssessmentSheet: Layout(
        "assessment.html", lambda sheet: f"民主评议签到表、评议表（{sheet.unit}）"
    ),
    shapes.PromiseSheet: Layout(
        "promise_sheet.html", lambda sheet: f"单位推荐意见与承诺书（{sheet.unit}）"
    ),
    shapes.SummaryList: Layout(
        "summary.html", lambda sheet: f"专业技术人员申报汇总表（{sheet.unit}）", summary_list
    ),
    shapes.SpecialtyList: Layout("specialties.html", lambda sheet: sheet.title),
    shapes.Handbook: Layout("handbook.html", lambda book: book.title, handbook),
    shapes.EnvelopeLabels: Layout(
        "envelope.html", lambda sheet: f"{sheet.year}年度职称申报档案袋贴签", envelope_labels
    ),
    shapes.Manifest: Layout("manifest.html", lambda sheet: f"材料清单（{sheet.unit}）", manifest),
    shapes.DeliverySlip: Layout("delivery.html", lambda sheet: f"送件单（{sheet.unit}）"),
    shapes.NoticeSheet: Layout(
        "notice.html", lambda sheet: f"{NOTICE_TITLES[sheet.kind]}（{sheet.issuer}）", notice
    ),
    shapes.CorrectionLetter: Layout(
        "correction_letter.html",
        lambda letter: f"一次性补正告知书（{letter.imprint.number}）",
        correction_letter,
    ),
    shapes.RefusalLetter: Layout(
        "refusal_letter.html", lambda letter: f"不予受理告知书（{letter.imprint.number}）"
    ),
    shapes.Receipt: Layout(
        "receipt.html", lambda sheet: f"回执（{sheet.imprint.number}）", receipt
    ),
    shapes.BallotResult: Layout(
        "ballot_result.html", lambda sheet: f"评审结果表（{sheet.meeting}）", ballot_counts
    ),
    shapes.MeetingMinutes: Layout(
        "minutes.html", lambda sheet: f"评审会议纪要（{sheet.meeting}）", ballot_counts
    ),
    shapes.PaperBallots: Layout(
        "paper_ballots.html", lambda sheet: f"表决票（{sheet.meeting}）", paper_ballots
    ),
    shapes.Certificate: Layout(
        "certificate.html",
        lambda paper: f"任职资格证书（{paper.number}）",
        lambda paper: {"check_code": qr.data_uri(paper.check_address)},
    ),
    shapes.CertificateList: Layout(
        "certificate_list.html",
        lambda sheet: (
            f"{sheet.year}年度{sheet.rows[0].qualification}任职资格通过人员名单"
            if sheet.rows
            else f"{sheet.year}年度任职资格通过人员名单"
        ),
    ),
}
