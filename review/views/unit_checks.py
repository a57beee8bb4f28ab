"""资格批量核对: the matrix, one person's cards, and the same as a workbook."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.roles import Role
from applications import roster, roster_facts
from applications.downloads import workbook_response
from components.verdicts import conclusion, verdict_cards
from eligibility import Outcome
from review.queries import visible_cases
from review.queries.unit_case import frozen_file
from review.queries.unit_checks import COUNTED, HEADS, checked_people, parts, workbook
from review.states import CaseState

from .unit_roster import round_or_404

PAGE = 50


@require_safe
@access(Role.UNIT, Role.UNIT_HEAD)
def matrix(request):
    """People × conditions, the bar on top leading to those of one outcome (?check)."""
    round = round_or_404(request)
    everybody = checked_people(request.acting, round, now=request.now)
    wanted = request.GET.get("check", "")
    chosen = Outcome(wanted) if wanted in COUNTED else None
    found = [one for one in everybody if chosen is None or one.outcome is chosen]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "parts": parts(everybody),
        "chosen": chosen,
        "heads": HEADS,
        "page": page,
        "total": len(everybody),
        "unjudged": sum(one.verdict is None for one in everybody),
    }
    return render(request, "review/unit/checks.html", context)


@require_safe
@access(Role.UNIT, Role.UNIT_HEAD)
@never_cache
def export(request):
    """The matrix as a workbook, everybody in it."""
    round, unit = round_or_404(request), request.acting.organisation.name
    people = checked_people(request.acting, round, now=request.now)
    content = workbook(people, unit=unit, round=round, created=request.now)
    return workbook_response(content, f"{round.year}年度资格核对-{request.today:%Y%m%d}")


@require_safe
@access(Role.UNIT, Role.UNIT_HEAD)
def of_case(request, pk):
    """One file that was handed in: the cards frozen with it, and the unit's conclusions."""
    cases = visible_cases(request.acting).exclude(state=CaseState.DRAFT)
    case = get_object_or_404(cases.exclude(application__applicant=request.user), pk=pk)
    file = frozen_file(case)
    context = {
        "case": case,
        "name": case.name,
        "conclusion": file.conclusion,
        "judged": file.judged,
    }
    return render(request, "review/unit/check.html", context)


@require_safe
@access(Role.UNIT, Role.UNIT_HEAD)
def of_entry(request, pk):
    """Somebody on the list who has not handed in: the cards on what the list says."""
    round, unit = round_or_404(request), request.acting.organisation
    entry = get_object_or_404(roster.entries_of(unit, round), pk=pk)
    basis = roster_facts.basis_of(unit, round, today=request.today)
    verdict = roster.verdict_of(entry, basis)
    context = {
        "name": entry.name,
        "conclusion": conclusion(verdict, second_person=False),
        "cards": verdict_cards(verdict, second_person=False),
    }
    return render(request, "review/unit/check.html", context)
