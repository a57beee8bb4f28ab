"""Drafts with everything the rules look at and nothing else, many at little cost."""

from datetime import date

from accounts.models import Membership, User
from accounts.roles import Role
from applications.models import (
    Application,
    Appraisal,
    Education,
    Interruption,
    Sanction,
    Specialty,
)
from tests.applications.conftest import NOW

LENGTH = {"中专": 3, "专科": 3, "本科": 4, "硕士": 3}


def draft(
    round,
    unit,
    *,
    level="本科",
    graduated="2019-07-01",
    appointed="2019-08-01",
    technician="",
    major="采矿工程",
    specialty="采矿工程",
    grades=None,
    sanction=None,
    away=None,
    born=date(1995, 3, 12),
    **change,
) -> Application:
    """One person's file that is not handed in. `sanction`: kind, type, day; `away`: two days."""
    serial = Application.objects.count() + 1
    user = User.objects.create(username=f"draft{serial}", name=f"申报人{serial}")
    Membership.objects.create(
        user=user, organisation=unit, role=Role.APPLICANT, since=date(2021, 1, 1)
    )
    application = Application.objects.create(
        **{
            "round": round,
            "applicant": user,
            "unit": unit,
            "number": f"YC{round.year}-9{serial:03d}",
            "query_code": f"{serial:08d}",
            "created_at": NOW,
            "identity_kind": "专技",
            "retired": False,
            "under_sanction": sanction is not None,
            "specialty": Specialty.objects.get(name=specialty),
            "sex": "女",
            "birth_date": born,
            "identity_index": f"index{serial}",
            "appointed_on": appointed,
            "technician_since": technician,
            "held_title": "技术员" if technician else "无",
        }
        | change
    )
    Education.objects.create(
        application=application,
        level=level,
        mode="full_time",
        school="太原理工大学",
        major=major,
        outcome="graduated",
        started=f"{int(graduated[:4]) - LENGTH[level]}-09",
        graduated=graduated,
    )
    for year, grade in (grades or {2019: "不定等次", 2020: "合格"}).items():
        Appraisal.objects.create(application=application, year=year, grade=grade)
    if sanction:
        kind, type_, day = sanction
        Sanction.objects.create(
            application=application, kind=kind, type=type_, effective_on=day, authority="本单位"
        )
    if away:
        Interruption.objects.create(application=application, first_day=away[0], last_day=away[1])
    return application


def one_of_each(round, unit) -> list[Application]:
    """People near every boundary a round or a table can move."""
    good = dict.fromkeys(range(2016, 2021), "合格")
    common = {"round": round, "unit": unit}
    return [
        draft(**common),
        draft(**common, appointed="2021-01-01"),
        draft(**common, appointed="2021-01-02"),
        draft(**common, appointed="2020-07-01", graduated="2020-07-01", grades={2020: "不定等次"}),
        draft(**common, appointed="2021-01", grades={2020: "合格", 2021: "合格"}),
        draft(**common, level="专科", appointed="2019-08-01", grades=good),
        draft(**common, level="专科", appointed="2020-01-02", grades=good),
        draft(**common, level="专科", appointed="2018-08-01", technician="2019-06-01", grades=good),
        draft(**common, level="专科", appointed="2019-08-01", grades={2020: "合格"}),
        draft(**common, level="中专", graduated="2012-07-01", technician="2017-06-01", grades=good),
        draft(**common, level="硕士", graduated="2021-07-01", appointed="2021-08-01"),
        draft(**common, major="安全工程"),
        draft(**common, major="法学"),
        draft(**common, specialty="计算机软件", major="软件工程"),
        draft(**common, identity_kind="管理", sanction=("党纪", "警告", date(2020, 11, 12))),
        draft(**common, identity_kind="管理", sanction=("党纪", "警告", date(2020, 11, 20))),
        draft(**common, born=date(1966, 11, 13)),
        draft(**common, appointed="2020-06-01", away=(date(2021, 1, 1), date(2021, 5, 1))),
    ]
