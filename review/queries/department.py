"""The department's desk: packages to look at, and the facts behind its four checks."""

from dataclasses import dataclass

from django.db.models import Count, Q

from applications import queries as applications
from components.calendars import countdown
from components.shapes import Countdown, Tile
from components.words import day_words, span_words
from review.models import Package
from review.prints.unit import notices_of, people_of
from review.prints.words import publicised
from review.queries import visible_packages
from review.states import CaseState, PackageState

#: What a person of the department vouches for, and nobody else.
SENTENCES = {
    "notices": "三公示齐全无异议",
    "head": "单位领导已签",
    "promises": "双承诺齐全",
    "list": "名单与汇总表一致",
}
DONE = (
    PackageState.DEPARTMENT_OK,
    PackageState.RECEIVED,
    PackageState.CORRECTION,
    PackageState.PARTLY_ACCEPTED,
    PackageState.ACCEPTED,
    PackageState.REFUSED,
    PackageState.ARCHIVED,
)
SHOWN = {
    "waiting": ("待审", (PackageState.DEPARTMENT_REVIEW,)),
    "due": ("今日到期", (PackageState.DEPARTMENT_REVIEW,)),
    "back": ("退回", (PackageState.SENT_BACK,)),
    "done": ("已审", DONE),
}


def facts_for(package) -> dict[str, str]:
    """For each check one sentence from the records, for the person who ticks it."""
    people = list(people_of(package).prefetch_related("unit_promises__paper", "objections"))
    notices = notices_of(package, people)
    missing = [kind.label for kind, found in notices.items() if not found]
    spans = "，".join(
        f"{kind.label}{span_words(publicised(n).first, publicised(n).last)}"
        for kind, found in notices.items()
        for n in found
    )
    objections = sum(case.objections.count() for case in people)
    promised = [case for case in people if case.unit_promises.all()]
    signers = {
        f"{p.signed_name}{day_words(p.given_on)}签字推荐{p.how}": None
        for case in promised
        for p in case.unit_promises.all()
    }
    count = len(people)
    return {
        "notices": f"缺{'、'.join(missing)}。"
        if missing
        else f"{spans}。{f'收到异议{objections}条，均已核查' if objections else '没有收到异议'}。",
        "head": "；".join(signers) + "。" if signers else "还没有单位领导签字的记录。",
        "promises": f"{count}人都签了个人承诺，单位承诺包含{len(promised)}人。",
        "list": f"本包{count}人，汇总表{count}行，由同一份名单生成。",
    }


_TONES = {"waiting": "act", "due": "alert"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package in the department's list; `left` is said for what still waits."""

    package: Package
    people: int
    arrived: object
    left: str = ""


def packages_of(acting, state: str, *, today) -> list[Waiting]:
    """The packages in one of the groups of `SHOWN`: the nearest last day of delivery first, and
    of those with one day what came first.
    """
    calendar = applications.calendar()
    rows = (
        visible_packages(acting)
        .filter(state__in=SHOWN[state][1])
        .annotate(people=Count("cases", filter=~Q(cases__state__in=GONE), distinct=True))
        .prefetch_related("events")
    )
    if state == "due":
        rows = rows.filter(round__acceptance_closes__lte=today)
    listed = [
        Waiting(p, p.people, _filed(p), _left(p.round.acceptance_closes, today, calendar))
        for p in rows
    ]
    return sorted(
        listed,
        key=lambda w: (
            w.package.round.acceptance_closes,
            w.arrived is None,
            w.arrived or 0,
            w.package.pk,
        ),
    )


def _left(closes, today, calendar) -> str:
    if today > closes:
        return f"{day_words(closes)}已截止"
    if today == closes:
        return "今天截止"
    return f"{day_words(closes)}截止，还有{calendar.count(today, closes)}个工作日"


GONE = (CaseState.DECLINED, CaseState.WITHDRAWN, CaseState.DEPARTMENT_REFUSED, CaseState.DRAFT)


def _filed(package):
    filed = [e.at for e in package.events.all() if e.target == PackageState.DEPARTMENT_REVIEW]
    return max(filed, default=None)


def tiles(acting, url: str, *, today) -> list[Tile]:
    """待审、今日到期、退回、已审, each a link to its list."""
    packages = visible_packages(acting)
    counts = {key: packages.filter(state__in=states).count() for key, (_, states) in SHOWN.items()}
    waiting = packages.filter(state__in=SHOWN["due"][1])
    counts["due"] = waiting.filter(round__acceptance_closes__lte=today).count()
    return [
        Tile(
            counts[key],
            label,
            f"{url}?show={key}",
            _TONES.get(key, "") if counts[key] else "",
        )
        for key, (label, _) in SHOWN.items()
    ]


def deadline(round, today) -> Countdown:
    """The last day of delivery, with working days."""
    return countdown(
        "距报送截止", round.acceptance_closes, today=today, calendar=applications.calendar()
    )
