"""What the applicant wrote, uploaded and handed in. No behaviour beyond properties of own rows."""

from .amendments import Amendment
from .application import Application, PartialDateField
from .calendar_changes import CalendarChange
from .entries import (
    Achievement,
    Appraisal,
    Education,
    Entry,
    ExamResult,
    Honour,
    Interruption,
    Publication,
    Sanction,
    Training,
    WorkExperience,
)
from .papers import Attachment, SectionDraft, Submission
from .roster import RosterEntry, RosterImport
from .rounds import Ban, MajorMatch, Round, Specialty, WorkingDayOverride

__all__ = [
    "Achievement",
    "Amendment",
    "Application",
    "Appraisal",
    "Attachment",
    "Ban",
    "CalendarChange",
    "Education",
    "Entry",
    "ExamResult",
    "Honour",
    "Interruption",
    "MajorMatch",
    "PartialDateField",
    "Publication",
    "RosterEntry",
    "RosterImport",
    "Round",
    "Sanction",
    "SectionDraft",
    "Specialty",
    "Submission",
    "Training",
    "WorkExperience",
    "WorkingDayOverride",
]
