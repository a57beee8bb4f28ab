"""What differs between two versions of a file, in the words of the form."""

from applications.sections import BY_SLUG

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


def _hashes(submission) -> list[str]:
    return sorted(paper["sha256"] for paper in submission.papers)
