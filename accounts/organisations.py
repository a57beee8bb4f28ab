"""Organisations from a TOML file: the bureau, its departments and their units."""

import tomllib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from .models import Organisation
from .roles import OrganisationKind

DATA = Path(__file__).parent / "data"
TEXTS = ("uscc", "contact", "phone", "address", "supervision_phone")
KEYS = {"name", "kind", "unit_kind", "parent", *TEXTS}


def load(*, path: Path) -> tuple[int, int]:
    """Create or update every organisation of the file, in its order: parents stand first.

    Returns how many were created and how many changed; rows that say nothing new are left alone,
    and nothing is ever deleted. All or nothing. Raises ValueError naming the organisation and key.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("organisation", [])
    with transaction.atomic():
        done = [_keep(row) for row in rows]
    return done.count("created"), done.count("changed")


def _keep(row: dict) -> str:
    name = row.get("name", "")
    if not name or set(row) - KEYS:
        raise ValueError(f"{name or 'an organisation'}: unknown keys {sorted(set(row) - KEYS)}")
    if row.get("kind") not in OrganisationKind.values:
        raise ValueError(
            f"{name}: kind {row.get('kind')!r} is not one of {OrganisationKind.values}"
        )
    organisation = Organisation.objects.filter(name=name).first() or Organisation(name=name)
    before = _values(organisation)
    for key in ("kind", "unit_kind", *TEXTS):
        if key in row:
            setattr(organisation, key, row[key])
    if "parent" in row:
        organisation.parent = Organisation.objects.filter(name=row["parent"]).first()
        if organisation.parent is None:
            raise ValueError(f"{name}: parent {row['parent']!r} is not known yet")
    if organisation.pk and _values(organisation) == before:
        return "kept"
    created = organisation.pk is None
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise ValueError(f"{name}: {error.message_dict}") from error
    organisation.save()
    return "created" if created else "changed"


def _values(organisation: Organisation) -> tuple:
    return tuple(
        getattr(organisation, key) for key in ("name", "kind", "unit_kind", "parent_id", *TEXTS)
    )
