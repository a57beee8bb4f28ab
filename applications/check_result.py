"""The verdict of a 资格自测 as a page: conclusion, cards, the answers beside them."""

from dataclasses import dataclass, replace

from django.urls import reverse

from components.shapes import CardState, Citation, SummaryRow, VerdictCard
from components.verdicts import STATES, conclusion, verdict_cards
from eligibility import Line, Outcome, Relevance, Ruleset, Verdict, assess

from .check_forms import EMPLOYER_SANCTIONS, PARTY_SANCTIONS, DegreeForm, UnitForm, status_choices
from .check_questions import Asking
from .choices import EducationMode
from .citations import citation
from .facts import RELEVANCE, clean_major, load_matches
from .forms.fields import words
from .models import Round, Specialty
from .queries import rules_for
from .self_check import EARLY_STOPS, UNSURE, Answers, Status, Step, facts

# A ban (六（二）) is on the bureau's own record; a visitor is not asked about it.
NOT_ASKED = {"R06"}
# Where a card's 「修改」 leads, by rule.
CHANGES = {
    "R01": (Step.UNIT, "修改单位类型"),
    "R02": (Step.UNIT, "修改单位类型"),
    "R03": (Step.STATUS, "修改退休情形"),
    "R04": (Step.STATUS, "修改处分情形"),
    "R05": (Step.STATUS, "修改处分情形"),
    "R17": (Step.STATUS, "修改处分情形"),
    "R16": (Step.FIELD, "修改从事的专业"),
    "R10": (Step.EDUCATION, "修改学历"),
    "R11": (Step.EDUCATION, "修改学历"),
    "R12": (Step.APPOINTMENT, "修改聘任年月"),
    "R13": (Step.APPRAISAL, "修改考核年度"),
}


def page(asking: Asking, *, quotes_open: bool) -> dict:
    """Everything the result shows; `quotes_open`: for paper, every quotation stands open."""
    rules = rules_for(asking.round)
    verdict = verdict_of(asking.answers, rules)
    cards = [_with_change(card) for card in verdict_cards(verdict)]
    if quotes_open:
        cards = [
            replace(card, citations=tuple(replace(cite, open=True) for cite in card.citations))
            for card in cards
        ]
    return {
        "conclusion": conclusion(verdict),
        "cards": cards,
        "summary": summary(asking),
        "round": asking.round,
        "rules": rules,
        "fingerprint": verdict.fingerprint[:8],
        "print_first": verdict.overall is Outcome.NOT_MET,
        "may_apply": asking.answers.unit not in EARLY_STOPS,
        "lines": degree_lines(asking.answers, verdict),
    }


@dataclass(frozen=True, slots=True)
class DegreeLine:
    """One degree tried with its own years and appraisals (D02)."""

    words: str
    state: CardState
    doubtful: str
    """What is not 符合 in it, by title."""
    relied_on: bool


def degree_lines(answers: Answers, verdict: Verdict) -> list[DegreeLine]:
    """Every degree told with its outcome, when there is a choice among several."""
    if len(verdict.lines) < 2:
        return []
    return [
        DegreeLine(
            words=told,
            state=STATES[line.outcome],
            doubtful="、".join(
                dict.fromkeys(
                    finding.title.partition("：")[0]
                    for finding in line.findings
                    if finding.outcome is line.outcome is not Outcome.MET
                )
            ),
            relied_on=place == verdict.best,
        )
        for place, (told, line) in enumerate(zip(degree_words(answers), verdict.lines, strict=True))
    ]


def verdict_of(answers: Answers, rules: Ruleset) -> Verdict:
    """The rules' verdict on the answers, without what was not asked.

    Of an early stop only what stops it is kept.
    """
    specialty = answers.get(Step.FIELD)
    if specialty not in (None, UNSURE):
        specialty = Specialty.objects.filter(pk=specialty).first()
    else:
        specialty = None
    verdict = assess(
        facts(
            answers,
            relevance=_relevance(answers, specialty),
            exam_only=specialty is not None and specialty.exam_only,
        ),
        rules,
    )
    always = tuple(finding for finding in verdict.always if finding.rule not in NOT_ASKED)
    if answers.unit not in EARLY_STOPS:
        return replace(verdict, always=always)
    stops = tuple(finding for finding in always if finding.outcome is Outcome.NOT_MET)
    return replace(verdict, always=stops, lines=(Line(None, None, "", ()),), best=0)


def _relevance(answers: Answers, specialty: Specialty | None) -> dict[str, Relevance]:
    if specialty is None:
        return {}
    matches = load_matches()
    found = {
        row["major"]: matches.get((specialty.pk, clean_major(row["major"])))
        for row in answers.education
    }
    return {major: RELEVANCE[match] for major, match in found.items() if match}


def _with_change(card: VerdictCard) -> VerdictCard:
    """A card that is not 符合 links to the answer it rests on."""
    if card.state not in (CardState.BAD, CardState.ASK) or card.anchor not in CHANGES:
        return card
    step, label = CHANGES[card.anchor]
    return replace(
        card,
        fix=card.fix or "如果填错了，可以改正后重新核对。",
        fix_url=reverse("check:question", args=[step]),
        fix_label=label,
    )


def by_unit_citations(round: Round) -> list[Citation]:
    """Why nobody applies alone: 二（一） and the end of 五."""
    rules = rules_for(round)
    return [
        citation(rules, "5-end", "不接受个人报送评审材料"),
        citation(rules, "2-1", "我县各类企事业单位、非公经济组织和社会组织中"),
    ]


# The answers, as they were given ---------------------------------------------------------------


def summary(asking: Asking) -> list[SummaryRow]:
    """One row an answer, each with its 「修改」."""
    answers = asking.answers
    tell = {
        Step.UNIT: ("单位类型", _unit_words),
        Step.FIELD: ("从事的专业", _field_words),
        Step.EDUCATION: ("学历、专业", degree_words),
        Step.APPOINTMENT: ("聘任时间", _appointment_words),
        Step.APPRAISAL: ("考核合格的年度", _appraisal_words),
        Step.STATUS: ("退休、处分等情形", _status_words),
        Step.SANCTION: ("处分", _sanction_words),
    }
    steps = (Step.UNIT,) if answers.unit in EARLY_STOPS else answers.steps
    return [
        SummaryRow(label, value(answers), reverse("check:question", args=[step]))
        for step, (label, value) in tell.items()
        if step in steps
    ]


def _unit_words(answers: Answers) -> str:
    return dict(UnitForm.base_fields["unit"].choices)[answers.unit]


def _field_words(answers: Answers) -> str:
    chosen = answers.get(Step.FIELD)
    if chosen == UNSURE:
        return "列表里没有，或不确定"
    specialty = Specialty.objects.filter(pk=chosen).first()
    return specialty.name if specialty else "列表里已没有这个专业"


def degree_words(answers: Answers) -> tuple[str, ...]:
    """「中专，机电技术应用，2016年7月毕业」 of each degree."""
    levels = dict(DegreeForm.base_fields["level"].choices)
    told = []
    for row in answers.education:
        mode = EducationMode(row["mode"])
        form = "" if mode is EducationMode.FULL_TIME else f"（{mode.label}）"
        level = levels[row["level"]]
        told.append(f"{level}{form}，{row['major']}，{words(row['graduated'])}毕业")
    return tuple(told)


def _appointment_words(answers: Answers) -> tuple[str, ...]:
    dates = answers.get(Step.APPOINTMENT)
    told = []
    if dates.get("appointed_on"):
        told.append(f"{words(dates['appointed_on'])}聘任")
    if dates.get("technician_since"):
        told.append(f"{words(dates['technician_since'])}聘为技术员")
    if dates.get("no_technician"):
        told.append("没有聘为技术员")
    if dates.get("technician_work_since"):
        told.append(f"{words(dates['technician_work_since'])}起做技术员的工作")
    if dates.get("same_specialty_since"):
        told.append(f"{words(dates['same_specialty_since'])}起做本专业技术工作")
    return tuple(told)


def _appraisal_words(answers: Answers) -> tuple[str, ...]:
    kept = answers.get(Step.APPRAISAL)
    if kept["unknown"]:
        return ("还没有考核结果，或单位没有开展",)
    years = "、".join(str(year) for year in kept["years"]) or "没有"
    return (years, *(("有不合格（不称职）的年度",) if kept["failed"] else ()))


def _status_words(answers: Answers) -> tuple[str, ...]:
    chosen = answers.get(Step.STATUS)
    if chosen == [Status.NONE]:
        return ("均没有",)
    labels = dict(status_choices(""))
    return tuple(labels[status] for status in chosen)


def _sanction_words(answers: Answers) -> tuple[str, ...]:
    labels = dict(EMPLOYER_SANCTIONS + PARTY_SANCTIONS)
    kept = answers.get(Step.SANCTION)
    told = [
        f"{labels[row['kind'] + ':' + row['type']]}，{words(row['effective_on'])}起"
        for row in kept["rows"]
    ]
    if kept["manager"] is not None:
        told.append("是管理人员" if kept["manager"] else "不是管理人员")
    return tuple(told)
