"""导入名单: a workbook of people read, looked at, imported whole, taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import access
from accounts.errors import Refusal
from accounts.roles import Role
from applications import roster, roster_sheet
from applications.downloads import workbook_response
from applications.forms.roster import Known, RosterForm
from applications.models import RosterEntry
from applications.queries import current_round
from review.queries.unit_roster import PREVIEW_COLUMNS
from review.queries.unit_roster import look as look_at

FORM_METHODS = ["GET", "HEAD", "POST"]


def round_or_404(request):
    """The round under way; before the first one there is nothing to list people for."""
    round = current_round(request.today)
    if round is None:
        raise Http404
    return round


@require_http_methods(FORM_METHODS)
@access(Role.UNIT)
@sensitive_post_parameters()
def upload(request):
    """The template to fill in, and the workbook to be read. Nothing is imported here."""
    round, unit = round_or_404(request), request.acting.organisation
    known = Known(roster.listed_indexes(unit, round), roster.begun_indexes(unit, round))
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RosterForm(*bound, round=round, known=known, today=request.today)
    if form.is_bound and form.is_valid():
        kept = roster.keep(
            acting=request.acting, round=round, content=form.content, now=request.now
        )
        return redirect("review:unit-import-look", kept.pk)
    context = {
        "round": round,
        "form": form,
        "columns": roster_sheet.columns_of(round),
        "waiting": roster.waiting_imports(request.acting, request.now).first(),
    }
    return render(request, "review/unit/import.html", context, status=422 if form.errors else 200)


@require_safe
@access(Role.UNIT)
def template(request):
    """The empty workbook of this round."""
    round, unit = round_or_404(request), request.acting.organisation.name
    content = roster_sheet.template(round, unit=unit, created=request.now)
    return workbook_response(content, f"{round.year}年度申报人员名单")


@require_http_methods(FORM_METHODS)
@access(Role.UNIT)
@never_cache
def look(request, pk):
    """What the workbook comes to, person by person; 导入 takes everybody on the list."""
    pending = get_object_or_404(roster.waiting_imports(request.acting, request.now), pk=pk)
    if request.method == "POST":
        try:
            count = roster.import_all(pending, acting=request.acting, now=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("review:unit-import")
        messages.success(request, f"已导入{count}人。请打印开通单，邀请他们填报。")
        return redirect("review:unit-people")
    context = {
        "round": pending.round,
        "pending": pending,
        "look": look_at(pending, today=request.today),
        "columns": PREVIEW_COLUMNS,
    }
    return render(request, "review/unit/import_look.html", context)


@require_safe
@access(Role.UNIT)
@never_cache
def corrected(request, pk):
    """The workbook as it was sent, with the cells to mend in red and what to write in them."""
    pending = get_object_or_404(roster.waiting_imports(request.acting, request.now), pk=pk)
    content = roster_sheet.corrected(
        pending.round,
        roster.seen_of(pending),
        roster.errors_of(pending),
        unit=pending.unit.name,
        created=request.now,
    )
    return workbook_response(content, f"{pending.round.year}年度申报人员名单-要改的格")


@require_POST
@access(Role.UNIT)
def undo(request, pk):
    """Take back a whole import, but for those who have been at it since."""
    imported = get_object_or_404(roster.imports_of(request.acting), pk=pk)
    try:
        undone = roster.undo(imported, acting=request.acting, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("review:unit-people")
    messages.success(request, f"已撤销导入，移出{undone.taken}人，他们的邀请作废。")
    if undone.kept:
        kept = "；".join(f"{name}（{why}）" for name, why in undone.kept)
        messages.warning(request, f"没有移出：{kept}。")
    return redirect("review:unit-people")


def _own(request, pk) -> RosterEntry:
    entries = RosterEntry.objects.select_related("unit", "round", "invitation")
    return get_object_or_404(entries, unit=request.acting.organisation, pk=pk)


@require_POST
@access(Role.UNIT)
def remove(request, pk):
    """移出名单: done at once, with 撤销 on the next page."""
    entry = _own(request, pk)
    try:
        roster.remove(entry, acting=request.acting, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("review:unit-people")
    return redirect(f"{reverse('review:unit-people')}?removed={entry.pk}#listed")


@require_POST
@access(Role.UNIT)
def restore(request, pk):
    """撤销 of 移出名单: back on the list, invited anew."""
    entry = _own(request, pk)
    try:
        roster.restore(entry, acting=request.acting, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{entry.name}已放回名单。")
    return redirect("review:unit-people")
