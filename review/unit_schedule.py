"""The one writer of a unit's own plan (排期). A plan binds nobody and moves nothing."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.roles import OrganisationKind, Role

from .models import UnitSchedule

DAYS = ("hand_in", "criteria", "materials", "assess", "opinions")


@transaction.atomic
def keep(*, acting, round, now: datetime, days: dict) -> UnitSchedule:
    """Keep the days 单位人事 has chosen; an empty day means as soon as it can be."""
    if acting.role != Role.UNIT or acting.organisation.kind != OrganisationKind.UNIT:
        raise PermissionDenied
    return UnitSchedule.objects.update_or_create(
        unit=acting.organisation,
        round=round,
        defaults={
            **{name: days.get(name) for name in DAYS},
            "saved_at": now,
            "saved_by": acting.user,
        },
    )[0]
