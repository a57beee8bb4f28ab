"""What is known of a person before the form is opened, put into it: self-check and roster."""

from django.db import transaction

from applications.models import Application, Appraisal, Education, Sanction, WorkExperience
from applications.sections import BY_SLUG
from applications.services import open_for_writing

CARRIED_ROWS = {
    "education": (Education, "education"),
    "sanctions": (Sanction, "eligibility"),
    "work": (WorkExperience, "work"),
}
CARRIED = {
    "eligibility": ("identity_kind", "retired", "under_sanction"),
    "title": ("specialty_id",),
    "appointment": ("appointed_on", "technician_since", "technician_work_since", "held_title"),
}


def carry_in(application: Application, *, answers: dict, by_unit: bool = False) -> tuple[str, ...]:
    """Fill an empty file with what is known already; returns the slugs that got something.

    `answers` as `self_check.answers_for_application` gives them; `by_unit`: they are the unit's,
    from its roster. What already stands is kept, and the person confirms every section.
    """
    slugs = []
    with transaction.atomic():
        application = open_for_writing(application, None)
        fields = {
            name: value
            for name, value in answers.get("application", {}).items()
            if getattr(application, name) in ("", None)
        }
        for name, value in fields.items():
            setattr(application, name, value)
        for slug, names in CARRIED.items():
            if any(name in fields for name in names):
                slugs.append(slug)
        for key, (model, slug) in CARRIED_ROWS.items():
            rows = answers.get(key, ())
            if rows and not model.objects.filter(application=application).exists():
                for position, row in enumerate(rows):
                    model.objects.create(application=application, position=position, **row)
                slugs.append(slug)
        # The check asked about the unit one works for now.
        application.workexperience_set.filter(ended="", employer="").update(
            employer=application.unit.name[:60]
        )
        known = set(application.appraisal_set.values_list("year", flat=True))
        for row in answers.get("appraisals", ()):
            if row["year"] not in known:
                Appraisal.objects.create(application=application, **row)
                slugs.append("appointment")
        _mark(application, slugs, by_unit)
        application.save()
    return tuple(sorted(set(slugs), key=list(BY_SLUG).index))


def _mark(application: Application, slugs: list[str], by_unit: bool) -> None:
    """What was brought waits for the person's word; what the unit brought to is told apart."""
    fresh = set(slugs) - set(application.from_self_check)
    brought = {*application.from_self_check, *slugs}
    application.from_self_check = sorted(brought, key=list(BY_SLUG).index)
    if by_unit:
        application.from_roster = sorted(fresh, key=list(BY_SLUG).index)
