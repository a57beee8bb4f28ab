"""The questions of the 资格自测 as pages: which form, with what in it, and what is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from . import check_forms as f
from .models import Round
from .self_check import SANCTIONED, UNSURE, Answers, Step, Unit


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything a question may depend on."""

    answers: Answers
    round: Round
    today: date

    @property
    def last(self) -> int:
        """The last year whose appraisal may be there: appraisals are made when a year is over."""
        return min(self.round.year, self.today.year - 1)


@dataclass(frozen=True, slots=True)
class Question:
    """`build` makes the form, bound when there is data; `read` is what the session keeps of it."""

    build: Callable[[Asking, Any], Form]
    read: Callable[[Form], Any]


def _unit(asking, data):
    return f.UnitForm(data, initial={"unit": asking.answers.get(Step.UNIT)})


def _field(asking, data):
    return f.FieldForm(data, initial={"specialty": asking.answers.get(Step.FIELD)})


def _read_field(form):
    chosen = form.cleaned_data["specialty"]
    return chosen if chosen == UNSURE else int(chosen)


def _appointment(asking, data):
    return f.AppointmentForm(
        data,
        asks=asking.answers.appointment_asks,
        initial=asking.answers.get(Step.APPOINTMENT) or {},
        today=asking.today,
    )


def _read_appointment(form):
    return {"asked": form.asks, **form.cleaned_data}


def _appraisal(asking, data):
    kept = asking.answers.get(Step.APPRAISAL) or {"years": [], "unknown": False, "failed": False}
    ticked = [f.AppraisalForm.UNKNOWN] if kept["unknown"] else [str(y) for y in kept["years"]]
    return f.AppraisalForm(
        data,
        years=asking.answers.appraisal_years(asking.last),
        initial={"years": ticked, "failed": kept["failed"]},
    )


def _read_appraisal(form):
    chosen = form.cleaned_data["years"]
    unknown = form.UNKNOWN in chosen
    return {
        "asked": form.offered,
        "years": [] if unknown else [int(year) for year in chosen],
        "unknown": unknown,
        "failed": form.cleaned_data.get("failed", False),
    }


def _status(asking, data):
    line = asking.round.acceptance_opens
    return f.StatusForm(
        data,
        retirement_line=f"{line.year}年{line.month}月{line.day}日",
        initial={"status": asking.answers.get(Step.STATUS) or []},
    )


def _sanction(asking, data):
    kept = asking.answers.get(Step.SANCTION) or {"rows": [], "manager": None}
    initial = {"manager": {True: "yes", False: "no", None: None}[kept["manager"]]}
    for row in kept["rows"]:
        initial[f"{row['status']}_type"] = f"{row['kind']}:{row['type']}"
        initial[f"{row['status']}_on"] = date.fromisoformat(row["effective_on"])
    return f.SanctionForm(
        data,
        ticked=SANCTIONED & set(asking.answers.get(Step.STATUS)),
        state_firm=asking.answers.unit is Unit.STATE,
        initial=initial,
        today=asking.today,
    )


def _read_sanction(form):
    rows = []
    for status in sorted(form.ticked):
        kind, _, type_ = form.cleaned_data[f"{status}_type"].partition(":")
        effective_on = form.cleaned_data[f"{status}_on"].isoformat()
        rows.append(
            {"status": str(status), "kind": kind, "type": type_, "effective_on": effective_on}
        )
    manager = form.cleaned_data.get("manager")
    return {"rows": rows, "manager": None if manager is None else manager == "yes"}


QUESTIONS = {
    Step.UNIT: Question(_unit, lambda form: form.cleaned_data["unit"]),
    Step.FIELD: Question(_field, _read_field),
    Step.APPOINTMENT: Question(_appointment, _read_appointment),
    Step.APPRAISAL: Question(_appraisal, _read_appraisal),
    Step.STATUS: Question(_status, lambda form: form.cleaned_data["status"]),
    Step.SANCTION: Question(_sanction, _read_sanction),
}
