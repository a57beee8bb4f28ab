"""/settings/units/: units, 主管部门 and offices; and the workbooks of them and of people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts import importing, keeping
from accounts.access import access
from accounts.admin_log import By
from accounts.errors import Refusal
from accounts.forms.keeping import OfficeSearch, OrganisationForm
from accounts.forms.workbooks import OFFICES, PEOPLE, Book, BookForm, stamp_of
from accounts.models import Organisation
from accounts.roles import OrganisationKind, Role
from components.shapes import Cell, Column, Row, Tag
from documents import sheets

PAGE = 50
MOST_LINES = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column("名称"), Column("类别"), Column("主管部门"), Column("联系人"),
    Column("单位人事", num=True),
)  # fmt: skip
BOOKS = {book.slug: book for book in (PEOPLE, OFFICES)}
LISTS = {"users": "keeping:people", "units": "keeping:offices"}
CHECKED = {
    "users": (Column("人员"), Column("保存后"), Column("说明")),
    "units": (Column("单位"), Column("保存后"), Column("内容")),
}
EXPLAINED = {
    "users": "身份写全称，例如“单位人事”。登录名不填由系统给；填已有的登录名，是给那个账号加身份。",
    "units": "用人单位要写单位性质。主管部门要先登记好，再导它的单位。表里没有写的单位不变。",
}


@require_safe
@access(Role.ADMIN)
def offices(request):
    """Every organisation, as searched for."""
    form = OfficeSearch(request.GET)
    found = keeping.organisations(**form.wanted(), today=request.today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "columns": COLUMNS,
        "rows": [_row(office) for office in page.object_list],
        "page": page,
    }
    return render(request, "accounts/keeping/offices.html", context)


def _row(office: Organisation) -> Row:
    unit = office.kind == OrganisationKind.UNIT
    parent = Cell(office.parent.name if office.parent else "没有")
    hr = Cell(office.hr if unit else "不需要")
    return Row(
        (
            Cell(office.name, url=reverse("keeping:office", args=[office.pk])),
            Cell(office.get_kind_display(), sub=office.get_unit_kind_display()),
            Cell(tag=Tag("没有登记", "red")) if unit and office.parent is None else parent,
            Cell(office.contact or "没有登记", sub=office.phone),
            Cell(tag=Tag("没有", "red")) if unit and not office.hr else hr,
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def office(request, pk=None):
    """One organisation, new or there already."""
    held = get_object_or_404(Organisation, pk=pk) if pk else None
    form = OrganisationForm(request.POST or None, organisation=held)
    if form.is_valid():
        by = By(request.user, request.now, form.cleaned_data["reason"])
        if keeping.keep_organisation(held or Organisation(), form.cleaned_data, by=by):
            messages.success(request, f"{form.cleaned_data['name']}已保存。")
            return redirect("keeping:offices")
        form.add_error(None, "和现在一样，没有要保存的。")
    context = {
        "form": form,
        "heading": held.name if held else "登记单位",
        "button": "保存",
        "back": reverse("keeping:offices"),
        "office": held,
        "offices": Organisation.objects.exclude(kind=OrganisationKind.UNIT).values_list(
            "name", flat=True
        ),
        "events": held.admin_events.all()[:20] if held else (),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/keeping/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def take_book(request, slug):
    """A workbook: read, every cell judged, shown with what it does, saved whole or not at all."""
    book, back = BOOKS[slug], reverse(LISTS[slug])
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BookForm(*bound, book=book, today=request.today)
    context = {"book": book, "form": form, "back": back, "explained": EXPLAINED[slug]}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/keeping/import.html", context, status=status)
    rows, lines = _planned(book, form)
    stamp = stamp_of(lines)
    if lines and "save" in request.POST and form.cleaned_data["stamp"] == stamp:
        by = By(request.user, request.now, form.cleaned_data["reason"])
        try:
            messages.success(request, _take(book, rows, by))
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            return render(request, "accounts/keeping/import.html", context, status=409)
        return redirect(back)
    context |= {
        "columns": CHECKED[slug],
        "rows": [Row(tuple(map(Cell, line))) for line in lines[:MOST_LINES]],
        "total": len(lines),
        "more": max(len(lines) - MOST_LINES, 0),
        "same": len(rows) - len(lines),
        "stamp": stamp,
        "stale": "save" in request.POST,
    }
    return render(request, "accounts/keeping/check.html", context)


def _planned(book: Book, form: BookForm) -> tuple[list, list]:
    """The rows as the services take them, and their lines for the check page."""
    if book is PEOPLE:
        rows = [(row.user, row.cleaned_data) for row in form.judged]
        return rows, list(importing.people_lines(rows))
    rows = [(row.organisation, row.cleaned_data) for row in form.judged]
    return rows, list(importing.organisation_lines(rows))


def _take(book: Book, rows, by: By) -> str:
    """Save the rows; what became of them, in a sentence."""
    if book is PEOPLE:
        opened, given, asked = importing.take_people(rows, by=by)
        wait = f"，另有{asked}个身份等第二人确认" if asked else ""
        return f"开通账号{opened}个，授予身份{given}个{wait}。"
    added, changed = importing.take_organisations(rows, by=by)
    return f"新增单位{added}个，修改{changed}个。"


@require_safe
@access(Role.ADMIN)
def export(request, slug):
    """The workbook to fill in: of organisations with all there are, of people empty."""
    book = BOOKS[slug]
    rows = () if book is PEOPLE else map(_words, keeping.organisations(today=request.today))
    content = sheets.write(
        book.columns, rows, title=book.title, subtitle=EXPLAINED[slug], created=request.now
    )
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(
        True, f"{book.title}-{request.today:%Y%m%d}.xlsx"
    )
    return response


def _words(office: Organisation) -> dict[str, str]:
    return {name: keeping.words(name, getattr(office, name)) for name in keeping.KEPT}
