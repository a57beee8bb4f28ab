"""The papers of a meeting besides its result: 会议纪要 and the ballot papers."""

from django.utils import timezone

from documents import shapes
from review import votes
from review.models import Minutes
from review.paper_vote import voters_of
from review.prints.words import NothingToPrint
from review.states import MeetingState

VOTING = {True: "无记名纸质投票，两名监票人分别点票", False: "无记名电子投票，一次性表决码"}
PRESIDING = ("主任委员", "副主任委员")


def minutes(meeting) -> shapes.MeetingMinutes:
    """评审会议纪要 as it was frozen, with the notes added since."""
    frozen = Minutes.objects.filter(meeting=meeting).first()
    if frozen is None:
        raise NothingToPrint("这次评审会还没有计票，会议纪要还没有定稿。")
    said = frozen.content
    present = len(said["present"])
    return shapes.MeetingMinutes(
        imprint=shapes.Imprint(
            number=f"纪{meeting.round.year}-{meeting.pk:04d}",
            label="纪要编号",
            recorded=timezone.localtime(frozen.frozen_at),
        ),
        year=meeting.round.year,
        committee=meeting.round.committee,
        meeting=meeting.title,
        met_on=meeting.held_on,
        place=meeting.place,
        chair=_presiding(said["present"]),
        size=said["size"],
        present=present,
        quorum=votes.quorum(said["size"]),
        voting=VOTING[said["paper"]],
        opened=said["opened"][-5:],
        closed=said["closed"][-5:],
        attended=tuple(map(_member, said["present"])),
        absent=tuple(map(_member, said["absent"])),
        drawing="；".join(said["drawings"]),
        recusals=tuple(
            f"{member}回避{person}：{why}（{how}）" for member, person, why, how in said["recusals"]
        ),
        discussion=tuple(filter(None, said["discussion"].splitlines())),
        rows=tuple(_row(vote) for vote in said["votes"]),
        remark=said["close_note"],
        notes=tuple(
            f"{timezone.localtime(note.at):%Y年%m月%d日%H:%M}，{note.by.name}：{note.text}"
            for note in frozen.notes.select_related("by")
        ),
    )


def _member(said) -> str:
    name, position, title, employer = said
    return f"{name}（{position}，{title}，{employer}）"


def _presiding(present) -> str:
    """The chair if present, else the first vice-chair (40号令 19)."""
    for wanted in PRESIDING:
        for name, position, *_ in present:
            if position == wanted:
                return f"{name}（{position}）"
    return ""


def _row(vote) -> shapes.BallotRow:
    same = ("number", "name", "unit", "specialty", "recused", "yes", "no", "abstain", "invalid")
    return shapes.BallotRow(
        **{key: vote[key] for key in same},
        threshold=vote["needed"],
        outcome="通过" if vote["passed"] else "未通过",
        note="需秘书确认" if vote["needs_remark"] else "",
    )


def voting_on_paper(meeting) -> bool:
    return meeting.paper and meeting.state in (MeetingState.SIGNING_IN, MeetingState.VOTING)


def paper_ballots(meeting) -> shapes.PaperBallots:
    """As many papers as voters. Whom somebody stands aside for has a paper of their own, so that
    no paper tells by what is not on it whose it is.
    """
    people = voters_of(meeting)
    if not people or not people[0][1]:
        raise NothingToPrint("还没有评委签到，签到后按实到人数印表决票。")
    common = [(case, present) for case, present, recused in people if not recused]
    ballots = [(case, present - recused) for case, present, recused in people if recused]
    papers = [([case for case, _ in common], common[0][1])] if common else []
    papers += [([case], copies) for case, copies in ballots]
    return shapes.PaperBallots(
        imprint=shapes.Imprint(number=f"票{meeting.round.year}-{meeting.pk:04d}", label="会议编号"),
        year=meeting.round.year,
        committee=meeting.round.committee,
        meeting=meeting.title,
        met_on=meeting.held_on,
        ballots=tuple(
            shapes.PaperBallot(rows=tuple(map(_person, cases)), copies=copies)
            for cases, copies in papers
        ),
    )


def _person(case) -> shapes.BallotPerson:
    return shapes.BallotPerson(
        number=case.number,
        name=case.name,
        unit=case.unit.name,
        specialty=case.submission.content["title"]["specialty"],
    )
