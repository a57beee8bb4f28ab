"""Where a visitor asks or tells: objections, progress, results, certificates."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.access import PUBLIC, access
from accounts.limits import Limit
from applications.queries import calendar, current_round
from review import front, publicity, records
from review import progress as way
from review.engine import Refused
from review.forms.public import (
    CertificateForm,
    NumberAndCodeForm,
    ObjectionForm,
    ReceiptCodeForm,
    ResultForm,
)
from review.models import Certificate, Notice, Objection
from review.queries.whereabouts import events_shown, whereabouts

from .forgetting import forgets, gone

FILED = "objections_filed"
WAIT = "没有对上的次数太多。为保护申报人，请15分钟后再查，或致电0356-4220191。"
PROGRESS = Limit("progress", 5)
PROGRESS_ALL = Limit("progress-all", 30)
RECEIPT = Limit("receipt", 5)
CERTIFICATE = Limit("certificate", 20)
OBJECTIONS = Limit("objection", 5, minutes=60)


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
    form = ObjectionForm(
        request.POST if request.method == "POST" else None,
        people=[
            (entry.case_id, entry.case.name)
            for entry in notice.entries.select_related("case__application__applicant")
        ],
    )
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        if "confirmed" in request.POST:
            return file_objection(request, notice, form)
        return render(request, "public/objection_check.html", looked_over(notice, form))
    context = {"notice": notice, "form": form}
    return render(request, "public/objection_form.html", context)


def looked_over(notice, form) -> dict:
    """What was filled in, to be read once more; it travels in hidden fields, never in a session."""
    labels = dict(form.fields["cases"].choices) if "cases" in form.fields else {}
    chosen = form.cleaned_data.get("cases", [])
    carried = [
        (key, value)
        for key in form.fields
        for value in (form.data.getlist(key) if key in form.data else [])
    ]
    names = [labels[pk] for pk in chosen]
    return {"notice": notice, "form": form, "names": names, "carried": carried}


def file_objection(request, notice, form):
    """Hand it in; the session keeps only the numbers, for the page that follows."""
    data = form.cleaned_data
    if OBJECTIONS.reached(request):
        form.add_error(None, "这一小时内已收到5件异议，请稍后再提交，或致电监督电话。")
    else:
        try:
            filed = records.file_objection(
                notice,
                now=request.now,
                content=data["content"],
                cases=data.get("cases", ()),
                name=data["name"],
                phone=data["phone"],
            )
        except Refused as refused:
            form.add_error(None, "".join(refused.reasons))
        else:
            OBJECTIONS.count(request)
            request.session[FILED] = [[one.receipt, one.query_code] for one in filed]
            return redirect("objection-filed")
    return render(request, "public/objection_form.html", {"notice": notice, "form": form})


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
    """Where an objection stands, for whoever has its code."""
    form = ReceiptCodeForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        if RECEIPT.reached(request, receipt):
            form.add_error(None, WAIT)
        else:
            code = form.cleaned_data["code"]
            found = Objection.objects.filter(receipt=receipt, query_code=code).first()
            if found is None:
                RECEIPT.count(request, receipt)
                form.add_error("code", "编号或查询码不对，请照回执填写")
    steps = way.objection_trail(found, request.today.year) if found else None
    context = {"form": form, "receipt": receipt, "steps": steps}
    return render(request, "public/objection.html", context)


@access(PUBLIC)
@never_cache
def progress(request):
    """办件进度: number and code, then steps and times, never content."""
    form = NumberAndCodeForm(request.POST if request.method == "POST" else None)
    case = None
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        if PROGRESS.reached(request, number) or PROGRESS_ALL.reached(request):
            form.add_error(None, WAIT)
        else:
            case = way.find(number, form.cleaned_data["code"])
            if case is None:
                PROGRESS.count(request, number)
                PROGRESS_ALL.count(request)
                form.add_error(None, "编号或查询码不对，请照回执填写")
    context = {"form": form, "case": case}
    if case:
        where = whereabouts(case, events_shown(case), now=request.now)
        context |= {"tag": way.tag(case), "trail": way.trail(case), "where": where}
    return render(request, "public/progress.html", context)


@access(PUBLIC)
@never_cache
def results(request):
    """结果查询 once the year's results are confirmed; until then, where they will stand."""
    round = current_round(request.today)
    awarded = Certificate.objects.filter(revoked_on=None)
    running = publicity.running(request.now, calendar())
    form = ResultForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = awarded.filter(name=data["name"], unit__icontains=data["unit"])
    context = {
        "form": form,
        "found": found,
        "round": round,
        "any": awarded.exists(),
        "result": front.result_of(round, running) if round else None,
    }
    return render(request, "public/results.html", context)


@access(PUBLIC)
@never_cache
def verify(request):
    """证书核验: number and name give 有效, 已取消 or 未查到."""
    form = CertificateForm(request.POST if request.method == "POST" else None)
    asked, found = False, None
    if request.method == "POST" and form.is_valid():
        if CERTIFICATE.reached(request):
            form.add_error(None, WAIT)
        else:
            asked = True
            found = Certificate.objects.filter(**form.cleaned_data).first()
            if found is None:
                CERTIFICATE.count(request)
    context = {"form": form, "asked": asked, "certificate": found}
    return render(request, "public/verify.html", context)
