"""排期: the unit tries its days, sees what they come to, and keeps them."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.roles import Role
from applications import queries as applications
from eligibility import CalendarUnknown
from review import unit_schedule
from review.forms.unit_schedule import ScheduleForm
from review.planning import Chosen
from review.queries.unit import packages_of, people_of
from review.queries.unit_plan import chosen_of, saved_schedule, unit_plan
from review.queries.unit_schedule import read


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.UNIT, Role.UNIT_HEAD)
def plan(request):
    """Draws the days kept, the fastest (?fastest) or those posted; 保存排期 keeps them."""
    round = applications.current_round(request.today)
    if round is None:
        return render(request, "review/unit/closed.html")
    try:
        return _plan(request, round)
    except CalendarUnknown as error:
        return render(request, "review/unit/closed.html", {"round": round, "reason": str(error)})


def _plan(request, round):
    saved = saved_schedule(request.acting.organisation, round)
    draw = partial(_drawn, request, round)
    if request.method != "POST":
        chosen = Chosen() if "fastest" in request.GET else chosen_of(saved)
        drawn = draw(chosen)
        form = ScheduleForm(initial=_days(drawn, saved), round=round, taken=drawn.taken)
        return _page(request, round, form, drawn, chosen)
    standing = draw(chosen_of(saved))
    form = ScheduleForm(
        request.POST, initial=_days(standing, saved), round=round, taken=standing.taken
    )
    if not form.is_valid():
        return _page(request, round, form, standing, chosen_of(saved), status=422)
    if "keep" in request.POST and request.acting.role == Role.UNIT:
        unit_schedule.keep(
            acting=request.acting, round=round, now=request.now, days=form.cleaned_data
        )
        messages.success(request, "排期已保存。申报人会看到要求提交的日期。")
        return redirect("review:unit-plan")
    return _page(request, round, form, draw(form.chosen()), form.chosen())


def _drawn(request, round, chosen):
    package = next((p for p in reversed(packages_of(request.acting)) if p.round == round), None)
    people = people_of(request.acting, round)
    return unit_plan(
        request.acting.organisation, round, package, people, now=request.now, chosen=chosen
    )


def _days(drawn, saved) -> dict:
    """What the boxes begin with: the days of the plan drawn, and the day asked of applicants."""
    schedule = drawn.schedule
    return {
        "hand_in": saved.hand_in if saved else None,
        "criteria": schedule.criteria.first,
        "materials": schedule.materials.first,
        "assess": schedule.assess,
        "opinions": schedule.opinions.first,
    }


def _page(request, round, form, drawn, chosen, status=200):
    calendar = applications.calendar()
    context = {
        "round": round,
        "form": form,
        "plan": drawn,
        "reading": read(drawn, chosen, round=round, today=request.today, calendar=calendar),
        "may_keep": request.acting.role == Role.UNIT,
    }
    return render(request, "review/unit/plan.html", context, status=status)
