"""What differs between two versions of a file, in the words of the form."""

from collections import Counter
from dataclasses import dataclass

from applications.sections import BY_SLUG
from applications.summaries import summaries

from .prints.words import private_of

#: part of the frozen content → the section it is filled in
_SECTION_OF = {
    "eligibility": "eligibility",
    "title": "title",
    "basic": "basic",
    "education": "education",
    "work": "work",
    "appointment": "appointment",
    "achievements": "achievements",
    "publications": "publications",
    "report": "report",
}


def changed_titles(before, after) -> list[str]:
    """Titles of the sections whose frozen content or papers differ, in the order of the form."""
    if before.pk == after.pk:
        return []
    titles = [
        f"“{BY_SLUG[slug].title}”"
        for part, slug in _SECTION_OF.items()
        if before.content.get(part) != after.content.get(part)
    ]
    if _hashes(before) != _hashes(after):
        titles.append(f"“{BY_SLUG['materials'].title}”")
    return titles


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the form that reads otherwise than in the version before; "" where it is not."""

    place: str
    label: str
    before: str
    after: str


def differences(before, after) -> tuple[Difference, ...]:
    """What a reader of the version before has to read again, line by line in the form's order."""
    old, new = _lines(before), _lines(after)
    order = list(BY_SLUG)
    lines = sorted({**new, **old}, key=lambda line: order.index(line[0]))
    return tuple(
        Difference(BY_SLUG[slug].title + part, label, was, now)
        for slug, part, label, number in lines
        if (was := old.get((slug, part, label, number), ""))
        != (now := new.get((slug, part, label, number), ""))
    )


def _lines(submission) -> dict[tuple[str, str, str, int], str]:
    """(section, part, label, which of those so called) → text, of all that was handed in."""
    lines, seen = {}, Counter()
    content, private = submission.content, private_of(submission)
    for summary in summaries(content, private, submission.papers):
        parts = [("", summary.rows)] + [(f"，{part.title}", part.rows) for part in summary.parts]
        named = [(row, (summary.slug, part, row.label)) for part, rows in parts for row in rows]
        for row, key in named:
            text = row.value if isinstance(row.value, str) else "\n".join(row.value)
            lines[*key, seen[key]] = text
            seen[key] += 1
    return lines


def _hashes(submission) -> list[str]:
    return sorted(paper["sha256"] for paper in submission.papers)
