"""The rows of a list of room 303 as a file: what the page shows, no identity number, no phone."""

from components.words import local
from documents.sheets import Column, Kind
from review.labels import case_tag

CHUNK = 500
COLUMNS = (
    Column(key="number", title="申报编号", width=16),
    Column(key="name", title="姓名", width=10),
    Column(key="unit", title="单位", width=32),
    Column(key="specialty", title="专业", width=16),
    Column(key="education", title="学历", width=12),
    Column(key="state", title="状态", width=14),
    Column(key="shelf", title="架位", width=8),
    Column(key="arrived", title="到件日期", width=13, kind=Kind.DATE),
    Column(key="due", title="期限", width=13, kind=Kind.DATE),
    Column(key="officer", title="经办人", width=10),
)


def exported(cases, role):
    """One row for each case, read in pieces, so that ten thousand cost no more memory than ten."""
    cases = cases.select_related(
        *("application__applicant", "application__unit", "application__specialty"),
        *("application__round", "submission", "meeting", "officer"),
    ).prefetch_related("bags__intake", "application__education_set")
    for case in cases.iterator(chunk_size=CHUNK):
        bag = max(case.bags.all(), key=lambda bag: bag.pk, default=None)
        schools = [s for s in case.application.education_set.all() if s.highest]
        yield {
            "number": case.number,
            "name": case.name,
            "unit": case.unit.name,
            "specialty": case.application.specialty.name if case.application.specialty else "",
            "education": schools[0].get_level_display() if schools else "",
            "state": case_tag(case, role).word,
            "shelf": bag.shelf if bag else "",
            "arrived": local(bag.intake.received_at).date() if bag else None,
            "due": case.due_on,
            "officer": case.officer.name if case.officer else "",
        }
