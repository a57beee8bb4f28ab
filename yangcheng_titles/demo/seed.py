"""Fill an empty database with the rehearsal's season, as far as it has got by a given moment."""

from datetime import date, datetime, time

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts import organisations
from accounts.clock import SHANGHAI
from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from applications.models import Round
from applications.rounds import load_2021
from review.models import CommitteeMember

from .cast import OFFICERS, PASSWORD, UNITS
from .schedule import last_year, this_year
from .season import Season

SINCE = date(2020, 1, 1)
EXPERTS = (
    ("王志远", "阳城县工业和信息化局", "正高级工程师", "采矿工程"),
    ("李春生", "阳城县能源局", "高级工程师", "通风与安全"),
    ("崔建华", "阳城县住房和城乡建设管理局", "高级工程师", "建筑施工"),
    ("申国栋", "阳城县水务局", "高级工程师", "水利工程"),
    ("贾丽萍", "阳城县交通运输局", "高级工程师", "道路与桥梁"),
    ("秦学军", "晋城职业技术学院", "副教授", "机械制造"),
    ("燕红旗", "阳城县析城山煤业有限责任公司", "高级工程师", "矿山机电"),
    ("霍晓明", "阳城县砥洎陶瓷有限公司", "高级工程师", "陶瓷工艺"),
    ("牛志刚", "阳城县凤翼电力工程有限公司", "高级工程师", "输配电"),
)
#: Their term begins with the meeting of December, which is drawn from all.
NEW_EXPERTS = (
    ("王秀峰", "阳城县应急管理局", "正高级工程师", "采矿工程"),
    ("马红霞", "晋城市建筑设计院", "高级工程师", "建筑施工"),
    ("靳永明", "晋城市水利勘测设计院", "高级工程师", "水利工程"),
    ("潘玉芳", "晋城职业技术学院", "副教授", "机械制造"),
    ("张建国", "晋城煤炭规划设计院", "高级工程师", "矿山机电"),
)


def seed(*, until) -> int:
    """Everything up to `until` (aware, inclusive) in one transaction; how many steps it took."""
    with transaction.atomic():
        organisations.load(path=organisations.DATA / "organisations.toml")
        organisations.load(path=organisations.DATA / "demo_units.toml")
        round_2021 = load_2021()
        _seat_committee()
        people = _Register()
        season = Season(people, round_2021, _postponed_round(round_2021))
        this_year(season)
        last_year(season)
        return season.play(until=until)


def _postponed_round(after: Round) -> Round:
    """A fictional round of the year before, put off to this autumn: its people stand further on."""
    return Round.objects.create(
        year=2020,
        title="阳城县2020年度工程系列初级专业技术职务任职资格评审（延期，示例）",
        notice_number="阳工信函字〔2020〕示例号",
        notice_date=date(2021, 8, 30),
        ruleset=after.ruleset,
        filling_opens=date(2021, 9, 1),
        acceptance_opens=date(2021, 9, 13),
        acceptance_closes=date(2021, 11, 19),
        service_until=date(2020, 12, 31),
        notice_days_basis=after.notice_days_basis,
        correction_latest=date(2021, 11, 26),
        meeting_on=date(2021, 11, 4),
        place=after.place,
        phone=after.phone,
        committee=after.committee,
    )


def _seat_committee():
    positions = CommitteeMember.Position
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            name=name,
            employer=employer,
            title=title,
            specialty=specialty,
            position=positions.CHAIR if number == 0 else positions.MEMBER,
            term_from=date(2020, 1, 1),
            term_until=date(2022, 12, 31),
        )
        for number, (name, employer, title, specialty) in enumerate(EXPERTS)
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            name=name,
            employer=employer,
            title=title,
            specialty=specialty,
            position=positions.VICE if number == 0 else positions.MEMBER,
            term_from=date(2021, 12, 1),
            term_until=date(2024, 11, 30),
        )
        for number, (name, employer, title, specialty) in enumerate(NEW_EXPERTS)
    )


class _Register:
    """Accounts of the rehearsal. One password for all, hashed once: hashing is made slow."""

    def __init__(self):
        self.password = make_password(PASSWORD)
        self.officers = {
            officer.username: self.enrol(
                officer.username,
                officer.name,
                Organisation.objects.get(name=officer.organisation),
                officer.role,
                is_staff=officer.role == Role.ADMIN,
                is_superuser=officer.role == Role.ADMIN,
            )
            for officer in OFFICERS
        }
        self.units, self.heads = {}, {}
        for name, (hr, hr_name, head, head_name) in UNITS.items():
            unit = Organisation.objects.get(name=name)
            unit.supervision_phone = f"0356-42210{len(self.units):02d}"
            unit.save(update_fields=["supervision_phone"])
            self.units[name] = self.enrol(hr, hr_name, unit, Role.UNIT)
            self.heads[name] = self.enrol(head, head_name, unit, Role.UNIT_HEAD)

    def enrol(self, username, name, organisation, role, **more) -> Membership:
        user = User.objects.create(
            username=username,
            name=name,
            password=self.password,
            is_demo=True,
            **more,
        )
        return Membership.objects.create(
            user=user, organisation=organisation, role=role, since=SINCE
        )

    def applicant(self, unit_name, person) -> Membership:
        unit = self.units[unit_name].organisation
        return self.enrol(
            f"p{person.serial:03d}",
            person.name,
            unit,
            Role.APPLICANT,
            phone=person.phone,
            phone_proven_at=datetime.combine(SINCE, time(), SHANGHAI),
            identity_number=person.identity_number,
        )
