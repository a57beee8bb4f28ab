"""The rehearsal's season: who does what on which day. Steps later than the site's clock are left.

Two rounds run: 2021 as its notice sets it, and a postponed one of 2020 (fictional) whose people
stand at the later stations, so that on 16 November 2021 somebody is at every station of the road.
"""

from datetime import datetime

from accounts.clock import SHANGHAI
from applications import services as filing
from applications.models import Application
from review import records
from review.checklist import PACKAGE_ITEMS, PERSON_ITEMS
from review.models import Case, Meeting, Objection, Package
from review.services import assembling_package
from review.states import Action as A
from review.states import CaseState as S

from . import filling, road
from .cast import CAREERS, UNITS, cast

COAL, CERAMICS, BUILDERS, WATER, FOUNDRY, CBM, SUPPLY, ROADS, POWER, STATION, SOLAR = UNITS
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
        self._write()

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
        road.hand_in(
            application, acting=member, now=now, statement=person.career.statement
        )

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
        road.recommend(
            self.package(unit), acting=self.register.heads[unit], now=now, chosen=chosen
        )

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

    # --- the season ---------------------------------------------------------------------------------
    def _write(self):
        self._this_year()
        self._last_year()

    def _hand_in_all(self, unit, day, indices):
        for number, index in enumerate(indices):
            self.on(f"{day} {9 + number // 4:02d}:{10 + 12 * (number % 4):02d}", self.hand_in, unit, index)

    def _three_notices(self, unit, *, first, second, cleared, assessed, last, only=None):
        """①, ②, the results of both, 评议 and ③ (of all, or `only` some) on the days named."""
        hr = self.register.units[unit]
        self.on(f"{first} 08:40", self.by_unit, unit, road.post_criteria)
        self.on(f"{second} 08:50", self.by_unit, unit, road.post_materials)
        self.on(f"{cleared} 08:30", self.package_step, unit, A.CLEAR_CRITERIA, hr)
        self.on(f"{cleared} 08:40", self.package_step, unit, A.CLEAR_MATERIALS, hr)
        self.on(f"{assessed} 10:00", self.by_unit, unit, road.assess)
        self.on(f"{last} 15:00", self.by_unit, unit, road.post_opinions, only=only)

    def _to_department(self, unit, day, cleared="08:40"):
        self.on(f"{day} {cleared}", self.package_step, unit, A.CLEAR_OPINIONS, self.register.units[unit])
        self.on(f"{day} 09:20", self.recommend, unit)
        self.on(f"{day} 10:20", self.file, unit)

    def _this_year(self):
        officers, units = self.register.officers, self.register.units
        for unit in (COAL, CERAMICS, BUILDERS, WATER, FOUNDRY):
            self.round_of[unit] = 2021

        # 析城山煤业: ② runs, one objection, one person returned, two to be settled.
        self._hand_in_all(COAL, "11-08", range(12))
        self.on("11-10 14:30", self.pass_by_unit, COAL, *range(9))
        self.on("11-08 08:30", self.by_unit, COAL, road.post_criteria)
        self.on("11-11 09:00", self.step, COAL, 10, A.OPEN, units[COAL])
        self.on("11-11 09:10", self.step, COAL, 11, A.OPEN, units[COAL])
        self.on("11-11 09:20", self.step, COAL, 9, A.OPEN, units[COAL])
        self.on(
            "11-11 10:00", self.step, COAL, 9, A.RETURN, units[COAL],
            items=[{"section": "work", "text": "第1段证明人请写熟悉这段经历的同事。", "clause": ""}],
            sections=["work"],
        )  # fmt: skip
        self.on(
            "11-12 10:00", self.step, COAL, 11, A.DECLINE, units[COAL],
            note="考核合格1次，要求不低于2次，依据三（五）。",
        )  # fmt: skip
        self.on("11-12 08:30", self.by_unit, COAL, road.post_materials)
        self.on("11-15 08:40", self.package_step, COAL, A.CLEAR_CRITERIA, units[COAL])
        self.on("11-15 10:05", self.object, COAL, 8, "materials", "第二项业绩由班组集体完成，请核实本人作用。")
        self.on("11-15 16:00", self.step, COAL, 8, A.INVESTIGATE, units[COAL])
        self.on(
            "11-17 09:30", self.conclude, COAL, 8, units[COAL],
            finding="查阅技术档案、询问班组，本人承担方案编制，作用填写属实。",
        )  # fmt: skip
        self.on("11-17 09:40", self.step, COAL, 8, A.OVERRULE, units[COAL], note="异议不成立。")
        self.on("11-19 08:40", self.package_step, COAL, A.CLEAR_MATERIALS, units[COAL])
        self.on("11-19 10:00", self.by_unit, COAL, road.assess)
        self.on("11-19 11:00", self.by_unit, COAL, road.post_opinions)
        self._to_department(COAL, "11-26")
        self.on("11-26 11:30", self.agree, COAL, officers["weidongsheng"])
        self.on("11-26 15:30", self.receive, COAL, shelf="A")

        # 砥洎陶瓷: the quickest way the calendar allows; ③ runs.
        self._hand_in_all(CERAMICS, "11-05", range(6))
        self.on("11-05 14:00", self.pass_by_unit, CERAMICS, *range(6))
        self.on("11-05 15:00", self.by_unit, CERAMICS, road.post_criteria)
        self.on("11-05 15:30", self.by_unit, CERAMICS, road.post_materials)
        self.on("11-12 08:30", self.package_step, CERAMICS, A.CLEAR_CRITERIA, units[CERAMICS])
        self.on("11-12 08:40", self.package_step, CERAMICS, A.CLEAR_MATERIALS, units[CERAMICS])
        self.on("11-12 10:00", self.by_unit, CERAMICS, road.assess)
        self.on("11-12 15:00", self.by_unit, CERAMICS, road.post_opinions)
        self.on("11-15 14:00", self.object, CERAMICS, 5, "opinions", "聘任时间与实际到岗时间不一致，请核查。")
        self.on("11-15 17:00", self.step, CERAMICS, 5, A.INVESTIGATE, units[CERAMICS])
        self.on("11-17 15:00", self.conclude, CERAMICS, 5, units[CERAMICS], finding="核对聘用协议和工资表，时间一致。")
        self.on("11-17 15:10", self.step, CERAMICS, 5, A.OVERRULE, units[CERAMICS], note="异议不成立。")
        self._to_department(CERAMICS, "11-19")
        self.on("11-22 10:00", self.agree, CERAMICS, officers["chengxiaohong"])
        self.on("11-23 09:30", self.receive, CERAMICS, shelf="B")
        self.on("11-24 10:00", self.accept, CERAMICS, 0, 1, 2, 3)
        self.on("11-24 15:00", self.check, CERAMICS, 4, failing={"start_date"})
        self.on("11-24 15:10", self.step, CERAMICS, 4, A.CORRECT, officers["weiguodong"])

        # 凤城建筑: ① runs, files come in; 水利中心: not begun; 太行铸造: waits for its 评议.
        self.on("11-10 09:00", self.by_unit, BUILDERS, road.post_criteria)
        self._hand_in_all(BUILDERS, "11-12", range(3))
        self.on("11-15 10:00", self.pass_by_unit, BUILDERS, 0)
        self.on("11-15 11:00", self.begin, BUILDERS, 3)
        self.on("11-15 20:10", self.begin, BUILDERS, 4)
        self._hand_in_all(WATER, "11-15", range(2))
        self.on("11-15 15:00", self.begin, WATER, 2)
        self.on("11-15 15:30", self.begin, WATER, 3)
        self.on("11-15 16:00", self.hand_in, WATER, 4)
        self.on("11-15 16:30", self.step, WATER, 4, A.QUIT, self.member(WATER, 4), note="改报下一年度。")
        self._hand_in_all(FOUNDRY, "11-05", range(5))
        self.on("11-05 15:10", self.pass_by_unit, FOUNDRY, *range(5))
        self._three_notices(
            FOUNDRY, first="11-08", second="11-09", cleared="11-16", assessed="11-16", last="11-16"
        )
        self._to_department(FOUNDRY, "11-23")
        self.on("11-23 16:00", self.agree, FOUNDRY, officers["chengxiaohong"])
        self.on("11-24 09:00", self.receive, FOUNDRY, shelf="C")
        self.on("11-25 09:30", self.accept, FOUNDRY, *range(5))
        self.on("11-25 11:00", self.accept_package, FOUNDRY)

    def _last_year(self):
        officers = self.register.officers
        for unit in (CBM, SUPPLY, ROADS, POWER, STATION, SOLAR):
            self.round_of[unit] = 2020
        for unit, day in (
            (CBM, "09-06"), (SUPPLY, "09-07"), (ROADS, "10-11"), (POWER, "10-12"),
            (STATION, "10-13"), (SOLAR, "10-14"),
        ):  # fmt: skip
            self._hand_in_all(unit, day, range(len(self.people[unit])))
            self.on(f"{day} 15:30", self._pass_all, unit)

        # 煤层气 and 供水 went to the committee on 4 and 9 November.
        for unit in (CBM, SUPPLY):
            self._three_notices(
                unit, first="09-08", second="09-08", cleared="09-15", assessed="09-15", last="09-15"
            )
            self._to_department(unit, "09-24")
            self.on("09-26 10:00", self.agree, unit, officers["weidongsheng" if unit == CBM else "zhangshuiqing"])
            self.on("09-27 09:30", self.receive, unit, shelf="D" if unit == CBM else "E")
            self.on("09-28 10:00", self.accept, unit, *range(4))
            self.on("10-11 10:00", self.qualify, unit, *range(4))
        clerk, lead = officers["weiguodong"], officers["guoqinghua"]
        self.on("09-28 14:00", self.accept, CBM, 4, 5)
        self.on("10-11 11:00", self.qualify, CBM, 4)
        self.on("10-12 10:00", self.step, CBM, 5, A.DISQUALIFY, lead, note="经查，聘任手续不能证明从事本专业技术工作。")
        self.on("09-28 14:30", self.check, SUPPLY, 4, failing={"proof"})
        self.on("09-28 14:40", self.step, SUPPLY, 4, A.CORRECT, clerk)
        self.on("10-12 09:00", self.step, SUPPLY, 4, A.ABANDON, clerk, note="逾期没有补正。")
        self.on("09-28 15:00", self.step, SUPPLY, 5, A.PROPOSE_REFUSAL, clerk, note="已办理退休手续，依据二（二）2。")
        self.on("09-29 09:00", self.step, SUPPLY, 5, A.REFUSE, lead, note="情况属实，同意不予受理。")
        self.on("10-12 16:00", self.accept_package, SUPPLY)
        self.on("09-28 16:30", self.accept_package, CBM)
        first, second, third = "2020年度第一次评审会", "2020年度第二次评审会", "2020年度第三次评审会"
        posting = {"places": "阳城县工信局官网、本系统", "phone": "0356-4220191"}
        self.on("10-28 09:00", self.plan_meeting, first, "11-04", [(CBM, i) for i in range(5)])
        self.on("11-04 09:00", self.vote, first, [(CBM, 4)])
        self.on("11-05 09:00", self.meeting_step, first, A.PUBLISH_RESULT, "lihui", **posting)
        self.on("11-08 10:00", self.object, CBM, 3, "result", "本人业绩与他人重复，请核查。")
        self.on("11-08 16:00", self.step, CBM, 3, A.INVESTIGATE, officers["lihui"])
        self.on(
            "11-10 10:00", self.conclude, CBM, 3, officers["lihui"], finding="比对两份材料，不是同一项目。"
        )
        self.on("11-10 10:10", self.step, CBM, 3, A.OVERRULE, officers["lihui"], note="异议不成立。")
        self.on("11-15 10:00", self.step, CBM, 3, A.CLEAR_RESULT, officers["lihui"])
        self.on("11-10 16:00", self.step, CBM, 4, A.UPHOLD, officers["lihui"], note="复核计票无误，维持原结论。")
        self.on(
            "11-15 17:00", self.step, CBM, 1, A.REVOKE, lead,
            note="毕业证书经查不实，取消评审通过资格，依据六（二）。",
        )  # fmt: skip
        self.on("11-08 17:00", self.step, CBM, 4, A.REQUEST_RECHECK, self.member(CBM, 4), note="请核对计票。")
        self.on("11-12 09:00", self.clear_result, first, [(CBM, 0), (CBM, 1), (CBM, 2)])
        self.on(
            "11-15 09:30", self.meeting_step, first, A.CONFIRM, "zhaojianping",
            confirmation_number="阳人社职字〔2021〕示例9号", confirmed_on=at("11-15 00:00").date(),
        )  # fmt: skip
        self.on("11-15 15:00", self.step, CBM, 0, A.ARCHIVE, officers["lihui"])
        self.on("11-05 10:00", self.plan_meeting, second, "11-09", [(SUPPLY, 0), (SUPPLY, 1)])
        self.on("11-09 09:00", self.vote, second, [])
        self.on("11-10 09:00", self.meeting_step, second, A.PUBLISH_RESULT, "lihui", **posting)
        self.on("11-12 10:00", self.plan_meeting, third, "11-15", [(SUPPLY, 2), (SUPPLY, 3)])
        self.on("11-15 14:30", self.vote, third, [(SUPPLY, 3)])
        self.on("11-12 15:00", self.object, SUPPLY, 1, "result", "申报材料中的工程业绩不实，请核查。")
        self.on("11-12 16:30", self.step, SUPPLY, 1, A.INVESTIGATE, officers["lihui"])

        # 公路 is being checked in room 303; the last three have not reached it.
        for unit in (ROADS, POWER, STATION, SOLAR):
            self._three_notices(
                unit, first="10-15", second="10-18", cleared="10-25", assessed="10-25", last="10-25",
                only=(0, 1, 2) if unit == SOLAR else None,
            )  # fmt: skip
        self._to_department(ROADS, "11-02")
        self.on("11-03 10:00", self.agree, ROADS, officers["malugang"])
        self.on("11-10 09:30", self.receive, ROADS, shelf="A")
        self.on("11-11 10:00", self.accept, ROADS, 0)
        self.on("11-11 15:00", self.check, ROADS, 1, failing={"start_date", "report"})
        self.on("11-11 15:10", self.step, ROADS, 1, A.CORRECT, officers["weiguodong"])
        self.on(
            "11-12 09:00", self.step, ROADS, 2, A.PROPOSE_REFUSAL, officers["weiguodong"],
            note="报送前已转为参照公务员法管理人员，依据二（二）1。",
        )  # fmt: skip
        self._to_department(POWER, "11-08")
        self.on("11-12 11:00", self.agree, POWER, officers["weidongsheng"])
        self._to_department(STATION, "11-10")
        self.on(
            "11-12 16:00", self.step, STATION, 3, A.RETURN, officers["huanbaoping"],
            items=[{"section": "achievements", "text": "第2项业绩写清本人完成的部分。", "clause": ""}],
            sections=["achievements"],
        )  # fmt: skip
        self.on(
            "11-15 15:00", self.step, STATION, 2, A.DISAGREE, officers["huanbaoping"],
            note="申报人已调离环境监测岗位。",
        )  # fmt: skip
        self.on("11-12 08:40", self.package_step, SOLAR, A.CLEAR_OPINIONS, self.register.units[SOLAR])
        self.on("11-15 16:00", self.recommend, SOLAR, only=(0,))

    def _pass_all(self, unit, *, now):
        self.pass_by_unit(unit, *range(len(self.people[unit])), now=now)
