"""The unit's pages: workbench, people, one file, one package. They only read; see `unit_marks`."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from applications import roster
from applications.queries import current_round
from eligibility import CalendarUnknown
from review import evidence, records
from review.buttons import buttons, step_url
from review.forms.unit_marks import FilterForm, OriginalsForm, settle_forms
from review.issued import document_links
from review.labels import case_tag, package_tag
from review.queries.blocking import blocks, wrong_with
from review.queries.packet import SUMMARY, last_packet, summary_preview, superseded
from review.queries.unit import COLUMNS, filtered, own_way, people_of
from review.queries.unit_case import changes_of, frozen_file, history, originals
from review.queries.unit_desk import needs, package_buttons, workbench
from review.queries.unit_plan import unit_plan
from review.queries.unit_roster import beginning, not_begun, removed_entry
from review.states import Action, CaseState

PAGE = 20
QUICK = (
    ("summary_xlsx", "下载汇总表 Excel"),
    ("summary_pdf", "打印汇总表"),
    ("envelopes", "打印贴签"),
)
SHOWN = 8  # people on the workbench; the rest on their own page


@access(Role.UNIT, Role.UNIT_HEAD)
def home(request):
    """单位工作台: the schedule first, then what to do, then everybody."""
    round = current_round(request.today)
    if round is None:
        return render(request, "review/unit/closed.html")
    try:
        work = workbench(request.acting, round, now=request.now)
    except CalendarUnknown as error:
        return render(request, "review/unit/closed.html", {"round": round, "reason": str(error)})
    if work.package is None and not work.people:
        start = beginning(request.acting, round, now=request.now)
        if not start.over:
            context = {"round": round, "earlier": work.earlier, "start": start}
            return render(request, "review/unit/empty.html", context)
    form, found = _search(request, work.people)
    context = {
        "round": round,
        "work": work,
        "form": form,
        "columns": COLUMNS,
        "rows": [person.row() for person in found[:SHOWN]],
        "found": found,
        "tag": package_tag(work.package) if work.package else None,
        "own_way": own_way(request.acting, work.people, request.today),
    }
    return render(request, "review/unit/home.html", context)


@require_POST
@access(Role.UNIT)
def begin(request):
    """Open the unit's package of this round, so that ① can be posted; once."""
    round = current_round(request.today)
    if round is None:
        messages.error(request, "本年度评审通知尚未印发。")
        return redirect("review:unit")
    package = evidence.begin_package(acting=request.acting, round=round)
    return redirect(step_url(package, Action.POST_CRITERIA))


@access(Role.UNIT, Role.UNIT_HEAD)
def people(request):
    """申报人员: everybody of the unit, those to be acted on first."""
    round = current_round(request.today)
    everybody = people_of(request.acting, round) if round else []
    form, found = _search(request, everybody)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "form": form,
        **_listed(request, round),
        "columns": COLUMNS,
        "rows": [person.row() for person in page.object_list],
        "page": page,
        "total": len(everybody),
        "own_way": own_way(request.acting, everybody, request.today),
    }
    return render(request, "review/unit/people.html", context)


def _listed(request, round) -> dict:
    """Those on the unit's list who have not begun, and what can still be taken back."""
    if round is None:
        return {}
    working = request.acting.role == Role.UNIT
    removed = request.GET.get("removed", "")
    return {
        "listed": not_begun(request.acting, round, now=request.now),
        "undoable": roster.undoable(request.acting, request.now) if working else None,
        "removed": removed_entry(request.acting, round, removed) if working else None,
    }


def _search(request, everybody):
    form = FilterForm(request.GET)
    return form, filtered(everybody, **form.wanted())


def case_page(request, case, *, originals_form=None, settle_form=None, status=200):
    """One file for the unit: who, what was found, the originals, everything handed in."""
    items, seen = originals(case)
    working = request.acting.role == Role.UNIT and case.state == CaseState.UNIT_REVIEW
    file = frozen_file(case)
    context = {
        "case": case,
        "tag": case_tag(case, request.acting.role),
        "buttons": buttons(case, request.acting, request.today),
        "file": file,
        "changes": changes_of(case),
        "judged": settle_forms(file.judged, working=working, bound=settle_form),
        "working": working,
        "items": [(item, seen.get(item.value)) for item in items],
        "wrong": wrong_with([case], today=request.today),
        "originals_form": originals_form or OriginalsForm(items=items, seen=seen),
        "letters": case.letters.order_by("-pk"),
        "objections": records.objections_for(request.acting).filter(case=case),
        "history": history(case, role=request.acting.role),
        "links": document_links(case, request.acting),
    }
    return render(request, "review/unit/case.html", context, status=status)


def package_page(request, package):
    """One package for the unit: what blocks it, what is needed and there, its set of papers."""
    everybody = people_of(request.acting, package.round)
    inside = [p for p in everybody if p.case and p.submitted and p.case.package_id == package.pk]
    plan = unit_plan(package.unit, package.round, package, everybody, now=request.now)
    needed = needs(everybody, package, plan)
    rows, total = summary_preview(package)
    context = {
        "package": package,
        "tag": package_tag(package),
        "buttons": package_buttons(package, request.acting, request.today),
        "blocks": blocks(package, inside, needed, request.acting, today=request.today),
        "needs": needed,
        "shown": last_packet(package, now=request.now),
        "void": superseded(package),
        "may_order": request.acting.role == Role.UNIT,
        "summary_columns": SUMMARY,
        "summary_rows": rows,
        "summary_total": total,
        "quick": QUICK,
        "columns": COLUMNS,
        "rows": [person.row() for person in inside],
        "people": inside,
        "own_way": own_way(request.acting, inside, request.today),
        "letters": package.letters.order_by("-pk"),
        "promises": package.promises.select_related("paper", "signed_by").order_by("-pk"),
        "assessments": package.assessments.prefetch_related("members").order_by("-pk"),
        "history": history(package, role=request.acting.role),
        "links": document_links(package, request.acting),
    }
    return render(request, "review/unit/package.html", context)
