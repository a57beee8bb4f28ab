"""试算: facts typed by hand, judged by a round's rules. Nothing is saved."""

from dataclasses import dataclass
from enum import StrEnum

from django import forms
from django.forms import BoundField

from applications import choices as c
from applications.models import Round
from components.forms import BaseForm, DayField
from eligibility import Facts, Ruleset, read_partial_date
from eligibility import facts as f
from eligibility.contract import read_facts

YEARS_BACK = 5
DEGREES = (1, 2)


def _words(kind: type[StrEnum], *, empty: str = "") -> list[tuple[str, str]]:
    """The rules' own words; `empty` offers to leave it out."""
    words = [(word.value, word.value) for word in kind]
    return [("", empty), *words] if empty else words


def _choice(label: str, kind: type[StrEnum], *, empty: str = "", **options) -> forms.ChoiceField:
    choices = _words(kind, empty=empty)
    options.setdefault("initial", choices[0][0])
    return forms.ChoiceField(label=label, choices=choices, required=not empty, **options)


def _day(label: str, **options) -> DayField:
    return DayField(label=label, required=False, **options)


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, under one heading."""

    title: str
    fields: tuple[BoundField, ...]


class BenchForm(BaseForm):
    """What `eligibility.Facts` holds, one field each; the round's two rulings may be tried too."""

    mark_optional = False

    unit_kind = _choice("单位", f.UnitKind, initial=f.UnitKind.STATE_OWNED)
    identity = _choice("身份", f.Identity, initial=f.Identity.TECHNICAL)
    sex = _choice("性别", f.Sex)
    birth_date = DayField(label="出生日期", initial="1995-01-01")
    held_title = _choice("现有职称", f.HeldTitle)
    target_title = _choice("申报职称", f.TargetTitle)
    retired = forms.BooleanField(label="已办理退休", required=False)
    exam_only_specialty = forms.BooleanField(label="申报专业以考代评", required=False)
    appointed_on = forms.CharField(
        label="聘任日期",
        required=False,
        max_length=10,
        initial="2020-08-01",
        help_text="例如：2020-08-01。只知道月份的写2020-08。",
    )
    technician_since = _day("聘为技术员的日期")
    technician_work_since = _day("单位证明从事技术员工作，起于")
    same_specialty_since = _day("聘任以前从事本专业，起于")
    break_first = _day("中断，起")
    break_last = _day("中断，止")
    sanction_kind = _choice("处分", f.SanctionKind, empty="没有")
    sanction_type = _choice("种类", f.SanctionType, empty="没有")
    sanction_on = _day("生效日期")
    sanction_lifted = forms.BooleanField(label="已书面解除", required=False)
    ban_found_in = forms.IntegerField(
        label="弄虚作假查实年度", required=False, min_value=2000, max_value=2100
    )
    ban_years = forms.IntegerField(
        label="取消几年申报资格", required=False, min_value=1, max_value=3
    )
    college_requires_technician = forms.BooleanField(label="专科须先取得技术员", required=False)
    accept_current_year_appraisal = forms.ChoiceField(
        label="当年考核结果", choices=c.CurrentAppraisal.choices
    )

    def __init__(self, *args, round: Round, **kwargs):
        kwargs["initial"] = {
            name: getattr(round, name)
            for name in ("college_requires_technician", "accept_current_year_appraisal")
        }
        super().__init__(*args, **kwargs)
        for number in DEGREES:
            self._add_degree(number)
        self.years = range(round.year - YEARS_BACK + 1, round.year + 1)
        for year in self.years:
            self.add_field(f"grade_{year}", _choice(f"{year}年度", f.Grade, empty="没有结果"))
        self.fields[f"grade_{round.year - 1}"].initial = f.Grade.QUALIFIED

    def _add_degree(self, number: int) -> None:
        first = number == 1
        empty = "" if first else "没有"
        self.add_field(
            f"level_{number}",
            _choice("学历层次", f.Level, empty=empty, initial=f.Level.BACHELOR if first else ""),
        )
        self.add_field(
            f"graduated_{number}", _day("毕业日期", initial="2020-07-01" if first else None)
        )
        self.add_field(f"relevance_{number}", _choice("所学专业是", f.Relevance))
        self.add_field(f"remark_{number}", _choice("其他情形", f.Remark, empty="没有"))

    @property
    def parts(self) -> list[Part]:
        """The fields in the order of the page."""
        return [Part(title, tuple(self[name] for name in names)) for title, names in self._layout()]

    def _layout(self):
        yield "单位和本人", (
            "unit_kind", "identity", "sex", "birth_date", "held_title", "target_title", "retired",
            "exam_only_specialty",
        )  # fmt: skip
        for number in DEGREES:
            names = ("level", "graduated", "relevance", "remark")
            yield f"学历{number}", tuple(f"{name}_{number}" for name in names)
        yield "资历", (
            "appointed_on", "technician_since", "technician_work_since", "same_specialty_since",
            "break_first", "break_last",
        )  # fmt: skip
        yield "年度考核", tuple(f"grade_{year}" for year in self.years)
        yield "处分、禁申期", (
            "sanction_kind", "sanction_type", "sanction_on", "sanction_lifted", "ban_found_in",
            "ban_years",
        )  # fmt: skip
        yield "口径（先照本年度）", ("college_requires_technician", "accept_current_year_appraisal")

    def clean_appointed_on(self):
        text = self.cleaned_data["appointed_on"].strip()
        try:
            return text and read_partial_date(text) and text
        except ValueError:
            raise forms.ValidationError(
                f"聘任日期应像2020-08-01或2020-08这样写，现在是“{text}”"
            ) from None

    def clean(self):
        given = self.cleaned_data
        for number in DEGREES:
            if given.get(f"level_{number}") and not given.get(f"graduated_{number}"):
                self.add_error(f"graduated_{number}", f"请填写学历{number}的毕业日期")
        wholes = (
            ("中断", ("break_first", "break_last")),
            ("处分", ("sanction_kind", "sanction_type", "sanction_on")),
            ("禁申期", ("ban_found_in", "ban_years")),
        )
        for words, names in wholes:
            missing = [name for name in names if not given.get(name)]
            if missing and len(missing) < len(names) and not set(names) & set(self.errors):
                self.add_error(
                    missing[0], f"{words}没有填全，请填写{self.message_name(missing[0])}"
                )
        if given.get("break_first") and given.get("break_last"):
            self.must_follow("break_first", "break_last", same=True)

    def facts(self) -> Facts:
        """What was typed, in the contract of `check_eligibility`."""
        return read_facts(self._contract(), "试算")

    def rules(self, rules: Ruleset) -> Ruleset:
        """The round's rules under the rulings that are tried."""
        names = ("college_requires_technician", "accept_current_year_appraisal")
        return rules.with_switches(**{name: self.cleaned_data[name] for name in names})

    def _contract(self) -> dict:
        given = self.cleaned_data
        plain = ("unit_kind", "identity", "sex", "retired", "held_title", "target_title")
        dates = ("birth_date", "technician_since", "technician_work_since", "same_specialty_since")
        return {
            **{name: given[name] for name in (*plain, "exam_only_specialty")},
            **{name: _iso(given[name]) for name in dates},
            "appointed_on": given["appointed_on"] or None,
            "degrees": [self._degree(number) for number in DEGREES if given[f"level_{number}"]],
            "interruptions": [[_iso(given["break_first"]), _iso(given["break_last"])]]
            if given["break_first"]
            else [],
            "appraisals": {
                str(year): given[f"grade_{year}"] for year in self.years if given[f"grade_{year}"]
            },
            "sanctions": [
                {
                    "kind": given["sanction_kind"],
                    "type": given["sanction_type"],
                    "effective_on": _iso(given["sanction_on"]),
                    "lifted_in_writing": given["sanction_lifted"],
                }
            ]
            if given["sanction_kind"]
            else [],
            "ban": {"found_in": given["ban_found_in"], "years": given["ban_years"]}
            if given["ban_found_in"]
            else None,
        }

    def _degree(self, number: int) -> dict:
        given = self.cleaned_data
        return {
            "level": given[f"level_{number}"],
            "graduated_on": _iso(given[f"graduated_{number}"]),
            "relevance": given[f"relevance_{number}"],
            "remark": given[f"remark_{number}"] or None,
        }


def _iso(day) -> str | None:
    return day.isoformat() if day else None
