"""A unit's notice as it would be posted now: what the check page shows is what `act` freezes."""

from django.db.models import F

from . import notices, wording
from .models import Rating
from .states import NoticeKind


def prepare(package, kind: NoticeKind, *, people, places, phone, acting, now):
    """公示①, ② or ③ of the unit for `people` (cases), posted by `acting` at `now`; not saved.

    Raises `eligibility.CalendarUnknown` for a year whose working days nobody has published.
    """
    people = sorted(people, key=lambda case: case.pk)
    return notices.prepare(
        kind=kind,
        round=package.round,
        unit=package.unit,
        text=wording.notice_text(
            kind,
            round=package.round,
            unit=package.unit,
            names=[case.name for case in people],
            period=notices.period(package.round, kind, now),
            phone=phone,
        ),
        content=_content(package, kind, people),
        places=places,
        phone=phone,
        posted_at=now,
        by=acting.user,
    )


def _content(package, kind, people) -> list[dict]:
    if kind is NoticeKind.CRITERIA:
        return wording.criteria_content(package.round)
    shown = [wording.publishable(case) for case in people]
    if kind is NoticeKind.OPINIONS:
        found = Rating.objects.filter(case__in=people, submission=F("case__submission"))
        ratings = {rating.case_id: rating for rating in found.order_by("pk")}  # the last one stands
        for case, person in zip(people, shown, strict=True):
            rating = ratings.get(case.pk)
            born = case.submission.content["basic"]["birth_date"]
            person["opinion"] = wording.without_numbers(rating.opinion if rating else "", born)
    return shown
