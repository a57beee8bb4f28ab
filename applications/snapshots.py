"""The whole file as plain JSON in the words of the form: what is checked, printed and frozen.

Live and frozen files are shown and printed from the same shape, so that what was read before the
promise is what is handed in. Days and months stay as stored (`2019-08-01`, `2019-08`).
"""

import hashlib
import json

from applications.checklist import current_appraisals, current_papers
from applications.models import Application
from eligibility import Verdict


def snapshot(application: Application) -> dict:
    """Everything but identity number, phone and certificate numbers (see `private`)."""
    a = application
    return {
        "number": a.number,
        "year": a.round.year,
        "name": a.name,
        "unit": {"id": a.unit_id, "name": a.unit.name, "kind": a.unit.get_unit_kind_display()},
        "eligibility": {
            "identity_kind": a.get_identity_kind_display(),
            "retired": a.retired,
            "under_sanction": a.under_sanction,
            "sanctions": [
                {
                    "kind": row.get_kind_display(),
                    "type": row.get_type_display(),
                    "effective_on": row.effective_on.isoformat(),
                    "authority": row.authority,
                    "lifted_in_writing": row.lifted_in_writing,
                }
                for row in a.sanction_set.all()
                if a.under_sanction
            ],
        },
        "title": {
            "target_title": a.get_target_title_display(),
            "category": a.specialty.category if a.specialty else "",
            "specialty": a.specialty.name if a.specialty else "",
            "current_work": a.current_work,
        },
        "basic": {
            "sex": a.sex,
            "birth_date": a.birth_date.isoformat() if a.birth_date else "",
            "political_status": a.get_political_status_display(),
            **_plain(
                a,
                "former_name ethnicity party_joined democratic_party birthplace work_started "
                "health salary admin_post societies foreign_language",
            ),
        },
        "education": {
            "schools": [
                {
                    "level": row.get_level_display(),
                    "mode": row.get_mode_display(),
                    "outcome": row.get_outcome_display(),
                    "degree": row.get_degree_display(),
                    **_plain(row, "school major started graduated length highest"),
                }
                for row in sorted(a.education_set.all(), key=_began)
            ],
            "trainings": [
                _plain(row, "started ended content hours place witness")
                for row in sorted(a.training_set.all(), key=_began)
            ],
        },
        "work": [
            _plain(row, "started ended employer work post witness same_specialty")
            for row in sorted(a.workexperience_set.all(), key=_began)
        ],
        "appointment": {
            "appointment_title": a.get_appointment_title_display(),
            "appointment_basis": a.get_appointment_basis_display(),
            "held_title": a.get_held_title_display(),
            **_plain(
                a,
                "appointed_on post held_title_on held_title_by technician_since "
                "technician_work_since",
            ),
            "appraisals": [
                {
                    "year": row.year,
                    "grade": row.get_grade_display(),
                    "employer": row.employer or a.unit.name,
                    "remark": row.remark,
                }
                for row in current_appraisals(a)
            ],
            "interruptions": [
                {
                    "first_day": row.first_day.isoformat(),
                    "last_day": row.last_day.isoformat(),
                    "reason": row.reason,
                }
                for row in a.interruption_set.all()
            ],
        },
        "achievements": {
            "items": [
                {
                    "part": row.get_part_display(),
                    "after": _is_after(row, a),
                    **_plain(row, "started ended name content result"),
                }
                for row in sorted(a.achievement_set.all(), key=_began)
            ],
            "honours": [
                _plain(row, "received name authority")
                for row in sorted(a.honour_set.all(), key=lambda row: (row.received, row.pk))
            ],
        },
        "publications": {
            **_plain(a, "has_publications has_exams"),
            "items": [
                _plain(row, "published name where authorship")
                for row in a.publication_set.all()
                if a.has_publications
            ],
            "exams": [
                _plain(row, "taken kind subject score organiser")
                for row in a.examresult_set.all()
                if a.has_exams
            ],
        },
        "report": {
            "mode": a.get_report_mode_display(),
            **_plain(
                a,
                "report_title report_education report_resume report_work report_tasks "
                "report_honours",
            ),
        },
    }


def private(application: Application) -> dict:
    """What stays sealed: identity number, phone and certificate numbers in the schools' order."""
    return {
        "identity_number": application.identity_number,
        "contact_phone": application.contact_phone,
        "certificate_numbers": [
            row.certificate_number for row in sorted(application.education_set.all(), key=_began)
        ],
    }


def papers(application: Application) -> list[dict]:
    """The papers that count, by the hash of their bytes."""
    return [
        {
            "id": paper.pk,
            "kind": paper.kind,
            "label": paper.get_kind_display(),
            **_plain(paper, "name sha256 path content_type size pages"),
        }
        for paper in current_papers(application)
    ]


def highest_school(content: dict) -> dict:
    """The school ticked 最高学历, else the last begun. Raises IndexError without any school."""
    schools = content["education"]["schools"]
    return next((school for school in schools if school["highest"]), schools[-1])


def applied_school(content: dict, verdict: Verdict) -> dict:
    """The school whose line the verdict relies on (适用学历线, D02): `facts` keeps this order."""
    schools = [row for row in content["education"]["schools"] if row["graduated"]]
    return schools[verdict.best]


def held_title(content: dict) -> tuple[str, str]:
    """现任专业技术职务（资格） and since when: a title held, else the appointment."""
    appointment = content["appointment"]
    if appointment["held_title"] not in ("", "无"):
        return appointment["held_title"], appointment["held_title_on"]
    if appointment["appointment_title"] == "技术员":
        return "技术员", appointment["technician_since"] or appointment["appointed_on"]
    return "", appointment["appointed_on"]


def canonical(value) -> str:
    """JSON that is equal for equal content: sorted keys, no blanks, no escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value) -> str:
    """SHA-256 (hex) of the canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _plain(row, names: str) -> dict:
    return {name: getattr(row, name) for name in names.split()}


def _began(row):
    return (row.started, row.pk)


def _is_after(achievement, application) -> bool:
    """任现职后: begun in or after the month of the appointment; without one, before it."""
    appointed = application.appointed_on
    return bool(appointed) and achievement.started >= appointed[:7]
