"""What is still missing before a file may be handed in: one list for applicant, unit and clerk.

Each function looks at the saved rows of one section and answers in sentences. A section is complete
when its function finds nothing.
"""

from itertools import pairwise

from applications import choices as c
from applications.models import Application
from applications.partial_days import months_between, shift_month, words, years_between
from components.identity import region_hint

YANGCHENG = "140522"
"""行政区划代码 of the county (GB/T 2260), with which most of its people's numbers begin."""


def eligibility(application: Application) -> tuple[str, ...]:
    missing = (
        ("请选择身份类别", application.identity_kind),
        ("请选择是否退休", application.retired is not None),
        ("请选择有没有处分", application.under_sanction is not None),
        (
            "选了“有”处分，请逐项填写",
            not application.under_sanction or list(application.sanction_set.all()),
        ),
    )
    return _unmet(missing)


def title(application: Application) -> tuple[str, ...]:
    return _unmet(
        (
            ("请选择申报专业", application.specialty_id),
            ("请填写现从事的专业技术工作", application.current_work),
        )
    )


def basic(application: Application) -> tuple[str, ...]:
    return _unmet(
        (
            ("请填写身份证号", application.identity_number),
            ("请选择民族", application.ethnicity),
            ("请选择政治面貌", application.political_status),
            ("请填写出生地", application.birthplace),
            ("请填写参加工作时间", application.work_started),
            ("请选择身体状况", application.health),
            ("请填写联系电话", application.contact_phone),
        )
    )


def education(application: Application) -> tuple[str, ...]:
    rows = list(application.education_set.all())
    return _unmet(
        (
            ("请至少填写一段学历", rows),
            ("请指定一段作为最高学历", not rows or any(row.highest for row in rows)),
        )
    )


def work(application: Application) -> tuple[str, ...]:
    rows = list(application.workexperience_set.all())
    return _unmet(
        (
            ("请至少填写一段工作经历", rows),
            ("请填写现在的工作，并勾选“至今”", not rows or any(not row.ended for row in rows)),
        )
    )


def appointment(application: Application) -> tuple[str, ...]:
    graded = {row.year for row in application.appraisal_set.all()}
    held = application.held_title not in ("", c.HeldTitle.NONE)
    technician = application.appointment_title == c.AppointmentTitle.TECHNICIAN
    missing = (
        ("请填写聘任日期", application.appointed_on),
        ("请选择聘任职务", application.appointment_title),
        ("请选择聘任依据", application.appointment_basis),
        ("请选择现有职称", application.held_title),
        ("请填写现有职称取得时间", not held or application.held_title_on),
        ("请填写现有职称审批机关", not held or application.held_title_by),
        ("请填写聘为技术员的日期", not technician or application.technician_since),
    )
    years = tuple(
        f"请选择{year}年度的考核结果" for year in appraisal_years(application) if year not in graded
    )
    return _unmet(missing) + years


def achievements(application: Application) -> tuple[str, ...]:
    rows = list(application.achievement_set.all())
    return _unmet((("请至少填写一项专业技术工作业绩", rows),))


def publications(application: Application) -> tuple[str, ...]:
    return _unmet(
        (
            (
                "请选择有没有著作、论文或技术报告",
                application.has_publications is not None,
            ),
            (
                "选了“有”著作、论文或技术报告，请逐项填写",
                not application.has_publications or list(application.publication_set.all()),
            ),
            ("请选择有没有考试成绩", application.has_exams is not None),
            (
                "选了“有”考试成绩，请逐项填写",
                not application.has_exams or list(application.examresult_set.all()),
            ),
        )
    )


def report(application: Application) -> tuple[str, ...]:
    if application.report_mode == c.ReportMode.UPLOAD:
        uploaded = has_paper(application, c.PaperKind.REPORT)
        return _unmet((("请上传专业技术工作报告", uploaded),))
    return _unmet(
        tuple(
            (f"报告还没有写“{application._meta.get_field(name).verbose_name}”", text)
            for name, text in report_parts(application).items()
        )
    )


def materials(application: Application) -> tuple[str, ...]:
    return _unmet(
        (
            (
                "请上传聘用协议或参加本专业技术工作的手续证明",
                has_paper(application, c.PaperKind.APPOINTMENT),
            ),
        )
    )


def review(application: Application) -> tuple[str, ...]:
    return _unmet((("请核对全部内容", application.reviewed_at),))


def commitment(application: Application) -> tuple[str, ...]:
    return _unmet((("请签署个人承诺并提交给单位", application.locked),))


BEGINNINGS = {
    "eligibility": ("identity_kind",),
    "title": ("specialty_id", "current_work"),
    "basic": ("ethnicity", "birthplace"),
    "education": ("education_set", "training_set"),
    "work": ("workexperience_set",),
    "appointment": ("appointed_on", "appraisal_set"),
    "achievements": ("achievement_set", "honour_set"),
    "publications": ("has_publications", "has_exams"),
    "report": ("report_work", "report_tasks", "report_honours"),
}


def is_begun(application: Application, slug: str) -> bool:
    """Is anything there at all? Tells 填写中 from 未开始."""
    if slug == "materials":
        return bool(current_papers(application))
    for name in BEGINNINGS.get(slug, ()):
        value = getattr(application, name)
        if value.all() if name.endswith("_set") else value not in ("", None):
            return True
    return False


def hints(application: Application) -> tuple[tuple[str, str], ...]:
    """(section slug, sentence) of what is worth a second look; nothing here blocks."""
    return (
        *(("basic", sentence) for sentence in _basic_hints(application)),
        *(("education", sentence) for sentence in _education_hints(application)),
        *(("work", sentence) for sentence in _work_hints(application)),
        *(("report", sentence) for sentence in _report_hints(application)),
        *(("materials", sentence) for sentence in _material_hints(application)),
    )


def _basic_hints(application):
    born, started = application.birth_date, application.work_started
    if born and started and started < f"{born.year + 16}-{born.month:02d}":
        yield "参加工作时间按出生年月算，那时还不满16周岁，请核对"
    number = application.identity_number
    if number and (hint := region_hint(number)):
        yield f"身份证号{hint}"
    elif number and "阳城" in application.birthplace and not number.startswith(YANGCHENG):
        yield (
            f"出生地写的是阳城，身份证号前6位不是{YANGCHENG}。早年办的或在外地办的会这样，"
            "请照证件再看一眼"
        )
    if not has_paper(application, c.PaperKind.PHOTO):
        yield "没有上传证件照，打印后请在评审表上贴近期一寸免冠照片"


def _education_hints(application):
    for row in application.education_set.all():
        if len(row.graduated) == 7:
            yield f"{row.school}的毕业日期只写到月，按证书补上日，核对会更准"


def _work_hints(application):
    jobs = sorted(application.workexperience_set.all(), key=lambda row: (row.started, row.pk))
    for number, (job, following) in enumerate(pairwise(jobs), start=1):
        end = job.ended or "9999-12"
        if end > following.started:
            yield f"第{number}段和第{number + 1}段工作时间重叠，请核对"
        elif months_between(end, following.started) > 4:
            yield (
                f"{words(shift_month(end, 1))}至{words(shift_month(following.started, -1))}没有填，"
                "确实没有工作可以不管"
            )
    present = [job for job in jobs if not job.ended]
    if present and all(job.employer != application.unit.name for job in present):
        yield f"现在的工作单位和申报单位“{application.unit.name}”写得不一样，请核对"


def _report_hints(application):
    if application.report_mode == c.ReportMode.ONLINE:
        length = sum(len(text) for text in report_parts(application).values())
        if 0 < length < 800:
            yield f"工作报告现在{length}字，一般写1500至3000字"


def _material_hints(application):
    if not has_paper(application, c.PaperKind.DIPLOMA):
        yield "没有上传毕业证书，单位人事会请您出示原件"
    technician = application.held_title == c.HeldTitle.TECHNICIAN or application.technician_since
    if technician and not has_paper(application, c.PaperKind.TECHNICIAN):
        yield "没有上传技术员证书或聘任文件，单位人事会请您出示原件"
    for paper in current_papers(application):
        if paper.hint:
            yield f"“{paper.name}”{paper.get_hint_display()}，审核时可能看不清，可以重拍"


def has_paper(application: Application, kind: c.PaperKind) -> bool:
    return any(paper.kind == kind for paper in current_papers(application))


def current_papers(application: Application) -> list:
    """The papers that count: those not removed, by kind and position."""
    return [paper for paper in application.attachments.all() if paper.removed_at is None]


def report_parts(application: Application) -> dict[str, str]:
    names = (
        "report_education", "report_resume", "report_work", "report_tasks", "report_honours",
    )  # fmt: skip
    return {name: getattr(application, name).strip() for name in names}


def current_appraisals(application: Application) -> list:
    """The appraisals of the years asked; answers for years no longer asked are kept aside."""
    years = set(appraisal_years(application))
    return [row for row in application.appraisal_set.all() if row.year in years]


def countable_appraisals(application: Application) -> list:
    """Those, and any answer for years of the same specialty before the appointment: the rules count
    them when the years of service rest on that earlier work (D04, R13).
    """
    jobs = application.workexperience_set.all()
    before = [job.started for job in jobs if job.same_specialty]
    years = set(years_between((*_starts(application), *before), application.round.year))
    return [row for row in application.appraisal_set.all() if row.year in years]


def appraisal_years(application: Application) -> list[int]:
    """Years from the appointment, or the technician's work before it, to the round's, inclusive."""
    return years_between(_starts(application), application.round.year)


def _starts(application: Application) -> tuple[str, ...]:
    return (
        application.appointed_on,
        application.technician_since,
        application.technician_work_since,
    )


def _unmet(rows) -> tuple[str, ...]:
    return tuple(sentence for sentence, met in rows if not met)
