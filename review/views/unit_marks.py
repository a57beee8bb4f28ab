"""What 单位人事 writes beside a case: originals seen, findings settled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from review import records
from review.engine import Refused
from review.forms.unit_marks import OriginalsForm, SettleForm
from review.queries import visible_cases
from review.queries.unit_case import originals

from .unit import case_page


@require_POST
@access(Role.UNIT)
def check_originals(request, pk):
    """已核原件 for all papers of one person at once (D22)."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    items, seen = originals(case)
    form = OriginalsForm(request.POST, items=items, seen=seen)
    if form.is_valid():
        try:
            records.check_originals(
                case, acting=request.acting, now=request.now, checks=list(form.checks())
            )
        except Refused as error:
            messages.error(request, "".join(error.reasons))
        else:
            messages.success(request, "原件核对结果已登记。")
            return redirect("review:case", pk)
    return case_page(request, case, originals_form=form, status=422)


@require_POST
@access(Role.UNIT)
def settle(request, pk):
    """单位核实结论 of one finding."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    form = SettleForm(request.POST, rule=request.POST.get("rule", ""))
    if form.is_valid():
        try:
            records.settle(case, acting=request.acting, now=request.now, **form.cleaned_data)
        except Refused as error:
            messages.error(request, "".join(error.reasons))
        else:
            messages.success(request, "核实结论已登记。")
            return redirect("review:case", pk)
    return case_page(request, case, settle_form=form, status=422)
