"""注销: an account that leaves no trace in the procedure loses everything that names a person."""

from datetime import datetime

from . import sessions
from .models import SecondFactor, User

NAME = "已注销"


def forget_choices(user: User) -> None:
    """Remove what the account holds only because its owner wished so: address and mailbox."""
    user.address = user.email = ""
    user.email_confirmed_at = None
    user.save(update_fields=["address", "email", "email_confirmed_at"])


def anonymise(user: User, *, now: datetime) -> None:
    """Sign the person out everywhere and leave an empty account nobody can open.

    Whether they may be forgotten is the caller's business. Joins the caller's transaction.
    """
    sessions.end_others(user, but=None, now=now)
    for rows in (
        user.codes,
        user.messages,
        user.outgoing,
        user.sign_ins,
        user.memberships,
        user.recovery_codes,
    ):
        rows.all().delete()
    SecondFactor.objects.filter(user=user).delete()
    user.username, user.name = f"gone-{user.pk}", NAME
    user.phone = user.identity_number = user.address = user.email = ""
    user.phone_proven_at = user.email_confirmed_at = user.last_login = None
    user.is_active = False
    user.set_unusable_password()
    user.save()
