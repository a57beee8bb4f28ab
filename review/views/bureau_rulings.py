"""统一答复: the open questions of the round, and what was answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from accounts.access import access
from accounts.roles import Role
from applications.queries import current_round
from review import rulings
from review.engine import Refused
from review.forms.bureau_marks import RulingForm


@access(Role.CLERK, Role.LEAD)
def answers(request):
    """Read by 303; the lead enters the answer of 县人社局 once for everybody it concerns."""
    round = current_round(request.today)
    form, status = None, 200
    if request.method == "POST":
        if round is None or request.acting.role != Role.LEAD:
            raise Http404
        form = RulingForm(request.POST)
        if form.is_valid():
            try:
                made = rulings.answer(
                    round, acting=request.acting, now=request.now, **form.cleaned_data
                )
            except Refused as error:
                form.add_error(None, "".join(error.reasons))
            else:
                messages.success(
                    request, f"统一答复已登记，{made.settlements.count()}人的核实结论随之作出。"
                )
                return redirect("review:rulings")
        status = 422
    return render(
        request, "review/bureau/rulings.html", _context(request, round, form), status=status
    )


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
