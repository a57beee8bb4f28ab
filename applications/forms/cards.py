"""What a closed entry shows: a title and two or three lines, from what was typed or saved."""

from applications import models as m
from applications.partial_days import words
from components.shapes import SummaryRow

from .base import EntryForm


def typed(form: EntryForm) -> dict:
    """Field → value: judged input where there is any, else the saved row."""
    return form.cleaned_data if form.is_bound else form.initial


def word(form: EntryForm, name: str) -> str:
    """The label of a choice."""
    value = typed(form).get(name)
    return dict(form.fields[name].choices).get(value, "")


def span(values: dict, end: str = "ended", now: str = "今") -> str:
    return f"{words(values.get('started') or '')}至{words(values.get(end) or '') or now}"


def title(form: EntryForm) -> str:
    """What tells this entry from its neighbours; "" while nothing is typed."""
    values = typed(form)
    model = form._meta.model
    if model is m.Education:
        return word(form, "level")
    if model is m.Sanction:
        return f"{word(form, 'type')}"
    name = NAMED_BY.get(model)
    return values.get(name) or "" if name else ""


def rows(form: EntryForm) -> tuple[SummaryRow, ...]:
    """The lines of the card."""
    values = typed(form)
    return tuple(SummaryRow(label, text) for label, text in CARDS[form._meta.model](form, values))


NAMED_BY = {
    m.Training: "content",
    m.WorkExperience: "employer",
    m.Interruption: "reason",
    m.Achievement: "name",
    m.Honour: "name",
    m.Publication: "name",
    m.ExamResult: "subject",
}
CARDS = {
    m.Sanction: lambda form, v: (
        ("类别", word(form, "kind")),
        ("生效日期、机关", f"{words(v['effective_on'].isoformat())}，{v['authority']}"),
    ),
    m.Education: lambda form, v: (
        ("起止年月", span(v, "graduated")),
        ("学校、专业", f"{v['school']}，{v['major']}"),
        ("形式、结果", f"{word(form, 'mode')}，{word(form, 'outcome')}"),
    ),
    m.Training: lambda form, v: (("起止年月", span(v)), ("学习地点", v["place"])),
    m.WorkExperience: lambda form, v: (
        ("起止年月", span(v)),
        ("从事工作", v["work"]),
        ("本专业技术工作", "是" if v["same_specialty"] else "不是"),
    ),
    m.Interruption: lambda form, v: (
        (
            "起止",
            f"{words(v['first_day'].isoformat())}至{words(v['last_day'].isoformat())}",
        ),
    ),
    m.Achievement: lambda form, v: (
        ("起止年月", span(v)),
        ("本人作用", word(form, "part")),
        ("完成情况及效果", v["result"]),
    ),
    m.Honour: lambda form, v: (
        ("获得年月、授予单位", f"{words(v['received'])}，{v['authority']}"),
    ),
    m.Publication: lambda form, v: (
        ("日期、出处", f"{words(v['published'])}，{v['where']}"),
        ("独（合）著及排名", v["authorship"]),
    ),
    m.ExamResult: lambda form, v: (
        ("时间、种类", f"{words(v['taken'])}，{v['kind']}"),
        ("成绩", v["score"]),
    ),
}
