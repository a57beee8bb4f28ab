"""整套材料 and 送303室: the unit orders its set, waits or leaves, prints it, and brings it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import access
from accounts.roles import Role
from applications.downloads import paper_response
from review import building, evidence
from review.forms.packet import CourierForm
from review.models import Packet
from review.prints.catalogue import CATALOGUE
from review.prints.unit import people_of
from review.queries import visible_packages
from review.queries.packet import last_packet, superseded

from .documents import EVERY

#: What is handed out: where it lies, what it is called, how it is sent.
FORMS = {
    "print": ("print_path", "整套打印.pdf", "application/pdf"),
    "archive": ("archive_path", "整套材料.zip", "application/zip"),
}


@require_POST
@access(Role.UNIT)
def order(request, pk):
    """Order the set as the records stand now; one that is made or on its way is only shown."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    building.order(package, by=request.user, now=request.now)
    return redirect("review:packet", pk)


@require_safe
@access(Role.UNIT, Role.UNIT_HEAD)
def packet(request, pk):
    """How far the set is, or what it holds."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    shown = last_packet(package, now=request.now)
    if shown is None:
        return redirect("review:package", pk)
    context = {
        "package": package,
        "shown": shown,
        "void": superseded(package),
        "may_order": request.acting.role == Role.UNIT,
    }
    response = render(request, "review/unit/packet.html", context)
    if shown.stage == Packet.Stage.QUEUED:
        response.headers["Refresh"] = str(EVERY)
    return response


@require_safe
@access(Role.UNIT, Role.UNIT_HEAD)
def file(request, pk, form):
    """The PDF for a printer or the ZIP of the last set that was made; void ones are not given."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    shown = last_packet(package, now=request.now)
    if form not in FORMS or shown is None or not shown.current:
        raise Http404
    field, name, content_type = FORMS[form]
    return paper_response(
        getattr(shown.packet, field),
        f"{package}_{package.round.year}年度_第{shown.packet.version}套_{name}",
        content_type,
        download=form == "archive",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.UNIT)
def delivery(request, pk):
    """送303室: where, until when, who brings it; the slip to print."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    form = CourierForm(
        request.POST or None,
        initial={
            "courier": package.courier or package.deliverer,
            "courier_phone": package.courier_phone or package.deliverer_phone,
        },
    )
    if request.method == "POST" and form.is_valid():
        evidence.name_courier(package, acting=request.acting, **form.cleaned_data)
        messages.success(request, "送件人已保存，可以打印送件单。")
        return redirect("review:delivery", pk)
    context = {
        "package": package,
        "form": form,
        "bags": people_of(package).count(),
        "ready": CATALOGUE["delivery_slip"].ready(package),
    }
    status = 422 if form.errors else 200
    return render(request, "review/unit/delivery.html", context, status=status)
