"""统一答复: the open questions of the round, and what was answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.roles import Role
from applications.queries import current_round
from review import rulings
from review.engine import Refused
from review.forms.bureau_marks import RulingForm


@require_safe
@access(Role.CLERK, Role.LEAD)
def answers(request):
    """What waits for an answer of 县人社局, and what has been answered."""
    return _page(request, current_round(request.today))


@require_POST
@access(Role.LEAD)
def answer(request):
    """The lead enters the answer once, for everybody it concerns."""
    round, form = current_round(request.today), RulingForm(request.POST)
    if round is None:
        raise Http404
    if form.is_valid():
        try:
            made = rulings.answer(
                round, acting=request.acting, now=request.now, **form.cleaned_data
            )
        except Refused as error:
            form.add_error(None, "".join(error.reasons))
        else:
            told = f"统一答复已登记，{made.settlements.count()}人的核实结论随之作出。"
            messages.success(request, told)
            return redirect("review:rulings")
    return _page(request, round, form, status=422)


def _page(request, round, form=None, *, status=200):
    context = _context(request, round, form)
    return render(request, "review/bureau/rulings.html", context, status=status)


def _context(request, round, bound):
    def form_of(index, question):
        if bound is not None and (bound["rule"].value(), bound["question"].value()) == (
            question.rule,
            question.text,
        ):
            return bound
        asked = {"rule": question.rule, "question": question.text}
        return RulingForm(initial=asked, prefix=None, auto_id=f"id_{index}_%s")

    questions = rulings.open_questions(round) if round else []
    return {
        "round": round,
        "questions": [
            (question, form_of(index, question)) for index, question in enumerate(questions)
        ],
        "bound": bound,
        "may_answer": request.acting.role == Role.LEAD,
        "answered": round.rulings.select_related("by").order_by("-pk") if round else [],
    }
