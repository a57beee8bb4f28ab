"""Nothing is typed twice: the content of an earlier file into an empty new one.

From a file withdrawn in the same round everything goes along, papers too. From an earlier year only
what lasts: who the person is, education, work, appointment, achievements, publications; each
section asks to be confirmed. A year must say anew, so stays empty: 身份类别, what is declared about
retirement and 处分, 年度考核, 工作报告 and 证明材料. No promise, no 情况说明 is ever carried.
"""

from django.db import transaction

from accounts.models import User
from applications.errors import Locked
from applications.models import (
    Achievement,
    Application,
    Appraisal,
    Attachment,
    Education,
    ExamResult,
    Honour,
    Interruption,
    Publication,
    Round,
    Sanction,
    Training,
    WorkExperience,
)
from applications.services import open_for_writing

FIELDS = {
    "eligibility": ("identity_kind", "retired", "under_sanction"),
    "title": ("target_title", "specialty", "current_work"),
    "basic": (
        "former_name", "identity_number", "identity_index", "sex", "birth_date", "ethnicity",
        "political_status", "party_joined", "democratic_party", "birthplace", "work_started",
        "health", "salary", "admin_post", "societies", "foreign_language", "contact_phone",
    ),
    "appointment": (
        "post", "appointed_on", "appointment_title", "appointment_basis", "held_title",
        "held_title_on", "held_title_by", "technician_since", "technician_work_since",
    ),
    "publications": ("has_publications", "has_exams"),
    "report": (
        "report_mode", "report_title", "report_education", "report_resume", "report_work",
        "report_tasks", "report_honours",
    ),
}  # fmt: skip
ROWS = {
    "eligibility": (Sanction,),
    "education": (Education, Training),
    "work": (WorkExperience,),
    "appointment": (Interruption, Appraisal),
    "achievements": (Achievement, Honour),
    "publications": (Publication, ExamResult),
    "materials": (Attachment,),
}
#: A new file has these from the account already, where the account knows them.
OF_THE_ACCOUNT = frozenset({"identity_number", "identity_index", "sex", "birth_date"})
#: What every year says anew.
ANEW_SECTIONS = frozenset({"eligibility", "report", "materials"})
ANEW_ROWS = frozenset({Appraisal})
LASTING = ("title", "basic", "education", "work", "appointment", "achievements", "publications")


def earlier_file(applicant: User, round: Round) -> Application | None:
    """What a new file of `round` may be filled from: the last one withdrawn, else last year's."""
    files = Application.objects.filter(applicant=applicant).select_related("round")
    same = files.filter(round=round, withdrawn=True).order_by("-pk").first()
    return same or files.filter(round__year__lt=round.year).order_by("-round__year", "-pk").first()


def fill_from(application: Application, source: Application) -> None:
    """Copy `source` into `application`, which must be new: nothing typed in it is overwritten.

    Raises Locked when it is not empty or not open.
    """
    again = source.round_id == application.round_id
    with transaction.atomic():
        application = open_for_writing(application, None)
        if application.education_set.exists() or application.ethnicity:
            raise Locked("这份评审表已经填了内容，不能再从以前的带入。")
        for slug in FIELDS:
            if again or slug not in ANEW_SECTIONS:
                for name in FIELDS[slug]:
                    if not (name in OF_THE_ACCOUNT and getattr(application, name)):
                        setattr(application, name, getattr(source, name))
        if application.specialty and not application.specialty.active:
            application.specialty = None
        if _identity_is_taken(application):
            application.identity_number = application.identity_index = ""
        if not again:
            application.from_self_check = list(LASTING)
            application.carried_year = source.round.year
        application.save()
        for slug, models in ROWS.items():
            for model in models:
                if again or not (slug in ANEW_SECTIONS or model in ANEW_ROWS):
                    _copy_rows(model, source, application)


def _identity_is_taken(application) -> bool:
    """Somebody else has a file of this round under the number: it must be typed and settled."""
    others = Application.objects.filter(
        round=application.round, identity_index=application.identity_index, withdrawn=False
    ).exclude(pk=application.pk)
    return bool(application.identity_index) and others.exists()


def _copy_rows(model, source, application) -> None:
    rows = model.objects.filter(application=source)
    if model is Attachment:
        rows = rows.filter(removed_at=None)
    copies = list(rows)
    for row in copies:
        row.pk, row.application = None, application
    model.objects.bulk_create(copies)
