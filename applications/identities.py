"""The applicant's identity: the account has it, each file copies it (D30)."""

from datetime import date

from accounts.models import User
from applications.errors import NotOpen
from applications.models import Application, Round
from components.identity import read_identity

IDENTITY_TAKEN = "这个身份证号本年度已有申报，一人只能申报一次。请核对，确是本人请问单位人事"


def identity_for(round: Round, applicant: User, *, today: date) -> dict:
    """Fields of a new file: the account's number and what follows from it; {} where it has none.

    Raises NotOpen when another file of the round bears the number.
    """
    if not applicant.identity_number:
        return {}
    identity = read_identity(applicant.identity_number, today=today)
    index = applicant.identity_index
    if Application.objects.filter(round=round, identity_index=index, withdrawn=False).exists():
        raise NotOpen(f"{IDENTITY_TAKEN}。")
    return {
        "identity_number": identity.number,
        "identity_index": index,
        "birth_date": identity.birth_date,
        "sex": identity.sex,
    }
