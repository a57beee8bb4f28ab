"""资格自测: one question a page, then the verdict. Nothing is stored but the visitor's session."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import PUBLIC, access
from applications import check_result, self_check
from applications.check_forms import DegreeForm
from applications.check_questions import QUESTIONS, Asking
from applications.queries import current_round
from applications.self_check import Step, Unit


def current(request) -> Asking:
    """The round the check is about and the answers so far. 404 before the first notice."""
    round = current_round(request.today)
    if round is None:
        raise Http404
    answers = self_check.read(request.session, year=round.year, now=request.now)
    return Asking(answers, round, request.today)


def onward(request, asking):
    """Keep the answers and go to the next open question, or to the result."""
    self_check.keep(request.session, asking.answers, now=request.now)
    if asking.answers.unit is Unit.NONE:
        return redirect("check:by-unit")
    target = asking.answers.open_step(asking.last)
    return redirect("check:question", target) if target else redirect("check:result")


def place(asking, step) -> dict:
    """Where a question stands among the others: for the progress line and 「返回」."""
    steps = asking.answers.steps
    return {
        "number": steps.index(step) + 1,
        "count": len(steps),
        "before": asking.answers.neighbour(step, -1),
        "answers": asking.answers,
        "round": asking.round,
    }


@access(PUBLIC)
def start(request):
    """What is asked and what is not; 「开始」 forgets an earlier check."""
    if request.method == "POST":
        self_check.forget(request.session)
        return redirect("check:question", Step.UNIT)
    return render(request, "applications/check/start.html", {"round": current_round(request.today)})


@access(PUBLIC)
@never_cache
def question(request, step):
    asking = current(request)
    if step not in asking.answers.steps:
        raise Http404
    step = Step(step)
    if earlier := asking.answers.open_step(asking.last, before=step):
        return redirect("check:question", earlier)
    if step is Step.EDUCATION:
        return education(request, asking)
    asked = QUESTIONS[step]
    form = asked.build(asking, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asking.answers.given[step] = asked.read(form)
        return onward(request, asking)
    return render(
        request, "applications/check/question.html", {"form": form, **place(asking, step)}
    )


def education(request, asking):
    """Every degree is an entry (D02): the first is asked for, then the list offers another."""
    if request.method == "POST" or "add" in request.GET or not asking.answers.education:
        return edit_degree(request, asking, None)
    return render(
        request,
        "applications/check/education.html",
        {
            "degrees": check_result.degree_words(asking.answers),
            "onward": asking.answers.open_step(asking.last),
            **place(asking, Step.EDUCATION),
        },
    )


@access(PUBLIC)
@never_cache
def degree(request, number):
    """One degree again, counted from 1 in the order told."""
    asking = current(request)
    if not 1 <= number <= len(asking.answers.education):
        raise Http404
    return edit_degree(request, asking, number - 1)


def edit_degree(request, asking, index):
    """Ask for one degree: a new one (`index` None) or the one at `index` again."""
    form = DegreeForm(
        request.POST if request.method == "POST" else None,
        initial=None if index is None else asking.answers.education[index],
        today=request.today,
    )
    if request.method == "POST" and form.is_valid():
        asking.answers.put_degree(form.cleaned_data, index)
        if "another" not in request.POST:
            return onward(request, asking)
        self_check.keep(request.session, asking.answers, now=request.now)
        return redirect(reverse("check:question", args=[Step.EDUCATION]) + "?add=1")
    return render(
        request,
        "applications/check/degree.html",
        {"form": form, "index": index, **place(asking, Step.EDUCATION)},
    )


@access(PUBLIC)
@require_POST
def remove_degree(request, number):
    asking = current(request)
    if not 1 <= number <= len(asking.answers.education):
        raise Http404
    asking.answers.remove_degree(number - 1)
    self_check.keep(request.session, asking.answers, now=request.now)
    return redirect("check:question", Step.EDUCATION)


@access(PUBLIC)
@never_cache
def by_unit(request):
    """Nobody applies without a unit: what one can do instead."""
    asking = current(request)
    citations = check_result.by_unit_citations(asking.round)
    context = {"round": asking.round, "citations": citations}
    return render(request, "applications/check/by_unit.html", context)


@access(PUBLIC)
@never_cache
def result(request):
    asking = current(request)
    if not asking.answers.given:
        messages.warning(request, "自测答案已过期，请重新开始。")
        return redirect("check:start")
    if asking.answers.unit is Unit.NONE:
        return redirect("check:by-unit")
    if open_step := asking.answers.open_step(asking.last):
        return redirect("check:question", open_step)
    page = check_result.page(asking, quotes_open="print" in request.GET)
    return render(request, "applications/check/result.html", page)
