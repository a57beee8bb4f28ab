"""Is this person eligible: by which article, by what sum, lacking which paper.

Pure Python: no Django, no clock, nothing of ours. `load_all` reads the rulesets, `in_force` picks
one, `assess` applies it to a person's `Facts`. `Calendar` counts working days.
"""

from .assess import assess
from .dates import Calendar, CalendarDay, CalendarUnknown
from .facts import (
    Ban,
    Degree,
    Facts,
    Grade,
    HeldTitle,
    Identity,
    Interruption,
    Level,
    Month,
    PartialDate,
    Relevance,
    Remark,
    Sanction,
    SanctionKind,
    SanctionType,
    Sex,
    TargetTitle,
    UnitKind,
    read_partial_date,
)
from .ruleset import NotInForce, RulesetError, in_force, load_all
from .terms import Article, LaterCheck, Ruleset
from .verdict import Chart, Doubt, Finding, Line, Outcome, Step, Verdict

__all__ = [
    "Article",
    "Ban",
    "Calendar",
    "CalendarDay",
    "CalendarUnknown",
    "Chart",
    "Degree",
    "Doubt",
    "Facts",
    "Finding",
    "Grade",
    "HeldTitle",
    "Identity",
    "Interruption",
    "LaterCheck",
    "Level",
    "Line",
    "Month",
    "NotInForce",
    "Outcome",
    "PartialDate",
    "Relevance",
    "Remark",
    "Ruleset",
    "RulesetError",
    "Sanction",
    "SanctionKind",
    "SanctionType",
    "Sex",
    "Step",
    "TargetTitle",
    "UnitKind",
    "Verdict",
    "assess",
    "in_force",
    "load_all",
    "read_partial_date",
]
