"""The check page before a change of the bureau's settings, and the record after it."""

from django.core.paginator import Paginator
from django.shortcuts import render

from applications.amending import Proposal, Stale
from applications.draft_verdicts import RuleTurn, Turn
from applications.models import Amendment, Application
from components.shapes import Cell, Column, Row
from components.verdicts import outcome_tag, outcome_word

LINE_COLUMNS = (Column("项目"), Column("现在"), Column("改后"))
RECORD_COLUMNS = (Column("项目"), Column("原来"), Column("改为"))
TURN_COLUMNS = (
    Column("申报人"),
    Column("单位"),
    Column("现在的结论", short="现在"),
    Column("改后的结论", short="改后"),
    Column("哪一项变"),
)
MOST_LINES = 200  # of an import on one page; the rest is counted
PAGE = 20
#: what the check page itself posts, and no field of the form
BUTTONS = frozenset({"csrfmiddlewaretoken", "stamp", "seen", "save", "edit", "lines"})


def check_page(request, proposal: Proposal, context: dict, *, refused: Stale | None = None):
    """What would change, and whose verdict with it, before anything is saved.

    `context`: heading, back and back_label (where 不改 leads), subject, decision (the valid form's
    data), round. After `refused` the page says what was changed meanwhile, and shows what the
    change would do now.
    """
    amendments = Amendment.objects.filter(subject=context["subject"], round=context.get("round"))
    seen = context["decision"]["seen"]
    meanwhile = amendments.filter(pk__gt=seen) if refused and seen is not None else ()
    newest = amendments.first()
    shown = {
        **context,
        "proposal": proposal,
        "line_columns": LINE_COLUMNS,
        "lines": [line_row(line) for line in proposal.lines[:MOST_LINES]],
        "more": max(len(proposal.lines) - MOST_LINES, 0),
        "turn_columns": TURN_COLUMNS,
        "turns": [turn_row(turn) for turn in proposal.turns],
        "handed_in": handed_in(context.get("round"), request.today),
        "hidden": [(k, v) for k, vs in request.POST.lists() if k not in BUTTONS for v in vs],
        "seen": newest.pk if newest else 0,
        "refused": refused,
        "meanwhile": [amendment_view(one) for one in meanwhile],
    }
    return render(request, "settings/check.html", shown, status=409 if refused else 200)


def handed_in(round, today) -> int:
    """Files of the round, else of all under way, with somebody else: their verdict is frozen."""
    wanted = {"round": round} if round else {"round__correction_latest__gte": today}
    return Application.objects.filter(locked=True, withdrawn=False, **wanted).count()


def line_row(line) -> Row:
    return Row((Cell(line.field, sub=line.item), Cell(line.old), Cell(line.new)))


def turn_row(turn: Turn) -> Row:
    application = turn.application
    return Row(
        (
            Cell(application.name, sub=application.number),
            Cell(application.unit.name),
            Cell(tag=outcome_tag(turn.before)),
            Cell(tag=outcome_tag(turn.after)),
            Cell("；".join(map(rule_words, turn.rules)) or "依据的学历变了"),
        )
    )


def rule_words(rule: RuleTurn) -> str:
    """「资历：从事本专业技术工作的年限，符合改为不符合」"""
    return f"{rule.title}，{outcome_word(rule.before)}改为{outcome_word(rule.after)}"


def amendment_view(amendment: Amendment) -> dict:
    """One entry of the record: who and when, on what grounds, the values, the drafts it turned."""
    return {
        "amendment": amendment,
        "columns": RECORD_COLUMNS,
        "rows": [
            Row((Cell(line["field"], sub=line["item"]), Cell(line["old"]), Cell(line["new"])))
            for line in amendment.lines[:MOST_LINES]
        ],
        "more": max(len(amendment.lines) - MOST_LINES, 0),
        "numbers": [one["number"] for one in amendment.verdicts],
    }


def history_page(request, amendments, context: dict):
    """修改记录, newest first; nothing in it is ever changed or removed."""
    page = Paginator(amendments.select_related("by"), PAGE).get_page(request.GET.get("page"))
    entries = [amendment_view(one) for one in page.object_list]
    return render(request, "settings/history.html", {**context, "entries": entries, "page": page})
