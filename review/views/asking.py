"""咨询投诉: the form anybody may send, where it stands, and the desk that answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import PUBLIC, access
from accounts.limits import Limit
from accounts.roles import Role
from review import enquiring, records
from review import progress as way
from review.engine import Refused
from review.forms.aftermath import AnswerForm
from review.forms.public import EnquiryForm, ReceiptForm

from .objections import RECEIPT, RECEIPT_ALL, WAIT

ASKED = "enquiry_asked"
PAGE = 20
BY_ADDRESS = Limit("enquiry", 5, minutes=60)
FROM_ALL = Limit("enquiry-all", 200, minutes=60, by_address=False)
FULL = "一小时内收到的太多，请过一小时再提交，写的内容都在。急事请致电0356-4220191。"


@access(PUBLIC)
@never_cache
def ask(request):
    """写下问题或投诉; a number and a code come back, once."""
    posted = request.method == "POST"
    form = EnquiryForm(request.POST if posted else None, now=request.now)
    if posted and form.is_valid():
        if BY_ADDRESS.reached(request) or FROM_ALL.reached(request):
            form.add_error(None, FULL)
        else:
            BY_ADDRESS.count(request)
            FROM_ALL.count(request)
            data = {name: form.cleaned_data[name] for name in ("kind", "content", "contact")}
            asked = enquiring.ask(now=request.now, **data)
            request.session[ASKED] = [asked.receipt, asked.query_code]
            return redirect("asked")
    return render(request, "public/ask.html", {"form": form})


@access(PUBLIC)
@never_cache
def asked(request):
    """The receipt, once: the number and the code are not shown again anywhere."""
    pair = request.session.get(ASKED)
    if not pair:
        return redirect("help")
    return render(request, "public/asked.html", {"receipt": pair[0], "code": pair[1]})


@access(PUBLIC)
@never_cache
def receipt(request):
    """查办理情况 of an objection or an enquiry, with the number and code of its receipt."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        if RECEIPT.reached(request, number) or RECEIPT_ALL.reached(request):
            form.add_error(None, WAIT)
        elif objection := records.objection_of(number, code):
            context |= {"found": objection, "receipt": number}
            context["steps"] = way.objection_trail(objection, request.today.year)
            return render(request, "public/objection.html", context)
        elif enquiry := enquiring.enquiry_of(number, code):
            context["enquiry"] = enquiry
        else:
            RECEIPT.count(request, number)
            RECEIPT_ALL.count(request)
            form.add_error(None, "编号或查询码不对，请照回执填写")
    return render(request, "public/receipt.html", context)


@require_safe
@access(Role.CLERK, Role.LEAD)
def desk(request):
    """What waits for an answer, oldest first, or what has been answered."""
    return _desk(request)


def _desk(request, *, bound=None, enquiry=None, status=200):
    enquiries = enquiring.enquiries_for(request.acting)
    waiting, done = enquiries.filter(answered_at=None), enquiries.exclude(answered_at=None)
    answered = request.GET.get("show") == "done" and enquiry is None
    shown = done.order_by("-answered_at") if answered else waiting
    page = Paginator(shown.select_related("answered_by"), PAGE).get_page(request.GET.get("page"))
    context = {
        "answered": answered,
        "counts": {"waiting": waiting.count(), "done": done.count()},
        "page": page,
        "rows": [
            (one, bound if one == enquiry else AnswerForm(auto_id=f"id_{one.pk}_%s"))
            for one in page
        ],
        "bound": bound,
    }
    return render(request, "review/bureau/enquiries.html", context, status=status)


@require_POST
@access(Role.CLERK, Role.LEAD)
def answer(request, pk):
    """答复 of one; written once."""
    enquiry = get_object_or_404(enquiring.enquiries_for(request.acting), pk=pk)
    form = AnswerForm(request.POST, auto_id=f"id_{enquiry.pk}_%s")
    if not form.is_valid():
        return _desk(request, bound=form, enquiry=enquiry, status=422)
    try:
        enquiring.answer(enquiry, acting=request.acting, now=request.now, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
    else:
        messages.success(request, f"{enquiry.receipt}已答复。")
    return redirect("review:enquiries")
