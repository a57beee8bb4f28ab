"""演练: an office rehearses with its own settings, in one folder that is wiped in one act."""

import secrets
import shutil
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Membership, Organisation, User
from accounts.roles import OrganisationKind, Role, UnitKind
from accounts.separation import misplaced
from applications.choices import Sex
from applications.models import Round

from .people import identity_number

#: The office's own settings, none of which names a person.
SETTINGS = (
    "accounts.organisation", "applications.round", "applications.specialty",
    "applications.majormatch", "applications.workingdayoverride",
)  # fmt: skip
BORN = date(1992, 5, 1)


class NotRehearsing(Exception):
    """This is no rehearsal: nothing was touched."""


def demand_rehearsal() -> None:
    """Raises NotRehearsing unless DJANGO_ENV=rehearsal chose a folder of its own."""
    if not settings.REHEARSAL:
        raise NotRehearsing("it needs DJANGO_ENV=rehearsal; any other site is refused")


def prepare(source: Path | None, *, today: date) -> str:
    """An empty rehearsal gets its tables, the settings and an account for every role.

    `source` is what `dumpdata` wrote of SETTINGS; without it the settings of 2021. The password of
    all accounts, made anew; empty when the rehearsal was prepared before.
    """
    demand_rehearsal()
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if Round.objects.exists():
        return ""
    password = secrets.token_urlsafe(9)
    with transaction.atomic():
        if source:
            call_command("loaddata", str(source), verbosity=0)
        else:
            call_command("load_organisations", verbosity=0)
            call_command("load_round_2021", verbosity=0)
        _enrol_everybody(make_password(password), today)
    return password


def _enrol_everybody(password: str, today: date) -> None:
    """A unit to rehearse with, one person a role, two who apply; production refuses their database.

    Raises NotRehearsing when the settings hold no department, bureau or 人社局.
    """
    kinds = OrganisationKind
    offices = {kind: Organisation.objects.filter(kind=kind).first() for kind in kinds}
    if lacking := [kind.label for kind in kinds if kind != kinds.UNIT and not offices[kind]]:
        raise NotRehearsing(f"the settings hold no {'、'.join(lacking)}")
    offices[kinds.UNIT] = Organisation.objects.create(
        name="演练单位", kind=kinds.UNIT, unit_kind=UnitKind.STATE_OWNED,
        parent=offices[kinds.DEPARTMENT],
    )  # fmt: skip
    for role in Role:
        places = (kind for kind in kinds if not misplaced(role, kind))
        office = offices[next(places, kinds.UNIT)]  # applicants belong to their unit
        for number in range(1, 3 if role == Role.APPLICANT else 2):
            applies = {}
            if role == Role.APPLICANT:
                applies = {"identity_number": identity_number(BORN, Sex.FEMALE, number)}
            user = User.objects.create(
                username=f"{role}{number}", name=f"演练{role.label}", password=password,
                is_demo=True, is_staff=role == Role.ADMIN, is_superuser=role == Role.ADMIN,
                **applies,
            )  # fmt: skip
            Membership.objects.create(user=user, organisation=office, role=role, since=today)


def wipe() -> Path:
    """Every row and every file of the rehearsal, in one act; the folder that is gone."""
    demand_rehearsal()
    connection.close()
    shutil.rmtree(settings.DATA_DIR, ignore_errors=False)
    return settings.DATA_DIR


def moment_of(text: str, now: datetime) -> datetime:
    """When the clock is to stand: `text` as ISO in the site's zone, or `now`. Raises ValueError."""
    moment = datetime.fromisoformat(text) if text else now
    return moment.replace(tzinfo=now.tzinfo) if moment.tzinfo is None else moment
