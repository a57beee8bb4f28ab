"""One person's file at room 303: papers on the left, points on the right, the decision below."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from review import claims, desk, records, second_letters
from review.buttons import step_url
from review.checklist import PERSON_ITEMS, last_marks
from review.engine import Refused
from review.forms.bureau_marks import DecisionForm, MarksForm, ReasonForm, SettleForm
from review.guards.case import open_findings
from review.queries import visible_cases
from review.services import offer_of
from review.states import Action

#: whether the keys of the review page are on (WCAG 2.1.4), in the session
KEYS = "review-keys"
THEN = {action.value: action for action in (Action.ACCEPT, Action.CORRECT, Action.PROPOSE_REFUSAL)}


def case_page(request, case, *, form=None, settle_form=None, refusal=(), status=200):
    """The review page: what is shown on the left is chosen by ?doc=."""
    shown = desk.open_file(case, request.acting, now=request.now, asked=request.GET)
    context = {
        "case": case,
        "file": shown,
        "form": form or shown.form,
        "settle_form": settle_form or shown.settle_form,
        "refusal": refusal,
        "keys_on": request.session.get(KEYS, True),
    }
    return render(request, "review/bureau/case.html", context, status=status)


@require_POST
@access(Role.CLERK)
def mark(request, pk):
    """Save every decided point, then go where the button says: stay, or to a decision."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    form = MarksForm(request.POST, items=PERSON_ITEMS, marks=last_marks(case))
    if not form.is_valid():
        return case_page(request, case, form=form, status=422)
    try:
        records.mark(case, acting=request.acting, now=request.now, marks=form.decided())
    except Refused as error:
        form.add_error(None, "".join(error.reasons))
        return case_page(request, case, form=form, status=409)
    return _go_on(request, case, THEN.get(request.POST.get("then", "")))


def _go_on(request, case, action):
    """To the step's check page when it is open; else back, with what is still to be done."""
    if action is None:
        messages.success(request, "核对结果已保存。")
        return redirect("review:case", case.pk)
    offer = offer_of(case, request.acting, action, request.today)
    if offer is not None and not offer.open:
        shown = desk.marks_form(case, request.acting, today=request.today, working=True)
        refusal = shown.refusal() or (f"现在还不能“{action.label}”", offer.reasons)
        return case_page(request, case, form=shown, refusal=refusal, status=409)
    return redirect(step_url(case, action))


@require_POST
@access(Role.CLERK)
def take(request, pk):
    """我来核 or 接手: the file is this clerk's now."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    try:
        claims.take(case, acting=request.acting, now=request.now)
    except Refused as error:
        return case_page(request, case, refusal=("没有接手成", error.reasons), status=409)
    return redirect("review:case", pk)


@require_POST
@access(Role.CLERK, Role.LEAD)
def free(request, pk):
    """放下: the clerk puts the file down, or the lead frees it."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    try:
        claims.free(case, acting=request.acting)
    except Refused as error:
        return case_page(request, case, refusal=("没有放下", error.reasons), status=409)
    messages.success(request, f"{case.name}的申报件没有人在核了。")
    return redirect("review:bureau")


@require_POST
@access(Role.CLERK)
def ask_again(request, pk):
    """再次告知: asked with a reason, decided by a second person."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    form = ReasonForm(request.POST)
    reasons = form.errors.get("reason") or ()
    if form.is_valid():
        try:
            second_letters.ask(case, acting=request.acting, now=request.now, **form.cleaned_data)
        except Refused as error:
            reasons = error.reasons
        else:
            messages.success(request, "再次告知已申请，等审核人决定。")
            return redirect("review:case", pk)
    return case_page(request, case, refusal=("没有申请成", reasons), status=422)


@require_POST
@access(Role.LEAD)
def decide_again(request, pk):
    """The second person's yes or no to a second letter."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    asked = second_letters.consent_of(case)
    form = DecisionForm(request.POST)
    if asked is None or not form.is_valid():
        return case_page(request, case, refusal=("没有决定", ("请选择同意或不同意。",)), status=422)
    try:
        second_letters.decide(asked, acting=request.acting, now=request.now, **form.decided())
    except Refused as error:
        return case_page(request, case, refusal=("没有决定", error.reasons), status=409)
    messages.success(request, "已决定。")
    return redirect("review:case", pk)


@require_POST
@access(Role.CLERK)
def keys(request):
    """Switch the keys of the review page on or off, for this session."""
    request.session[KEYS] = not request.session.get(KEYS, True)
    messages.success(request, f"键盘操作已{'打开' if request.session[KEYS] else '关闭'}。")
    pk = request.POST.get("case", "")
    known = pk.isdecimal() and len(pk) < 10 and visible_cases(request.acting).filter(pk=pk).exists()
    return redirect("review:case", pk) if known else redirect("review:bureau")


@require_POST
@access(Role.CLERK, Role.LEAD)
def settle(request, pk):
    """核实结论 of room 303 on a finding the machine left open (domain.md §6.6)."""
    case = get_object_or_404(visible_cases(request.acting), pk=pk)
    form = SettleForm(request.POST, findings=open_findings(case))
    if form.is_valid():
        try:
            records.settle(case, acting=request.acting, now=request.now, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, "".join(error.reasons))
        else:
            messages.success(request, "核实结论已登记。")
            return redirect(f"{reverse('review:case', args=[pk])}?doc=verdict")
    return case_page(request, case, settle_form=form, status=422)
