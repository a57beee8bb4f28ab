"""What 单位人事 writes beside a case: originals seen, findings settled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import access
from accounts.roles import Role
from applications.queries import current_round
from review import batches, records
from review.engine import Refused
from review.forms.unit_batch import ApproveForm, OpenForm
from review.forms.unit_marks import OriginalsForm, SettleForm
from review.queries import visible_cases
from review.queries.unit_batch import under_review, waiting_files
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


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.UNIT)
def approvals(request):
    """批量审核: tick, see the names, confirm; each file passes or says why not."""
    round = current_round(request.today)
    found = under_review(request.acting, round)
    form = ApproveForm(request.POST or None, found=found)
    sound = form.is_bound and form.is_valid()
    if sound and "confirm" in request.POST:
        _tell(request, _approve(request, form), "审核通过")
        return redirect("review:unit-approvals")
    waiting = waiting_files(request.acting, round)
    context = {
        "form": form,
        "alone": [one for one in found if one.why],
        "taken": form.taken if sound else (),
        "waiting": waiting,
        "open_form": OpenForm(cases=waiting),
    }
    status = 422 if form.is_bound and not sound else 200
    return render(request, "review/unit/approvals.html", context, status=status)


@require_POST
@access(Role.UNIT)
def open_files(request):
    """开始审核 of everybody named on the page."""
    waiting = waiting_files(request.acting, current_round(request.today))
    form = OpenForm(request.POST, cases=waiting)
    if form.is_valid():
        _tell(request, batches.open_files(form.chosen(), **_press(request, form)), "开始审核")
    else:
        messages.error(request, "名单刚有变动，没有办理，请核对现在的名单再办。")
    return redirect("review:unit-approvals")


def _approve(request, form):
    return batches.approve(form.chosen(), agreeing=form.agreeing(), **_press(request, form))


def _press(request, form) -> dict:
    return {
        "acting": request.acting,
        "now": request.now,
        "versions": form.versions(),
        "key": form.cleaned_data["key"],
    }


def _tell(request, outcomes, verb):
    done = [outcome.case.name for outcome in outcomes if not outcome.reasons]
    if done:
        messages.success(request, f"{verb}{len(done)}人：{'、'.join(done)}。")
    for outcome in outcomes:
        if outcome.reasons:
            messages.error(request, f"{outcome.case.name}没有{verb}：{''.join(outcome.reasons)}")
