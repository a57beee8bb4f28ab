"""One package, one address: the page is the one of the role the reader acts in."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import SIGNED_IN, access
from accounts.roles import STAFF, Role
from applications.downloads import file_response
from review.queries import visible_entries, visible_packages

from . import bureau, department, plain, unit

PAGES = {
    Role.UNIT: unit.package_page,
    Role.UNIT_HEAD: unit.package_page,
    Role.DEPARTMENT: department.package_page,
    Role.CLERK: bureau.package_page,
    Role.LEAD: bureau.package_page,
}


@access(SIGNED_IN)
def page(request, pk):
    """The package as the acting role works on it; a role without a page of its own only reads."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    show = PAGES.get(Role(request.acting.role), plain.package_page)
    return show(request, package)


@require_safe
@access(*STAFF)
def paper_scan(request, pk):
    """The sheet a step was entered from (代录), for whoever of the offices may see the step."""
    entry = get_object_or_404(visible_entries(request.acting), pk=pk)
    return file_response(path=entry.scan, name=entry.scan_name, content_type=entry.scan_type)
