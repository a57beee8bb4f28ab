"""World: one bureau, a department, a unit, the 2021 round, and a person in each hat.

Everything moves through the real services (`yangcheng_titles.demo.road`), at stated moments.
"""

from datetime import date, datetime, timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.clock import SHANGHAI
from accounts.models import Membership, Organisation, User
from accounts.roles import OrganisationKind, Role, UnitKind
from applications import services as filing
from applications import uploads
from applications.models import Round
from review import records
from review.checklist import PACKAGE_ITEMS, PERSON_ITEMS
from review.engine import Paper
from review.models import Attendance, Case, CommitteeMember, Meeting, Package
from review.services import assembling_package
from review.states import Action, CaseState
from tests.applications.files import pdf
from yangcheng_titles.demo import filling, road
from yangcheng_titles.demo.people import Person, bachelor


def at(text: str) -> datetime:
    """`11-08 09:00` of 2021 (or a full `2022-01-04 09:00`) in Asia/Shanghai."""
    full = text if text[4] == "-" else f"2021-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=SHANGHAI)


class World:
    """The hats, and verbs that bring a person's case to a state along the calendar of D15."""

    def __init__(self):
        self.round = Round.objects.get(year=2021)
        self.bureau = Organisation.objects.create(
            name="阳城县工业和信息化局", kind=OrganisationKind.BUREAU
        )
        hrss = Organisation.objects.create(
            name="阳城县人力资源和社会保障局", kind=OrganisationKind.HRSS
        )
        self.department = Organisation.objects.create(
            name="阳城县能源局", kind=OrganisationKind.DEPARTMENT
        )
        self.unit = self.make_unit("阳城县析城山煤业有限责任公司")
        self.hr = self.person("原海燕", self.unit, Role.UNIT)
        self.head = self.person("成建国", self.unit, Role.UNIT_HEAD)
        self.officer = self.person("卫东升", self.department, Role.DEPARTMENT)
        self.clerk = self.person("卫国栋", self.bureau, Role.CLERK)
        self.other_clerk = self.person("刘敏", self.bureau, Role.CLERK)
        self.lead = self.person("郭庆华", self.bureau, Role.LEAD)
        self.secretary = self.person("李慧", self.bureau, Role.SECRETARY)
        self.chair = self.person("王志远", self.bureau, Role.CHAIR)
        self.hrss = self.person("赵建平", hrss, Role.HRSS)
        self.serial = 100

    def make_unit(self, name, department=None):
        return Organisation.objects.create(
            name=name,
            kind=OrganisationKind.UNIT,
            unit_kind=UnitKind.STATE_OWNED,
            parent=department or self.department,
            supervision_phone="0356-4221234",
        )

    def person(self, name, organisation, role) -> Membership:
        user = User.objects.create_user(
            username=f"{role}{User.objects.count()}", password="rehearsal-2021", name=name
        )
        return Membership.objects.create(
            user=user, organisation=organisation, role=role, since=date(2021, 1, 1)
        )

    # --- applications ---
    def start(self, name="郭晓燕", *, unit=None, career=None, now=None):
        """An application with every section answered, not handed in."""
        self.serial += 1
        applicant = self.person(name, unit or self.unit, Role.APPLICANT)
        person = Person(
            name,
            "女",
            date(1997, 3, 12) + timedelta(days=(self.serial - 101) // 50),  # 50 numbers a day
            self.serial,
            career or bachelor("采矿工程", "采掘技术管理", "太原理工大学", "采矿工程"),
        )
        now = now or at("11-05 10:00")
        application, _ = filing.start(
            round=self.round, applicant=applicant.user, unit=applicant.organisation, now=now
        )
        return filling.fill(application, person, now=now)

    def applicant(self, case) -> Membership:
        return case.application.applicant.memberships.get(role=Role.APPLICANT)

    def submitted(self, name="郭晓燕", *, now=None, statement="", **kwargs) -> Case:
        application = self.start(name, **kwargs)
        return road.hand_in(
            application,
            acting=application.applicant.memberships.get(role=Role.APPLICANT),
            now=now or at("11-05 11:00"),
            statement=statement,
        )

    def again(self, case, *, now):
        """The applicant saves what was reopened and hands in the next version."""
        application = case.application
        application.refresh_from_db()
        for slug in application.reopened or ("title",):
            filing.note_change(application, slug)
        filing.mark_reviewed(application, now=now)
        road.hand_in(application, acting=self.applicant(case), now=now)

    # --- the road ---
    @property
    def package(self) -> Package:
        return assembling_package(self.round, self.unit)

    def case_at(self, state: CaseState, name="郭晓燕", **kwargs) -> Case:
        """A new person's case brought to `state`; everyone of the unit who waits goes along."""
        case = self.submitted(name, **kwargs)
        for reached, walk in self.stations(case):
            if case.state == state:
                break
            walk()
            case.refresh_from_db()
            assert case.state == reached
        assert case.state == state
        return case

    def stations(self, case):
        """(state reached, how) from 已提交单位 to 已归档, on the days of D15 and D35."""
        s, package, take = CaseState, case.package, self.step
        on = partial
        return (
            (s.UNIT_OK, on(self.pass_by_unit, case, "11-05 15:00")),
            (s.MATERIALS_NOTICE, on(self.post_first_notices, package)),
            (s.ASSESSMENT, on(self.clear_first_notices, package)),
            (s.OPINION_DRAFT, on(self.assess, package, "11-16 10:00")),
            (s.OPINION_NOTICE, on(self.post_opinions, package, "11-16 15:00")),
            (s.NOTICES_CLEAR, on(take, package, Action.CLEAR_OPINIONS, self.hr, "11-23 09:00")),
            (s.RECOMMENDED, on(self.recommend, package, "11-23 10:00")),
            (s.DEPARTMENT_REVIEW, on(self.file, package, "11-23 11:00")),
            (s.DEPARTMENT_OK, on(self.agree, package, "11-23 16:00")),
            (s.DELIVERED, on(self.receive, package, "11-24 09:00")),
            (s.ACCEPTED, on(self.accept, case)),
            (s.IN_REVIEW, on(take, case, Action.QUALIFY, self.secretary, "12-06 09:00")),
            (s.PASSED, lambda: self.hold_meeting([case])),
            (s.RESULT_NOTICE, on(self.publish_result, case)),
            (s.PENDING_CONFIRMATION, on(self.of_meeting, case, Action.CLEAR_RESULT, "12-27 09:00")),
            (s.CONFIRMED, on(self.confirm, case)),
            (s.ARCHIVED, on(self.of_meeting, case, Action.ARCHIVE, "12-31 09:00")),
        )

    def step(self, subject, action, acting, when, **data):
        road.take(subject, action, acting=acting, now=at(when), **data)

    def enter(self, subject, action, acting, when, *, dated_on, **data):
        """The step was done on paper on `dated_on`, and is entered at `when` (代录)."""
        paper = Paper(dated_on, uploads.check(SimpleUploadedFile("签字页.pdf", pdf())))
        return road.take(subject, action, acting=acting, now=at(when), paper=paper, **data)

    def of_meeting(self, case, action, when):
        self.step(case.meeting, action, self.secretary, when)

    def pass_by_unit(self, case, when):
        road.pass_by_unit(case, acting=self.hr, now=at(when))

    def post_first_notices(self, package):
        if not package.events.filter(action=Action.POST_CRITERIA).exists():
            road.post_criteria(package, acting=self.hr, now=at("11-08 09:00"))
        road.post_materials(package, acting=self.hr, now=at("11-09 09:00"))

    def clear_first_notices(self, package):
        if not package.events.filter(action=Action.CLEAR_CRITERIA).exists():
            self.step(package, Action.CLEAR_CRITERIA, self.hr, "11-15 09:00")
        self.step(package, Action.CLEAR_MATERIALS, self.hr, "11-16 08:30")

    def assess(self, package, when):
        road.assess(package, acting=self.hr, now=at(when))

    def post_opinions(self, package, when):
        road.post_opinions(package, acting=self.hr, now=at(when))

    def recommend(self, package, when):
        road.recommend(package, acting=self.head, now=at(when))

    def file(self, package, when):
        road.file_package(package, acting=self.hr, now=at(when))

    def agree(self, package, when):
        road.agree(package, acting=self.officer, now=at(when))

    def receive(self, package, when):
        road.receive(package, acting=self.clerk, now=at(when))

    def accept(self, case, now=None):
        now = now or at("11-25 10:00")
        road.mark_all(case, PERSON_ITEMS, acting=self.clerk, now=now)
        road.take(case, Action.ACCEPT, acting=self.clerk, now=now)

    def accept_package(self, package, now=None):
        now = now or at("11-25 16:00")
        road.mark_all(package, PACKAGE_ITEMS, acting=self.clerk, now=now)
        road.take(package, Action.ACCEPT, acting=self.clerk, now=now)

    # --- the committee ---
    def committee(self, size=9):
        positions = CommitteeMember.Position
        return [
            CommitteeMember.objects.create(
                name=f"评委{number}",
                employer="某单位",
                title="高级工程师",
                specialty="采矿工程",
                position=positions.CHAIR if number == 1 else positions.MEMBER,
                term_from=date(2020, 1, 1),
                term_until=date(2022, 12, 31),
            )
            for number in range(1, size + 1)
        ]

    def meeting(self, cases, *, size=9, held_on=date(2021, 12, 16)) -> Meeting:
        if not CommitteeMember.objects.exists():
            self.committee(size)
        meeting = records.plan_meeting(
            acting=self.secretary,
            round=self.round,
            title="2021年第一次评审会",
            held_on=held_on,
            place="工信局会议室",
        )
        records.set_agenda(meeting, acting=self.secretary, cases={case.pk for case in cases})
        return meeting

    def sign_in(self, meeting, count, now=None) -> list[Attendance]:
        now = now or at("12-16 08:40")
        seats = list(meeting.attendances.order_by("pk")[:count])
        for seat in seats:
            records.sign_in(seat, acting=self.secretary, now=now)
        return seats

    def open_vote(self, cases, *, present=8, size=9) -> tuple[Meeting, list[Attendance]]:
        meeting = self.meeting(cases, size=size)
        self.step(meeting, Action.CONVENE, self.secretary, "12-16 08:30")
        seats = self.sign_in(meeting, present)
        self.step(
            meeting, Action.OPEN_VOTE, self.chair, "12-16 09:00",
            chair_passphrase="太行山下", teller_passphrase="沁河水长",
        )  # fmt: skip
        meeting.refresh_from_db()
        return meeting, seats

    def close_vote(self, meeting, **change):
        data = {"chair_passphrase": "太行山下", "teller_passphrase": "沁河水长"} | change
        note = data.pop("note", "")
        road.take(
            meeting, Action.CLOSE_VOTE, acting=self.chair, now=at("12-16 11:00"), note=note, **data
        )

    def hold_meeting(self, cases, *, choices=None, default="yes") -> Meeting:
        """Convene, sign in 8 of 9, vote, close, announce."""
        meeting, seats = self.open_vote(cases)
        road.vote(meeting, seats, choices or {}, default=default)
        self.close_vote(meeting)
        self.step(meeting, Action.ANNOUNCE, self.chair, "12-16 11:30")
        for case in cases:
            case.refresh_from_db()
        return meeting

    def publish_result(self, case):
        self.step(
            case.meeting, Action.PUBLISH_RESULT, self.secretary, "12-20 09:00",
            places="工信局官网", phone="0356-4220191",
        )  # fmt: skip

    def confirm(self, case):
        self.step(
            case.meeting, Action.CONFIRM, self.hrss, "12-29 09:00",
            confirmation_number="阳人社职字〔2021〕12号", confirmed_on=date(2021, 12, 29),
        )  # fmt: skip
