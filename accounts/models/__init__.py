"""People, organisations and who acts for whom; the keys that open an account; who came when."""

from .keys import Invitation, Misses, OneTimeCode
from .messages import Message
from .people import (
    Membership,
    Organisation,
    User,
    acting_membership,
    active_memberships,
)
from .visits import SignIn

__all__ = [
    "Invitation",
    "Membership",
    "Message",
    "Misses",
    "OneTimeCode",
    "Organisation",
    "SignIn",
    "User",
    "acting_membership",
    "active_memberships",
]
