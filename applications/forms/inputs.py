"""A section as one thing: its main form and the formsets of its entries, bound together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from applications import choices as c
from applications import models as m
from applications.models import Application
from applications.partial_days import words
from components.errors import collect

from . import personal, work
from .base import NoFields, SectionForm


@dataclass(frozen=True, slots=True)
class Entries:
    """A repeating group: `name` is the prefix of its fields, `heads` the fields of its title."""

    name: str
    model: type
    formset: type
    title: str
    word: str
    heads: tuple[str, ...]
    add: str
    needs: str = ""
    note: str = ""

    @property
    def related(self) -> str:
        return f"{self.model._meta.model_name}_set"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a section asks: a main form, entries, and checks between them."""

    form: type[SectionForm] = NoFields
    groups: tuple[Entries, ...] = ()
    check: Callable[["SectionInput"], None] | None = None


class SectionInput:
    """Bound to what was posted or typed before, or filled from the saved rows.

    `quiet` shows typed text without judging it: a draft opened again is not told off.
    """

    def __init__(
        self,
        slug: str,
        application: Application,
        *,
        today: date,
        data=None,
        quiet: bool = False,
    ):
        self.slug = slug
        self.shape = SHAPES[slug]
        self.application = application
        self.quiet = quiet
        data = None if data is None else MultiValueDict(data)
        self.data = data
        shared = {"application": application, "today": today}
        self.form = self.shape.form(data, initial=self._initial(), **shared)
        self.groups = {
            group.name: group.formset(
                self._with_management(data, group.name),
                prefix=group.name,
                initial=self._rows(group),
                form_kwargs=shared,
            )
            for group in self.shape.groups
        }
        if data is not None:
            self._valid = self._judge()
            self.good = {
                form.prefix: not form.errors for group in self.formsets for form in group.forms
            }
            if quiet:
                self._hush()

    def typed_word(self, name: str) -> str:
        """A word the page keeps beside the fields; "" where nothing was typed yet."""
        return self.data.get(name, "") if self.data is not None else ""

    @property
    def formsets(self) -> tuple:
        return tuple(self.groups.values())

    def is_valid(self) -> bool:
        """Were all answers given and do they agree with each other?"""
        return self._valid

    def values(self) -> dict:
        return self.form.values()

    def rows(self) -> dict:
        """Model → rows. Groups whose question was answered 没有 are emptied."""
        rows = {
            group.model: self.groups[group.name].rows() if self.asks(group) else []
            for group in self.shape.groups
        }
        if self.slug == "education":
            for index, row in enumerate(rows[m.Education]):
                row["highest"] = index == self.highest
        return rows | self.form.rows()

    def asks(self, group: Entries) -> bool:
        """Does this group apply, by the answer to the question it hangs on?"""
        if not group.needs:
            return True
        if not self.form.is_bound:
            return bool(getattr(self.application, group.needs))
        return bool(self.form.cleaned_data.get(group.needs))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every error in words, entries with their position, in the page's order."""
        return tuple(item.text for item in self.error_items)

    @property
    def error_items(self) -> list:
        """The same with the ids the error summary leads to."""
        return [item for group in collect(*self.judged) for item in group.items]

    @property
    def judged(self) -> tuple:
        """The main form and the formsets that apply: what the error summary goes through."""
        asked = (self.groups[group.name] for group in self.shape.groups if self.asks(group))
        return self.form, *asked

    @property
    def highest(self) -> int:
        """Which of the kept schools is 最高学历; the only one if there is one."""
        kept = self.groups["education"].kept
        if len(kept) == 1:
            return 0
        chosen = self.form.cleaned_data.get("highest", "")
        prefixes = [form.prefix for form in kept]
        return prefixes.index(chosen) if chosen in prefixes else -1

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused, at the fields it names."""
        for name, sentences in error.message_dict.items():
            target = name if name in self.form.fields else None
            self.form.add_error(target, sentences)
        self._valid = False

    def _judge(self) -> bool:
        fine = self.form.is_valid()
        for group in self.shape.groups:
            if not self.asks(group):
                continue
            fine = self.groups[group.name].is_valid() and fine
        if fine and self.shape.check:
            self.shape.check(self)
            fine = self.form.is_valid()
        return fine

    def _hush(self) -> None:
        for form in (self.form, *(form for group in self.formsets for form in group.forms)):
            form._errors = ErrorDict()
        for group in self.formsets:
            group._errors = [ErrorDict() for _ in group._errors]
            group._non_form_errors = group.error_class()

    def _initial(self) -> dict:
        names = self.shape.form._meta.fields or ()
        initial = {name: getattr(self.application, name) for name in names}
        if "specialty" in initial:
            initial["specialty"] = self.application.specialty_id
        if self.slug == "appointment":
            for row in self.application.appraisal_set.all():
                initial |= {f"grade_{row.year}": row.grade, f"remark_{row.year}": row.remark}
        if self.slug == "education":
            rows = list(self.application.education_set.all())
            chosen = [n for n, row in enumerate(rows) if row.highest]
            initial["highest"] = f"education-{chosen[0]}" if chosen else ""
        if self.slug == "report":
            initial["report_education"] = initial["report_education"] or schools_in_words(
                self.application
            )
            initial["report_resume"] = initial["report_resume"] or jobs_in_words(self.application)
        return initial

    def _rows(self, group: Entries) -> list[dict]:
        names = group.formset.form._meta.fields
        rows = [
            {"id": row.pk} | {name: getattr(row, name) for name in names}
            for row in getattr(self.application, group.related).all()
        ]
        # Something is asked for and nothing is there: begin with an entry.
        return rows or [group.formset.form.beginning(self.application)] * group.formset.least

    @staticmethod
    def _with_management(data, prefix: str):
        """A page without the group's counters has none of its entries."""
        if data is None or f"{prefix}-TOTAL_FORMS" in data:
            return data
        data = data.copy()
        data[f"{prefix}-TOTAL_FORMS"] = "0"
        data[f"{prefix}-INITIAL_FORMS"] = "0"
        return data


def _needs_one(name: str, sentence: str):
    """The question was answered 有: then there is something to list."""

    def check(section: SectionInput) -> None:
        group = next(group for group in section.shape.groups if group.name == name)
        if section.asks(group) and not section.groups[name].kept:
            section.form.add_error(group.needs, sentence)

    return check


def _highest_is_chosen(section: SectionInput) -> None:
    if section.highest < 0:
        section.form.add_error(None, "请指定一段作为最高学历")


def _publications_listed(section: SectionInput) -> None:
    _needs_one("publications", "选了“有”，请至少填写一项著作、论文或技术报告")(section)
    _needs_one("exams", "选了“有”，请至少填写一项考试成绩")(section)


SHAPES = {
    "eligibility": Shape(
        personal.EligibilityForm,
        (
            Entries(
                "sanctions", m.Sanction, personal.Sanctions, "处分", "项",
                ("kind", "type"), "再加一项处分", "under_sanction",
            ),
        ),
        _needs_one("sanctions", "选了“有”，请至少填写一项处分"),
    ),
    "title": Shape(personal.TitleForm),
    "basic": Shape(personal.BasicForm),
    "education": Shape(
        personal.HighestForm,
        (
            Entries(
                "education", m.Education, personal.Educations, "学历", "段",
                ("level",), "再加一段学历",
            ),
            Entries(
                "trainings", m.Training, personal.Trainings, "学习培训（选填）", "段",
                ("content",), "加一段学习培训",
            ),
        ),
        _highest_is_chosen,
    ),
    "work": Shape(
        groups=(
            Entries(
                "work", m.WorkExperience, personal.Works, "工作经历", "段",
                ("employer",), "再加一段经历",
            ),
        ),
    ),
    "appointment": Shape(
        work.AppointmentForm,
        (
            Entries(
                "interruptions", m.Interruption, work.Interruptions, "中断（选填）", "段",
                ("reason",), "加一段中断",
            ),
        ),
    ),
    "achievements": Shape(
        groups=(
            Entries(
                "achievements", m.Achievement, work.Achievements, "专业技术工作业绩", "项",
                ("name",), "再加一项业绩",
            ),
            Entries(
                "honours", m.Honour, work.Honours, "荣誉（选填）", "项", ("name",), "加一项荣誉",
            ),
        ),
    ),
    "publications": Shape(
        work.PublicationsForm,
        (
            Entries(
                "publications", m.Publication, work.Publications, "著作、论文和技术报告", "项",
                ("name",), "再加一项", "has_publications",
            ),
            Entries(
                "exams", m.ExamResult, work.Exams, "考试成绩", "项",
                ("subject",), "再加一项考试成绩", "has_exams",
            ),
        ),
        _publications_listed,
    ),
    "report": Shape(work.ReportForm),
    "materials": Shape(),
}  # fmt: skip


def schools_in_words(application: Application) -> str:
    """The schools as the report's first part begins, from what was filled in already."""
    return "\n".join(
        f"{words(row.graduated)}{row.get_outcome_display()}于{row.school}{row.major}专业，"
        f"{row.get_level_display()}学历"
        + ("。" if row.degree == c.Degree.NONE else f"，{row.get_degree_display()}学位。")
        for row in application.education_set.all()
    )


def jobs_in_words(application: Application) -> str:
    """The jobs as the report's second part begins."""
    return "\n".join(
        f"{words(row.started)}至{words(row.ended) or '今'}，在{row.employer}从事{row.work}"
        + (f"，任{row.post}。" if row.post else "。")
        for row in application.workexperience_set.all()
    )
