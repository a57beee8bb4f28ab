"""Opening an account: by oneself, or with the unit's invitation."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from . import belonging, invitations
from .errors import Refusal
from .models import Invitation, Membership, Organisation, User
from .secrets import blind_index

#: One answer for everything that may not be told apart: who has an account is nobody's business.
NOT_OPENED = (
    "没有开通成功。身份证号或手机号可能已有账号：请直接登录，忘了密码的用一次性代码登录后重设；"
    "从没开通过的，请联系单位人事或工信局303室。"
)


def sign_up(
    *,
    name: str,
    identity_number: str,
    phone: str,
    unit: Organisation,
    password: str,
    now: datetime,
) -> tuple[User, Membership]:
    """An account of the person's own making, and their claim to belong to `unit`.

    Belonging is confirmed at once where the unit has invited this name and number. The password
    has been validated by the form. Raises Refusal with NOT_OPENED when the number or the phone
    has an account; it takes as long as success, so that the time tells nothing either.
    """
    encoded = make_password(password)
    try:
        with transaction.atomic():
            user = _create(name=name, identity_number=identity_number, phone=phone, encoded=encoded)
            membership = belonging.ask(user=user, unit=unit, now=now)
            invitation = invitations.open_ones(now).filter(
                organisation=unit, identity_index=user.identity_index, name=name
            )
            if found := invitation.first():
                membership = invitations.take_up(found, user=user, now=now)
    except IntegrityError as error:
        raise Refusal(NOT_OPENED) from error
    return user, membership


def activate(invitation: Invitation, *, password: str, now: datetime) -> tuple[User, Membership]:
    """Open the account the unit prepared. Its phone is left out where another account has it.

    Raises Refusal when the invitation is over or the number has an account (whose owner signs in
    and accepts instead).
    """
    encoded = make_password(password)
    taken = User.objects.filter(phone_index=blind_index(invitation.phone)).exists()
    try:
        with transaction.atomic():
            user = _create(
                name=invitation.name,
                identity_number=invitation.identity_number,
                phone="" if taken else invitation.phone,
                encoded=encoded,
            )
            membership = invitations.take_up(invitation, user=user, now=now)
    except IntegrityError as error:
        raise Refusal(NOT_OPENED) from error
    return user, membership


def _create(*, name, identity_number, phone, encoded) -> User:
    return User.objects.create(
        username=f"s{secrets.randbelow(10**10):010d}",
        name=name,
        identity_number=identity_number,
        phone=phone,
        password=encoded,
    )
