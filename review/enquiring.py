"""咨询投诉: asked by anybody, answered once by the office, read with number and code."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from . import actors
from .engine import Refused
from .models import Enquiry
from .states import Actor


@transaction.atomic
def ask(*, now, kind, content, contact="") -> Enquiry:
    """Take a question or complaint; the code is shown once, with the number."""
    return Enquiry.objects.create(
        kind=kind,
        content=content,
        contact=contact,
        receipt=f"ZX{now.year}-{secrets.randbelow(10**8):08d}",
        query_code=secrets.token_hex(4),
        asked_at=now,
    )


def enquiries_for(acting):
    """What `acting` may answer: the lead everything, the clerk all but complaints."""
    actor = actors.ACTOR_OF.get(acting.role)
    if actor is Actor.LEAD:
        return Enquiry.objects.all()
    if actor is Actor.CLERK:
        return Enquiry.objects.exclude(kind=Enquiry.Kind.COMPLAINT)
    return Enquiry.objects.none()


def enquiry_of(receipt: str, code: str) -> Enquiry | None:
    """The enquiry with this number and query code (查询码); None when the pair is wrong."""
    return Enquiry.objects.filter(receipt=receipt, query_code=code).first()


@transaction.atomic
def answer(enquiry, *, acting, now, answer) -> None:
    """答复, written once; raises `Refused` when somebody was faster."""
    if not enquiries_for(acting).filter(pk=enquiry.pk).exists():
        raise PermissionDenied
    if not answer.strip():
        raise Refused("请填写答复。")
    written = Enquiry.objects.filter(pk=enquiry.pk, answered_at=None).update(
        answer=answer.strip(), answered_at=now, answered_by=acting.user
    )
    if not written:
        raise Refused("这一件已经有人答复。")
