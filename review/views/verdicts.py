"""「提交时的结论」 beside 「按现行规则」, for everybody who may look at the file."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import SIGNED_IN, access
from accounts.roles import Role
from applications.queries import verdict_today
from components.comparing import compare
from eligibility import Verdict
from review.queries import visible_cases


@access(SIGNED_IN)
def compared(request, pk):
    """The frozen verdict and today's, what differs first. 404 before anything was handed in."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    if case.submission is None:
        raise Http404
    own = request.acting.role == Role.APPLICANT
    back = "review:track" if own else "review:case"
    context = {
        "case": case,
        "submission": case.submission,
        "own": own,
        "back": reverse(back, args=[case.application_id if own else case.pk]),
        "comparison": compare(
            Verdict.from_dict(case.submission.verdict),
            verdict_today(case.submission),
            second_person=own,
        ),
    }
    return render(request, "review/verdicts.html", context)
