"""Filling one section: read, keep typing, add and remove entries, save."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import access
from accounts.roles import Role
from applications import services, snapshots, summaries
from applications.citations import citation
from applications.errors import Conflict, Locked
from applications.facts import unanswered
from applications.forms.conflicts import differences, resolved
from applications.forms.inputs import SectionInput
from applications.forms.pages import ACTIONS, group_views, rearranged, typed_only
from applications.letters import letter_of
from applications.models import Application, SectionDraft
from applications.queries import (
    calendar,
    gentle_hints,
    is_open,
    rules_for,
    verdict_of,
    visible_applications,
)
from applications.sections import BY_SLUG, SECTIONS, Section, following
from applications.tasks import url_of
from applications.verdict_changes import WATCHED, changes
from components.verdicts import conclusion, verdict_cards
from eligibility import Finding, Verdict

from .home import own_application
from .papers import paper_rows, quota

TARGET = re.compile(r"([a-z]+)(-[0-9]{1,2})?")


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.APPLICANT)
def section(request, pk, slug):
    """One section: the form, or what stands there when it may not be changed."""
    application, part = own_application(request, pk), section_or_404(slug)
    if not is_open(application, slug):
        return read_only(request, application, part)
    if request.method == "GET":
        filled = opened_input(request, application, slug)
        return show(request, application, part, filled)
    action = next((name for name in ACTIONS if name in request.POST), None)
    if action:
        return rearrange(request, application, part, action)
    if "years" in request.POST:
        return keep_typed(request, application, part, "#appraisals")
    if "paste" in request.POST:
        return keep_typed(request, application, part, "paste/")
    return save(request, application, part)


@require_POST
@access(Role.APPLICANT)
def autosave(request, pk, slug):
    """Keep what is typed. 200 with the new version, 409 when the section was saved elsewhere."""
    application = get_object_or_404(visible_applications(request.acting), pk=pk)
    part = section_or_404(slug)
    try:
        version = services.autosave(
            application,
            slug,
            typed_only(request.POST),
            expected_version=posted_version(request),
            now=request.now,
        )
    except Conflict:
        application = own_application(request, pk)
        here = SectionInput(slug, application, today=request.today, data=request.POST, quiet=True)
        return conflict_page(request, application, part, here)
    except Locked as refusal:
        return HttpResponse(str(refusal), status=403, content_type="text/plain; charset=utf-8")
    context = {"version": version, "saved_at": request.now, "today": request.today}
    context |= derived(request, application, slug)
    return HttpResponse(render_to_string("applications/_saved.html", context))


def derived(request, application, slug: str) -> dict:
    """What follows at once from what is typed: birth date and sex, the years of the appraisals."""
    if slug not in ("basic", "appointment"):
        return {}
    form = SectionInput(slug, application, today=request.today, data=request.POST, quiet=True).form
    if slug == "basic":
        return {"identity": form.identity}
    return {"years": form} if form.years != form.shown_years else {}


def save(request, application: Application, part: Section):
    """保存并继续, or 按选择保存 after a conflict."""
    here = SectionInput(part.slug, application, today=request.today, data=request.POST)
    if request.POST.get("resolve"):
        return settle(request, application, part, here)
    return keep(request, application, part, here, posted_version(request))


def settle(request, application, part: Section, here: SectionInput):
    """Save what was chosen of two texts; ask again while a choice is missing."""
    if request.POST["resolve"] == "there":
        return redirect("applications:section", application.pk, part.slug)
    found = differences(here, opened_input(request, application, part.slug))
    chosen = resolved(here, found, request.POST)
    if chosen is None:
        return conflict_page(request, application, part, here)
    here = SectionInput(part.slug, application, today=request.today, data=chosen)
    return keep(request, application, part, here, draft_of(application, part.slug).version)


def keep(request, application, part: Section, here: SectionInput, version: int):
    """Save the section, or keep as typed what cannot be saved yet and say why."""
    try:
        if here.is_valid() and write(request, application, part, here, version):
            return redirect(onward(request, application, part))
        services.autosave(
            application,
            part.slug,
            typed_only(here.data),
            expected_version=version,
            now=request.now,
            problems=here.sentences,
        )
    except Conflict:
        return conflict_page(request, application, part, here)
    except Locked as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:tasks", application.pk)
    if request.POST.get("then") == "list":
        return redirect("applications:tasks", application.pk)
    return show(request, own_application(request, application.pk), part, here)


def write(request, application, part, here: SectionInput, version: int) -> bool:
    """Write the section; False when the service refused a value, which the page then names."""
    verdict, hints = verdict_of(application), gentle_hints(application)
    try:
        services.save_section(
            application,
            part.slug,
            values=here.values(),
            rows=here.rows(),
            now=request.now,
            expected_version=version,
        )
    except ValidationError as error:
        here.refuse(error)
        return False
    announce(request, own_application(request, application.pk), part, verdict, hints)
    return True


def announce(request, application: Application, part: Section, verdict, hints) -> None:
    """Say on the next page what the saved section did to the verdict, and what looks odd in it."""
    found = ()
    if part.slug in WATCHED:
        found = changes(verdict, verdict_of(application))
        services.note_changes(application, part.slug, found)
    for change in found:
        say = messages.warning if change.worse else messages.success
        say(request, f"{change.sentence}。")
    for slug, sentence in gentle_hints(application):
        if slug == part.slug and (slug, sentence) not in hints:
            messages.info(request, f"{part.title}已保存。建议再看一眼：{sentence}。")


def rearrange(request, application, part: Section, action: str):
    """加一段, 删除, 撤销, 修改: keep what is typed with the change, and show the page again."""
    target = TARGET.fullmatch(request.POST[action])
    here = SectionInput(part.slug, application, today=request.today, data=request.POST, quiet=True)
    if target is None or target[1] not in here.groups:
        raise Http404
    defaults = here.groups[target[1]].form.defaults
    changed = rearranged(request.POST, action, target[0], defaults)
    place = changed.get("opened", [target[0]])[0] if action == "add" else target[0]
    return keep_typed(request, application, part, f"#{place}", changed)


def keep_typed(request, application, part: Section, place: str, changed: dict | None = None):
    """Keep what is typed, or its `changed` form, and go on to `place` (behind the address)."""
    try:
        services.autosave(
            application,
            part.slug,
            typed_only(request.POST) if changed is None else changed,
            expected_version=posted_version(request),
            now=request.now,
        )
    except Conflict:
        here = SectionInput(
            part.slug, application, today=request.today, data=request.POST, quiet=True
        )
        return conflict_page(request, application, part, here)
    return redirect(f"{reverse('applications:section', args=(application.pk, part.slug))}{place}")


def show(request, application, part: Section, filled: SectionInput, *, status=200, **extra):
    draft = draft_of(application, part.slug)
    verdict = verdict_of(application) if part.slug in ("eligibility", "appointment") else None
    letter = letter_of(application, today=request.today, calendar=calendar())
    context = {
        "application": application,
        "section": part,
        "input": filled,
        "groups": group_views(filled),
        "opened": filled.typed_word("opened"),
        "removed": filled.typed_word("removed"),
        "pasted": filled.typed_word("pasted"),
        "version": draft.version,
        "saved_at": draft.updated_at,
        "then": request.POST.get("then") or request.GET.get("then", ""),
        "papers": paper_rows(application, part.slug),
        "quota": quota(application) if part.slug == "materials" else None,
        "conclusion": conclusion(verdict) if verdict else None,
        "unanswered": [words for _, words in unanswered(application)],
        "verdict_cards": verdict_cards(verdict) if verdict else (),
        "appraisals": appraisals_line(verdict),
        "letter": letter.about(part.slug) if letter else None,
        "cite": section_citation(application, part),
        "today": request.today,
    }
    return render(request, part.template, context | extra, status=status)


def appraisals_line(verdict: Verdict | None) -> Finding | None:
    """How often the appraisals count, as the rules say it of the saved rows (三（五））."""
    findings = verdict.findings if verdict else ()
    return next((f for f in findings if f.rule == "R13" and f.yours), None)


def conflict_page(request, application, part, here: SectionInput):
    """409: both texts side by side, nothing lost.

    The page keeps its old version, so that only a choice gets past the other text.
    """
    application = own_application(request, application.pk)
    found = differences(here, opened_input(request, application, part.slug))
    return show(
        request,
        application,
        part,
        here,
        status=409,
        version=posted_version(request),
        conflict=[difference.shown for difference in found],
        conflict_at=draft_of(application, part.slug).updated_at,
    )


def read_only(request, application, part: Section):
    """What was saved, as text; a POST is answered 409 and changes nothing."""
    shown = summaries.summary(
        part.slug,
        snapshots.snapshot(application),
        snapshots.private(application),
        snapshots.papers(application),
    )
    files = [row for row in paper_rows(application, part.slug, read_only=True) if row.files]
    context = {
        "application": application,
        "section": part,
        "summary": None if part.slug == "materials" and files else shown,
        "papers": files,
        "refused": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "applications/section_read.html", context, status=status)


def opened_input(request, application, slug: str) -> SectionInput:
    """The section as it was left: typed text first (judged if it was refused), else saved rows."""
    draft = draft_of(application, slug)
    if not draft.text:
        return SectionInput(slug, application, today=request.today)
    return SectionInput(
        slug, application, today=request.today, data=draft.typed, quiet=not draft.problems
    )


def draft_of(application, slug: str) -> SectionDraft:
    """The section's draft among those read with the file, or a new one that was never typed."""
    found = (draft for draft in application.drafts.all() if draft.slug == slug)
    return next(found, SectionDraft(application=application, slug=slug))


def onward(request, application, part: Section) -> str:
    """Where 保存并继续 leads: back to the check page or the list if asked, else to the next."""
    then = request.POST.get("then", "")
    if then == "list":
        return reverse("applications:tasks", args=(application.pk,))
    if then == "review":
        return reverse("applications:review", args=(application.pk,))
    after = SECTIONS[SECTIONS.index(part) + 1 :]
    reachable = (s for s in after if not application.reopened or s.slug in application.reopened)
    step = next(reachable, None) if application.reopened else following(part.slug)
    return (
        url_of(application, step) if step else reverse("applications:tasks", args=(application.pk,))
    )


def section_or_404(slug: str) -> Section:
    part = BY_SLUG.get(slug)
    if part is None or not part.is_form:
        raise Http404
    return part


def section_citation(application, part: Section):
    return citation(rules_for(application.round), part.clause) if part.clause else None


def posted_version(request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
