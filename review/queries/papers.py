"""Which papers a person may have: those of the subjects they may see, in their capacity."""

import re

from django.core.files.storage import default_storage
from django.http import Http404

from review.models import (
    Case,
    CorrectionLetter,
    Intake,
    IssuedDocument,
    Meeting,
    Notice,
    Package,
    Packet,
)
from review.prints.catalogue import CATALOGUE, SUBJECTS
from review.queries import visible_cases, visible_meetings, visible_packages


def _notices(acting):
    """A unit's notices with its packages, a result with its meeting."""
    units = visible_packages(acting).values("unit")
    meetings = visible_meetings(acting).values("pk")
    return Notice.objects.filter(unit__in=units) | Notice.objects.filter(meeting__in=meetings)


def _letters(acting):
    cases, packages = visible_cases(acting).values("pk"), visible_packages(acting).values("pk")
    letters = CorrectionLetter.objects
    return letters.filter(case__in=cases) | letters.filter(package__in=packages)


def _intakes(acting):
    return Intake.objects.filter(package__in=visible_packages(acting).values("pk"))


def _packets(acting):
    return Packet.objects.filter(package__in=visible_packages(acting).values("pk"))


_VISIBLE = {
    Case: visible_cases,
    Package: visible_packages,
    Meeting: visible_meetings,
    Notice: _notices,
    CorrectionLetter: _letters,
    Intake: _intakes,
    Packet: _packets,
}


def subject_of(reference: str, acting):
    """What `case:12` names, if `acting` may see it. Raises Http404 otherwise."""
    name, _, key = reference.partition(":")
    model = SUBJECTS.get(name)
    if model is None or not re.fullmatch("[0-9]{1,18}", key):
        raise Http404
    subject = _VISIBLE[model](acting).filter(pk=key).first()
    if subject is None:
        raise Http404
    return subject


def document_of(pk: int, acting) -> IssuedDocument:
    """The paper, if its kind is for this capacity and its subject may be seen; else Http404."""
    document = IssuedDocument.objects.filter(pk=pk).first()
    if document is None or acting is None or acting.role not in CATALOGUE[document.kind].roles:
        raise Http404
    subject_of(document.subject, acting)
    return document


def paper_of(case, paper: int) -> dict:
    """An uploaded paper of any version handed in of this case; Http404 for another one's."""
    for submission in case.application.submissions.order_by("-version"):
        for row in submission.papers:
            if row["id"] == paper and default_storage.exists(row["path"]):
                return row
    raise Http404
