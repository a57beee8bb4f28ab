"""Writing a person: capacities given from the command line, password and contact data."""

from datetime import date, datetime

from django.db import transaction

from .models import Membership, OneTimeCode, Organisation, User
from .roles import Role


@transaction.atomic
def appoint(
    *, username: str, role: str, organisation: str, since: date, name: str = ""
) -> tuple[Membership, bool]:
    """The person acts for the organisation in this role from `since` on (inclusive).

    Returns the membership and whether the account is new; a new account has no password yet. A
    membership that ended begins again. Raises ValueError naming what is unknown or missing.
    """
    if role not in Role.values:
        raise ValueError(f"role {role!r} is not one of {', '.join(Role.values)}")
    office = Organisation.objects.filter(name=organisation).first()
    if office is None:
        raise ValueError(f"organisation {organisation!r} is not known")
    user = User.objects.filter(username=username).first()
    is_new = user is None
    if is_new:
        if not name:
            raise ValueError(f"{username} is a new account: its name (姓名) is needed")
        user = User.objects.create_user(username, name=name)
    membership, begun = Membership.objects.get_or_create(
        user=user, organisation=office, role=role, defaults={"since": since}
    )
    if not begun and membership.until is not None:
        membership.until = None
        membership.save(update_fields=["until"])
    return membership, is_new


def set_password(user: User, password: str, *, now: datetime) -> None:
    """The person's new password; from `now` on its age counts."""
    user.set_password(password)
    user.password_changed_at = now
    user.save(update_fields=["password", "password_changed_at"])


def change_contact(user: User, *, phone: str, address: str) -> bool:
    """New contact data; True when the phone is another one, which then has to be proven again.

    Codes already sent to the old phone are void.
    """
    changed = phone != user.phone
    if changed:
        user.phone_proven_at = None
        OneTimeCode.objects.filter(user=user, used_at=None).exclude(
            kind=OneTimeCode.Kind.PRINTED
        ).delete()
    user.phone, user.address = phone, address
    user.save(update_fields=["phone", "phone_index", "phone_proven_at", "address"])
    return changed
