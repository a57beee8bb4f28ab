"""One county with everything in it: three units of two departments, files at every stage, all hats.

Built once for all tests of this folder; each test runs inside a savepoint of it.
"""

import hashlib
from contextlib import contextmanager
from datetime import date

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from accounts.models import Membership, Organisation, User
from accounts.roles import OrganisationKind, Role
from applications import uploads
from components.identity import mask
from review import building, enquiring, evidence, issued, records
from review.checklist import PERSON_ITEMS
from review.models import Case, Notice, Reprimand
from review.states import Action, CaseState, NoticeKind
from tests.applications import files
from tests.world import World, at
from yangcheng_titles.demo import road

NOW = "12-21 10:00"
OURS = ("accounts", "applications", "review")
SKIPPED_TABLES = {"django_session", "django_migrations", "sqlite_sequence"}


def rows() -> dict[str, list[str]]:
    """Every table but the sessions, each row as text in the order of its key."""
    with connection.cursor() as cursor:
        names = sorted(set(connection.introspection.table_names(cursor)) - SKIPPED_TABLES)
        found = {}
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608  names from the database
            found[name] = [
                repr([bytes(v) if isinstance(v, memoryview) else v for v in row])
                for row in cursor.fetchall()
            ]
    return found


def digest() -> str:
    return hashlib.sha256(repr(rows()).encode()).hexdigest()


def session_of(membership: Membership) -> str:
    """The key of a session signed in as this person in this capacity."""
    session = SessionStore()
    session[SESSION_KEY] = str(membership.user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = membership.user.get_session_auth_hash()
    session["membership"] = membership.pk
    session.create()
    return session.session_key


def rewind_keys():
    """The next rows get the same keys again: PostgreSQL does not take numbers back."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models(True)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


class Visitor(Client):
    """A browser that reads every answer to its end, files too. An error of ours is an answer."""

    def __init__(self):
        super().__init__(raise_request_exception=False)

    def request(self, **request):
        response = super().request(**request)
        response.body = b"".join(response) if response.streaming else response.content
        if file := getattr(response, "file_to_stream", None):
            file.close()  # of an answer without a body
        return response


class Scene:
    """`hats`: name → Membership (None for a stranger); `client(hat)` acts in it."""

    def __init__(self):
        self.world = world = World()
        self.near_unit = world.unit
        self.near = {"hr": world.hr, "head": world.head, "officer": world.officer}
        self.done_unit = world.make_unit("阳城县白桑精密铸造有限公司")
        self.done = {
            "hr": world.person("郗人事", self.done_unit, Role.UNIT),
            "head": world.person("郗厂长", self.done_unit, Role.UNIT_HEAD),
            "officer": world.officer,
        }
        far_department = Organisation.objects.create(
            name="阳城县住房和城乡建设管理局", kind=OrganisationKind.DEPARTMENT
        )
        self.far_unit = world.make_unit("阳城县沁河市政工程有限公司", far_department)
        self.far = {
            "hr": world.person("郗远人事", self.far_unit, Role.UNIT),
            "head": world.person("郗远经理", self.far_unit, Role.UNIT_HEAD),
            "officer": world.person("郗远科长", far_department, Role.DEPARTMENT),
        }
        self._walk_done()
        self._walk_far()
        self._walk_near()
        self._ask_for_papers()
        self.hats = self._hats()
        self._handler = Visitor().handler
        self._sessions = {
            hat: session_of(membership)
            for hat, membership in self.hats.items()
            if isinstance(membership, Membership)
        }

    @contextmanager
    def acting_for(self, people):
        """The unit and department whose people `World` moves."""
        kept = {name: getattr(self.world, name) for name in people}
        vars(self.world).update(people)
        try:
            yield self.world
        finally:
            vars(self.world).update(kept)

    def _walk_done(self):
        """One person whose result is public, one who waits on the list of a second meeting."""
        with self.acting_for(self.done) as world:
            self.waiting_case = world.submitted("郗待评", unit=self.done_unit)
            world.pass_by_unit(self.waiting_case, "11-05 14:00")
            self.done_case = world.case_at(CaseState.RESULT_NOTICE, "郗已办", unit=self.done_unit)
            self.waiting_case.refresh_from_db()
            world.accept(self.waiting_case, at("11-25 11:00"))
            world.step(self.waiting_case, Action.QUALIFY, world.secretary, "12-06 10:00")
        self.meeting = self.done_case.meeting
        self.next_meeting = world.meeting([self.waiting_case], held_on=date(2021, 12, 28))
        self.result = Notice.objects.get(kind=NoticeKind.RESULT)
        self.result_objection = records.conclude_objection(
            records.file_objection(
                self.result,
                now=at("12-20 15:30"),
                content="反映学历不实，请核查毕业证书。",
                cases={self.done_case.pk},
            )[0],
            acting=world.secretary,
            now=at("12-20 17:00"),
            conclusion="unfounded",
            finding="已看过毕业证书原件。",
        )
        self.complaint = enquiring.ask(
            now=at("12-20 15:40"), kind="complaint", content="反映办理太慢，请查。", contact=""
        )
        self.reprimand = Reprimand.objects.create(
            round=world.round,
            unit=self.done_unit,
            code="0123456789ab",
            number="阳工信函字〔2021〕30号",
            people=1,
            issued_at=at("12-20 16:00"),
            issued_by=world.lead.user,
            shown_until=date(2022, 6, 30),
        )
        self._fresh("waiting_case", "done_case", "meeting")

    def _walk_far(self):
        """One person at 303 with a letter to answer."""
        with self.acting_for(self.far) as world:
            self.far_case = world.case_at(CaseState.NOTICES_CLEAR, "郗远河", unit=self.far_unit)
            package = self.far_case.package
            world.enter(
                package, Action.RECOMMEND, world.hr, "11-23 10:00",
                dated_on=date(2021, 11, 23), signed_name="郗建国",
            )  # fmt: skip
            world.file(package, "11-23 11:00")
            world.agree(package, "11-23 16:00")
            world.receive(package, "11-24 09:00")
        road.mark_all(
            self.far_case,
            PERSON_ITEMS,
            acting=world.clerk,
            now=at("11-25 09:00"),
            failing={PERSON_ITEMS[0].key},
        )
        world.step(self.far_case, Action.CORRECT, world.clerk, "11-25 10:00")
        self._fresh("far_case")
        self.far_letter = self.far_case.letters.get()
        self.entry = self.far_case.package.events.get(action=Action.RECOMMEND).paper

    def _walk_near(self):
        """One person in the unit's hands, one in publicity ② under objection, one taken back."""
        world = self.world
        self.posted_case = world.submitted("栗公示")
        world.pass_by_unit(self.posted_case, "11-05 15:00")
        package = self.posted_case.package
        road.post_criteria(package, acting=world.hr, now=at("12-13 09:00"))
        road.post_materials(package, acting=world.hr, now=at("12-20 09:00"))
        self.criteria = Notice.objects.get(unit=self.near_unit, kind=NoticeKind.CRITERIA)
        self.materials = Notice.objects.get(unit=self.near_unit, kind=NoticeKind.MATERIALS)
        self.objection = records.file_objection(
            self.materials,
            now=at("12-20 15:00"),
            content="反映业绩与实际不符，项目由别人完成。",
            cases={self.posted_case.pk},
            name="靳实名",
            phone="13911112222",
            files=[uploads.check(files.upload("现场.jpg", files.image()))],
        )[0]
        evidence.add_photo(
            self.materials,
            acting=world.hr,
            now=at("12-20 10:00"),
            upload=files.upload("张贴.jpg", files.image()),
        )
        self.near_case = world.submitted("栗近山")
        world.step(self.near_case, Action.OPEN, world.hr, "11-05 16:00")
        self.draft_case = world.submitted("栗未交")
        world.step(
            self.draft_case, Action.WITHDRAW, world.applicant(self.draft_case), "11-05 17:00"
        )
        self._fresh("near_case", "draft_case", "posted_case")

    def _fresh(self, *names):
        for name in names:
            setattr(self, name, type(getattr(self, name)).objects.get(pk=getattr(self, name).pk))

    def _ask_for_papers(self):
        """kind of paper → row, queued as the worker would find it."""
        intake = self.far_case.package.intakes.get()
        subjects = {
            "submission_receipt": self.near_case,
            "review_form": self.far_case,
            "envelope": self.far_case,
            "summary_xlsx": self.far_case.package,
            "notice_sheet": self.materials,
            "correction_letter": self.far_letter,
            "acceptance_receipt": intake,
            "delivery_slip": self.far_case.package,
            "manifest": building.order(
                self.far_case.package, by=self.far["hr"].user, now=at("12-20 16:00")
            ),
            "ballot_result": self.meeting,
            "minutes": self.meeting,
            "result_sheet": self.result,
        }
        self.papers = {
            kind: issued.request_document(
                kind, subject, by=self.world.clerk.user, now=at("12-20 16:00")
            )
            for kind, subject in subjects.items()
        }

    def _hats(self):
        world, bureau = self.world, self.world.bureau
        former = world.person("郭离任", self.near_unit, Role.UNIT)
        former.until = date(2021, 10, 31)
        former.save()
        hats = {
            "anonymous": None,
            "former": former,
            "near_owner": world.applicant(self.near_case),
            "colleague": world.applicant(self.draft_case),
            "posted_owner": world.applicant(self.posted_case),
            "far_owner": world.applicant(self.far_case),
            "done_owner": world.applicant(self.done_case),
            "waiting_owner": world.applicant(self.waiting_case),
            "hr": world.hr,
            "head": world.head,
            "officer": world.officer,
            "far_hr": self.far["hr"],
            "far_head": self.far["head"],
            "far_officer": self.far["officer"],
            "done_hr": self.done["hr"],
            "done_head": self.done["head"],
            "clerk": world.clerk,
            "lead": world.lead,
            "secretary": world.secretary,
            "chair": world.chair,
            "member": world.person("评委甲", bureau, Role.MEMBER),
            "teller": world.person("监票甲", bureau, Role.TELLER),
            "hrss": world.hrss,
            "admin": world.person("管理员", bureau, Role.ADMIN),
        }
        User.objects.filter(memberships__role=Role.APPLICANT).update(phone="")
        return hats

    def client(self, hat: str) -> Client:
        client = Visitor()
        client.handler = self._handler  # loads the middleware once for all
        if hat in self._sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[hat]
        return client

    def role(self, hat: str) -> Role | None:
        """The role the hat acts in; a role that has ended is none."""
        membership = self.hats[hat]
        return None if hat in ("anonymous", "former") else Role(membership.role)

    @property
    def cases(self) -> tuple[Case, ...]:
        return (
            self.near_case, self.draft_case, self.posted_case, self.far_case, self.done_case,
            self.waiting_case,
        )  # fmt: skip

    def private(self) -> dict[str, tuple[str, str]]:
        """Name → identity number and phone of everybody who applies."""
        return {
            case.name: (case.application.identity_number, case.application.contact_phone)
            for case in self.cases
        }

    def masked(self, case) -> str:
        return mask(case.application.identity_number)
