"""The form of each step; a step without one asks only for a note where a note is due."""

from review.models import Case, Meeting, Package
from review.states import Action as A

from . import aftermath, bureau, committee, unit
from .base import CorrectionForm, StepForm

FORMS = {
    (Case, A.RETURN): CorrectionForm,
    **unit.FORMS,
    **bureau.FORMS,
    **committee.FORMS,
    **aftermath.FORMS,
}


def form_for(subject, action) -> type[StepForm]:
    return FORMS.get((type(subject), action), StepForm)


__all__ = ["FORMS", "Case", "Meeting", "Package", "StepForm", "form_for"]
