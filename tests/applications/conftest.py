"""One unit, two applicants of it, one of another; the answers of a whole form as posted."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from accounts.clock import SHANGHAI
from accounts.models import Membership, Organisation, User
from accounts.roles import OrganisationKind, Role, UnitKind
from applications import papers, services
from applications.choices import PaperKind
from applications.forms.inputs import SectionInput
from applications.models import Application, Round, Specialty
from applications.queries import with_contents
from tests.applications.files import pdf, upload

NOW = datetime(2021, 11, 9, 9, 42, tzinfo=SHANGHAI)
IDENTITY = "140522199803129025"


def entries(prefix: str, *rows: dict) -> dict:
    """Rows as a formset posts them."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def month(name: str, text: str) -> dict:
    year, _, rest = text.partition("-")
    return {f"{name}_year": year, f"{name}_month": rest[:2].lstrip("0")}


def day(name: str, text: str) -> dict:
    return month(name, text) | {f"{name}_day": text[8:10].lstrip("0")}


def school(**change) -> dict:
    row = {
        "level": "专科",
        "mode": "full_time",
        "school": "晋城职业技术学院",
        "major": "机械制造与自动化",
        "outcome": "graduated",
        "degree": "none",
        "length": "三年",
        "certificate_number": "123456201906001234",
        **month("started", "2016-09"),
        **day("graduated", "2019-07-01"),
    }
    return row | change


def job(**change) -> dict:
    row = {
        "until_now": "on",
        "employer": "阳城县太行铸造机械有限公司",
        "work": "机械加工工艺编制",
        "post": "工艺员",
        "same_specialty": "yes",
        "witness": "李建国",
        **month("started", "2019-08"),
    }
    return row | change


def achievement(**change) -> dict:
    row = {
        "name": "铸件机加工夹具改进",
        "content": "设计专用夹具，编制工艺卡，现场调试。",
        "part": "join",
        "result": "单件工时由42分钟降到30分钟。",
        **month("started", "2020-03"),
        **month("ended", "2020-10"),
    }
    return row | change


def answers() -> dict[str, dict]:
    """Every section as a person would post it."""
    return {
        "eligibility": {"identity_kind": "专技", "retired": "no", "under_sanction": "no"},
        "title": {
            "specialty": str(Specialty.objects.get(name="机械制造").pk),
            "current_work": "机械加工工艺编制",
        },
        "basic": {
            "identity_number": IDENTITY,
            "ethnicity": "汉族",
            "political_status": "league",
            "birthplace": "山西阳城",
            "health": "健康",
            "contact_phone": "13800001234",
            **month("work_started", "2019-07"),
        },
        "education": entries("education", school()) | entries("trainings"),
        "work": entries("work", job()),
        "appointment": {
            "appointment_title": "none",
            "appointment_basis": "agreement",
            "post": "工艺科",
            "held_title": "无",
            **day("appointed_on", "2019-08-01"),
            "grade_2019": "合格",
            "grade_2020": "合格",
            "grade_2021": "unknown",
        }
        | entries("interruptions"),
        "achievements": entries("achievements", achievement()) | entries("honours"),
        "publications": {"has_publications": "no", "has_exams": "no"}
        | entries("publications")
        | entries("exams"),
        "report": {
            "report_mode": "online",
            "report_education": "2019年7月毕业于晋城职业技术学院。",
            "report_resume": "2019年8月至今在本单位从事工艺工作。",
            "report_work": "编制机械加工工艺。" * 40,
            "report_tasks": "夹具改进。" * 100,
            "report_honours": "无",
        },
        "materials": {},
    }


@pytest.fixture
def round_2021(db) -> Round:
    call_command("load_round_2021", verbosity=0)
    return Round.objects.get(year=2021)


@pytest.fixture
def people(round_2021):
    """`own`, `colleague` and `stranger` as applicants, `hr` of the unit."""
    department = Organisation.objects.create(
        name="阳城县工信局企业股", kind=OrganisationKind.DEPARTMENT
    )

    def unit(name):
        return Organisation.objects.create(
            name=name, kind=OrganisationKind.UNIT, unit_kind=UnitKind.PRIVATE, parent=department
        )

    def member(username, name, organisation, role=Role.APPLICANT):
        user = User.objects.create_user(username=username, password="rehearsal-2021", name=name)
        return Membership.objects.create(
            user=user, organisation=organisation, role=role, since=date(2021, 1, 1)
        )

    ours, theirs = unit("阳城县太行铸造机械有限公司"), unit("阳城县砥洎陶瓷有限公司")
    return SimpleNamespace(
        own=member("own", "郭晓燕", ours),
        colleague=member("colleague", "赵雅敏", ours),
        stranger=member("stranger", "张国强", theirs),
        hr=member("hr", "原海燕", ours, Role.UNIT),
    )


@pytest.fixture
def application(round_2021, people) -> Application:
    application, _ = services.start(
        round=round_2021, applicant=people.own.user, unit=people.own.organisation, now=NOW
    )
    return application


@pytest.fixture
def browser_of(client, settings):
    """`browser_of(membership)`: a client acting as that person on 2021-11-09 at 09:42."""
    settings.SITE_CLOCK = NOW.isoformat()
    settings.SITE_CLOCK_ANCHOR = 0.0

    def sign_in(membership):
        client.force_login(membership.user, "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["membership"] = membership.pk
        session.save()
        return client

    return sign_in


@pytest.fixture
def own(browser_of, people):
    return browser_of(people.own)


@pytest.fixture
def filled(application) -> Application:
    """Every section answered and the agreement uploaded: ready to be checked."""
    for slug, data in answers().items():
        save(application, slug, data)
    papers.attach(
        application,
        kind=PaperKind.APPOINTMENT,
        upload=upload("聘用协议.pdf", pdf()),
        by=application.applicant,
        now=NOW,
    )
    return whole(application)


def save(application, slug, data, now=NOW) -> None:
    """Save one section as the page does."""
    posted = {name: [value] for name, value in data.items()}
    section = SectionInput(slug, whole(application), today=now.date(), data=posted)
    assert section.is_valid(), section.sentences
    services.save_section(application, slug, values=section.values(), rows=section.rows(), now=now)


def whole(application) -> Application:
    """The file as it stands in the database, with all its rows."""
    return with_contents(Application.objects.all()).get(pk=application.pk)
