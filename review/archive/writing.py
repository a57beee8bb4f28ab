"""What is in the archive of a round, and the one pass that writes it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db.models import Count, Prefetch, QuerySet
from django.template.loader import render_to_string

from applications import summaries
from applications.models import Round
from components.verdicts import conclusion, verdict_cards
from documents import exports
from documents.hashed_zip import HashedZip
from eligibility import Verdict
from review import minutes, publicity
from review.archive import files, tables
from review.engine import Refused
from review.issued import reference
from review.models import Certificate, ChainHead, Event, Meeting, Notice, Package
from review.states import MeetingState, NoticeKind

SLICE = 50
"""People read at a time: what is held does not grow with the round."""
SECRET = (MeetingState.VOTING, MeetingState.COUNTED)
PAGES = (("单位", "units"), ("人员", "people"), ("公示", "notices"), ("评审会", "meetings"),
         ("证书", "certificates"))  # fmt: skip


class Moved(Exception):
    """Somebody took a step in the round while the archive was written."""


@dataclass(slots=True)
class Written:
    """What became of it. `missing`: a sentence for each file that could not be put in whole."""

    people: int
    length: int
    chain: str
    unfinished: int
    files: int = 0
    missing: list[str] = field(default_factory=list)


def refuse_while_secret(round: Round) -> None:
    """Raises Refused between the vote and its announcement: no count is told before (40号令)."""
    meeting = round.meetings.filter(state__in=SECRET).first()
    if meeting:
        raise Refused(f"“{meeting.title}”还没有宣布结果，宣布以后再归档。")


def write(
    round: Round, target: Path, *, now: datetime, told: Callable[[int], None] = lambda done: None
) -> Written:
    """Write the archive to `target`; `told` hears how many people are in it.

    Raises Refused as `refuse_while_secret`, and Moved when the round did not stand still.
    """
    refuse_while_secret(round)
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    cases = tables.cases_of(round)
    written = Written(
        people=cases.count(),
        length=head.length,
        chain=head.sha256,
        unfinished=cases.exclude(state__in=tables.CLOSED).count(),
    )
    with HashedZip(target, now) as zipped:
        _Pass(zipped, round, now, written).all(cases, told)
        refuse_while_secret(round)
        if Event.objects.filter(tables.of_round(round), number__gt=head.length).exists():
            raise Moved
    written.files = len(zipped.sums) + 1
    return written


def _slices(rows: Iterator) -> Iterator[list]:
    while some := list(islice(rows, SLICE)):
        yield some


@dataclass(slots=True)
class _Pass:
    """One writing of one archive; every page gets the round and what was written so far."""

    zipped: HashedZip
    round: Round
    now: datetime
    written: Written

    def all(self, cases: QuerySet, told: Callable[[int], None]) -> None:
        self.zipped.text("样式.css", render_to_string("review/archive/style.css"))
        self.cases(cases, told)
        self.notices()
        self.meetings()
        self.units()
        self.lists(cases)
        for table in tables.TABLES:
            rows = table.read(self.round, self.written.length)
            pieces = exports.stream("csv", table.columns, rows, title=table.name)
            self.zipped.pieces(f"表格/{table.name}.csv", pieces)
        about = self.about(tables=tables.TABLES)
        self.zipped.text("链头.txt", f"{self.written.length} {self.written.chain}\n")
        self.zipped.text("说明.txt", render_to_string("review/archive/about.txt", about))
        self.page("index.html", "index", tables=tables.TABLES)

    def about(self, **more) -> dict:
        return {
            "round": self.round, "now": self.now, "written": self.written, "pages": PAGES, **more
        }  # fmt: skip

    def page(self, name: str, template: str, **context) -> None:
        """A page of the archive; `up` leads from its folder to the root."""
        context = self.about(up="../" * name.count("/"), **context)
        self.zipped.text(name, render_to_string(f"review/archive/{template}.html", context))

    def put(self, folder: str, page: str, kept: Iterable[files.Kept]) -> list[files.Line]:
        lines = files.put(self.zipped, folder, page, kept)
        self.written.missing += [
            f"{page} {line.label} {line.name}：{line.fault}" for line in lines if line.fault
        ]
        return lines

    # --- people --------------------------------------------------------------------------------
    def cases(self, cases, told) -> None:
        rows = cases.select_related(
            "application__specialty", "application__round", "package__unit", "meeting", "revocation"
        ).prefetch_related(
            Prefetch("events", Event.objects.select_related("paper").order_by("number")),
            "application__submissions", "settlements__by", "letters", "ratings__assessment",
            "tallies__meeting", "objections__notice", "rechecks__files",
        )  # fmt: skip
        done = 0
        for some in _slices(rows.iterator(chunk_size=SLICE)):
            letters = [letter for case in some for letter in case.letters.all()]
            issued = files.issued_of([*some, *letters])
            for case in some:
                self.case(case, issued)
            done += len(some)
            told(done)

    def case(self, case, issued) -> None:
        submissions = list(case.application.submissions.all())
        events = list(case.events.all())
        kept = [
            *files.uploads_of(submissions),
            *(file for s in (case, *case.letters.all()) for file in issued.get(reference(s), ())),
            *files.scans_of(events),
            *files.rechecks_of(case),
        ]
        self.page(
            f"申报件/{case.number}.html",
            "case",
            case=case,
            versions=[self.version(s) for s in reversed(submissions)],
            events=events,
            tallies=[t for t in case.tallies.all() if t.meeting.state in tables.ANNOUNCED],
            files=self.put("申报件", case.number, kept),
        )

    @staticmethod
    def version(submission) -> dict:
        """One version handed in: what it said, with number and phone masked, and its verdict."""
        verdict = Verdict.from_dict(submission.verdict)
        private = json.loads(submission.private)
        return {
            "submission": submission,
            "summaries": summaries.summaries(submission.content, private, submission.papers),
            "conclusion": conclusion(verdict, second_person=False),
            "cards": verdict_cards(verdict, second_person=False),
        }

    # --- notices, meetings, units --------------------------------------------------------------
    def notices(self) -> None:
        rows = Notice.objects.filter(round=self.round).select_related("unit", "meeting", "round")
        rows = list(rows.prefetch_related("photos", "objections").order_by("posted_at", "pk"))
        issued = files.issued_of(rows)
        for notice in rows:
            kept = [*files.photos_of(notice), *issued.get(reference(notice), ())]
            criteria = notice.kind == NoticeKind.CRITERIA
            self.page(
                f"公示/{notice.code}.html",
                "notice",
                notice=notice,
                clauses=publicity.clauses(notice) if criteria else (),
                people=() if criteria else publicity.people(notice),
                files=self.put("公示", notice.code, kept),
            )
        self.page("公示.html", "notices", notices=rows)

    def meetings(self) -> None:
        rows = Meeting.objects.filter(round=self.round).order_by("held_on", "pk")
        rows = list(rows.select_related("minutes").prefetch_related("minutes__notes__by"))
        issued = files.issued_of(rows)
        for meeting in rows:
            frozen = getattr(meeting, "minutes", None)
            self.page(
                f"评审会/{meeting.pk}.html",
                "meeting",
                meeting=meeting,
                minutes=frozen,
                intact=frozen and minutes.is_intact(frozen),
                events=meeting.events.order_by("number"),
                files=self.put("评审会", str(meeting.pk), issued.get(reference(meeting), ())),
            )
        self.page("评审会.html", "meetings", meetings=rows)

    def units(self) -> None:
        rows = Package.objects.filter(round=self.round).select_related("unit__parent")
        rows = rows.prefetch_related(
            "intakes", Prefetch("events", Event.objects.select_related("paper").order_by("number"))
        )
        rows = list(rows.order_by("unit__name", "sequence").annotate(people=Count("cases")))
        issued = files.issued_of([*rows, *(one for row in rows for one in row.intakes.all())])
        for package in rows:
            subjects = (package, *package.intakes.all())
            kept = [file for one in subjects for file in issued.get(reference(one), ())]
            kept += files.scans_of(package.events.all())
            self.page(
                f"材料袋/{package.pk}.html",
                "package",
                package=package,
                cases=tables.cases_of(self.round).filter(package=package),
                files=self.put("材料袋", str(package.pk), kept),
            )
        self.page("单位.html", "units", packages=rows)

    def lists(self, cases) -> None:
        self.page("人员.html", "people", cases=cases.iterator(chunk_size=tables.SLICE))
        awarded = Certificate.objects.filter(case__application__round=self.round)
        awarded = awarded.select_related("case__application").order_by("number")
        self.page("证书.html", "certificates", certificates=awarded)
