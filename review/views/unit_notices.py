"""三公示 of the unit: the list, one notice, its photographs, its objections."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SIGNED_IN, access
from accounts.roles import Role
from applications import queries as applications
from applications.downloads import file_response
from applications.errors import UploadRefused
from review import evidence, publicity, records
from review.engine import Refused
from review.forms.unit_marks import ConcludeForm, PhotoForm
from review.issued import document_links
from review.models import NoticePhoto
from review.queries.unit import packages_of
from review.queries.unit_case import visible_notices
from review.queries.unit_desk import package_buttons
from review.states import Action, NoticeKind

POSTING = {
    action.label
    for action in (
        Action.POST_CRITERIA,
        Action.CLEAR_CRITERIA,
        Action.STOP_CRITERIA,
        Action.STOP_NOTICE,
        Action.POST_MATERIALS,
        Action.CLEAR_MATERIALS,
        Action.POST_OPINIONS,
        Action.CLEAR_OPINIONS,
    )
}


@access(Role.UNIT, Role.UNIT_HEAD)
def notices(request):
    """Every notice of the unit in this round with its days, and all objections."""
    round = applications.current_round(request.today)
    calendar = applications.calendar()
    found = visible_notices(request.acting).filter(round=round).prefetch_related("photos")
    packages = [p for p in packages_of(request.acting) if p.round == round]
    context = {
        "round": round,
        "posted": [publicity.posted(n, now=request.now, calendar=calendar) for n in found],
        "objections": records.objections_for(request.acting)
        .filter(notice__round=round)
        .select_related("notice", "case__application__applicant"),
        "buttons": _posting_buttons(packages, request) if packages else (),
    }
    return render(request, "review/unit/notices.html", context)


def _posting_buttons(packages, request):
    offered = package_buttons(packages[-1], request.acting, request.today)
    return [button for button in offered if button.label in POSTING]


@access(Role.UNIT, Role.UNIT_HEAD)
def notice(request, pk):
    found = get_object_or_404(visible_notices(request.acting), pk=pk)
    return _page(request, found)


def _page(request, found, *, photo_form=None, conclude_form=None, objection=None, status=200):
    one = publicity.posted(found, now=request.now, calendar=applications.calendar())
    criteria = found.kind == NoticeKind.CRITERIA
    context = {
        "one": one,
        "notice": found,
        "people": [] if criteria else publicity.people(found),
        "clauses": publicity.clauses(found) if criteria else [],
        "photos": found.photos.select_related("uploaded_by"),
        "photo_form": photo_form or PhotoForm(),
        "may_write": request.acting.role == Role.UNIT and found.stopped_at is None,
        "objections": [
            (o, conclude_form if o == objection else ConcludeForm(auto_id=f"id_{o.pk}_%s"))
            for o in records.objections_for(request.acting)
            .filter(notice=found)
            .select_related("case__application__applicant", "concluded_by")
            .prefetch_related("files")
        ],
        "count": found.objections.count(),
        "links": document_links(found, request.acting),
    }
    return render(request, "review/unit/notice.html", context, status=status)


@require_POST
@access(Role.UNIT)
def add_photo(request, pk):
    """A photograph of the posted sheet, through the file gate."""
    found = get_object_or_404(visible_notices(request.acting), pk=pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            evidence.add_photo(
                found,
                acting=request.acting,
                now=request.now,
                upload=form.cleaned_data["photo"],
            )
        except (UploadRefused, Refused) as error:
            form.add_error("photo", "".join(error.reasons))
        else:
            messages.success(request, "照片已上传。")
            return redirect("review:unit-notice", pk)
    return _page(request, found, photo_form=form, status=422)


@require_safe
@access(SIGNED_IN)
def photo(request, pk, photo):
    """The photograph itself, for whoever may look at the unit's package."""
    found = get_object_or_404(visible_notices(request.acting), pk=pk)
    row = get_object_or_404(NoticePhoto, pk=photo, notice=found)
    return file_response(path=row.path, name=row.name, content_type=row.content_type)


@require_POST
@access(Role.UNIT)
def conclude(request, pk):
    """核查结论 of one objection; written once."""
    objection = get_object_or_404(records.objections_for(request.acting), pk=pk)
    form = ConcludeForm(request.POST, auto_id=f"id_{objection.pk}_%s")
    if form.is_valid():
        try:
            records.conclude_objection(
                objection, acting=request.acting, now=request.now, **form.cleaned_data
            )
        except Refused as error:
            messages.error(request, "".join(error.reasons))
        else:
            messages.success(request, "核查结论已登记。")
            return redirect("review:unit-notice", objection.notice_id)
    return _page(request, objection.notice, conclude_form=form, objection=objection, status=422)
