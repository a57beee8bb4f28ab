"""Public pages that rest on the notice alone: the guide, its full text, help, the site's own."""

from django.http import Http404
from django.shortcuts import render

from accounts.access import PUBLIC, access
from applications import guide as content
from applications import take_home
from applications.citations import citation, citations, document_key, numbered
from applications.models import Specialty
from applications.queries import current_round, rules_for
from eligibility import load_all

# 六（二）: the half of it about who answers for what.
PROMISED = ("对申报人材料真实性、合法性做出承诺，本着谁签字、谁负责的原则进行签字确认",)


@access(PUBLIC)
def guide(request):
    round = current_round(request.today)
    if round is None:
        return render(request, "public/no_round.html", {"title": "办事指南"})
    rules = rules_for(round)
    stations = content.process(round)
    context = {
        "round": round,
        "rules": rules,
        "sections": content.SECTIONS,
        "facts": content.facts(round),
        "stations": stations,
        "steps": [station.step for station in stations],
        "papers": content.papers(rules),
        "when": content.when(round),
        "answers": content.answers(rules, round),
        "annexes": take_home.ANNEXES,
        "specialties": Specialty.objects.filter(active=True),
        "cite": citations(rules),
        "promise": citation(rules, "6-2", *PROMISED),
        "document_key": document_key(rules.document),
        "all_open": "print" in request.GET,
    }
    return render(request, "public/guide.html", context)


@access(PUBLIC)
def document(request, key):
    """An issued notice in full, clause by clause, each with its anchor (`#c3-3`)."""
    rules = next((r for r in load_all().values() if document_key(r.document) == key), None)
    if rules is None:
        raise Http404
    context = {
        "rules": rules,
        "title": rules.articles["title"].text,
        "opening": rules.articles["opening"],
        "clauses": numbered(rules),
        "annexes": [article for k, article in rules.articles.items() if k.startswith("annex")],
        "signature": rules.articles["signature"].paragraphs,
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "public/document.html", context)


@access(PUBLIC)
def help_page(request):
    """The telephone first; then what people ask, and where an objection or a complaint goes."""
    round = current_round(request.today)
    answers = content.answers(rules_for(round), round) if round else []
    return render(request, "public/help.html", {"round": round, "answers": answers})


@access(PUBLIC)
def accessibility(request):
    return render(request, "public/accessibility.html")
