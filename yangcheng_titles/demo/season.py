"""The verbs of the rehearsal's season, and the list of dated steps they are put on."""

from datetime import datetime, timedelta

from accounts import invitations, registering
from accounts.clock import SHANGHAI
from accounts.models import Message, User
from applications import services as filing
from applications.models import Application
from review import enquiring, integrity, records, reminders
from review.checklist import PACKAGE_ITEMS, PERSON_ITEMS
from review.models import Case, Meeting, Objection, Package
from review.services import assembling_package
from review.states import Action as A

from . import filling, road
from .cast import CAREERS, PASSWORD, cast

PASSPHRASES = {"chair_passphrase": "析城山下", "teller_passphrase": "沁河水长"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2021-{text}").replace(tzinfo=SHANGHAI)


class Season:
    """A list of dated steps, played in the order of their moments."""

    def __init__(self, register, round_2021, round_2020):
        self.register = register
        self.rounds = {2021: round_2021, 2020: round_2020}
        self.round_of = {}
        self.people, self.members = {}, {}
        self.steps = []
        first = 1
        for unit, careers in CAREERS.items():
            self.people[unit] = cast(careers, first)
            first += len(self.people[unit])

    def play(self, *, until) -> int:
        due = sorted((s for s in self.steps if s[0] <= until), key=lambda step: step[0])
        for moment, verb, args, kwargs in due:
            verb(*args, now=moment, **kwargs)
        return len(due)

    def on(self, when, verb, *args, **kwargs):
        self.steps.append((at(when), verb, args, kwargs))

    # --- verbs: look things up when their day comes ----------------------------------------------
    def case(self, unit, index) -> Case:
        return Case.objects.get(application__applicant__username=self.username(unit, index))

    def username(self, unit, index):
        return f"p{self.people[unit][index].serial:03d}"

    def package(self, unit) -> Package:
        return assembling_package(
            self.rounds[self.round_of[unit]], self.register.units[unit].organisation
        )

    def first_package(self, unit) -> Package:
        return Package.objects.get(unit=self.register.units[unit].organisation, sequence=1)

    def meeting(self, title) -> Meeting:
        return Meeting.objects.get(title=title)

    def member(self, unit, index):
        key = self.username(unit, index)
        if key not in self.members:
            self.members[key] = self.register.applicant(unit, self.people[unit][index])
        return self.members[key]

    def sign_up(self, unit, person, *, now):
        """By themselves; the unit has not answered yet."""
        user, _ = registering.sign_up(
            name=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            unit=self.register.units[unit].organisation,
            password=PASSWORD,
            now=now,
        )
        User.objects.filter(pk=user.pk).update(is_demo=True)

    def invite(self, unit, person, *, now):
        invitations.invite(
            acting=self.register.units[unit],
            name=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            now=now,
        )

    def begin(self, unit, index, *, now):
        member = self.member(unit, index)
        filing.start(
            round=self.rounds[self.round_of[unit]],
            applicant=member.user,
            unit=member.organisation,
            now=now,
        )

    def hand_in(self, unit, index, *, now):
        member = self.member(unit, index)
        self.begin(unit, index, now=now)
        application = Application.objects.get(applicant=member.user)
        person = self.people[unit][index]
        filling.fill(application, person, now=now)
        road.hand_in(application, acting=member, now=now, statement=person.career.statement)

    def pass_by_unit(self, unit, *indices, now):
        for index in indices:
            road.pass_by_unit(self.case(unit, index), acting=self.register.units[unit], now=now)

    def step(self, unit, index, action, who, *, now, note="", **data):
        road.take(self.case(unit, index), action, acting=who, now=now, note=note, **data)

    def package_step(self, unit, action, who, *, now, **data):
        road.take(self.package(unit), action, acting=who, now=now, **data)

    def by_unit(self, unit, verb, *, now, only=None, **kwargs):
        if only is not None:
            kwargs["chosen"] = [self.case(unit, index) for index in only]
        verb(self.package(unit), acting=self.register.units[unit], now=now, **kwargs)

    def recommend(self, unit, *, now, only=None):
        chosen = None if only is None else [self.case(unit, index) for index in only]
        road.recommend(self.package(unit), acting=self.register.heads[unit], now=now, chosen=chosen)

    def file(self, unit, *, now):
        road.file_package(self.package(unit), acting=self.register.units[unit], now=now)

    def agree(self, unit, who, *, now):
        road.agree(self.first_package(unit), acting=who, now=now)

    def receive(self, unit, *, now, shelf="A"):
        road.receive(
            self.first_package(unit), acting=self.register.officers["weiguodong"], now=now,
            shelf=shelf,
        )  # fmt: skip

    def check(self, unit, index, *, now, failing=()):
        road.mark_all(
            self.case(unit, index), PERSON_ITEMS,
            acting=self.register.officers["weiguodong"], now=now, failing=failing,
        )  # fmt: skip

    def accept(self, unit, *indices, now):
        for index in indices:
            self.check(unit, index, now=now)
            self.step(unit, index, A.ACCEPT, self.register.officers["weiguodong"], now=now)

    def accept_package(self, unit, *, now):
        clerk = self.register.officers["weiguodong"]
        package = self.first_package(unit)
        road.mark_all(package, PACKAGE_ITEMS, acting=clerk, now=now)
        road.take(package, A.ACCEPT, acting=clerk, now=now)

    def qualify(self, unit, *indices, now):
        for index in indices:
            case = self.case(unit, index)
            road.settle_all(case, acting=self.register.officers["lihui"], now=now)
            self.step(unit, index, A.QUALIFY, self.register.officers["lihui"], now=now)

    def plan_meeting(self, title, held_on, people, *, now):
        secretary = self.register.officers["lihui"]
        meeting = records.plan_meeting(
            acting=secretary,
            round=self.rounds[self.round_of[people[0][0]]],
            title=title,
            held_on=at(f"{held_on} 00:00").date(),
            place="阳城县工信局二楼会议室",
        )
        cases = {self.case(unit, index).pk for unit, index in people}
        records.set_agenda(meeting, acting=secretary, cases=cases)

    def vote(self, title, against, *, now):
        """Convene, sign in eight, vote, count; `against` [(unit, index)] get only four 同意."""
        secretary, chair = (self.register.officers[key] for key in ("lihui", "wangzhiyuan"))
        meeting = self.meeting(title)
        road.take(meeting, A.CONVENE, acting=secretary, now=now)
        seats = list(meeting.attendances.order_by("pk")[:8])
        for seat in seats:
            records.sign_in(seat, acting=secretary, now=now)
        road.take(meeting, A.OPEN_VOTE, acting=chair, now=now, **PASSPHRASES)
        lost = [self.case(unit, index).pk for unit, index in against]
        road.vote(meeting, seats, {(seat.pk, pk): "no" for seat in seats[:4] for pk in lost})
        road.take(meeting, A.CLOSE_VOTE, acting=chair, now=now, **PASSPHRASES)
        road.take(meeting, A.ANNOUNCE, acting=chair, now=now)

    def meeting_step(self, title, action, who, *, now, **data):
        road.take(self.meeting(title), action, acting=self.register.officers[who], now=now, **data)

    def clear_result(self, title, people, *, now):
        road.take(
            self.meeting(title), A.CLEAR_RESULT, acting=self.register.officers["lihui"], now=now,
            chosen=[self.case(unit, index) for unit, index in people],
        )  # fmt: skip

    def object(self, unit, index, kind, content, *, now):
        case = self.case(unit, index)
        notice = case.notice_entries.filter(notice__kind=kind).last().notice
        records.file_objection(notice, now=now, content=content, cases=[case.pk])

    def conclude(self, unit, index, who, *, now, finding):
        objection = Objection.objects.filter(case=self.case(unit, index), conclusion="").get()
        records.conclude_objection(
            objection, acting=who, now=now, conclusion="unfounded", finding=finding
        )

    def revoke(self, unit, index, *, number, facts, told_on, heard_on, ban_years, now):
        """取消资格: found and heard by the secretary, decided by the lead the same day."""
        case = self.case(unit, index)
        integrity.prepare(
            case, acting=self.register.officers["lihui"], now=now, facts=facts, told_on=told_on,
            plea="statement", heard_on=heard_on, plea_record="本人承认，没有异议。",
            ban_years=ban_years,
        )  # fmt: skip
        road.take(
            case, A.REVOKE, acting=self.register.officers["guoqinghua"], now=now,
            note=f"{facts}取消评审通过资格，依据六（二）。", decision_number=number,
            decided_on=now.date(),
        )  # fmt: skip

    def ask(self, kind, content, *, now):
        enquiring.ask(now=now, kind=kind, content=content)

    def reprimand(self, unit, number, *, shown_until, now):
        integrity.reprimand(
            self.register.units[unit].organisation,
            acting=self.register.officers["guoqinghua"],
            now=now,
            round=self.rounds[self.round_of[unit]],
            number=number,
            shown_until=shown_until,
        )

    def remind(self, *, now):
        reminders.send(now=now)

    def read_messages(self, *, now):
        """Everybody reads what they were told the days before."""
        Message.objects.filter(read_at=None).update(read_at=now)

    # --- spans of several days ---
    def daily(self, first, last):
        """The daily timer, and people reading their messages in the evening of all but the last."""
        day, end = at(f"{first} 07:30"), at(f"{last} 07:30")
        while day <= end:
            self.steps.append((day, self.remind, (), {}))
            if day < end:
                evening = day.replace(hour=18)
                self.steps.append((evening, self.read_messages, (), {}))
            day += timedelta(days=1)

    def hand_in_all(self, unit, day, indices):
        for number, index in enumerate(indices):
            self.on(
                f"{day} {9 + number // 4:02d}:{10 + 12 * (number % 4):02d}",
                self.hand_in,
                unit,
                index,
            )

    def three_notices(self, unit, *, first, second, cleared, assessed, last, only=None):
        """①, ②, the results of both, 评议 and ③ (of all, or `only` some) on the days named."""
        hr = self.register.units[unit]
        self.on(f"{first} 08:40", self.by_unit, unit, road.post_criteria)
        self.on(f"{second} 08:50", self.by_unit, unit, road.post_materials)
        self.on(f"{cleared} 08:30", self.package_step, unit, A.CLEAR_CRITERIA, hr)
        self.on(f"{cleared} 08:40", self.package_step, unit, A.CLEAR_MATERIALS, hr)
        self.on(f"{assessed} 10:00", self.by_unit, unit, road.assess)
        self.on(f"{last} 15:00", self.by_unit, unit, road.post_opinions, only=only)

    def to_department(self, unit, day, cleared="08:40"):
        self.on(
            f"{day} {cleared}", self.package_step, unit, A.CLEAR_OPINIONS, self.register.units[unit]
        )
        self.on(f"{day} 09:20", self.recommend, unit)
        self.on(f"{day} 10:20", self.file, unit)

    def pass_all(self, unit, *, now):
        self.pass_by_unit(unit, *range(len(self.people[unit])), now=now)
