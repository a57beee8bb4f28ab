"""The rehearsal's calendar: who does what on which day. What lies after the site's clock is left.

Two rounds run: 2021 as its notice sets it, and a postponed one of 2020 (fictional) whose people
stand at the later stations, so that on 16 November 2021 somebody is at every station of the road.
"""

from datetime import date

from review.states import Action as A

from . import road
from .cast import INVITED, SIGNED_UP, UNITS
from .season import at

COAL, CERAMICS, BUILDERS, WATER, FOUNDRY, CBM, SUPPLY, ROADS, POWER, STATION, SOLAR = UNITS


def this_year(season):
    """The round of the notice, from 5 November on."""
    officers, units = season.register.officers, season.register.units
    season.daily("11-05", "11-15")
    season.daily("11-16", "12-03")
    for unit in (COAL, CERAMICS, BUILDERS, WATER, FOUNDRY):
        season.round_of[unit] = 2021

    # 析城山煤业: ② runs, one objection, one person returned, two to be settled.
    season.hand_in_all(COAL, "11-08", range(12))
    season.on("11-10 14:30", season.pass_by_unit, COAL, *range(9))
    season.on("11-08 08:30", season.by_unit, COAL, road.post_criteria)
    season.on("11-11 09:00", season.step, COAL, 10, A.OPEN, units[COAL])
    season.on("11-11 09:10", season.step, COAL, 11, A.OPEN, units[COAL])
    season.on("11-11 09:20", season.step, COAL, 9, A.OPEN, units[COAL])
    season.on(
        "11-11 10:00", season.step, COAL, 9, A.RETURN, units[COAL],
        items=[{"section": "work", "text": "第1段证明人请写熟悉这段经历的同事。", "clause": ""}],
    )  # fmt: skip
    season.on(
        "11-12 10:00", season.step, COAL, 11, A.DECLINE, units[COAL],
        note="考核合格1次，要求不低于2次，依据三（五）。",
    )  # fmt: skip
    season.on("11-12 08:30", season.by_unit, COAL, road.post_materials)
    season.on("11-15 08:40", season.package_step, COAL, A.CLEAR_CRITERIA, units[COAL])
    season.on(
        "11-15 10:05",
        season.object,
        COAL,
        8,
        "materials",
        "第二项业绩由班组集体完成，请核实本人作用。",
    )
    season.on("11-15 16:00", season.step, COAL, 8, A.INVESTIGATE, units[COAL])
    season.on(
        "11-17 09:30", season.conclude, COAL, 8, units[COAL],
        finding="查阅技术档案、询问班组，本人承担方案编制，作用填写属实。",
    )  # fmt: skip
    season.on("11-15 08:20", season.invite, COAL, INVITED)
    season.on("11-15 20:00", season.sign_up, COAL, SIGNED_UP)
    season.on("11-17 09:40", season.step, COAL, 8, A.OVERRULE, units[COAL], note="异议不成立。")
    season.on("11-19 08:40", season.package_step, COAL, A.CLEAR_MATERIALS, units[COAL])
    season.on("11-19 10:00", season.by_unit, COAL, road.assess)
    season.on("11-19 11:00", season.by_unit, COAL, road.post_opinions)
    season.to_department(COAL, "11-26")
    season.on("11-26 11:30", season.agree, COAL, officers["weidongsheng"])
    season.on("11-26 15:30", season.receive, COAL, shelf="A")

    # 砥洎陶瓷: the quickest way the calendar allows; ③ runs.
    season.hand_in_all(CERAMICS, "11-05", range(6))
    season.on("11-05 14:00", season.pass_by_unit, CERAMICS, *range(6))
    season.on("11-05 15:00", season.by_unit, CERAMICS, road.post_criteria)
    season.on("11-05 15:30", season.by_unit, CERAMICS, road.post_materials)
    season.on("11-12 08:30", season.package_step, CERAMICS, A.CLEAR_CRITERIA, units[CERAMICS])
    season.on("11-12 08:40", season.package_step, CERAMICS, A.CLEAR_MATERIALS, units[CERAMICS])
    season.on("11-12 10:00", season.by_unit, CERAMICS, road.assess)
    season.on("11-12 15:00", season.by_unit, CERAMICS, road.post_opinions)
    season.on(
        "11-15 14:00",
        season.object,
        CERAMICS,
        5,
        "opinions",
        "聘任时间与实际到岗时间不一致，请核查。",
    )
    season.on("11-15 17:00", season.step, CERAMICS, 5, A.INVESTIGATE, units[CERAMICS])
    season.on(
        "11-17 15:00",
        season.conclude,
        CERAMICS,
        5,
        units[CERAMICS],
        finding="核对聘用协议和工资表，时间一致。",
    )
    season.on(
        "11-17 15:10", season.step, CERAMICS, 5, A.OVERRULE, units[CERAMICS], note="异议不成立。"
    )
    season.to_department(CERAMICS, "11-19")
    season.on("11-22 10:00", season.agree, CERAMICS, officers["chengxiaohong"])
    season.on("11-23 09:30", season.receive, CERAMICS, shelf="B")
    season.on("11-24 10:00", season.accept, CERAMICS, 0, 1, 2, 3)
    season.on("11-24 15:00", season.check, CERAMICS, 4, failing={"start_date"})
    season.on("11-24 15:10", season.step, CERAMICS, 4, A.CORRECT, officers["weiguodong"])

    # 凤城建筑: ① runs, files come in; 水利中心: not begun; 太行铸造: waits for its 评议.
    season.on("11-10 09:00", season.by_unit, BUILDERS, road.post_criteria)
    season.hand_in_all(BUILDERS, "11-12", range(3))
    season.on("11-15 10:00", season.pass_by_unit, BUILDERS, 0)
    season.on("11-15 11:00", season.begin, BUILDERS, 3)
    season.on("11-15 20:10", season.begin, BUILDERS, 4)
    season.hand_in_all(WATER, "11-15", range(2))
    season.on("11-15 15:00", season.begin, WATER, 2)
    season.on("11-15 15:30", season.begin, WATER, 3)
    season.on("11-15 16:00", season.hand_in, WATER, 4)
    season.on(
        "11-15 16:30", season.step, WATER, 4, A.QUIT, season.member(WATER, 4), note="改报下一年度。"
    )
    season.hand_in_all(FOUNDRY, "11-05", range(5))
    season.on("11-05 15:10", season.pass_by_unit, FOUNDRY, *range(5))
    season.three_notices(
        FOUNDRY, first="11-08", second="11-09", cleared="11-16", assessed="11-16", last="11-16"
    )
    season.to_department(FOUNDRY, "11-23")
    season.on("11-23 16:00", season.agree, FOUNDRY, officers["chengxiaohong"])
    season.on("11-24 09:00", season.receive, FOUNDRY, shelf="C")
    season.on("11-25 09:30", season.accept, FOUNDRY, *range(5))
    season.on("11-25 11:00", season.accept_package, FOUNDRY)


def last_year(season):
    """The postponed round: from September to the committee, and on to the archive."""
    officers = season.register.officers
    for unit in (CBM, SUPPLY, ROADS, POWER, STATION, SOLAR):
        season.round_of[unit] = 2020
    for unit, day in (
        (CBM, "09-06"), (SUPPLY, "09-07"), (ROADS, "10-11"), (POWER, "10-12"),
        (STATION, "10-13"), (SOLAR, "10-14"),
    ):  # fmt: skip
        season.hand_in_all(unit, day, range(len(season.people[unit])))
        season.on(f"{day} 15:30", season.pass_all, unit)

    # 煤层气 and 供水 went to the committee on 4 and 9 November.
    for unit in (CBM, SUPPLY):
        season.three_notices(
            unit, first="09-08", second="09-08", cleared="09-15", assessed="09-15", last="09-15"
        )
        season.to_department(unit, "09-24")
        season.on(
            "09-26 10:00",
            season.agree,
            unit,
            officers["weidongsheng" if unit == CBM else "zhangshuiqing"],
        )
        season.on("09-27 09:30", season.receive, unit, shelf="D" if unit == CBM else "E")
        season.on("09-28 10:00", season.accept, unit, *range(4))
        season.on("10-11 10:00", season.qualify, unit, *range(4))
    clerk, lead = officers["weiguodong"], officers["guoqinghua"]
    season.on("09-28 14:00", season.accept, CBM, 4, 5)
    season.on("10-11 11:00", season.qualify, CBM, 4)
    season.on(
        "10-12 10:00",
        season.step,
        CBM,
        5,
        A.DISQUALIFY,
        lead,
        note="经查，聘任手续不能证明从事本专业技术工作。",
    )
    season.on("09-28 14:30", season.check, SUPPLY, 4, failing={"proof"})
    season.on("09-28 14:40", season.step, SUPPLY, 4, A.CORRECT, clerk)
    season.on("10-12 09:00", season.step, SUPPLY, 4, A.ABANDON, clerk, note="逾期没有补正。")
    season.on(
        "09-28 15:00",
        season.step,
        SUPPLY,
        5,
        A.PROPOSE_REFUSAL,
        clerk,
        note="已办理退休手续，依据二（二）2。",
    )
    season.on(
        "09-29 09:00", season.step, SUPPLY, 5, A.REFUSE, lead, note="情况属实，同意不予受理。"
    )
    season.on("10-12 16:00", season.accept_package, SUPPLY)
    season.on("09-28 16:30", season.accept_package, CBM)
    first, second, third = (
        "2020年度第一次评审会",
        "2020年度第二次评审会",
        "2020年度第三次评审会",
    )
    posting = {"places": "阳城县工信局官网、本系统", "phone": "0356-4220191"}
    season.on("10-28 09:00", season.plan_meeting, first, "11-04", [(CBM, i) for i in range(5)])
    season.on("11-04 09:00", season.vote, first, [(CBM, 4)])
    season.on("11-05 09:00", season.meeting_step, first, A.PUBLISH_RESULT, "lihui", **posting)
    season.on("11-08 10:00", season.object, CBM, 3, "result", "本人业绩与他人重复，请核查。")
    season.on("11-08 16:00", season.step, CBM, 3, A.INVESTIGATE, officers["lihui"])
    season.on(
        "11-10 10:00",
        season.conclude,
        CBM,
        3,
        officers["lihui"],
        finding="比对两份材料，不是同一项目。",
    )
    season.on(
        "11-10 10:10", season.step, CBM, 3, A.OVERRULE, officers["lihui"], note="异议不成立。"
    )
    season.on("11-15 10:00", season.step, CBM, 3, A.CLEAR_RESULT, officers["lihui"])
    season.on(
        "11-10 16:00",
        season.step,
        CBM,
        4,
        A.UPHOLD,
        officers["lihui"],
        note="复核计票无误，维持原结论。",
    )
    season.on(
        "11-15 17:00", season.revoke, CBM, 1, number="阳工信函字〔2021〕示例12号",
        facts="毕业证书编号查无此证，学校已书面答复。", told_on=at("11-11 00:00").date(),
        heard_on=at("11-15 00:00").date(), ban_years=2,
    )  # fmt: skip
    season.on(
        "11-15 17:30", season.reprimand, CBM, "阳工信函字〔2021〕示例13号",
        shown_until=date(2022, 5, 31),
    )  # fmt: skip
    season.on("11-15 10:20", season.ask, "policy", "专科毕业两年，没有技术员职称，能不能申报？")
    season.on("11-15 16:10", season.ask, "complaint", "反映单位没有张贴公示①，请核查。")
    season.on(
        "11-08 17:00",
        season.step,
        CBM,
        4,
        A.REQUEST_RECHECK,
        season.member(CBM, 4),
        note="请核对计票。",
    )
    season.on("11-12 09:00", season.clear_result, first, [(CBM, 0), (CBM, 1), (CBM, 2)])
    season.on(
        "11-15 09:30", season.meeting_step, first, A.CONFIRM, "zhaojianping",
        confirmation_number="阳人社职字〔2021〕示例9号", confirmed_on=at("11-15 00:00").date(),
    )  # fmt: skip
    season.on("11-15 15:00", season.step, CBM, 0, A.ARCHIVE, officers["lihui"])
    season.on("11-05 10:00", season.plan_meeting, second, "11-09", [(SUPPLY, 0), (SUPPLY, 1)])
    season.on("11-09 09:00", season.vote, second, [])
    season.on("11-10 09:00", season.meeting_step, second, A.PUBLISH_RESULT, "lihui", **posting)
    season.on("11-12 10:00", season.plan_meeting, third, "11-15", [(SUPPLY, 2), (SUPPLY, 3)])
    season.on("11-15 14:30", season.vote, third, [(SUPPLY, 3)])
    season.on(
        "11-12 15:00", season.object, SUPPLY, 1, "result", "申报材料中的工程业绩不实，请核查。"
    )
    season.on("11-12 16:30", season.step, SUPPLY, 1, A.INVESTIGATE, officers["lihui"])

    # 公路 is being checked in room 303; the last three have not reached it.
    for unit in (ROADS, POWER, STATION, SOLAR):
        season.three_notices(
            unit, first="10-15", second="10-18", cleared="10-25", assessed="10-25", last="10-25",
            only=(0, 1, 2) if unit == SOLAR else None,
        )  # fmt: skip
    season.to_department(ROADS, "11-02")
    season.on("11-03 10:00", season.agree, ROADS, officers["malugang"])
    season.on("11-10 09:30", season.receive, ROADS, shelf="A")
    season.on("11-11 10:00", season.accept, ROADS, 0)
    season.on("11-11 15:00", season.check, ROADS, 1, failing={"start_date", "report"})
    season.on("11-11 15:10", season.step, ROADS, 1, A.CORRECT, officers["weiguodong"])
    season.on(
        "11-12 09:00", season.step, ROADS, 2, A.PROPOSE_REFUSAL, officers["weiguodong"],
        note="报送前已转为参照公务员法管理人员，依据二（二）1。",
    )  # fmt: skip
    season.to_department(POWER, "11-08")
    season.on("11-12 11:00", season.agree, POWER, officers["weidongsheng"])
    season.to_department(STATION, "11-10")
    season.on(
        "11-12 16:00", season.step, STATION, 3, A.RETURN, officers["huanbaoping"],
        items=[{"section": "achievements", "text": "第2项业绩写清本人完成的部分。", "clause": ""}],
    )  # fmt: skip
    season.on(
        "11-15 15:00", season.step, STATION, 2, A.DISAGREE, officers["huanbaoping"],
        note="申报人已调离环境监测岗位。",
    )  # fmt: skip
    season.on(
        "11-12 08:40", season.package_step, SOLAR, A.CLEAR_OPINIONS, season.register.units[SOLAR]
    )
    season.on("11-15 16:00", season.recommend, SOLAR, only=(0,))
