"""收件登记 at room 303: what is to come, the counter where bags are read, exceptions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from applications.citations import citation
from applications.queries import current_round, rules_for
from review import hours
from review import intake as counter
from review.buttons import step_url
from review.engine import Refused
from review.forms.bureau_marks import DecisionForm, ReasonForm
from review.issued import document_links
from review.labels import case_tag
from review.models import DeliveryException
from review.queries import bureau, visible_packages
from review.queries import intake as read
from review.states import Action

SCRIPTED = "HX-Request"


@access(Role.CLERK, Role.LEAD)
def intake(request):
    """收件登记: what is to come, what came, where a bag lies, exceptions asked for."""
    return intake_page(request)


def intake_page(request, *, refused=None, status=200):
    code = request.GET.get("code", "").strip()
    case = read.find_by_code(code, request.acting)
    round = current_round(request.today)
    context = {
        "round": round,
        "hours": hours.office_hours(),
        "code": code,
        "found": case,
        "found_word": case_tag(case, request.acting.role).word if case else "",
        "bag": bureau.last_bag(case) if case else None,
        "receiving": request.acting.role == Role.CLERK,
        "expected": read.expected(request.acting),
        "exceptions": read.exceptions_of(request.acting, today=request.today),
        "refused": refused,
        "intakes": [
            (i, document_links(i, request.acting)) for i in read.recent_intakes(request.acting)
        ],
        "no_individuals": citation(rules_for(round), "5-end", "不接受个人报送评审材料")
        if round
        else None,
    }
    return render(request, "review/bureau/intake.html", context, status=status)


@access(Role.CLERK)
def scan(request, pk=None):
    """扫码收件: one field, always focused; every code is answered in one line."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk) if pk else None
    answer = None
    if request.method == "POST" and "put_back" in request.POST:
        _put_back(request, package)
    elif request.method == "POST":
        answer = counter.read(
            request.POST.get("code", ""), package=package, acting=request.acting, now=request.now
        )
        if answer.finish:
            return redirect(step_url(package, Action.RECEIVE))
        if answer.package != package:
            (messages.success if answer.ok else messages.error)(request, answer.text)
            return redirect("review:scan-package", answer.package.pk)
    return _counter_page(request, package, answer)


def _put_back(request, package):
    key = request.POST["put_back"]
    delivery = counter.open_delivery(package) if package else None
    if delivery is None or not key.isdecimal():
        raise Http404
    counter.put_back(delivery, int(key), acting=request.acting)


def _counter_page(request, package, answer, *, form=None, status=200):
    """The counter as it lies; only its moving part for the script."""
    context = {
        "package": package,
        "answer": answer,
        "counter": read.counter_of(package, request.acting.role) if package else None,
        "ended": counter.not_receivable(package) if package else None,
        "closed": hours.closed_at(package, request.now) if package else None,
        "exception_form": form or ReasonForm(),
        "receive": step_url(package, Action.RECEIVE) if package else "",
    }
    part = request.headers.get(SCRIPTED) == "true"
    return render(
        request, "review/bureau/_counter.html" if part else "review/bureau/scan.html", context,
        status=status,
    )  # fmt: skip


@require_POST
@access(Role.CLERK)
def ask_exception(request, pk):
    """例外收件: asked with a reason, decided by a second person."""
    package = get_object_or_404(visible_packages(request.acting), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _counter_page(request, package, None, form=form, status=422)
    try:
        counter.ask_exception(package, acting=request.acting, now=request.now, **form.cleaned_data)
    except Refused as error:
        form.add_error(None, "".join(error.reasons))
        return _counter_page(request, package, None, form=form, status=409)
    messages.success(request, "例外收件已申请，等审核人决定。")
    return redirect("review:intake")


@require_POST
@access(Role.LEAD)
def decide_exception(request, pk):
    """The second person's yes or no to an exception."""
    asked = get_object_or_404(
        DeliveryException, pk=pk, package__in=visible_packages(request.acting)
    )
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return intake_page(request, refused=(asked.pk, form), status=422)
    try:
        counter.decide_exception(asked, acting=request.acting, now=request.now, **form.decided())
    except Refused as error:
        form.add_error(None, "".join(error.reasons))
        return intake_page(request, refused=(asked.pk, form), status=409)
    messages.success(request, "已决定。")
    return redirect("review:intake")
