"""What a meeting leaves on paper: the way of voting, the tellers' count, the minutes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from review import minutes as keeping
from review import paper_vote
from review.engine import Refused
from review.forms.committee import CountForm, DiscussionForm, MinutesNoteForm
from review.issued import document_links
from review.models import Minutes
from review.queries import visible_meetings


@require_POST
@access(Role.SECRETARY)
def choose(request, pk):
    """Paper or phones, before the vote opens."""
    meeting = get_object_or_404(visible_meetings(request.acting), pk=pk)
    paper = request.POST.get("paper") == "yes"
    try:
        paper_vote.choose(meeting, acting=request.acting, paper=paper)
    except Refused as error:
        messages.error(request, "".join(error.reasons))
    else:
        messages.success(request, f"已改为{'纸质' if paper else '电子'}投票。")
    return redirect("review:meeting", pk=pk)


@access(Role.TELLER)
def count(request, pk):
    """One teller types what was counted; nothing typed is shown again, to anybody."""
    meeting = get_object_or_404(paper_vote.to_count(request.acting), pk=pk)
    posted = request.method == "POST"
    people = paper_vote.voters_of(meeting)
    form, refusal = CountForm(request.POST if posted else None, people=people), ()
    if posted and form.is_valid():
        try:
            paper_vote.seal_count(meeting, acting=request.acting, numbers=form.numbers())
        except Refused as error:
            refusal = error.reasons
        else:
            messages.success(request, "点票结果已密封。两位监票人都录入后，由主任委员结束投票。")
            return redirect("review:committee")
    context = {
        "meeting": meeting,
        "form": form,
        "refusal": refusal,
        "again": meeting.paper_counts.filter(teller=request.user).exists(),
    }
    status = 409 if refusal else 422 if posted else 200
    return render(request, "review/committee/count.html", context, status=status)


@access(Role.SECRETARY, Role.CHAIR)
def minutes(request, pk):
    """评审会议纪要: before the count the 评议意见, afterwards the frozen text and its notes."""
    meeting = get_object_or_404(visible_meetings(request.acting), pk=pk)
    frozen = Minutes.objects.filter(meeting=meeting).first()
    if request.method == "POST" and request.acting.role == Role.SECRETARY:
        return _write(request, meeting, frozen)
    return _minutes_page(request, meeting, frozen)


def _minutes_form(meeting, frozen, data=None):
    if frozen:
        return MinutesNoteForm(data)
    return DiscussionForm(data, initial={"text": meeting.discussion})


def _write(request, meeting, frozen):
    form = _minutes_form(meeting, frozen, request.POST)
    if not form.is_valid():
        return _minutes_page(request, meeting, frozen, form=form, status=422)
    text = form.cleaned_data["text"]
    try:
        if frozen:
            keeping.annotate(frozen, acting=request.acting, now=request.now, text=text)
        else:
            keeping.write_discussion(meeting, acting=request.acting, text=text)
    except Refused as error:
        return _minutes_page(request, meeting, frozen, form=form, refusal=error.reasons, status=409)
    messages.success(request, "已加更正附记。" if frozen else "已保存评议意见。")
    return redirect("review:meeting-minutes", pk=meeting.pk)


def _minutes_page(request, meeting, frozen, *, form=None, refusal=(), status=200):
    links = document_links(meeting, request.acting)
    context = {
        "meeting": meeting,
        "minutes": frozen,
        "intact": frozen and keeping.is_intact(frozen),
        "notes": frozen.notes.select_related("by") if frozen else (),
        "form": (form or _minutes_form(meeting, frozen))
        if request.acting.role == Role.SECRETARY
        else None,
        "refusal": refusal,
        "links": [link for link in links if link.kind == "minutes"],
    }
    return render(request, "review/committee/minutes.html", context, status=status)
