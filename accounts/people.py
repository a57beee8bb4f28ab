"""Writing a person: password and contact data."""

from datetime import datetime

from .models import OneTimeCode, User

CONTACT = (
    "phone",
    "phone_index",
    "phone_proven_at",
    "address",
    "email",
    "email_confirmed_at",
    "sms_wanted",
)


def set_password(user: User, password: str, *, now: datetime) -> None:
    """The person's new password; from `now` on its age counts."""
    user.set_password(password)
    user.password_changed_at = now
    user.save(update_fields=["password", "password_changed_at"])


def change_contact(
    user: User, *, phone: str, address: str, email: str = "", sms_wanted: bool = True
) -> tuple[bool, bool]:
    """New contact data; whether phone and mailbox are others, which then are to be proven again.

    Codes already sent to the old phone are void.
    """
    changed = phone != user.phone
    if changed:
        user.phone_proven_at = None
        OneTimeCode.objects.filter(user=user, used_at=None).exclude(
            kind=OneTimeCode.Kind.PRINTED
        ).delete()
    mailbox_changed = email != user.email
    if mailbox_changed:
        user.email_confirmed_at = None
    user.phone, user.address, user.email, user.sms_wanted = phone, address, email, sms_wanted
    user.save(update_fields=CONTACT)
    return changed, mailbox_changed
