"""年度批次: the rounds, one round's settings, changing a group of them, opening next year's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.roles import Role
from applications import amending, round_settings
from applications.forms.rounds import NextRoundForm, RoundForm
from applications.models import Amendment, Round
from applications.queries import calendar, rules_for
from components.shapes import SummaryRow
from components.words import date_words
from eligibility import CalendarUnknown

from .amend import check_page, history_page


@access(Role.ADMIN)
def rounds(request):
    """Every round, the newest first."""
    found = list(Round.objects.all())
    return render(request, "settings/rounds.html", {"rounds": found})


@access(Role.ADMIN)
def round_page(request, year):
    """One round's settings in groups, each with what a change of it does."""
    round = get_object_or_404(Round, year=year)
    groups = [
        (group, [SummaryRow(round_settings.label(n), _said(round, n)) for n in group.fields])
        for group in round_settings.GROUPS
    ]
    context = {
        "round": round,
        "rules": rules_for(round),
        "groups": groups,
        "warnings": date_warnings(round),
        "last": round.amendments.select_related("by").first(),
    }
    return render(request, "settings/round.html", context)


def _said(round: Round, name: str) -> str:
    return round_settings.words(name, getattr(round, name))


def date_warnings(round: Round) -> list[str]:
    """What is odd about a round's dates: a day off, or a year whose calendar is not known."""
    days, found = calendar(), []
    for name in ("acceptance_opens", "acceptance_closes", "correction_latest", "meeting_on"):
        day = getattr(round, name)
        try:
            if day and not days.is_working_day(day):
                label = round_settings.label(name)
                found.append(f"{label}{date_words(day, round.year)}不是工作日，请核对。")
        except CalendarUnknown as error:
            found.append(f"{error}请先录入工作日调整，否则公示天数算不出来。")
    return list(dict.fromkeys(found))


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def change(request, year, key):
    """Change one group: typed, checked with its consequences, then saved as it was shown."""
    round = get_object_or_404(Round, year=year)
    group = round_settings.BY_KEY.get(key)
    if group is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, round=round, group=group, today=request.today)
    if data is None or "edit" in data or not form.is_valid():
        context = {"round": round, "group": group, "form": form}
        wrong = data is not None and "edit" not in data
        return render(request, "settings/round_change.html", context, status=422 if wrong else 200)
    return _check_or_save(request, round, group, form)


def _check_or_save(request, round: Round, group, form: RoundForm):
    context = {
        "heading": f"修改{round.year}年度{group.title}",
        "back": reverse("settings:round", args=[round.year]),
        "back_label": f"{round.year}年度",
        "subject": Amendment.Subject.ROUND,
        "round": round,
        "effect": group.effect,
        "decision": form.cleaned_data,
    }
    if "save" not in request.POST:
        return check_page(request, amending.propose_round(round, form.values), context)
    try:
        amending.amend_round(
            round,
            values=form.values,
            decision=form.decision(by=request.user, now=request.now),
            stamp=form.cleaned_data["stamp"],
        )
    except amending.Stale as refused:
        return check_page(request, refused.proposal, context, refused=refused)
    except ValidationError as error:
        form.add_error(None, error)
        refusal = {"round": round, "group": group, "form": form}
        return render(request, "settings/round_change.html", refusal, status=409)
    messages.success(request, f"{group.title}已修改，并写入修改记录。")
    return redirect("settings:round", round.year)


@access(Role.ADMIN)
def round_history(request, year):
    """Every change of this round, with who, when, on which document and why."""
    round = get_object_or_404(Round, year=year)
    context = {
        "heading": f"{round.year}年度修改记录",
        "back": reverse("settings:round", args=[round.year]),
        "back_label": f"{round.year}年度",
        "list_url": reverse("settings:rounds"),
        "list_label": "年度批次",
    }
    return history_page(request, round.amendments.all(), context)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def next_round(request):
    """Open next year's round from the last one, every date shown to be checked."""
    last = Round.objects.first()
    if last is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = NextRoundForm(data, last=last, today=request.today)
    if data is not None and form.is_valid():
        try:
            opened = _open(request, form, last)
        except (ValueError, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"{opened.year}年度已开通。")
            return redirect("settings:round", opened.year)
    context = {"form": form, "last": last, "rules": rules_for(last)}
    return render(request, "settings/round_new.html", context, status=422 if data else 200)


def _open(request, form: NextRoundForm, last: Round) -> Round:
    given = form.cleaned_data
    return amending.open_round(
        year=given["year"],
        notice_number=given["notice_number"],
        notice_date=given["notice_date"],
        title=given["title"],
        dates=form.dates,
        decision=amending.Decision(
            by=request.user,
            at=request.now,
            document=given["notice_number"],
            reason=f"开通{given['year']}年度，其余参数照{last.year}年度",
        ),
    )
