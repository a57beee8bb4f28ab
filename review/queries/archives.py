"""The rounds and their archives, as the secretary's page lists them."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from applications.models import Round
from components.shapes import Meter
from review.archive.making import is_still
from review.archive.tables import CLOSED, of_round
from review.archive.writing import SECRET
from review.models import Event, RoundArchive

SEGMENTS = 20
_HANDED_IN = Q(applications__submissions__isnull=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A round, its last archive that was ordered, and the one whose file can be taken.

    `later`: a step was taken since that one was begun; `secret`: a count that is not announced yet.
    """

    round: Round
    archive: RoundArchive | None
    made: RoundArchive | None
    later: bool
    still: bool
    secret: bool

    @property
    def waiting(self) -> bool:
        return self.archive is not None and self.archive.stage == RoundArchive.Stage.QUEUED

    @property
    def said(self) -> str:
        if not self.archive.total:
            return "正在排队，马上开始"
        return f"已写入{self.archive.made}人，共{self.archive.total}人"

    @property
    def meter(self) -> Meter:
        done = SEGMENTS * self.archive.made // max(self.archive.total, 1)
        return Meter(("done",) * done + ("none",) * (SEGMENTS - done), self.said)


def rounds_with_archives(*, now) -> list[Shown]:
    """Newest round first, with how many handed in and how many of them are still on the road."""
    rounds = Round.objects.annotate(
        people=Count("applications", filter=_HANDED_IN, distinct=True),
        open=Count(
            "applications",
            filter=_HANDED_IN & ~Q(applications__case__state__in=CLOSED),
            distinct=True,
        ),
        secret=Count("meetings", filter=Q(meetings__state__in=SECRET), distinct=True),
        last_step=Subquery(
            Event.objects.filter(of_round(OuterRef("pk"))).order_by("-number").values("number")[:1]
        ),
    ).prefetch_related(Prefetch("archives", RoundArchive.objects.select_related("round")))
    return [_shown(round, now) for round in rounds.order_by("-year")]


def _shown(round, now) -> Shown:
    archives = list(round.archives.all())
    last = archives[-1] if archives else None
    made = next((one for one in reversed(archives) if one.path), None)
    return Shown(
        round=round,
        archive=last,
        made=made,
        later=bool(made and (round.last_step or 0) > made.length),
        still=last is not None and is_still(last, now),
        secret=bool(round.secret),
    )
