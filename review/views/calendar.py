"""/settings/calendar/: the working days, changed by two people with what moves shown first."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import access
from accounts.errors import Refusal
from accounts.roles import Role
from applications import working_days
from applications.models import Amendment, CalendarChange
from applications.queries import calendar
from applications.views.amend import LINE_COLUMNS, history_page, line_row
from components.shapes import Cell, Column, Row, Tag
from components.words import date_words
from eligibility import CalendarUnknown
from review.forms.calendar import CalendarForm
from review.queries import calendar_effects

COLUMNS = (Column("日期"), Column("安排"), Column("说明"))
FIRST_YEAR, LAST_YEAR = 2020, 2099


@require_safe
@access(Role.ADMIN, Role.LEAD)
def table(request):
    """The days of a year that are not plain, and what waits for a second person."""
    asked = request.GET.get("year", "")
    known = asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR
    year = int(asked) if known else request.today.year
    context = {
        "year": year,
        "years": range(request.today.year - 1, request.today.year + 3),
        "columns": COLUMNS,
        "rows": _special(year),
        "waiting": working_days.open_changes(),
    }
    return render(request, "review/calendar/table.html", context)


def _special(year: int) -> list[Row]:
    """Holidays, make-up days and adjustments; none for a year that is not known."""
    try:
        days = calendar().days(date(year, 1, 1), date(year, 12, 31))
    except CalendarUnknown:
        return []
    return [
        Row(
            (
                Cell(date_words(day)),
                Cell(tag=Tag("上班", "amber") if working else Tag("休息", "green")),
                Cell(note),
            )
        )
        for day, working, note in days
        if note not in ("", "周末")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN, Role.LEAD)
def change_new(request):
    """A list is read, shown with what it moves, and proposed to a second person."""
    bound = request.POST if request.method == "POST" else None
    form = CalendarForm(bound, today=request.today, initial={"year": request.today.year})
    if bound is None or "edit" in bound or not form.is_valid():
        wrong = bound is not None and "edit" not in bound
        context = {"form": form}
        return render(request, "review/calendar/new.html", context, status=422 if wrong else 200)
    if "save" in bound:
        decision = form.decision(by=request.user, now=request.now)
        try:
            working_days.propose(form.lines, decision=decision)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "已提出，另一个人确认后生效。")
            return redirect("oversight:calendar")
    context = {"form": form, **_effects(form.lines, request.today)}
    return render(request, "review/calendar/check.html", context)


def _effects(lines: list[dict], today: date) -> dict:
    then = working_days.changed_calendar(lines)
    return {
        "line_columns": LINE_COLUMNS,
        "lines": [line_row(line) for line in working_days.words(lines)],
        "notice_columns": calendar_effects.NOTICE_COLUMNS,
        "notices": calendar_effects.notices_moved(calendar(), then, today=today),
        "dates": calendar_effects.dates_hit(lines, today=today),
    }


@require_safe
@access(Role.ADMIN, Role.LEAD)
def change(request, pk):
    """A change that waits, with what it would move today."""
    held = get_object_or_404(working_days.open_changes(), pk=pk)
    context = {
        "change": held,
        "own": held.asked_by_id == request.user.pk,
        **_effects(held.lines, request.today),
    }
    return render(request, "review/calendar/change.html", context)


@require_POST
@access(Role.ADMIN, Role.LEAD)
def change_answer(request, pk, answer):
    """The second person confirms or does not agree."""
    held = get_object_or_404(CalendarChange, pk=pk)
    act, said = ANSWERS[answer]
    try:
        act(held, user=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("oversight:calendar")


ANSWERS = {
    "confirm": (working_days.confirm, "工作日表已修改，并写入修改记录。"),
    "refuse": (working_days.refuse, "没有同意，工作日表不变。"),
}


@require_safe
@access(Role.ADMIN, Role.LEAD)
def history(request):
    """Every change of the working days, with who, when and why."""
    context = {
        "heading": "工作日修改记录",
        "back": reverse("oversight:calendar"),
        "back_label": "工作日",
    }
    changes = Amendment.objects.filter(subject=Amendment.Subject.CALENDAR)
    return history_page(request, changes, context)
