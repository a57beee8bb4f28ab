"""Thousands of files at room 303, made in bulk from one that walked there, for lists to read."""

from copy import copy
from datetime import timedelta

from accounts.models import Organisation, User
from accounts.roles import OrganisationKind
from applications.models import Application, Education, Submission
from review.models import (
    Bag,
    Case,
    CorrectionLetter,
    Intake,
    NoticeEntry,
    OriginalCheck,
    Package,
    Rating,
    UnitPromise,
)
from review.states import CaseState, PackageState

FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", "明华丽强军敏静磊洋艳"
UNIT_OF = 50
"""People of one unit."""
STATES = (
    CaseState.DELIVERED, CaseState.DELIVERED, CaseState.CORRECTION, CaseState.ACCEPTED,
    CaseState.REFUSED,
)  # fmt: skip


def another(row, **changes):
    """An unsaved copy of a row."""
    twin = copy(row)
    twin._state = copy(row._state)
    twin._state.adding, twin._state.fields_cache = True, {}
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def name_of(number: int) -> str:
    return f"{FAMILY[number % 10]}{GIVEN[number // 10 % 10]}{GIVEN[number // 100 % 10]}"


def crowd(like: Case, count: int, *, clerk, begin: int = 0) -> None:
    """`count` more files like `like`, which stands at 已报送待受理, of as many units as they need.

    Every state of `STATES` in turn, half of them with `clerk`; those at 待补正 have a letter.
    `begin`: how many were made before.
    """
    like = Case.objects.select_related("application__applicant", "package", "submission").get(
        pk=like.pk
    )
    packages = _packages(like, count, begin)
    users = User.objects.bulk_create(
        another(like.application.applicant, username=f"crowd{begin + n}", name=name_of(n), phone="",
                phone_index="")
        for n in range(count)
    )  # fmt: skip
    applications = Application.objects.bulk_create(
        another(like.application, number=f"202100{begin + n:06}", applicant=user,
                unit=packages[n // UNIT_OF].unit, identity_index="")
        for n, user in enumerate(users)
    )  # fmt: skip
    submissions = Submission.objects.bulk_create(
        another(like.submission, application=application) for application in applications
    )
    cases = Case.objects.bulk_create(
        another(
            like,
            application=application,
            submission=submission,
            package=packages[n // UNIT_OF],
            state=STATES[n % len(STATES)],
            officer=clerk.user if n % 2 else None,
            since=like.since + timedelta(minutes=n % 300),
            due_on=like.since.date() + timedelta(days=n % 9) if n % 5 == 2 else None,
        )
        for n, (application, submission) in enumerate(zip(applications, submissions, strict=True))
    )
    _what_hangs_on(like, cases)
    CorrectionLetter.objects.bulk_create(
        CorrectionLetter(
            case=case, number=f"告2021-{begin + n:06}", kind="bureau", issued_at=case.since,
            issued_by=clerk.user, due_on=case.due_on,
            items=[{"section": "", "text": "请补齐。", "clause": "五1", "title": "评审表份数"}],
        )
        for n, case in enumerate(cases)
        if case.state == CaseState.CORRECTION
    )  # fmt: skip


def _packages(like: Case, count: int, begin: int) -> list[Package]:
    units = Organisation.objects.bulk_create(
        Organisation(
            name=f"第{begin + number}单位",
            kind=OrganisationKind.UNIT,
            unit_kind=like.unit.unit_kind,
            parent_id=like.unit.parent_id,
        )
        for number in range(-(-count // UNIT_OF))
    )
    return Package.objects.bulk_create(
        another(like.package, unit=unit, state=PackageState.RECEIVED) for unit in units
    )


def _what_hangs_on(like: Case, cases: list[Case]) -> None:
    """Schools, bags, notices, the assessment, originals and the unit's promise."""
    schools = list(like.application.education_set.all())
    Education.objects.bulk_create(
        another(school, application=case.application) for case in cases for school in schools
    )
    bag = like.bags.select_related("intake").get()
    intakes = {
        package: another(bag.intake, package_id=package, number=f"收2021-{package:06}")
        for package in {case.package_id for case in cases}
    }
    Intake.objects.bulk_create(intakes.values())
    Bag.objects.bulk_create(
        another(bag, case=case, intake=intakes[case.package_id]) for case in cases
    )
    for model in (NoticeEntry, Rating, OriginalCheck):
        rows = list(model.objects.filter(case=like))
        model.objects.bulk_create(
            another(row, case=case, submission=case.submission) for case in cases for row in rows
        )
    for promise in UnitPromise.objects.filter(cases=like):
        through = UnitPromise.cases.through
        through.objects.bulk_create(
            through(unitpromise_id=promise.pk, case_id=case.pk) for case in cases
        )
