"""从Excel粘贴: rows of a spreadsheet become entries, after a look, and can be taken back."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.roles import Role
from applications import services
from applications.errors import Conflict, Locked
from applications.forms import pasted
from applications.forms.base import textarea
from applications.queries import is_open
from components.forms import BaseForm

from .home import own_application
from .section import draft_of, opened_input, posted_version, section_or_404

OVERTAKEN = "这一节刚在别处改过。下面的内容还在，请再按一次。"


class PasteForm(BaseForm):
    text = forms.CharField(
        label="从Excel复制的内容",
        max_length=40_000,
        strip=False,
        widget=textarea(8),
        help_text="在Excel里按上面的列选中要复制的行，复制后粘贴到这里。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.APPLICANT)
def paste(request, pk, slug):
    """A box; what was read of it, row by row; then the rows without faults join the draft."""
    application, part = own_application(request, pk), section_or_404(slug)
    if slug not in pasted.COLUMNS:
        raise Http404
    if not is_open(application, slug):
        return redirect("applications:section", pk, slug)
    form = PasteForm(request.POST or None)
    rows = []
    if form.is_valid():
        rows = pasted.read(form.cleaned_data["text"], slug, application, today=request.today)
        if not rows:
            form.add_error("text", "没有读到内容，请从Excel里选中要复制的行再粘贴")
    good = [row for row in rows if not row.problems]
    if "add" in request.POST and good and add(request, application, slug, good, form):
        place = f"#group-{part.slug}"
        return redirect(reverse("applications:section", args=(pk, slug)) + place)
    context = {
        "application": application,
        "section": part,
        "form": form,
        "columns": pasted.COLUMNS[slug],
        "rows": rows,
        "good": len(good),
        "problems": [problem for row in rows for problem in row.problems],
        "word": pasted.group_of(slug, application, request.today).word,
        "version": draft_of(application, slug).version,
    }
    return render(request, "applications/paste.html", context)


def add(request, application, slug: str, rows, form: PasteForm) -> bool:
    """Put the rows into the draft; False, with the reason at the box, when that cannot be done."""
    try:
        services.autosave(
            application,
            slug,
            pasted.added(opened_input(request, application, slug), rows),
            expected_version=posted_version(request),
            now=request.now,
        )
    except Conflict:
        form.add_error("text", OVERTAKEN)
    except (Locked, ValueError) as refusal:
        form.add_error("text", str(refusal))
    return not form.errors
