"""Room 303: the queue, one unit's package. One person's file is in `bureau_case`."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from applications.queries import current_round
from review import records
from review.buttons import buttons
from review.checklist import PACKAGE_ITEMS, last_marks
from review.engine import Refused
from review.forms.bureau_marks import MarksForm, QueueFilter
from review.issued import document_links
from review.labels import package_tag
from review.queries import bureau as read
from review.queries import people, visible_packages
from review.queries.unit_case import history
from review.states import PackageState

PAGE = 20
FIRST = {Role.CLERK: "delivered", Role.LEAD: "proposed"}
MARKABLE = (PackageState.RECEIVED, PackageState.PARTLY_ACCEPTED)


@access(Role.CLERK, Role.LEAD)
def queue(request):
    """受理审核: due first, the filters in the address."""
    form = QueueFilter(
        request.GET,
        units=read.unit_choices(request.acting),
        specialties=read.specialty_choices(),
    )
    wanted = form.wanted(FIRST[request.acting.role])
    label, states = QueueFilter.STATES[wanted.pop("show")]
    cases = read.queue(request.acting, states=states, **wanted)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    round = current_round(request.today)
    context = {
        "form": form,
        "label": label,
        "page": page,
        "rows": read.queue_rows(page.object_list, request.acting.role, today=request.today),
        "tiles": read.tiles(request.acting, reverse("review:bureau")),
        "chart": read.intake_chart(round) if round else None,
        "on_the_road": read.on_the_road(request.acting),
    }
    return render(request, "review/bureau/queue.html", context)


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
