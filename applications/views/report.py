"""现在几页: the report as typed, laid out as it will be printed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from applications import prints, services
from applications.errors import Conflict, Locked
from applications.forms.pages import typed_only
from documents import printing
from documents.pdf import PrintingError

from .home import own_application
from .section import posted_version

OVERTAKEN = "这一节刚在别处改过，请先保存，再数页数。"


@require_POST
@access(Role.APPLICANT)
def pages(request, pk):
    """Keep the draft, lay the report out in the printing child, and say how many pages it has."""
    application = own_application(request, pk)
    context = {"saved_at": request.now, "today": request.today}
    try:
        context["version"] = services.autosave(
            application,
            "report",
            typed_only(request.POST),
            expected_version=posted_version(request),
            now=request.now,
        )
        context["pages"] = counted(application, request.POST)
    except Conflict:
        context["pages"] = OVERTAKEN
    except Locked as refusal:
        context["pages"] = str(refusal)
    if request.headers.get("HX-Request"):
        return render(request, "applications/sections/_pages.html", context)
    messages.info(request, context["pages"])
    return redirect("applications:section", pk, "report")


def counted(application, typed) -> str:
    """The sentence; the report is padded to whole sheets (五2: A4正反打印)."""
    made = printing.render_in_child([prints.typed_report(application, typed)])[0]
    if isinstance(made, PrintingError):
        return str(made)
    return f"现在{made.pages}页，A4正反打印正好{made.pages // 2}张。"
