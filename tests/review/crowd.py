"""Hundreds of people of one unit, cheaply: what a list costs for them is counted in queries."""

import copy

from accounts.models import User
from applications.models import Application, Submission
from review.models import Case, NoticeEntry, OriginalCheck, Rating


def crowd(case, more):
    """`more` people who stand where this one does and came there together, made in bulk."""
    people = User.objects.bulk_create(
        User(username=f"crowd{n}", name=f"马{n}", password="!") for n in range(more)
    )

    def copies(row, model, **change):
        for n in range(more):
            clone = copy.copy(row)
            clone.pk, clone._state = None, copy.copy(row._state)
            for name, values in change.items():
                setattr(clone, name, values[n])
            yield clone

    numbers = [f"YC2021-{1000 + n}" for n in range(more)]
    codes = [f"Q{n:07}" for n in range(more)]
    files = Application.objects.bulk_create(
        copies(
            Application.objects.get(pk=case.application_id), Application,
            applicant=people, number=numbers, query_code=codes, identity_index=codes,
        )
    )  # fmt: skip
    submissions = Submission.objects.bulk_create(
        copies(Submission.objects.get(pk=case.submission_id), Submission, application=files)
    )
    cases = Case.objects.bulk_create(
        copies(Case.objects.get(pk=case.pk), Case, application=files, submission=submissions)
    )
    for model in (NoticeEntry, OriginalCheck, Rating):
        for row in model.objects.filter(case=case):
            model.objects.bulk_create(copies(row, model, case=cases, submission=submissions))
    for promise in case.unit_promises.all():
        promise.cases.add(*cases)
