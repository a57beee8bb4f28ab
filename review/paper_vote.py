"""纸质投票: two tellers count the same ballots, each for themself; the numbers stay sealed.

The counts are encrypted to the key of the meeting like ballots, and opened only by the close: no
interim number anywhere, and neither teller sees the other's.
"""

import json

import nacl.exceptions
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.roles import OrganisationKind, Role

from . import actors, ballots
from .engine import Refused
from .models import Meeting, PaperCount
from .states import Actor, MeetingState
from .votes import Count

TELLERS = 2
BEFORE_THE_VOTE = {MeetingState.PREPARING, MeetingState.SIGNING_IN}
Numbers = dict[int, tuple[int, int, int, int]]


@transaction.atomic
def choose(meeting, *, acting, paper: bool) -> None:
    """Paper or phones, before the vote opens; codes handed out for phones open nothing then."""
    if actors.ACTOR_OF.get(acting.role) is not Actor.SECRETARY:
        raise PermissionDenied
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state not in BEFORE_THE_VOTE:
        raise Refused("投票已经开始，不能再改投票方式。")
    meeting.paper = paper
    meeting.save(update_fields=["paper"])
    if paper:
        meeting.attendances.update(code_index="")


def is_teller(acting) -> bool:
    return acting.role == Role.TELLER and acting.organisation.kind == OrganisationKind.BUREAU


def to_count(acting):
    """The meetings whose paper ballots a teller counts now."""
    if not is_teller(acting):
        return Meeting.objects.none()
    return Meeting.objects.filter(paper=True, state=MeetingState.VOTING)


def voters_of(meeting) -> list[tuple]:
    """(case, present, recused) for everybody on the list, in the order of the ballot."""
    there = meeting.attendances.exclude(signed_in_at=None)
    present = there.count()
    aside = list(there.values_list("recusals__case", flat=True))
    cases = meeting.cases.select_related(
        "application__applicant", "application__unit", "submission"
    )
    return [(case, present, aside.count(case.pk)) for case in cases.order_by("application__number")]


@transaction.atomic
def seal_count(meeting, *, acting, numbers: Numbers) -> None:
    """What one teller counted, (赞成, 反对, 弃权, 废票) by case; once more replaces one's own.

    Raises `Refused` naming everybody whose numbers do not make up the votes cast.
    """
    if not is_teller(acting):
        raise PermissionDenied
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state != MeetingState.VOTING or not meeting.paper:
        raise Refused("现在不在点票时间。")
    if wrong := _off(meeting, numbers):
        raise Refused(*wrong)
    others = meeting.paper_counts.exclude(teller=acting.user)
    if others.count() >= TELLERS:
        raise Refused("两位监票人都已录入，第三人不能再录。")
    PaperCount.objects.update_or_create(
        meeting=meeting,
        teller=acting.user,
        defaults={"sealed": _seal(meeting, acting.user, numbers)},
    )


def _off(meeting, numbers) -> list[str]:
    """A sentence for each person whose numbers do not add up to the voters."""
    wrong = []
    for case, present, recused in voters_of(meeting):
        found = numbers.get(case.pk)
        if found is None or min(found) < 0 or sum(found) != present - recused:
            total = "没有录入" if found is None else f"合计{sum(found)}票"
            wrong.append(f"{case.name}{total}，应为{present - recused}票，请核对。")
    return wrong


def _seal(meeting, teller, numbers) -> bytes:
    said = json.dumps([meeting.pk, teller.pk, sorted((k, *v) for k, v in numbers.items())])
    return ballots.seal_text(said, meeting.public_key, length=64 + 64 * len(numbers))


def opened(meeting, key) -> list[tuple]:
    """(case, `Count`) as both tellers say; raises `Refused` where they do not agree."""
    counts = [_open(meeting, row, key) for row in meeting.paper_counts.order_by("pk")]
    if len(counts) != TELLERS:
        raise Refused(f"点票结果有{len(counts)}份，应有{TELLERS}份。")
    people = voters_of(meeting)
    apart = [case.name for case, *_ in people if counts[0][case.pk] != counts[1][case.pk]]
    if apart:
        raise Refused(f"两位监票人录入的数不一致：{'、'.join(apart)}。请重新清点，各自再录入一次。")
    size = meeting.attendances.count()
    return [
        (case, Count(size, present, recused, *counts[0][case.pk]))
        for case, present, recused in people
    ]


def _open(meeting, row, key) -> Numbers:
    try:
        of, teller, lines = json.loads(ballots.open_text(row.sealed, key))
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise Refused("有一份点票结果被改动过，会议已停止，请监票人到场。") from error
    if (of, teller) != (meeting.pk, row.teller_id):
        raise Refused("有一份点票结果不是这次会议的，会议已停止，请监票人到场。")
    return {case: tuple(numbers) for case, *numbers in lines}
