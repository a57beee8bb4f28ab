"""What a set of papers was made from, in few queries: whether it still is what the records say.

A stamp is a short hash for each person and one for the unit. It holds what the papers hold, read
without making them; the department's opinion stands apart, because paper signed before it counts.
"""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from review.models import NoticeEntry, NoticePhoto, Objection, Rating
from review.prints.unit import BEFORE_FILING, people_of

UNIT, OPINION = "unit", "opinion"
WORDS = {UNIT: "单位材料改过"}


def stamps_of(package) -> dict[str, str]:
    """The stamps of a package as it stands: `case:12`, `unit` and `opinion`."""
    people = list(people_of(package))
    inputs = {case.pk: [case.submission_id, case.name, []] for case in people}
    for rows in _rows_of(people):
        for pk, *values in rows:
            inputs[pk][2].append(values)
    return {f"case:{pk}": _hash(values) for pk, values in inputs.items()} | {
        UNIT: _hash(_of_unit(package)),
        OPINION: _hash(package.department_opinion),
    }


def _rows_of(people):
    """Ratings, publicities and objections of the people: what stands on 评审表 and 记实表."""
    entries = NoticeEntry.objects.filter(case__in=people, notice__stopped_at=None)
    yield (
        Rating.objects.filter(case__in=people)
        .order_by("pk")
        .values_list("case", "pk", "opinion", "voters", "agree", "disagree")
    )
    yield entries.order_by("pk").values_list(
        "case", "notice", "notice__first_day", "notice__last_day", "notice__places"
    )
    yield (
        Objection.objects.filter(case__in=people)
        .order_by("pk")
        .values_list("case", "pk", "conclusion", "finding")
    )


def _of_unit(package) -> list:
    unit, round = package.unit, package.round
    photos = NoticePhoto.objects.filter(
        notice__unit=unit, notice__round=round, notice__stopped_at=None
    )
    promises = package.promises.exclude(paper=None)
    return [
        unit.name,
        unit.parent_id,
        package.state in BEFORE_FILING,
        package.deliverer,
        package.deliverer_phone,
        round.service_until,
        list(photos.order_by("pk").values_list("sha256", flat=True)),
        list(promises.order_by("pk").values_list("paper__scan_sha256", flat=True)),
    ]


def _hash(value) -> str:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changes(then: dict[str, str], now: dict[str, str], names: dict[str, str]) -> list[str]:
    """What has changed since, in words: who, and which paper. Empty while the set is current.

    `names` says who `case:12` is. The department's opinion alone voids nothing.
    """
    said = []
    for key in now.keys() - {OPINION}:
        if key not in then:
            said.append(f"增加了{names[key]}")
        elif now[key] != then[key]:
            said.append(WORDS.get(key) or f"{names[key]}的评审表改过")
    gone = [key for key in then if key not in now]
    said += [f"{names.get(key, '有人')}不在名单里了" for key in gone]
    return sorted(said)
