"""Every step of the procedure goes through one view: it shows what will happen, then does it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import SIGNED_IN, access
from review import building, notices
from review.buttons import paper_words
from review.consequences import consequence
from review.engine import Move, Refused
from review.forms import form_for
from review.labels import is_kept_from
from review.models import Case, Meeting, Package
from review.queries import visible
from review.services import act, already_done, not_now, offer_of
from review.states import Action, NoticeKind

MODELS = {"cases": Case, "packages": Package, "meetings": Meeting}
POSTED = {
    Action.POST_CRITERIA: NoticeKind.CRITERIA,
    Action.POST_MATERIALS: NoticeKind.MATERIALS,
    Action.POST_OPINIONS: NoticeKind.OPINIONS,
}
PAGES = {Case: "review:case", Package: "review:package", Meeting: "review:meeting"}


@access(SIGNED_IN)
def step(request, kind, pk, action):
    """Check page (GET) and the step itself (POST) for a case, a package or a meeting."""
    if action not in Action.values:
        raise Http404
    subject = get_object_or_404(visible(MODELS[kind], request.acting), pk=pk)
    if isinstance(subject, Case) and is_kept_from(subject, request.acting.role):
        raise Http404
    if action == Action.SUBMIT:
        page = "review:unit-submission" if "paper" in request.GET else "applications:commitment"
        return redirect(page, subject.application_id)
    if request.method == "POST" and already_done(subject, request.POST.get("key", "")):
        return redirect(PAGES[type(subject)], pk=subject.pk)
    on_paper = "paper" in request.GET
    offer = offer_of(subject, request.acting, Action(action), request.today, on_paper=on_paper)
    if offer is None:
        context = {
            "subject": subject,
            "action": Action(action),
            "reasons": (not_now(subject, Action(action)),),
            "back": reverse(PAGES[type(subject)], args=[subject.pk]),
        }
        return render(request, "review/refused.html", context, status=409)
    return _check_or_take(request, subject, offer, kind, on_paper)


def _check_or_take(request, subject, offer, kind, on_paper):
    posted = request.method == "POST"
    form = form_for(subject, offer.action)(
        request.POST if posted else None,
        request.FILES if posted else None,
        subject=subject,
        acting=request.acting,
        now=request.now,
        note_due=offer.note_due,
        on_paper=on_paper,
    )
    refusal = () if posted else offer.reasons
    if posted and form.is_valid():
        try:
            event = act(subject, _move(request, offer.action, form))
        except Refused as error:
            refusal = error.reasons
        else:
            word = "已代录" if on_paper else "已办理"
            messages.success(request, f"{word}：{event.get_action_display()}。")
            return _onward(request, subject, offer.action)
    context = {
        "subject": subject,
        "kind": kind,
        "offer": offer,
        "form": form,
        "refusal": refusal,
        "title": paper_words(offer.action) if on_paper else offer.action.label,
        "on_paper": on_paper,
        "other_way": offer_of(
            subject, request.acting, offer.action, request.today, on_paper=not on_paper
        ),
        "consequence": consequence(subject, offer.action, request.acting.role, on_paper=on_paper),
        "back": reverse(PAGES[type(subject)], args=[subject.pk]),
    }
    return render(request, form.template, context, status=_status(form, refusal))


def _status(form, refusal) -> int:
    """409 for a step that may not be taken now, 422 for one not filled in as it must be.

    A step that shows what it will do before it does it (公示正文, 拟鉴定意见) has nothing wrong.
    """
    if not form.is_bound:
        return 200
    if refusal:
        return 409
    return 422 if form.has_faults else 200


def _onward(request, subject, action):
    """The page of what was moved; what is filed is put together for the printer at once, and of
    what was posted the sheet is to be printed, hung up and photographed.
    """
    if action is Action.FILE and isinstance(subject, Package):
        subject.refresh_from_db()
        building.order(subject, by=request.user, now=request.now)
        return redirect("review:packet", pk=subject.pk)
    if action in POSTED:
        return redirect("review:unit-notice", pk=notices.last_posted(subject, POSTED[action]).pk)
    return redirect(PAGES[type(subject)], pk=subject.pk)


def _move(request, action, form) -> Move:
    return Move(
        acting=request.acting,
        action=action,
        now=request.now,
        note=form.cleaned_data["note"],
        data=form.data_for_move(),
        chosen=form.chosen(),
        paper=form.paper(),
        version=form.cleaned_data["version"],
        key=form.cleaned_data["key"],
    )
