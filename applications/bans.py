"""取消申报资格 (六（二）, D26): what the bureau decided, read by R06 in the rounds that follow."""

from applications.models import Application, Ban


def bar(
    application: Application, *, found_in: int, years: int, reason: str, decided_by: str
) -> Ban:
    """Bar the person of this file from the `years` rounds after the year `found_in`."""
    return Ban.objects.create(
        name=application.applicant.name,
        identity_number=application.identity_number,
        identity_index=application.identity_index,
        found_in=found_in,
        years=years,
        reason=reason[:200],
        decided_by=decided_by,
    )
