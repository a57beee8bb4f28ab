"""异议处理: objections to results, with whoever looks into them; and the evidence sent with any."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.roles import Role
from applications.downloads import file_response
from review import records
from review.engine import Refused
from review.forms.unit_marks import ConcludeForm
from review.labels import case_tag

PAGE = 20


@require_safe
@access(Role.SECRETARY, Role.LEAD)
def desk(request):
    """The objections to results: those without a conclusion, or those concluded."""
    return _page(request)


def _page(request, *, bound=None, objection=None, status=200):
    objections = records.objections_for(request.acting)
    concluded = request.GET.get("show") == "done" and objection is None
    still_open = objections.filter(conclusion="")
    shown = objections.exclude(conclusion="").order_by("-filed_at") if concluded else still_open
    shown = shown.select_related(
        "notice", "concluded_by", "case__application__applicant", "case__application__unit"
    ).prefetch_related("files")
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    role = request.acting.role
    context = {
        "concluded": concluded,
        "counts": {"open": still_open.count(), "done": objections.exclude(conclusion="").count()},
        "page": page,
        "rows": [
            (one, case_tag(one.case, role), bound if one == objection else form_of(one))
            for one in page
        ],
        "may_conclude": role == Role.SECRETARY,
        "bound": bound,
    }
    return render(request, "review/bureau/objections.html", context, status=status)


def form_of(objection) -> ConcludeForm:
    return ConcludeForm(auto_id=f"id_{objection.pk}_%s")


@require_POST
@access(Role.SECRETARY)
def conclude(request, pk):
    """核查结论 of one objection to a result; written once."""
    objection = get_object_or_404(records.objections_for(request.acting), pk=pk)
    form = ConcludeForm(request.POST, auto_id=f"id_{objection.pk}_%s")
    if not form.is_valid():
        return _page(request, bound=form, objection=objection, status=422)
    try:
        records.conclude_objection(
            objection, acting=request.acting, now=request.now, **form.cleaned_data
        )
    except Refused as error:
        messages.error(request, "".join(error.reasons))
    else:
        messages.success(request, "核查结论已登记。请打开申报件，办理下一步。")
    return redirect("review:objections")


@require_safe
@access(Role.UNIT, Role.SECRETARY, Role.LEAD)
def file(request, pk, file):
    """A piece of evidence, for whoever looks into the objection."""
    objection = get_object_or_404(records.objections_for(request.acting), pk=pk)
    row = get_object_or_404(objection.files, pk=file)
    return file_response(path=row.path, name=row.name, content_type=row.content_type)
