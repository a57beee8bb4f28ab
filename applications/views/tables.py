"""附件4 and the majors: search, one line, a workbook out and in, the record of changes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.roles import Role
from applications import tables
from applications.amending import Stale
from applications.downloads import workbook_response
from applications.forms.tables import ImportForm, MajorForm, SearchForm, SpecialtyForm
from applications.models import Amendment, MajorMatch, Specialty
from components.shapes import Cell, Column, Row, Tag
from documents import sheets

from .amend import check_page, history_page

TABLES = {table.slug: table for table in (tables.SPECIALTIES, tables.MAJORS)}
MODELS = {"specialties": (Specialty, SpecialtyForm), "majors": (MajorMatch, MajorForm)}
PAGE = 50
COLUMNS = {
    "specialties": (
        Column("专业"), Column("大类"), Column("状态"), Column("对照的所学专业", num=True),
        Column("申报人数", num=True),
    ),
    "majors": (Column("所学专业"), Column("申报专业"), Column("关系")),
}  # fmt: skip
EXPLAINED = {
    "specialties": "以考代评、可选填“是”或“否”。表里没有写的专业不变；不再用的专业，可选填“否”。",
    "majors": "关系填“本专业”“相近专业”或“不列入”。表里没有写的不变，“不列入”的从对照表里去掉。",
}


@access(Role.ADMIN)
def listing(request, slug):
    """The lines of a table, as searched for."""
    form = SearchForm(request.GET, slug=slug)
    found = FINDERS[slug](*form.wanted())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": TABLES[slug],
        "form": form,
        "columns": COLUMNS[slug],
        "rows": [ROWS[slug](line) for line in page.object_list],
        "page": page,
        **addresses(slug),
    }
    return render(request, "settings/table.html", context)


def addresses(slug: str) -> dict[str, str]:
    """Where the pages of a table are."""
    names = {"list": "", "new": "-new", "import": "-import", "export": "-export", "log": "-history"}
    return {f"{key}_url": reverse(f"settings:{slug}{tail}") for key, tail in names.items()}


def _find_specialties(q: str, only: str):
    chosen = {"active": Q(active=True), "off": Q(active=False), "exam": Q(exam_only=True)}
    found = Specialty.objects.filter(Q(name__icontains=q) | Q(category__icontains=q))
    return (
        found.filter(chosen.get(only, Q()))
        .annotate(
            majors=Count("matches", distinct=True), people=Count("application", distinct=True)
        )
        .order_by("category", "pk")
    )


def _find_majors(q: str, only: str):
    found = MajorMatch.objects.filter(Q(major__icontains=q) | Q(specialty__name__icontains=q))
    if only:
        found = found.filter(relevance=only)
    return found.select_related("specialty").order_by("major", "specialty__category", "pk")


def _specialty_row(line: Specialty) -> Row:
    url = reverse("settings:specialties-line", args=[line.pk])
    state = Tag("可选", "green") if line.active else Tag("停用")
    return Row(
        (
            Cell(line.name, url=url),
            Cell(line.category),
            Cell(tag=state, sub="以考代评" if line.exam_only else ""),
            Cell(line.majors),
            Cell(line.people),
        )
    )


def _major_row(line: MajorMatch) -> Row:
    url = reverse("settings:majors-line", args=[line.pk])
    specialty = Cell(line.specialty.name, sub=line.specialty.category)
    return Row((Cell(line.major, url=url), specialty, Cell(line.get_relevance_display())))


FINDERS = {"specialties": _find_specialties, "majors": _find_majors}
ROWS = {"specialties": _specialty_row, "majors": _major_row}


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def line(request, slug, pk=None):
    """One line: a new one, or the one there is, typed, checked and saved as it was shown."""
    model, form_class = MODELS[slug]
    row = get_object_or_404(model, pk=pk) if pk is not None else None
    form = form_class(request.POST if request.method == "POST" else None, line=row)
    return _answer(request, TABLES[slug], form, "settings/table_line.html", {"line": row})


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def import_rows(request, slug):
    """A workbook: read, every cell judged, shown with its consequences, saved whole or not."""
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*bound, table=TABLES[slug])
    return _answer(request, TABLES[slug], form, "settings/table_import.html", {})


def _answer(request, table, form, template: str, context: dict):
    """The form again, the check page, or the list after saving."""
    shown = {"table": table, "form": form, **context, **addresses(table.slug)}
    if not form.is_bound or "edit" in request.POST or not form.is_valid():
        wrong = form.is_bound and "edit" not in request.POST
        return render(request, template, shown, status=422 if wrong else 200)
    check = {
        "heading": f"修改{table.title}",
        "back": shown["list_url"],
        "back_label": table.title,
        "subject": table.subject,
        "decision": form.cleaned_data,
        "counts": f"新增{form.plan.added}行，修改{form.plan.changed}行，不变{form.plan.same}行。",
        "carried": form.carried if isinstance(form, ImportForm) else "",
    }
    if "save" not in request.POST:
        proposal = tables.propose(table, form.plan, today=request.today)
        return check_page(request, proposal, check)
    try:
        tables.amend(
            table,
            form.rows(),
            decision=form.decision(by=request.user, now=request.now),
            stamp=form.cleaned_data["stamp"],
        )
    except Stale as refused:
        return check_page(request, refused.proposal, check, refused=refused)
    except ValueError as error:  # what was right on the check page is no longer
        form.add_error(None, str(error))
        return render(request, template, shown, status=409)
    messages.success(request, f"{table.title}已修改，并写入修改记录。")
    return redirect(shown["list_url"])


@access(Role.ADMIN)
def export(request, slug):
    """The whole table as a workbook: to keep, or to change and bring back."""
    table = TABLES[slug]
    content = sheets.write(
        table.columns,
        table.present().values(),
        title=table.title,
        subtitle=EXPLAINED[slug],
        created=request.now,
    )
    return workbook_response(content, f"{table.title}-{request.today:%Y%m%d}")


@access(Role.ADMIN)
def history(request, slug):
    """Every change of this table, with who, when and why."""
    table = TABLES[slug]
    context = {
        "heading": f"{table.title}修改记录",
        "back": reverse(f"settings:{slug}"),
        "back_label": table.title,
    }
    return history_page(request, Amendment.objects.filter(subject=table.subject), context)
