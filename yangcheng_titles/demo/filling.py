"""Fill a person's form as they would, section by section, through the services of the form."""

from django.core.files.uploadedfile import SimpleUploadedFile

from applications import choices as c
from applications import papers, services
from applications.models import (
    Achievement,
    Application,
    Appraisal,
    Education,
    Honour,
    Specialty,
    Training,
    WorkExperience,
)
from applications.partial_days import shift_month, words

from . import scans


def fill(application: Application, person, *, now) -> Application:
    """Answer every section, upload the required papers, read everything through."""
    for slug, values, rows in _answers(application, person):
        services.save_section(application, slug, values=values, rows=rows, now=now)
    upload(application, person, now=now)
    services.mark_reviewed(application, now=now)
    application.refresh_from_db()
    return application


def upload(application, person, *, now):
    """The agreement with the unit, as a scan (五5)."""
    scan = scans.pdf(
        "聘用协议书",
        (
            f"甲方：{application.unit.name}",
            f"乙方：{person.name}",
            f"聘期自{words(person.career.appointed_on)}起",
        ),
    )
    papers.attach(
        application,
        kind=c.PaperKind.APPOINTMENT,
        upload=SimpleUploadedFile("聘用协议.pdf", scan, "application/pdf"),
        by=application.applicant,
        now=now,
    )


def _answers(application, person):
    career = person.career
    applied = career.schools[-1]
    unit = application.unit.name
    start = career.appointed_on[:7]
    yield (
        "eligibility",
        {
            "identity_kind": c.IdentityKind.TECHNICAL,
            "retired": False,
            "under_sanction": False,
        },
        {},
    )
    yield (
        "title",
        {
            "specialty": Specialty.objects.get(name=career.specialty),
            "current_work": career.work,
        },
        {},
    )
    yield (
        "basic",
        {
            "identity_number": person.identity_number,
            "sex": person.sex,
            "birth_date": person.born,
            "ethnicity": "汉族",
            "political_status": c.PoliticalStatus.MASSES,
            "birthplace": "山西阳城",
            "work_started": start,
            "health": "健康",
            "foreign_language": "英语，能借助词典阅读",
            "contact_phone": person.phone,
        },
        {},
    )
    yield (
        "education",
        {},
        {
            Education: [
                {
                    "level": school.level,
                    "mode": school.mode,
                    "school": school.school,
                    "major": school.major,
                    "started": school.started,
                    "graduated": school.graduated,
                    "outcome": c.EducationOutcome.GRADUATED,
                    "length": school.length,
                    "degree": school.degree,
                    "highest": school is applied,
                }
                for school in career.schools
            ],
            Training: [
                {
                    "started": "2020-06",
                    "ended": "2020-06",
                    "content": "安全生产与岗位技术培训",
                    "hours": "24学时",
                    "place": unit[:60],
                    "witness": "李建国",
                }
            ],
        },
    )
    yield (
        "work",
        {},
        {
            WorkExperience: [
                {
                    "started": start,
                    "ended": "",
                    "employer": unit,
                    "work": career.work,
                    "post": "技术员" if career.technician_since else "",
                    "witness": "李建国",
                    "same_specialty": True,
                }
            ]
        },
    )
    yield (
        "appointment",
        {
            "post": "生产技术科",
            "appointed_on": career.appointed_on,
            "appointment_title": c.AppointmentTitle.TECHNICIAN
            if career.technician_since
            else c.AppointmentTitle.NONE,
            "appointment_basis": c.AppointmentBasis.AGREEMENT,
            "held_title": c.HeldTitle.TECHNICIAN if career.technician_since else c.HeldTitle.NONE,
            "held_title_on": career.technician_since,
            "held_title_by": "阳城县人力资源和社会保障局" if career.technician_since else "",
            "technician_since": career.technician_since,
        },
        {Appraisal: _appraisals(application, person, unit)},
    )
    yield (
        "achievements",
        {},
        {
            Achievement: [
                {
                    "started": shift_month(start, 6),
                    "ended": shift_month(start, 18),
                    "name": career.project or f"{career.work}（一期）",
                    "content": f"承担{career.work}，编制方案，现场技术服务，整理竣工资料。",
                    "part": c.Part.JOIN,
                    "result": "按期完成，经单位验收合格，运行正常。",
                },
                {
                    "started": shift_month(start, 19),
                    "ended": "",
                    "name": f"{career.work}质量改进",
                    "content": "统计分析缺陷，提出改进措施并组织实施。",
                    "part": c.Part.ALONE,
                    "result": "返工率下降，形成作业指导书1份。",
                },
            ],
            Honour: [],
        },
    )
    yield "publications", {"has_publications": False, "has_exams": False}, {}
    yield "report", {"report_mode": c.ReportMode.ONLINE, **_report(person, unit)}, {}


def _appraisals(application, person, unit):
    grades = person.career.grades
    first = min([int(person.career.appointed_on[:4]), *grades])
    return [
        {
            "year": year,
            "grade": grades.get(year, c.Grade.UNKNOWN),
            "employer": unit[:60] if year in grades else "",
            "remark": "" if year in grades else "结果未出",
        }
        for year in range(first, application.round.year + 1)
    ]


def _report(person, unit) -> dict:
    career, applied = person.career, person.career.schools[-1]
    task = (
        f"在{unit}从事{career.work}。坚持按规程作业，先看图纸和现场，再定方法，做好记录。"
        "遇到问题先查数据、找原因，再提出措施，请有经验的同事把关后实施。"
    )
    return {
        "report_title": f"{career.work}工作报告"[:60],
        "report_education": f"{applied.graduated[:4]}年毕业于{applied.school}{applied.major}专业，"
        f"学制{applied.length}。",
        "report_resume": f"{words(career.appointed_on)}起受聘于{unit}，从事{career.work}至今。",
        "report_work": task * 4,
        "report_tasks": (
            f"一是参加{career.project or career.work}，承担方案编制、现场测量和资料整理；"
            "二是对常见缺陷作统计分析，形成作业指导书；三是带教新员工两名。" + task * 4
        ),
        "report_honours": "无",
    }
