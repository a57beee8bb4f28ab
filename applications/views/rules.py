"""评审规则: the rules in force with the clause of each, and a bench to try them on."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.roles import Role
from applications import rule_pages
from applications.citations import document_key
from applications.forms.bench import BenchForm
from applications.models import Round
from applications.queries import current_round, rules_for
from components.verdicts import conclusion, verdict_cards
from eligibility import assess


def asked_round(request) -> Round:
    """The round of ?year=, else the one under way, else the newest. 404 without any."""
    year = request.GET.get("year", "")
    if year.isdecimal() and len(year) == 4:
        return get_object_or_404(Round, year=int(year))
    round = current_round(request.today) or Round.objects.first()
    if round is None:
        raise Http404
    return round


@access(Role.ADMIN)
def rules(request):
    """The ruleset of a round as a page: conditions, quotations, every clause of 二 and 三."""
    round = asked_round(request)
    found = rules_for(round)
    context = {
        "round": round,
        "years": Round.objects.values_list("year", flat=True),
        "rules": found,
        "document_key": document_key(found.document),
        "columns": rule_pages.LINE_COLUMNS,
        "lines": rule_pages.line_rows(found),
        "switches": rule_pages.switch_rows(found),
        "conditions": rule_pages.conditions(found),
        "clauses": rule_pages.clauses(found),
    }
    return render(request, "settings/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def bench(request):
    """试算: facts in, the same cards out as everywhere. Nothing is kept, nothing is in the URL."""
    round = asked_round(request)
    data = request.POST if request.method == "POST" else None
    form = BenchForm(data, round=round)
    context = {"round": round, "rules": rules_for(round), "form": form}
    if data is not None and form.is_valid():
        verdict = assess(form.facts(), form.rules(context["rules"]))
        context |= {
            "verdict": verdict,
            "conclusion": conclusion(verdict, second_person=False),
            "cards": verdict_cards(verdict, second_person=False),
        }
    return render(request, "settings/bench.html", context, status=422 if form.errors else 200)
