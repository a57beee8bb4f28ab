"""The applicant's identity: the account has it, each file copies it (D30)."""

from datetime import date

from accounts.models import User
from applications.models import Application, Round
from components.identity import read_identity


def identity_of(applicant: User, *, today: date) -> dict:
    """Fields of a new file: the account's number and what follows from it; {} where it has none."""
    if not applicant.identity_number:
        return {}
    identity = read_identity(applicant.identity_number, today=today)
    return {
        "identity_number": identity.number,
        "identity_index": applicant.identity_index,
        "birth_date": identity.birth_date,
        "sex": identity.sex,
    }


def is_taken(round: Round, index: str) -> bool:
    """Whether a file of the round bears the number with this index already."""
    return Application.objects.filter(round=round, identity_index=index, withdrawn=False).exists()
