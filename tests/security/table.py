"""Who may open what, written by hand: one row for every pattern of the URLconf.

A row says which roles may come to the address at all, which methods it knows, and, where it names
an object, who of the scene's people (`scene.Scene.hats`) may open which one:

    "unit/people/": Row(UNIT_BOTH, methods="GET"),
    "unit/members/<int:pk>/": Row(
        UNIT,
        lambda scene: [
            (f"/unit/members/{scene.hats['head'].pk}/", {"hr"}),
            (f"/unit/members/{scene.far['head'].pk}/", {"far_hr"}),
        ],
        "POST",
    ),

`test_scope` opens every address in every hat with every method, and one that does not exist.
"""

from dataclasses import dataclass

from accounts.roles import STAFF, Role
from applications.models import MajorMatch, Specialty

R = Role
ANYBODY = "anybody"
SIGNED_IN = frozenset(Role)
ADMIN = frozenset({R.ADMIN})
CLERK = frozenset({R.CLERK})
TWO_PERSONS = frozenset({R.ADMIN, R.LEAD})
CLERK_AND_LEAD = frozenset({R.CLERK, R.LEAD})
COMMITTEE = frozenset({R.SECRETARY, R.CHAIR, R.MEMBER, R.TELLER})
HRSS = frozenset({R.HRSS})
APPLICANT = frozenset({R.APPLICANT})
UNIT = frozenset({R.UNIT})
UNIT_BOTH = frozenset({R.UNIT, R.UNIT_HEAD})
SECRETARY = frozenset({R.SECRETARY})
TELLER = frozenset({R.TELLER})
SECRETARY_AND_CHAIR = frozenset({R.SECRETARY, R.CHAIR})

BUREAU = {"clerk", "lead", "secretary", "chair"}
NEAR_STAFF = {"hr", "head", "officer"} | BUREAU
FAR_STAFF = {"far_hr", "far_head", "far_officer"} | BUREAU
DONE_STAFF = {"done_hr", "done_head", "officer"} | BUREAU


@dataclass(frozen=True)
class Row:
    """`roles`: who may come to the address at all. `urls`: scene → [(address, hats that may open
    it)]; without it the pattern is the address, open to all of the roles. `methods` it knows.
    `lost`: whether an object that does not exist is a 404.
    """

    roles: frozenset | str
    urls: object = None
    methods: str = "GET POST"
    lost: bool = True


def applications(tail):
    """The file in the unit's hands and the one taken back, each for the person alone."""

    def urls(scene):
        return [
            (f"/applications/{scene.near_case.application_id}/{tail}", {"near_owner"}),
            (f"/applications/{scene.draft_case.application_id}/{tail}", {"colleague"}),
        ]

    return urls


def account(tail):
    """An account of the bureau's, kept by the administrator."""
    return lambda scene: [(f"/settings/users/{scene.hats['clerk'].user_id}/{tail}", {"admin"})]


def own_papers(tail, *, only=None):
    """A paper below its own file, and another person's paper below one's own file.

    `only`: the hats left of those who may, as the paper of the scene is one PDF.
    """

    def urls(scene):
        mine = scene.draft_case.application
        other = scene.near_case.application
        own, foreign = mine.attachments.get(), other.attachments.get()
        found = [
            (f"/applications/{mine.pk}/papers/{own.pk}/{tail}/", {"colleague"}),
            (f"/applications/{other.pk}/papers/{foreign.pk}/{tail}/", {"near_owner"}),
            (f"/applications/{mine.pk}/papers/{foreign.pk}/{tail}/", set()),
        ]
        return found if only is None else [(url, hats & only) for url, hats in found]

    return urls


def cases(tail="", *, only=None):
    """Cases of three units at five stages. `only`: the hats left of those who may see it."""
    readers = (
        ("near_case", {"near_owner"} | NEAR_STAFF),
        ("draft_case", {"colleague"}),
        ("far_case", {"far_owner"} | FAR_STAFF),
        ("waiting_case", {"waiting_owner"} | DONE_STAFF),
        ("done_case", {"done_owner", "hrss"} | DONE_STAFF),
    )

    def urls(scene):
        return [
            (f"/cases/{getattr(scene, name).pk}/{tail}", hats if only is None else hats & only)
            for name, hats in readers
        ]

    return urls


def desk_cases(prefix, tail, only):
    def urls(scene):
        return [(f"/{prefix}{url}", hats) for url, hats in cases(tail, only=only)(scene)]

    return urls


def case_thumbnails(scene):
    """A PDF has none, whoever asks."""
    return [(f"{url}thumbnail/", set()) for url, _ in case_papers(scene)]


def case_leaves(scene):
    """The first page of a paper, to whoever may have the paper."""
    return [(f"{url}pages/1/", hats) for url, hats in case_papers(scene)]


def case_papers(scene):
    """A paper below its own case, and one below a case it was never handed in with."""
    found = [
        (f"{url}uploads/{case.submission.papers[0]['id']}/", hats)
        for (url, hats), case in zip(
            cases()(scene),
            (
                scene.near_case, scene.draft_case, scene.far_case, scene.waiting_case,
                scene.done_case,
            ),
            strict=True,
        )
    ]  # fmt: skip
    foreign = scene.far_case.submission.papers[0]["id"]
    return [*found, (f"/cases/{scene.near_case.pk}/uploads/{foreign}/", set())]


def packages(tail="", *, only=None):
    def urls(scene):
        return [
            (f"{prefix_of(tail)}/packages/{case.package_id}/{tail}", hats & only if only else hats)
            for case, hats in (
                (scene.near_case, NEAR_STAFF),
                (scene.far_case, FAR_STAFF),
                (scene.done_case, DONE_STAFF),
            )
        ]

    return urls


def counters(tail):
    """The counter of a unit's package: the clerk's, whatever the unit."""
    return lambda scene: [
        (f"/bureau/intake/{case.package_id}/{tail}", {"clerk"})
        for case in (scene.near_case, scene.far_case, scene.done_case)
    ]


def unit_packages(tail, *hats):
    """A package for its own unit alone, for those of its people named."""

    def urls(scene):
        return [
            (f"/unit/packages/{case.package_id}/{tail}", {f"{unit}{hat}" for hat in hats})
            for unit, case in (
                ("", scene.near_case), ("far_", scene.far_case), ("done_", scene.done_case),
            )
        ]  # fmt: skip

    return urls


def prefix_of(tail):
    return "/bureau" if tail == "marks/" else ""


def meetings(tail="", prefix="", *, only=None):
    """One whose result is public, one that is being prepared."""

    def urls(scene):
        public, coming = BUREAU | {"hrss"}, BUREAU
        return [
            (f"{prefix}/meetings/{meeting.pk}/{tail}", hats & only if only else hats)
            for meeting, hats in ((scene.meeting, public), (scene.next_meeting, coming))
        ]

    return urls


def objection_files(scene):
    """Evidence of its own objection, and below another one."""
    file = scene.objection.files.get()
    return [
        (f"/objections/{scene.objection.pk}/files/{file.pk}/", {"hr"}),
        (f"/objections/{scene.result_objection.pk}/files/{file.pk}/", set()),
    ]


def packet(tail):
    """A packet of the meeting being prepared, without a reading code."""
    return lambda scene: [(f"/reading/packets/{scene.waiting_case.pk}/{tail}", ANYBODY)]


def seats(tail):
    """A seat of its meeting, and a seat below another meeting."""

    def urls(scene):
        here, there = scene.next_meeting, scene.meeting
        seat, foreign = here.attendances.first(), there.attendances.first()
        return [
            (f"/committee/meetings/{here.pk}/seats/{seat.pk}/{tail}/", {"secretary"}),
            (f"/committee/meetings/{here.pk}/seats/{foreign.pk}/{tail}/", set()),
        ]

    return urls


def unit_notices(tail, readers):
    def urls(scene):
        far = scene.far_case.notice_entries.first().notice
        return [
            (f"/unit/notices/{scene.materials.pk}/{tail}", readers & NEAR_STAFF),
            (f"/unit/notices/{far.pk}/{tail}", readers & FAR_STAFF),
            (f"/unit/notices/{scene.result.pk}/{tail}", set()),
        ]

    return urls


def photos(scene):
    photo = scene.materials.photos.get()
    return [
        (f"/unit/notices/{scene.materials.pk}/photos/{photo.pk}/", NEAR_STAFF),
        (f"/unit/notices/{scene.criteria.pk}/photos/{photo.pk}/", set()),
    ]


def checked(scene):
    return [
        (f"/unit/checks/cases/{scene.near_case.pk}/", {"hr", "head"}),
        (f"/unit/checks/cases/{scene.far_case.pk}/", {"far_hr", "far_head"}),
        (f"/unit/checks/cases/{scene.draft_case.pk}/", set()),
    ]


def open_files(scene):
    """What may still be handed in: another's file taken back, nobody's that lies with the unit."""
    return [
        (f"/unit/applications/{scene.draft_case.application_id}/submit/", {"hr"}),
        (f"/unit/applications/{scene.near_case.application_id}/submit/", set()),
    ]


def paper_scans(scene):
    """The sheet a step of the far unit was entered from: for its offices, never an applicant."""
    return [(f"/paper-entries/{scene.entry.pk}/scan/", FAR_STAFF)]


#: kind of paper → who may have it, of those who may see what it is of
PAPERS = {
    "submission_receipt": {"near_owner", "hr", "head"},
    "review_form": {"far_owner"} | (FAR_STAFF - {"chair"}),
    "envelope": FAR_STAFF - {"chair"},
    "summary_xlsx": FAR_STAFF - {"chair"},
    "notice_sheet": NEAR_STAFF - {"chair"},
    "correction_letter": {"far_owner"} | (FAR_STAFF - {"chair"}),
    "acceptance_receipt": FAR_STAFF - {"chair"},
    "delivery_slip": FAR_STAFF - {"chair"},
    "manifest": FAR_STAFF - {"chair"},
    "ballot_result": {"lead", "secretary", "chair", "hrss"},
    "minutes": {"secretary", "chair"},
    "result_sheet": {"lead", "secretary", "chair", "hrss"},
}


def papers(scene):
    return [(f"/papers/{scene.papers[kind].pk}/", hats) for kind, hats in PAPERS.items()]


def here(url, hats=ANYBODY):
    """One address, of something that is no object of the procedure or of nobody in the scene."""
    return lambda scene: [(url, hats)]


def first(model, slug):
    """The first line of a table the administrator keeps."""
    return lambda scene: [(f"/settings/{slug}/{model.objects.earliest('pk').pk}/", {"admin"})]


def public_notices(tail=""):
    def urls(scene):
        return [(f"/notices/{scene.materials.code}/{tail}", ANYBODY)]

    return urls


TABLE = {
    # --- anybody ---
    "": Row(ANYBODY),
    "guide/": Row(ANYBODY),
    "documents/<slug:key>/": Row(ANYBODY, here("/documents/2021-24/")),
    "help/": Row(ANYBODY),
    "accessibility/": Row(ANYBODY),
    "privacy/": Row(ANYBODY),
    "statement/": Row(ANYBODY),
    "forms/<str:address>": Row(ANYBODY, here("/forms/annex-4.xlsx"), "GET"),
    "help/manual/": Row(ANYBODY, methods="GET"),
    "help/manual/<slug:key>/": Row(ANYBODY, here("/help/manual/applicant/"), "GET"),
    "help/manual/<slug:key>.pdf": Row(
        ANYBODY, here("/help/manual/applicant.pdf"), "GET", lost=False
    ),
    "sitemap/": Row(ANYBODY),
    "notices/": Row(ANYBODY),
    "notices/<slug:code>/": Row(ANYBODY, public_notices()),
    "notices/<slug:code>/objections/new/": Row(ANYBODY, public_notices("objections/new/")),
    "objections/filed/": Row(ANYBODY),
    "reprimands/<slug:code>/": Row(
        ANYBODY, lambda scene: [(f"/reprimands/{scene.reprimand.code}/", ANYBODY)]
    ),
    "help/ask/": Row(ANYBODY),
    "help/asked/": Row(ANYBODY),
    # These tell nothing without a code, or without the name on the paper: tests/public.
    "receipts/": Row(ANYBODY),
    "v/<slug:code>/": Row(ANYBODY, here("/v/2222222222/"), lost=False),
    # Tells nothing without the objection's own code: tests/public.
    "objections/<slug:receipt>/": Row(ANYBODY, here("/objections/YY2021-00000000/"), lost=False),
    "progress/": Row(ANYBODY),
    "results/": Row(ANYBODY),
    "certificates/verify/": Row(ANYBODY),
    "check/": Row(ANYBODY),
    "check/result/": Row(ANYBODY),
    "check/by-unit/": Row(ANYBODY),
    "check/<slug:step>/": Row(ANYBODY, here("/check/unit/")),
    "check/education/<int:number>/": Row(ANYBODY, here("/check/education/1/", set())),
    "check/education/<int:number>/remove/": Row(
        ANYBODY, here("/check/education/1/remove/", set()), "POST"
    ),
    "reading/": Row(ANYBODY),
    "reading/leave/": Row(ANYBODY, methods="POST"),
    # who has no reading code is led to the door, whatever is behind it
    "reading/packets/": Row(ANYBODY, methods="GET"),
    "reading/packets/<int:pk>/": Row(ANYBODY, packet(""), lost=False),
    "reading/packets/<int:pk>/recusal/": Row(ANYBODY, packet("recusal/"), "POST", lost=False),
    "reading/packets/<int:pk>/papers/<int:paper>/": Row(
        ANYBODY, packet("papers/1/"), "GET", lost=False
    ),
    "reading/packets/<int:pk>/papers/<int:paper>/small/": Row(
        ANYBODY, packet("papers/1/small/"), "GET", lost=False
    ),
    "vote/": Row(ANYBODY),
    "vote/ballot/": Row(ANYBODY),
    "accounts/sign-in/": Row(ANYBODY),
    "accounts/sign-out/": Row(ANYBODY, methods="POST"),
    "accounts/code/": Row(ANYBODY),
    "accounts/sign-up/": Row(ANYBODY),
    "accounts/activate/": Row(ANYBODY),
    # Whatever the link holds, the answer leads on to the same page, which says whether it counts.
    "accounts/activate/<str:token>/": Row(
        ANYBODY, here("/accounts/activate/nothing/"), "GET", lost=False
    ),
    "my-data/": Row(SIGNED_IN),
    "my-data/requests/": Row(SIGNED_IN),
    "accounts/second-factor/": Row(SIGNED_IN),
    "accounts/second-factor/set-up/": Row(SIGNED_IN),
    "accounts/second-factor/off/": Row(SIGNED_IN),
    "accounts/session/": Row(ANYBODY),
    # Not there until settings name an identity service.
    "accounts/oidc/": Row(ANYBODY, here("/accounts/oidc/", set()), "GET"),
    "accounts/oidc/callback/": Row(ANYBODY, here("/accounts/oidc/callback/", set()), "GET"),
    "type-size/": Row(ANYBODY, methods="POST"),
    "healthz": Row(ANYBODY),
    "readyz": Row(ANYBODY),
    # --- anybody signed in ---
    "landing/": Row(SIGNED_IN),
    "accounts/switch-role/": Row(SIGNED_IN),
    "accounts/security/": Row(SIGNED_IN),
    "accounts/password/": Row(SIGNED_IN),
    "accounts/welcome/": Row(SIGNED_IN),
    "accounts/unit/": Row(SIGNED_IN),
    "accounts/profile/": Row(SIGNED_IN),
    "accounts/phone/": Row(SIGNED_IN),
    "accounts/mail/": Row(SIGNED_IN, methods="POST"),
    "accounts/mail/<str:token>/": Row(SIGNED_IN, here("/accounts/mail/nobodys/"), lost=False),
    "accounts/kept/": Row(SIGNED_IN),
    "accounts/security/end-others/": Row(SIGNED_IN, methods="POST"),
    "accounts/security/<int:pk>/end/": Row(
        SIGNED_IN, here("/accounts/security/1/end/", set()), "POST"
    ),
    "accounts/messages/": Row(SIGNED_IN),
    "accounts/messages/read/": Row(SIGNED_IN, methods="POST"),
    "accounts/messages/<int:pk>/open/": Row(
        SIGNED_IN, here("/accounts/messages/987654/open/", set()), "POST"
    ),
    "settings/styleguide/": Row(STAFF),
    "settings/rounds/": Row(ADMIN),
    "settings/rounds/new/": Row(ADMIN),
    "settings/rounds/<int:year>/": Row(ADMIN, here("/settings/rounds/2021/", {"admin"})),
    "settings/rounds/<int:year>/history/": Row(
        ADMIN, here("/settings/rounds/2021/history/", {"admin"})
    ),
    "settings/rounds/<int:year>/change/<slug:key>/": Row(
        ADMIN, here("/settings/rounds/2021/change/place/", {"admin"})
    ),
    "settings/rules/": Row(ADMIN),
    "settings/rules/bench/": Row(ADMIN),
    "settings/specialties/": Row(ADMIN),
    "settings/specialties/new/": Row(ADMIN),
    "settings/specialties/import/": Row(ADMIN),
    "settings/specialties/export/": Row(ADMIN),
    "settings/specialties/history/": Row(ADMIN),
    "settings/specialties/<int:pk>/": Row(ADMIN, first(Specialty, "specialties")),
    "settings/majors/": Row(ADMIN),
    "settings/majors/new/": Row(ADMIN),
    "settings/majors/import/": Row(ADMIN),
    "settings/majors/export/": Row(ADMIN),
    "settings/majors/history/": Row(ADMIN),
    "settings/majors/<int:pk>/": Row(ADMIN, first(MajorMatch, "majors")),
    # --- people and organisations ---
    "settings/users/": Row(ADMIN, methods="GET"),
    "settings/users/new/": Row(ADMIN),
    "settings/users/import/": Row(ADMIN),
    "settings/users/export/": Row(ADMIN, methods="GET"),
    "settings/users/<int:pk>/": Row(ADMIN, account(""), "GET"),
    "settings/users/<int:pk>/change/": Row(ADMIN, account("change/")),
    "settings/users/<int:pk>/roles/new/": Row(ADMIN, account("roles/new/")),
    "settings/users/<int:pk>/roles/<int:role>/end/": Row(
        ADMIN,
        lambda scene: [
            (f"/settings/users/{m.user_id}/roles/{m.pk}/end/", {"admin"})
            for m in (scene.hats["clerk"], scene.hats["far_hr"])
        ],
    ),
    "settings/users/<int:pk>/lock/": Row(ADMIN, account("lock/")),
    "settings/users/<int:pk>/unlock/": Row(ADMIN, account("unlock/")),
    "settings/users/<int:pk>/sign-out/": Row(ADMIN, account("sign-out/")),
    "settings/users/<int:pk>/codes/": Row(ADMIN, account("codes/")),
    # Nothing waits for a second person in the scene: tests/accounts/test_two_person.py.
    "settings/requests/": Row(TWO_PERSONS, methods="GET"),
    "settings/requests/<int:pk>/confirm/": Row(
        TWO_PERSONS, here("/settings/requests/1/confirm/", set()), "POST"
    ),
    "settings/requests/<int:pk>/refuse/": Row(
        TWO_PERSONS, here("/settings/requests/1/refuse/", set())
    ),
    "settings/retention/": Row(ADMIN, methods="GET"),
    "settings/outbox/": Row(ADMIN, methods="GET"),
    "settings/outbox/release/": Row(ADMIN, methods="POST"),
    # Nothing was sent in the scene: tests/accounts/test_outbox.py.
    "settings/outbox/<int:pk>/again/": Row(ADMIN, here("/settings/outbox/1/again/", set()), "POST"),
    "settings/outbox/<int:pk>/cancel/": Row(
        ADMIN, here("/settings/outbox/1/cancel/", set()), "POST"
    ),
    "settings/units/": Row(ADMIN, methods="GET"),
    "settings/units/new/": Row(ADMIN),
    "settings/units/import/": Row(ADMIN),
    "settings/units/export/": Row(ADMIN, methods="GET"),
    "settings/units/<int:pk>/": Row(
        ADMIN, lambda scene: [(f"/settings/units/{scene.far_unit.pk}/", {"admin"})]
    ),
    # --- the logs ---
    "settings/audit/": Row(ADMIN, methods="GET"),
    "settings/audit/heads/": Row(TWO_PERSONS, methods="GET"),
    "settings/audit/<slug:slug>/": Row(ADMIN, here("/settings/audit/steps/", {"admin"}), "GET"),
    "settings/audit/<slug:slug>/export/": Row(
        ADMIN, here("/settings/audit/steps/export/", {"admin"}), "GET"
    ),
    # --- working days; nothing waits in the scene: tests/review/test_calendar_pages.py ---
    "settings/calendar/": Row(TWO_PERSONS, methods="GET"),
    "settings/calendar/new/": Row(TWO_PERSONS),
    "settings/calendar/history/": Row(TWO_PERSONS, methods="GET"),
    "settings/calendar/changes/<int:pk>/": Row(
        TWO_PERSONS, here("/settings/calendar/changes/1/", set()), "GET"
    ),
    "settings/calendar/changes/<int:pk>/confirm/": Row(
        TWO_PERSONS, here("/settings/calendar/changes/1/confirm/", set()), "POST"
    ),
    "settings/calendar/changes/<int:pk>/refuse/": Row(
        TWO_PERSONS, here("/settings/calendar/changes/1/refuse/", set()), "POST"
    ),
    # --- the applicant ---
    "applications/": Row(APPLICANT),
    "applications/start/": Row(APPLICANT, methods="POST"),
    "applications/<int:pk>/": Row(APPLICANT, applications("")),
    "applications/<int:pk>/sections/<slug:slug>/": Row(APPLICANT, applications("sections/basic/")),
    "applications/<int:pk>/sections/<slug:slug>/autosave/": Row(
        APPLICANT,
        lambda scene: applications("sections/basic/autosave/")(scene)[1:],  # the other is locked
        "POST",
    ),
    "applications/<int:pk>/sections/<slug:slug>/paste/": Row(
        APPLICANT, applications("sections/work/paste/")
    ),
    "applications/<int:pk>/report/pages/": Row(APPLICANT, applications("report/pages/"), "POST"),
    "applications/<int:pk>/papers/<slug:kind>/": Row(
        APPLICANT, applications("papers/diploma/"), "POST"
    ),
    # one file is no bundle, and a PDF has no thumbnail: nobody finds any here
    "applications/<int:pk>/papers/<slug:kind>/bundle/": Row(
        APPLICANT,
        lambda scene: [
            (url, set()) for url, _ in applications("papers/appointment/bundle/")(scene)
        ],
        "GET",
    ),
    "applications/<int:pk>/papers/<int:paper>/thumbnail/": Row(
        APPLICANT, own_papers("thumbnail", only=set()), "GET"
    ),
    "applications/<int:pk>/papers/<int:paper>/replace/": Row(
        APPLICANT, own_papers("replace"), "POST"
    ),
    "applications/<int:pk>/papers/<int:paper>/file/": Row(APPLICANT, own_papers("file")),
    "applications/<int:pk>/papers/<int:paper>/remove/": Row(
        APPLICANT, own_papers("remove"), "POST"
    ),
    "applications/<int:pk>/papers/<int:paper>/restore/": Row(
        APPLICANT, own_papers("restore"), "POST"
    ),
    "applications/<int:pk>/papers/<int:paper>/up/": Row(APPLICANT, own_papers("up"), "POST"),
    "applications/<int:pk>/papers/<int:paper>/down/": Row(APPLICANT, own_papers("down"), "POST"),
    "applications/<int:pk>/review/": Row(APPLICANT, applications("review/")),
    "applications/<int:pk>/commitment/": Row(APPLICANT, applications("commitment/")),
    "applications/<int:pk>/print/<slug:kind>/": Row(
        APPLICANT, applications("print/work_report/"), "GET"
    ),
    "applications/<int:pk>/submit/": Row(APPLICANT, applications("submit/")),
    "applications/<int:pk>/submitted/": Row(APPLICANT, applications("submitted/")),
    "applications/<int:pk>/track/": Row(APPLICANT, applications("track/")),
    "applications/<int:pk>/timeline/": Row(APPLICANT, applications("timeline/")),
    # --- the unit ---
    # Nobody waits and nobody is invited in the scene: tests/accounts holds whose they are.
    "unit/members/": Row(UNIT),
    "unit/members/<int:pk>/confirm/": Row(UNIT, here("/unit/members/1/confirm/", set()), "POST"),
    "unit/members/<int:pk>/refuse/": Row(UNIT, here("/unit/members/1/refuse/", set())),
    "unit/members/invite/": Row(UNIT),
    "unit/members/invitations/<int:pk>/cancel/": Row(
        UNIT, here("/unit/members/invitations/1/cancel/", set()), "POST"
    ),
    "unit/members/slips/": Row(UNIT, methods="POST"),
    "unit/members/codes/": Row(UNIT),
    "unit/": Row(UNIT_BOTH),
    "unit/begin/": Row(UNIT, methods="POST"),
    "unit/approvals/": Row(UNIT),
    "unit/approvals/open/": Row(UNIT, methods="POST"),
    "unit/applications/<int:pk>/submit/": Row(UNIT, open_files),
    "unit/people/": Row(UNIT_BOTH),
    # No roster is in the scene: tests/review/test_unit_roster.py holds whose it is.
    "unit/people/import/": Row(UNIT),
    "unit/people/import/template/": Row(UNIT, methods="GET"),
    "unit/people/import/<int:pk>/": Row(UNIT, here("/unit/people/import/1/", set())),
    "unit/people/import/<int:pk>/corrected/": Row(
        UNIT, here("/unit/people/import/1/corrected/", set()), "GET"
    ),
    "unit/people/import/<int:pk>/undo/": Row(
        UNIT, here("/unit/people/import/1/undo/", set()), "POST"
    ),
    "unit/people/listed/<int:pk>/remove/": Row(
        UNIT, here("/unit/people/listed/1/remove/", set()), "POST"
    ),
    "unit/people/listed/<int:pk>/restore/": Row(
        UNIT, here("/unit/people/listed/1/restore/", set()), "POST"
    ),
    "unit/checks/": Row(UNIT_BOTH, methods="GET"),
    "unit/checks/export/": Row(UNIT_BOTH, methods="GET"),
    "unit/checks/cases/<int:pk>/": Row(UNIT_BOTH, checked, "GET"),
    "unit/checks/listed/<int:pk>/": Row(UNIT_BOTH, here("/unit/checks/listed/1/", set()), "GET"),
    "unit/notices/": Row(UNIT_BOTH),
    "unit/notices/plan/": Row(UNIT_BOTH),
    "unit/notices/<int:pk>/": Row(
        UNIT_BOTH, unit_notices("", {"hr", "head", "far_hr", "far_head"})
    ),
    "unit/notices/<int:pk>/photos/": Row(UNIT, unit_notices("photos/", {"hr", "far_hr"}), "POST"),
    "unit/notices/<int:pk>/photos/<int:photo>/": Row(SIGNED_IN, photos, "GET"),
    "unit/objections/<int:pk>/": Row(
        UNIT, lambda scene: [(f"/unit/objections/{scene.objection.pk}/", {"hr"})], "POST"
    ),
    "objections/<int:pk>/files/<int:file>/": Row(
        frozenset({R.UNIT, R.SECRETARY, R.LEAD}), objection_files, "GET"
    ),
    "bureau/enquiries/": Row(CLERK_AND_LEAD, methods="GET"),
    "bureau/enquiries/<int:pk>/": Row(
        CLERK_AND_LEAD,
        lambda scene: [(f"/bureau/enquiries/{scene.complaint.pk}/", {"lead"})],
        "POST",
    ),
    # Nobody has asked in the scene: tests/review/test_data_requests.py.
    "bureau/enquiries/data-requests/": Row(CLERK_AND_LEAD, methods="GET"),
    "bureau/enquiries/data-requests/<int:pk>/": Row(
        CLERK_AND_LEAD, here("/bureau/enquiries/data-requests/1/", set()), "POST"
    ),
    "bureau/integrity/": Row(frozenset({R.CLERK, R.SECRETARY, R.LEAD}), methods="GET"),
    # Nobody in the scene has a qualification to lose: tests/review/test_aftermath.py.
    "bureau/cases/<int:pk>/revocation/": Row(
        frozenset({R.CLERK, R.SECRETARY}),
        lambda scene: [(f"/bureau/cases/{scene.done_case.pk}/revocation/", set())],
    ),
    "bureau/reprimands/": Row(frozenset({R.LEAD}), methods="POST"),
    "bureau/objections/": Row(frozenset({R.SECRETARY, R.LEAD}), methods="GET"),
    "bureau/objections/<int:pk>/": Row(
        SECRETARY,
        lambda scene: [
            (f"/bureau/objections/{scene.result_objection.pk}/", {"secretary"}),
            (f"/bureau/objections/{scene.objection.pk}/", set()),
        ],
        "POST",
    ),
    "unit/cases/<int:pk>/originals/": Row(
        UNIT, desk_cases("unit", "originals/", {"hr", "far_hr", "done_hr"}), "POST"
    ),
    "unit/cases/<int:pk>/settle/": Row(
        UNIT, desk_cases("unit", "settle/", {"hr", "far_hr", "done_hr"}), "POST"
    ),
    "unit/packages/<int:pk>/packet/": Row(UNIT_BOTH, unit_packages("packet/", "hr", "head"), "GET"),
    "unit/packages/<int:pk>/packet/order/": Row(UNIT, unit_packages("packet/order/", "hr"), "POST"),
    # no set of the scene was made, so nobody finds one's files
    "unit/packages/<int:pk>/packet/<slug:form>/": Row(
        UNIT_BOTH, unit_packages("packet/print/"), "GET"
    ),
    "unit/packages/<int:pk>/delivery/": Row(UNIT, unit_packages("delivery/", "hr")),
    # --- whoever the case, package, meeting or paper concerns ---
    "cases/<int:pk>/": Row(SIGNED_IN, cases()),
    "cases/<int:pk>/uploads/<int:paper>/": Row(SIGNED_IN, case_papers, "GET"),
    "cases/<int:pk>/uploads/<int:paper>/pages/<int:number>/": Row(SIGNED_IN, case_leaves, "GET"),
    "cases/<int:pk>/uploads/<int:paper>/thumbnail/": Row(SIGNED_IN, case_thumbnails, "GET"),
    "cases/<int:pk>/uploads/<slug:kind>/bundle/": Row(
        SIGNED_IN, cases("uploads/appointment/bundle/", only=set()), "GET"
    ),
    "cases/<int:pk>/rechecks/<int:file>/": Row(SIGNED_IN, cases("rechecks/1/", only=set()), "GET"),
    "cases/<int:pk>/verdicts/": Row(SIGNED_IN, cases("verdicts/")),
    "cases/<int:pk>/<slug:action>/": Row(SIGNED_IN, cases("decline/")),
    "packages/<int:pk>/": Row(SIGNED_IN, packages()),
    "paper-entries/<int:pk>/scan/": Row(STAFF, paper_scans, "GET"),
    "packages/<int:pk>/<slug:action>/": Row(SIGNED_IN, packages("file/")),
    "meetings/<int:pk>/": Row(COMMITTEE | HRSS, meetings(only={"secretary", "chair", "hrss"})),
    "meetings/<int:pk>/<slug:action>/": Row(SIGNED_IN, meetings("convene/")),
    "papers/": Row(SIGNED_IN, here("/papers/", set()), "POST"),  # 404 until it says of what
    "papers/<int:pk>/": Row(SIGNED_IN, papers, "GET"),
    # --- the committee and 人社局 ---
    "hrss/": Row(HRSS),
    "committee/": Row(COMMITTEE),
    "committee/meetings/new/": Row(SECRETARY),
    "committee/meetings/<int:pk>/drawing/": Row(
        SECRETARY_AND_CHAIR, meetings("drawing/", "/committee", only={"secretary", "chair"})
    ),
    "committee/meetings/<int:pk>/reading/": Row(
        SECRETARY, meetings("reading/", "/committee", only={"secretary"}), "POST"
    ),
    "committee/meetings/<int:pk>/seats/<int:seat>/reading/": Row(
        SECRETARY, seats("reading"), "POST"
    ),
    "committee/meetings/<int:pk>/way/": Row(
        SECRETARY, meetings("way/", "/committee", only={"secretary"}), "POST"
    ),
    "committee/meetings/<int:pk>/count/": Row(TELLER, meetings("count/", "/committee", only=set())),
    "committee/meetings/<int:pk>/minutes/": Row(
        SECRETARY_AND_CHAIR, meetings("minutes/", "/committee", only={"secretary", "chair"})
    ),
    "committee/meetings/<int:pk>/seats/<int:seat>/replace/": Row(SECRETARY, seats("replace")),
    "committee/archives/": Row(SECRETARY, methods="GET"),
    "committee/archives/<int:year>/order/": Row(
        SECRETARY, here("/committee/archives/2021/order/"), "POST"
    ),
    # nobody has ordered one in the scene
    "committee/archives/<int:year>/file/": Row(
        SECRETARY, lambda scene: [("/committee/archives/2021/file/", set())], "GET"
    ),
    "committee/pool/": Row(SECRETARY_AND_CHAIR, methods="GET"),
    "committee/pool/new/": Row(SECRETARY),
    "committee/pool/import/": Row(SECRETARY),
    "committee/pool/export/": Row(SECRETARY, methods="GET"),
    "committee/pool/<int:pk>/": Row(
        SECRETARY,
        lambda scene: [
            (f"/committee/pool/{scene.meeting.attendances.first().member_id}/", {"secretary"})
        ],
    ),
    "committee/meetings/<int:pk>/agenda/": Row(
        SECRETARY, meetings("agenda/", "/committee", only={"secretary"}), "POST"
    ),
    "committee/meetings/<int:pk>/recusals/": Row(
        SECRETARY, meetings("recusals/", "/committee", only={"secretary"}), "POST"
    ),
    "committee/meetings/<int:pk>/seats/<int:seat>/sign-in/": Row(
        SECRETARY, seats("sign-in"), "POST"
    ),
    "committee/meetings/<int:pk>/seats/<int:seat>/remove/": Row(SECRETARY, seats("remove"), "POST"),
    # --- the department and room 303 ---
    "department/": Row(frozenset({R.DEPARTMENT})),
    "bureau/queue/": Row(CLERK_AND_LEAD),
    "bureau/intake/": Row(CLERK_AND_LEAD),
    "bureau/intake/scan/": Row(CLERK),
    "bureau/intake/<int:pk>/scan/": Row(CLERK, counters("scan/")),
    "bureau/intake/<int:pk>/exception/": Row(CLERK, counters("exception/"), "POST"),
    "bureau/exceptions/<int:pk>/": Row(
        frozenset({R.LEAD}), here("/bureau/exceptions/1/", set()), "POST"
    ),
    "bureau/cases/<int:pk>/marks/": Row(CLERK, desk_cases("bureau", "marks/", {"clerk"}), "POST"),
    "bureau/cases/<int:pk>/take/": Row(CLERK, desk_cases("bureau", "take/", {"clerk"}), "POST"),
    "bureau/cases/<int:pk>/free/": Row(
        CLERK_AND_LEAD, desk_cases("bureau", "free/", {"clerk", "lead"}), "POST"
    ),
    "bureau/": Row(CLERK_AND_LEAD, methods="GET"),
    "bureau/queue/assign/": Row(CLERK_AND_LEAD, methods="POST"),
    "bureau/queue/export/<slug:extension>/": Row(
        CLERK_AND_LEAD,
        lambda scene: [
            ("/bureau/queue/export/csv/", {"clerk", "lead"}),
            ("/bureau/queue/export/exe/", set()),
        ],
        "GET",
    ),
    "bureau/cases/<int:pk>/again/": Row(CLERK, desk_cases("bureau", "again/", {"clerk"}), "POST"),
    "bureau/cases/<int:pk>/again/decide/": Row(
        frozenset({R.LEAD}), desk_cases("bureau", "again/decide/", {"lead"}), "POST"
    ),
    "bureau/queue/next/": Row(CLERK, methods="POST"),
    "bureau/rulings/": Row(CLERK_AND_LEAD, methods="GET"),
    "bureau/rulings/answer/": Row(frozenset({R.LEAD}), methods="POST"),
    "bureau/keys/": Row(CLERK, methods="POST"),
    "bureau/cases/<int:pk>/settle/": Row(
        CLERK_AND_LEAD, desk_cases("bureau", "settle/", {"clerk", "lead"}), "POST"
    ),
    "bureau/packages/<int:pk>/marks/": Row(CLERK, packages("marks/", only={"clerk"}), "POST"),
}
