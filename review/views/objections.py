"""异议: handed in by anybody, followed with its code, looked into by its handler."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.access import PUBLIC, access
from accounts.limits import Limit
from applications.queries import calendar
from review import progress as way
from review import publicity, records
from review.engine import Refused
from review.forms.public import EvidenceForm, ObjectionForm, ReceiptCodeForm
from review.models import Notice

from .forgetting import forgets, gone

FILED = "objections_filed"
BY_ADDRESS = Limit("objection", 5, minutes=60)
BY_NOTICE = Limit("objection-notice", 60, minutes=60, by_address=False)
BY_FILES = Limit("objection-files", 20, minutes=60)
RECEIPT = Limit("receipt", 5)
RECEIPT_ALL = Limit("receipt-all", 30)
WAIT = "没有对上的次数太多，请15分钟后再查，或致电0356-4220191。"


@access(PUBLIC)
@forgets
def object_to(request, code):
    """提出异议 to a running notice: fill in, look it over, hand in, get a number and a code."""
    notice = get_object_or_404(
        Notice.objects.select_related("unit"), code=code, posted_at__lte=request.now
    )
    one = publicity.posted(notice, now=request.now, calendar=calendar())
    if not one.running:
        return gone(request, one, typed=request.POST.get("content", ""))
    posted = request.method == "POST"
    form = ObjectionForm(
        request.POST if posted else None, people=people_of(notice), now=request.now
    )
    if posted and form.is_valid() and "edit" not in request.POST:
        return look_over(request, notice, form)
    return render(request, "public/objection_form.html", {"notice": notice, "form": form})


def people_of(notice) -> list[tuple[int, str]]:
    entries = notice.entries.select_related("case__application__applicant")
    return [(entry.case_id, entry.case.name) for entry in entries]


def look_over(request, notice, form):
    """What was filled in, read once more; it travels in hidden fields, never in a session."""
    sent = "confirmed" in request.POST
    evidence = EvidenceForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and not _must_wait(request, notice, evidence) and evidence.is_valid():
        try:
            filed = _file(request, notice, form.cleaned_data, evidence.cleaned_data["files"])
        except Refused as refused:
            evidence.add_error(None, "".join(refused.reasons))
        else:
            request.session[FILED] = [[one.receipt, one.query_code] for one in filed]
            return redirect("objection-filed")
    labels = dict(form.fields["cases"].choices) if "cases" in form.fields else {}
    context = {
        "notice": notice,
        "form": form,
        "evidence": evidence,
        "names": [labels[pk] for pk in form.cleaned_data.get("cases", [])],
        "carried": [(key, value) for key in form.fields for value in form.data.getlist(key)],
    }
    return render(request, "public/objection_check.html", context)


def _must_wait(request, notice, evidence) -> bool:
    """Say why when the address, or the notice, has had its fill for this hour."""
    if BY_ADDRESS.reached(request):
        evidence.add_error(
            None,
            "从您的网络一小时内已收到5件异议，请一小时后再提交。"
            f"急事请打监督电话{notice.phone}，写的内容都在。",
        )
    elif request.FILES and BY_FILES.reached(request):
        evidence.add_error("files", "传文件的次数太多。请过一小时再传，或先不传文件提交。")
    elif BY_NOTICE.reached(request, notice.code):
        evidence.add_error(
            None,
            "对这次公示，一小时内收到的异议太多，请过一小时再提交，写的内容都在。"
            f"公示今天期满的，请打监督电话{notice.phone}，或到303室当面反映。",
        )
    if request.FILES:
        BY_FILES.count(request)
    return bool(evidence.errors)


def _file(request, notice, data, files):
    filed = records.file_objection(
        notice,
        now=request.now,
        content=data["content"],
        cases=data.get("cases", ()),
        name=data["name"],
        phone=data["phone"],
        files=files,
    )
    BY_ADDRESS.count(request)
    BY_NOTICE.count(request, notice.code)
    return filed


@access(PUBLIC)
@never_cache
def objection_filed(request):
    """The receipt, once: the number and the code are not shown again anywhere."""
    filed = request.session.get(FILED)
    if not filed:
        return redirect("notices")
    return render(request, "public/objection_filed.html", {"filed": filed})


@access(PUBLIC)
@never_cache
def objection(request, receipt):
    """Where an objection stands, for whoever has its code; who gave a name reads the finding."""
    form = ReceiptCodeForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        if RECEIPT.reached(request, receipt) or RECEIPT_ALL.reached(request):
            form.add_error(None, WAIT)
        else:
            found = records.objection_of(receipt, form.cleaned_data["code"])
            if found is None:
                RECEIPT.count(request, receipt)
                RECEIPT_ALL.count(request)
                form.add_error("code", "编号或查询码不对，请照回执填写")
    context = {"form": form, "receipt": receipt, "found": found}
    if found:
        context["steps"] = way.objection_trail(found, request.today.year)
    return render(request, "public/objection.html", context)
