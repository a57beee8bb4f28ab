"""诚信处理: taking a qualification back, from the finding to the record, and 通报 of the unit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.models import Organisation
from accounts.roles import Role
from applications.models import Round
from components.forms import plain_text
from review import integrity
from review.engine import Refused
from review.forms.aftermath import PrepareForm, ReprimandForm
from review.labels import case_tag
from review.models import Reprimand, Revocation
from review.queries import visible_cases

PAGE = 20
PREPARING = (Role.CLERK, Role.SECRETARY)


@require_safe
@access(*PREPARING, Role.LEAD)
def desk(request):
    """What waits for the second person's decision, and the 诚信档案; a number opens a file."""
    number = plain_text(request.GET.get("number")).upper()[:40]
    if number and request.acting.role != Role.LEAD:
        revocable = visible_cases(request.acting).filter(state__in=integrity.REVOCABLE)
        case = integrity.of_number(revocable, number)
        if case:
            return redirect("review:revocation", case.pk)
    return _desk(request, number=number)


def _desk(request, *, number="", reprimand_form=None, status=200):
    records = Revocation.objects.select_related(
        "prepared_by", "case__application__applicant", "case__application__unit"
    )
    page = Paginator(
        records.filter(decided_at__isnull=False).order_by("-decided_on", "-pk"), PAGE
    ).get_page(request.GET.get("page"))
    role = request.acting.role
    context = {
        "number": number,
        "waiting": [(one, case_tag(one.case, role)) for one in records.filter(decided_at=None)],
        "page": page,
        "today": request.today,
        "may_prepare": role in PREPARING,
        "reprimands": Reprimand.objects.select_related("unit", "round")[:PAGE],
        "form": reprimand_form or _reprimand_form(request),
    }
    return render(request, "review/bureau/integrity.html", context, status=status)


def _reprimand_form(request, data=None):
    """For the lead, when there is a unit to be named; else None."""
    if request.acting.role != Role.LEAD:
        return None
    pairs = integrity.to_reprimand()
    units = Organisation.objects.in_bulk({unit for _, unit in pairs})
    years = dict(Round.objects.values_list("pk", "year"))
    choices = [
        (f"{round}-{unit}", f"{units[unit].name}（{years[round]}年度，{people}人）")
        for (round, unit), people in sorted(pairs.items())
    ]
    return ReprimandForm(data, units=choices, today=request.today) if choices else None


@access(*PREPARING)
def prepare(request, pk):
    """查实登记 of one person: facts, 告知, hearing, years; written anew until it is decided."""
    found = visible_cases(request.acting).filter(state__in=integrity.REVOCABLE)
    case = get_object_or_404(found, pk=pk)
    before = Revocation.objects.filter(case=case, decided_at=None).first()
    posted = request.method == "POST"
    form = PrepareForm(
        request.POST if posted else None,
        today=request.today,
        initial=form_values(before) if before else None,
    )
    if posted and form.is_valid():
        try:
            integrity.prepare(case, acting=request.acting, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, "".join(refused.reasons))
        else:
            messages.success(request, "查实情况已登记，等工信局审核人决定。")
            return redirect("review:integrity")
    context = {"case": case, "form": form, "before": before}
    return render(request, "review/bureau/revocation.html", context)


def form_values(revocation) -> dict:
    return {name: getattr(revocation, name) for name in PrepareForm.base_fields}


@require_POST
@access(Role.LEAD)
def reprimand(request):
    """通报批评 of a unit, public from now to the day given."""
    form = _reprimand_form(request, request.POST)
    if form is None or not form.is_valid():
        return _desk(request, reprimand_form=form, status=422)
    data = form.cleaned_data
    round, unit = data["unit"].split("-")
    try:
        integrity.reprimand(
            Organisation.objects.get(pk=unit),
            acting=request.acting,
            now=request.now,
            round=Round.objects.get(pk=round),
            number=data["number"],
            shown_until=data["shown_until"],
        )
    except Refused as refused:
        form.add_error(None, "".join(refused.reasons))
        return _desk(request, reprimand_form=form, status=409)
    messages.success(request, "通报已公开。")
    return redirect("review:integrity")
