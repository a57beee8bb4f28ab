"""Where a visitor asks: progress, results, certificates."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.access import PUBLIC, access
from accounts.limits import Limit
from applications.queries import calendar, current_round
from review import front, publicity
from review import progress as way
from review.forms.public import CertificateForm, NumberAndCodeForm, PaperForm, ResultForm
from review.models import Certificate
from review.queries import awards as read
from review.queries.whereabouts import events_shown, whereabouts

WAIT = "没有对上的次数太多。为保护申报人，请15分钟后再查，或致电0356-4220191。"
PROGRESS = Limit("progress", 5)
PROGRESS_ALL = Limit("progress-all", 30)
CERTIFICATE = Limit("certificate", 20)
LOOKED_UP = Limit("results", 30)


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
        if LOOKED_UP.reached(request):
            form.add_error(None, "查得太多了。请15分钟后再查，或致电0356-4220191。")
        else:
            LOOKED_UP.count(request)
            found = read.awarded_to(awarded, **form.cleaned_data)
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
    """证书核验: number and name give 有效, 已取消 or 未查到, and nothing that was not typed."""
    form = CertificateForm(request.POST if request.method == "POST" else None)
    return _verified(request, form, lambda asked: Certificate.objects.filter(**asked))


@access(PUBLIC)
@never_cache
def verify_paper(request, code):
    """From the QR code of a certificate: the name on it gives the same three answers."""
    paper = Certificate.objects.filter(code=code.upper())
    form = PaperForm(request.POST if request.method == "POST" else None)
    return _verified(request, form, lambda asked: paper.filter(**asked), code=code)


def _verified(request, form, look, *, code=""):
    asked, found = False, None
    if request.method == "POST" and form.is_valid():
        if CERTIFICATE.reached(request):
            form.add_error(None, WAIT)
        else:
            asked = True
            found = look(form.cleaned_data).first()
            if found is None:
                CERTIFICATE.count(request)
    context = {"form": form, "asked": asked, "certificate": found, "code": code}
    return render(request, "public/verify.html", context)
