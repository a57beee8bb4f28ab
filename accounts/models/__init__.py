"""People, organisations and who acts for whom; the keys that open an account; who came when."""

from .keeping import AdminChain, AdminEvent, TwoPersonRequest
from .keys import Invitation, Misses, OneTimeCode
from .messages import Message
from .outbox import Outgoing
from .people import (
    Membership,
    Organisation,
    User,
    acting_membership,
    active_memberships,
)
from .second_factor import RecoveryCode, SecondFactor
from .visits import SignIn

__all__ = [
    "AdminChain",
    "AdminEvent",
    "Invitation",
    "Membership",
    "Message",
    "Misses",
    "OneTimeCode",
    "Organisation",
    "Outgoing",
    "RecoveryCode",
    "SecondFactor",
    "SignIn",
    "TwoPersonRequest",
    "User",
    "acting_membership",
    "active_memberships",
]
