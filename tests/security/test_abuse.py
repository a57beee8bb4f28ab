"""What a hostile person types, posts and repeats: nothing of it changes more than it may."""

import re
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.apps import apps

from accounts import clock as site_clock
from accounts.models import Membership
from applications import services as filing
from review import records
from review.checklist import PERSON_ITEMS
from review.forms.guarded import stamp
from review.guards.case import required_originals
from review.models import Case, Notice
from review.states import Action, CaseState, NoticeKind
from review.workflow import CASE
from tests.applications import files
from tests.security.pages import field_names, fields, header_faults
from tests.security.scene import OURS, digest, rewind_keys, rows
from tests.security.table import ANYBODY, SIGNED_IN, TABLE
from tests.security.test_scope import kept_out, places
from tests.world import at

OPENED = stamp(at("12-21 09:50"))


# --- mass assignment (A11) -----------------------------------------------------------------------
@dataclass(frozen=True)
class Post:
    """An honest answer to a form: who sends what where, after what. `own`: what the form may read
    although the honest answer leaves it out.
    """

    hat: str
    url: object
    data: object
    before: object = None
    own: tuple = ()
    when: str = ""
    extra: dict = field(default_factory=dict)


def see_originals(scene):
    for item in required_originals(scene.near_case):
        records.check_original(
            scene.near_case, acting=scene.world.hr, now=at("12-21 09:00"), item=item, agrees=True
        )


def pass_near(scene):
    see_originals(scene)
    scene.world.step(scene.near_case, Action.APPROVE, scene.world.hr, "12-21 09:30")


def read_draft(scene):
    filing.mark_reviewed(scene.draft_case.application, now=at("11-24 09:00"))


def supply_far(scene):
    scene.world.step(scene.far_case, Action.SUPPLY, scene.far["hr"], "11-26 09:00")


def own(name):
    return lambda scene: getattr(scene, name)


PLACES = {"places": "单位公告栏", "phone": "0356-4221234"}
POSTS = {
    "originals": Post(
        "hr",
        lambda s: f"/unit/cases/{s.near_case.pk}/originals/",
        lambda s: {"agrees_identity": "yes"},
    ),
    "approve": Post(
        "hr", lambda s: f"/cases/{s.near_case.pk}/approve/", lambda s: {"key": "a"}, see_originals
    ),
    "return": Post(
        "hr",
        lambda s: f"/cases/{s.near_case.pk}/return/",
        lambda s: {"item_work": "请写明起止时间", "key": "b"},
    ),
    "post-materials": Post(
        "hr",
        lambda s: f"/packages/{s.near_case.package_id}/post-materials/",
        lambda s: {"people": [s.near_case.pk], "key": "c", **PLACES},
        pass_near,
        ("seen",),
    ),
    "conclude": Post(
        "hr",
        lambda s: f"/unit/objections/{s.objection.pk}/",
        lambda s: {"conclusion": "unfounded", "finding": "经核查，业绩属实。"},
    ),
    "section": Post(
        "colleague",
        lambda s: f"/applications/{s.draft_case.application_id}/sections/title/",
        lambda s: fields(
            s.client("colleague")
            .get(f"/applications/{s.draft_case.application_id}/sections/title/")
            .text
        ),
        own=("then", "resolve", "opened", "removed"),
    ),
    "submit": Post(
        "colleague",
        lambda s: f"/applications/{s.draft_case.application_id}/submit/",
        lambda s: {"agreed": "on", "signed_name": "栗未交", "key": "d"},
        read_draft,
        when="11-24 10:00",
    ),
    "marks": Post(
        "clerk",
        lambda s: f"/bureau/cases/{s.far_case.pk}/marks/",
        lambda s: {"form_copies": "pass"},
        supply_far,
        own=("then", *(item.key for item in PERSON_ITEMS)),
    ),
    "plan": Post(
        "secretary",
        lambda s: "/committee/meetings/new/",
        lambda s: {"title": "第三次评审会", "held_on": "2021-12-30", "place": "会议室"},
    ),
    "agenda": Post(
        "secretary",
        lambda s: f"/committee/meetings/{s.next_meeting.pk}/agenda/",
        lambda s: {"people": [s.waiting_case.pk]},
    ),
    "recusal": Post(
        "secretary",
        lambda s: f"/committee/meetings/{s.next_meeting.pk}/recusals/",
        lambda s: {
            "seat": s.next_meeting.attendances.first().pk,
            "case": s.waiting_case.pk,
            "reason": "同单位",
        },
    ),
    "clear-result": Post(
        "secretary",
        lambda s: f"/meetings/{s.meeting.pk}/clear-result/",
        lambda s: {"people": [s.done_case.pk], "key": "e"},
        when="12-27 10:00",
    ),
    "objection": Post(
        "anonymous",
        lambda s: f"/notices/{s.materials.code}/objections/new/",
        lambda s: {
            "cases": [s.posted_case.pk],
            "content": "反映的具体情况写在这里。",
            "named": "no",
            "confirmed": "1",
            "opened": OPENED,
        },
        own=("name", "phone"),
    ),
    "role": Post("hr", lambda s: "/accounts/switch-role/", lambda s: {"membership": s.world.hr.pk}),
}
#: What every page carries beside its own fields.
FRAME = {"version", "key", "note", "next", "code", "years", "paste"}


def model_fields() -> dict[str, str]:
    """A value for every field of every model of ours: what an attacker adds to a form."""
    added = {"pk": "1", "owner": "1", "unit_id": "1", "decision": "approved"}
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for one in model._meta.fields:
                kind = one.get_internal_type()
                added[one.name] = added[one.attname] = (
                    "2020-01-01" if kind.startswith("Date") else "1"
                )
    return added | {"state": "confirmed", "role": "clerk"}


RANDOM = re.compile(
    r"[0-9a-f]{12,}|[A-Za-z0-9+/_-]{30,}={0,2}|(?<=YY2021-)\d{8}|(?<=')[0-9a-f]{8}(?=')"
)


def after(scene, post, extra, clock) -> list[str]:
    """The whole database after the honest answer and what was added; random words left out."""
    if post.when:
        clock(post.when)
    rewind_keys()
    if post.before:
        post.before(scene)
    data = post.data(scene)
    client = scene.client(post.hat)
    response = client.post(post.url(scene), extra | data)
    if "seen" in post.own:
        seen = fields(response.text)["seen"]
        response = client.post(post.url(scene), extra | data | {"seen": seen})
    assert response.status_code == 302, response.text[:3000]
    return [RANDOM.sub("#", line) for table in rows().values() for line in table]


@pytest.mark.parametrize("name", POSTS)
def test_fields_added_to_a_form_change_nothing(scene, savepoint, clock, name):
    post = POSTS[name]
    with savepoint():
        honest, data = after(scene, post, {}, clock), post.data(scene)
    forbidden = {*data, *post.own, *FRAME}
    added = {key: value for key, value in model_fields().items() if key not in forbidden}

    with savepoint():
        hostile = after(scene, post, added, clock)

    assert {"state", "is_staff", "locked", "submitted_at", "first_day"} <= {*added, *forbidden}
    assert hostile == honest
    assert digest() != hostile


def test_period_of_a_notice_is_computed_and_never_taken_from_the_page(scene, clock):
    pass_near(scene)
    post = POSTS["post-materials"]
    data = post.data(scene) | {
        "first_day": "2021-12-01",
        "last_day": "2021-12-21",
        "posted_at": "2021-12-01 09:00",
        "working_days": "1",
        "code": "chosen-by-me",
    }
    client = scene.client("hr")
    seen = fields(client.post(post.url(scene), data).text)["seen"]

    client.post(post.url(scene), data | {"seen": seen})

    notice = Notice.objects.filter(kind=NoticeKind.MATERIALS).latest("pk")
    assert (notice.first_day, notice.last_day) == (date(2021, 12, 21), date(2021, 12, 27))
    assert notice.posted_at == at("12-21 10:00")
    assert notice.working_days == 5
    assert notice.code != "chosen-by-me"


# --- foreign people inside a batch (A10) ---------------------------------------------------------
BATCHES = {
    "post-materials": (
        "hr",
        lambda s: f"/packages/{s.near_case.package_id}/post-materials/",
        "people",
        lambda s: (s.near_case, s.far_case),
        PLACES,
        pass_near,
    ),
    "clear-materials": (
        "hr",
        lambda s: f"/packages/{s.near_case.package_id}/clear-materials/",
        "people",
        lambda s: (s.posted_case, s.near_case),
        {},
        None,
    ),
    "agenda": (
        "secretary",
        lambda s: f"/committee/meetings/{s.next_meeting.pk}/agenda/",
        "people",
        lambda s: (s.waiting_case, s.done_case),
        {},
        None,
    ),
    "clear-result": (
        "secretary",
        lambda s: f"/meetings/{s.meeting.pk}/clear-result/",
        "people",
        lambda s: (s.done_case, s.waiting_case),
        {},
        None,
    ),
    "objection": (
        "anonymous",
        lambda s: f"/notices/{s.materials.code}/objections/new/",
        "cases",
        lambda s: (s.posted_case, s.near_case),
        {
            "content": "反映的具体情况写在这里。",
            "named": "no",
            "confirmed": "1",
            "opened": OPENED,
        },
        None,
    ),
}


@pytest.mark.parametrize("name", BATCHES)
def test_batch_with_one_foreign_person_is_refused_whole(scene, clock, name):
    hat, url, key, people, more, before = BATCHES[name]
    if name.startswith("clear"):
        clock("12-28 10:00")
    if before:
        before(scene)
    stands = digest()

    response = scene.client(hat).post(
        url(scene), {key: [case.pk for case in people(scene)], **more}
    )

    assert response.status_code in (200, 409, 422)
    assert digest() == stands


@pytest.mark.parametrize(
    "change",
    [
        lambda s: {"seat": s.meeting.attendances.first().pk},
        lambda s: {"case": s.done_case.pk},
    ],
    ids=["seat of another meeting", "person of another meeting"],
)
def test_recusal_stays_inside_its_meeting(scene, change):
    stands = digest()

    response = scene.client("secretary").post(
        POSTS["recusal"].url(scene), POSTS["recusal"].data(scene) | change(scene)
    )

    assert response.status_code == 422
    assert digest() == stands


# --- steps that are never taken alone (B2) -------------------------------------------------------
HAT_OF = {"unit": "hr", "unit_head": "head", "department": "officer"}


@pytest.mark.parametrize(
    ("state", "action"),
    [pytest.param(row.source, row.action, id=row.action) for row in CASE if not row.alone],
)
def test_step_of_the_package_is_not_taken_by_its_own_address(scene, state, action):
    actor = CASE.find(state, action).actor.value
    Case.objects.filter(pk=scene.near_case.pk).update(
        state=state, package=scene.done_case.package, meeting=scene.meeting
    )
    stands = digest()

    response = scene.client(HAT_OF.get(actor, actor)).post(
        f"/cases/{scene.near_case.pk}/{action}/", {"note": "直接办理", "key": "x"}
    )

    assert response.status_code == 409
    assert digest() == stands


# --- powers that end (A13) -----------------------------------------------------------------------
def end_role(membership):
    membership.until = date(2021, 12, 20)
    membership.save()


def disable(membership):
    membership.user.is_active = False
    membership.user.save()


def move(membership):
    other = Membership.objects.exclude(organisation=membership.organisation)
    membership.organisation = other.filter(role=membership.role).first().organisation
    membership.save()


@pytest.mark.parametrize(("change", "answer"), [(end_role, 404), (disable, "sign-in"), (move, 404)])
def test_power_ends_at_the_next_request(scene, change, answer):
    client, url = scene.client("hr"), f"/cases/{scene.near_case.pk}/"
    assert client.get(url).status_code == 200

    change(Membership.objects.get(pk=scene.world.hr.pk))

    assert kept_out(client.get(url)) == answer
    assert kept_out(client.post(f"{url}return/", {"item_work": "请补充"})) == answer


def test_new_password_ends_the_session_of_the_old_one(scene):
    client = scene.client("hr")
    user = Membership.objects.get(pk=scene.world.hr.pk).user
    user.set_password("another-one-2021")
    user.save()

    assert kept_out(client.get("/unit/")) == "sign-in"


# --- the last second of the last day (B7) --------------------------------------------------------
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("moment", "taken"),
    [("11-26 23:59:59", True), ("11-27 00:00:00", False), ("11-27 07:59:59", False)],
)
def test_last_day_ends_at_midnight_of_shanghai(
    scene, settings, monkeypatch, server_zone, zone, moment, taken
):
    read_draft(scene)
    settings.SITE_CLOCK = ""
    server_zone(zone)
    monkeypatch.setattr(site_clock, "time", Stopped(at(moment).timestamp()))

    response = scene.client("colleague").post(
        f"/applications/{scene.draft_case.application_id}/submit/",
        {"agreed": "on", "signed_name": "栗未交", "submitted_at": "2021-11-20 09:00"},
    )

    state = Case.objects.get(pk=scene.draft_case.pk).state
    assert (response.status_code, state) == (
        (302, CaseState.SUBMITTED) if taken else (422, CaseState.DRAFT)
    )
    assert taken or "11月26日截止" in response.text


class Stopped:
    """The machine's clock at one instant."""

    def __init__(self, instant):
        self.instant = instant

    def time(self):
        return self.instant


# --- every address with rubbish (D24) -------------------------------------------------------------
def visits(scene) -> list[tuple[str, str]]:
    """(hat, address): every pattern once, in the hat of somebody who may open it."""
    found = []
    for route, row in TABLE.items():
        url, hats = places(scene, route)[0]
        if hats == ANYBODY:
            hats = {"clerk", "anonymous"} if row.roles in (ANYBODY, SIGNED_IN) else scene.hats
        if row.roles not in (ANYBODY, SIGNED_IN):
            hats = {hat for hat in hats if scene.role(hat) in row.roles}
        found.append((min(hats, default="clerk"), url))
    return found


NAMES = {
    "q", "page", "show", "doc", "unit", "code", "next", "add", "print", "download", "key",
    "version", "note", "people", "subject", "kind", "rule", "then", "resolve", "open", "remove",
    "undo", "membership", "cases", "step", "seat", "case", "specialty", "found", "check", "stage",
    "seen", "number", "name", "items", "id", "file", "photo", "held_on", "education-TOTAL_FORMS",
    "education-INITIAL_FORMS", "education-0-id", "education-0-graduated",
}  # fmt: skip
RUBBISH = {
    "nul": "a\0b",
    "more digits than a column": "9" * 40,
    "more digits than int() takes": "9" * 5000,
    "signs": "-1' OR 1=1 --\"<\u202e\r\n%00%s{0}",
}


def forms_of(client, url) -> set[str]:
    page = client.get(url)
    is_page = page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    return field_names(page.text) if is_page else set()


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_in_every_parameter_is_never_an_error_of_ours(
    scene, savepoint, form_names, rubbish
):
    text, wrong = RUBBISH[rubbish], []
    for hat, url in visits(scene):
        if "/print/" in url:
            continue  # reads no parameter, and takes a second each time
        data = dict.fromkeys(NAMES | form_names[url], text)
        data |= {"page": [text, "2"], "then": ["list", "list"], "subject": f"case:{text}"}
        for method in ("get", "post"):
            with savepoint():
                response = getattr(scene.client(hat), method)(url, data)
            faults = header_faults(response, signed_in=hat != "anonymous")
            if response.status_code >= 500:
                faults.append(response.status_code)
            wrong += [(method, hat, url, fault) for fault in faults]

    assert wrong == []


@pytest.fixture(scope="module")
def form_names(county, django_db_blocker):
    """address → the names of all fields on its page."""
    with django_db_blocker.unblock():
        return {url: forms_of(county.client(hat), url) for hat, url in visits(county)}


PATHS = (
    "//evil.example", "//evil.example/", "/cases/1;x/", "/cases/%2e%2e/", "/CASES/1/",
    "/cases/1/.json",
    "/cases/-1/", f"/cases/{'9' * 5000}/", f"/cases/{'9' * 30}/", "/cases/1%00/", "/static/../x",
    "/cases/１/", "/media/papers/", "/db.sqlite3", "/.git/config", "/%ff%fe/",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_crooked_path_leads_nowhere(scene, path):
    response = scene.client("clerk").get("/", PATH_INFO=path.encode().decode("latin-1"))

    assert response.status_code in (301, 404)
    assert not response.headers.get("Location", "/").startswith("//")


# --- leaving the site (E13) ----------------------------------------------------------------------
AWAY = (
    "//evil.example", "https://evil.example/", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "javascript:alert(1)", "http:evil.example", "//evil.example\\@testserver",
    "https://testserver@evil.example/", " //evil.example", "\t//evil.example", "data:text/html,x",
)  # fmt: skip


@pytest.mark.parametrize("target", AWAY)
def test_no_address_of_the_site_leads_away(scene, target):
    signed_in, stranger = scene.client("hr"), scene.client("anonymous")

    answers = (
        signed_in.get("/accounts/sign-in/", {"next": target}),
        signed_in.post("/accounts/sign-in/", {"next": target}),
        stranger.post("/type-size/", {"next": target}),
    )

    assert {answer.headers["Location"] for answer in answers} <= {"/landing/", "/"}
    page = stranger.get("/accounts/sign-in/", {"next": target}).text
    kept = fields(page)["next"]
    assert all(way == "" or way.startswith("/accounts/sign-in/?next=") for way in kept)


# --- headers on whatever is answered -------------------------------------------------------------
@pytest.mark.parametrize(
    "url",
    [
        "/", "/nothing/here/", "/static/css/base.css", "/healthz", "/readyz", "/cases/1/",
        "/bureau/queue/", "/accounts/sign-in/", "/unit/?q=%00", "/vote/", "/landing",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hat", ["anonymous", "hr", "admin"])
def test_every_answer_carries_its_headers(scene, url, hat):
    response = scene.client(hat).get(url)

    personal = hat != "anonymous" and not url.startswith("/static/")
    assert header_faults(response, signed_in=personal) == []


def test_answer_to_a_foreign_host_carries_its_headers(scene):
    response = scene.client("anonymous").get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert header_faults(response, signed_in=False) == []


def test_uploaded_file_is_walled_off(scene):
    case = scene.near_case
    paper = case.submission.papers[0]["id"]

    response = scene.client("hr").get(f"/cases/{case.pk}/uploads/{paper}/")

    assert response.body.startswith(b"%PDF")
    assert "script-src 'none'" in response.headers["Content-Security-Policy"]
    assert header_faults(response, signed_in=True) == []


# --- names of files (D13) -------------------------------------------------------------------------
def test_name_of_a_file_stays_inside_its_header(scene):
    application, client = scene.draft_case.application, scene.client("colleague")
    name = "a%0D%0AX-Evil:%201%0D%0A%0D%0A%E2%80%AEfdp.exe%22%3B%20filename=%22b.pdf"
    body = (
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''"
        + name.encode()
        + b"\r\nContent-Type: application/pdf\r\n\r\n"
        + files.pdf()
        + b"\r\n--b--\r\n"
    )

    client.generic(
        "POST",
        f"/applications/{application.pk}/papers/diploma/",
        body,
        "multipart/form-data; boundary=b",
    )
    paper = application.attachments.get(kind="diploma")
    answer = client.get(f"/applications/{application.pk}/papers/{paper.pk}/file/")

    assert "X-Evil" not in answer.headers
    assert not {"\r", "\n", "\u202e", '"'} & set(paper.name)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.body.startswith(b"%PDF")
