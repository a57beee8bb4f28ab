"""Writing a person: password and contact data."""

from datetime import datetime

from .models import OneTimeCode, User


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
