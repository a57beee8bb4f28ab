"""Room 303: one unit's package. The queue is in `bureau_queue`, one person in `bureau_case`."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from review import records
from review.buttons import buttons
from review.checklist import PACKAGE_ITEMS, last_marks
from review.engine import Refused
from review.forms.bureau_marks import MarksForm
from review.issued import document_links
from review.labels import package_tag
from review.queries import people, visible_packages
from review.queries.unit_case import history
from review.states import PackageState

MARKABLE = (PackageState.RECEIVED, PackageState.PARTLY_ACCEPTED)


def package_page(request, package, *, form=None, status=200):
    """One unit's package at 303: its papers, the two equations, everybody's state."""
    role = request.acting.role
    markable = package.state in MARKABLE and role == Role.CLERK
    form = form or MarksForm(items=PACKAGE_ITEMS, marks=last_marks(package), read_only=not markable)
    context = {
        "package": package,
        "tag": package_tag(package),
        "buttons": buttons(package, request.acting, request.today),
        "form": form,
        "markable": markable,
        "equations": people.equations(package),
        "people": people.people_table(package, role),
        "others": people.others(package, role),
        "records": people.notice_records(package),
        "intakes": [
            (intake, at, document_links(intake, request.acting))
            for intake, at in people.intakes_of(package)
        ],
        "letters": [
            (letter, document_links(letter, request.acting))
            for letter in package.letters.order_by("-pk")
        ],
        "history": history(package, role=role),
        "links": document_links(package, request.acting),
    }
    return render(request, "review/bureau/package.html", context, status=status)


@require_POST
@access(Role.CLERK)
def mark_package(request, pk):
    """符合 or 不符合 for the papers of the whole unit."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    form = MarksForm(request.POST, items=PACKAGE_ITEMS, marks=last_marks(package))
    if not form.is_valid():
        return package_page(request, package, form=form, status=422)
    try:
        records.mark(package, acting=request.acting, now=request.now, marks=form.decided())
    except Refused as error:
        form.add_error(None, "".join(error.reasons))
        return package_page(request, package, form=form, status=409)
    messages.success(request, "单位材料的核对结果已保存。")
    return redirect("review:package", pk)
