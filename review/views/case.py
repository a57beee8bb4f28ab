"""One case, one address: the page is the one of the role the reader acts in."""

from django.shortcuts import get_object_or_404

from accounts.access import SIGNED_IN, access
from accounts.roles import Role
from review.queries import visible_cases

from . import applicant, bureau_case, plain, unit

PAGES = {
    Role.APPLICANT: applicant.case_page,
    Role.UNIT: unit.case_page,
    Role.UNIT_HEAD: unit.case_page,
    Role.CLERK: bureau_case.case_page,
    Role.LEAD: bureau_case.case_page,
}


@access(SIGNED_IN)
def page(request, pk):
    """The case as the acting role works on it; a role without a page of its own only reads."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    show = PAGES.get(Role(request.acting.role), plain.case_page)
    return show(request, case)
