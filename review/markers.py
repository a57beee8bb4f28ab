"""①②: a point of the checklist that is not settled by itself, tied to the places it is about."""

from dataclasses import dataclass

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
FORM, REPORT = "form", "report"
#: point → fields of the first page, tables of the form, kinds of uploaded papers
PLACES = {
    "report": ((), (), (REPORT,)),
    "proof": ((), ("工作经历",), ("appointment",)),
    "start_date": (("appointed", "title"), (), ("appointment", "technician")),
    "scope": (("identity_kind", "unit"), (), ()),
    "education": (("graduated", "school", "major", "length"), ("学历",), ("diploma",)),
    "service": (("title", "work_started"), ("工作经历",), ("appointment",)),
    "appraisals": ((), ("年度考核",), ("appraisal",)),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """One sign with its point and places: `papers` are keys of the list at the left."""

    sign: str
    item: str
    title: str
    fields: tuple[str, ...]
    tables: tuple[str, ...]
    papers: tuple[str, ...]


def markers(items, found, marks, papers) -> tuple[Marker, ...]:
    """A marker for each point that a person must look at or has found wanting, in their order.

    `papers` are the frozen rows of the uploaded papers, of which those of the kinds are named.
    """
    drawn = []
    for item in items:
        if item.key not in PLACES or not _is_open(item.key, found, marks):
            continue
        fields, tables, kinds = PLACES[item.key]
        keys = [f"p{paper['id']}" for paper in papers if paper["kind"] in kinds]
        keys += [REPORT] if REPORT in kinds and not keys else []
        sign = SIGNS[len(drawn)]
        drawn.append(Marker(sign, item.key, item.title, fields, tables, tuple(keys)))
    return tuple(drawn)


def on_the_form(drawn: tuple[Marker, ...]) -> dict[str, str]:
    """Field or table of the form → the signs that stand at it."""
    signs: dict[str, str] = {}
    for marker in drawn:
        for place in marker.fields[:1] + marker.tables:
            signs[place] = signs.get(place, "") + marker.sign
    return signs


def _is_open(key, found, marks) -> bool:
    point, mark = found.get(key), marks.get(key)
    return (mark is not None and not mark.passed) or not (point and point.passed)
