"""Filled shapes of every document. People, units and numbers are invented (示例)."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import Image

from documents import shapes

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNIT = "阳城县析城山煤业有限责任公司"
BASIS = "阳工信函字〔2021〕24号"
DIGEST = sha256("示例".encode()).hexdigest()
IMPRINT = shapes.Imprint(
    number="YC2021-0017",
    version=2,
    digest=DIGEST,
    qr="YC2021-0017",
    recorded=datetime(2021, 11, 22, 10, 5, tzinfo=SHANGHAI),
)
PACKAGE = replace(IMPRINT, label="材料包编号", number="YC2021-B006", qr="YC2021-B006")
LETTER = replace(IMPRINT, label="文书编号", number="阳工信职补〔2021〕3号", version=0)
LONG = ("负责矿井通风系统改造的风量计算、阻力测定和作业规程编写，" * 80)[:2000]
PEOPLE = (
    ("张镕旻", "男"),
    ("郭晓燕", "女"),
    ("欧阳淼", "女"),
    ("李㛃", "女"),
    ("王𬭼", "男"),
    ("赵䶮", "男"),
    ("卫建军", "男"),
)


def photo(width: int = 295, height: int = 413) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), (90, 140, 200)).save(buffer, "JPEG")
    return buffer.getvalue()


def review_form(**changes) -> shapes.ReviewForm:
    fields = {
        "imprint": IMPRINT,
        "unit": UNIT,
        "name": "张镕旻",
        "specialty": "通风与安全",
        "filled_on": date(2021, 11, 6),
        "sex": "男",
        "ethnicity": "汉族",
        "born": date(1996, 3, 12),
        "photo": photo(),
        "birthplace": "山西省晋城市阳城县",
        "started_work": date(2018, 7, 16),
        "health": "健康",
        "education": shapes.Education(
            finished=date(2018, 7, 1),
            school="太原理工大学",
            major="安全工程",
            length="四年",
            degree="工学学士",
        ),
        "present_work": "矿井通风与安全技术管理",
        "party": "2017年5月加入中国共产党",
        "languages": "英语，通过大学英语四级考试（CET-4）",
        "trainings": (
            shapes.Training(
                start="2014.09",
                end="2018.07",
                content="安全工程",
                place="太原理工大学",
                result="四年，本科",
                witness="王建国",
            ),
            shapes.Training(
                start="2019.03",
                end="2019.04",
                content="矿井通风安全监测监控系统操作培训",
                place="山西煤炭职业技术学院",
                result="结业",
                witness="李志强",
            ),
        ),
        "jobs": (
            shapes.Job(
                start=date(2018, 7, 16),
                end=None,
                unit=f"{UNIT}通风科",
                work="通风与安全技术管理",
                post="通风技术员",
                witness="赵国庆",
            ),
        ),
        "applied_line": "大学本科，2018年7月毕业于太原理工大学安全工程专业",
        "after": tuple(
            shapes.Achievement(
                start=f"20{18 + n}.03",
                end=f"20{18 + n}.11",
                name=name,
                role=role,
                content=content,
                result="风量满足规程要求，年节约电费约12万元，获公司技术改造三等奖。",
            )
            for n, (name, role, content) in enumerate(
                (
                    ("3101综采工作面通风系统改造", "参加", LONG[:90]),
                    ("矿井主要通风机性能测定", "独立", LONG[:40]),
                    ("瓦斯抽采钻孔封孔工艺试验", "参加", LONG[:50]),
                )
            )
        ),
        "publications": (
            shapes.Publication(
                on="2021.11",
                title="专业技术工作报告《综采工作面通风系统改造实践》",
                venue="提交评审委员会",
                authorship="独著",
            ),
        ),
        "appraisals": (
            shapes.Appraisal(year=2019, grade="合格", unit=UNIT),
            shapes.Appraisal(year=2020, grade="优秀", unit=UNIT, note="公司先进个人"),
        ),
        "unit_opinion": "该同志拥护党的领导，遵纪守法，职业道德良好。经评议组评议，材料真实，"
        "符合助理工程师申报条件。经公示（2021年11月16日至11月22日）无异议，同意推荐。",
        "department_opinion": "经审核，申报程序规范，材料齐全，同意报送。",
        "panel_opinion": "专业基础扎实，工作报告真实反映业务能力，建议提交评审委员会表决。",
        "ballot": shapes.FormBallot(size=11, present=9, yes=7, no=1, abstain=1, note="回避0人"),
    }
    return shapes.ReviewForm(**fields | changes)


def overfull_form() -> shapes.ReviewForm:
    """Every box holds far more than it can."""
    return review_form(
        name="欧阳㛃䶮𬭼·买买提明艾合买提江",
        unit="阳城县析城山煤业有限责任公司北留镇分公司通风科第一采区",
        party=LONG,
        societies=LONG,
        languages=LONG,
        trainings=tuple(
            shapes.Training(start="2014.09", end="2018.07", content=LONG[:90], place=LONG[:90])
            for _ in range(12)
        ),
        before=tuple(
            shapes.Achievement(start="2016.01", end="2018.07", name=f"第{n}项", content=LONG)
            for n in range(1, 13)
        ),
        after=(
            shapes.Achievement(start="2018.07", end=None, name="一项", content=LONG, result=LONG),
        ),
        publications=(shapes.Publication(on="2021.11", title=LONG),),
        defence=LONG,
        unit_opinion=LONG,
        department_opinion=LONG,
        panel_opinion=LONG,
        approval_opinion=LONG,
    )


def extreme_form() -> shapes.ReviewForm:
    """A long life: 40 appraisals, 14 jobs, 13 works, a name of four characters, two rare."""
    return review_form(
        name="欧阳㛃𬭼",
        former_name="司马䶮",
        jobs=tuple(
            shapes.Job(
                start=f"{1981 + n}.03",
                end=f"{1982 + n}.02",
                unit=f"{UNIT}第{n}工区",
                work="通风与安全技术管理",
                post=f"第{n}任",
                witness="皇甫䶮",
            )
            for n in range(1, 15)
        ),
        after=tuple(
            shapes.Achievement(
                start=f"{2000 + n}.03",
                end=f"{2000 + n}.11",
                name=f"第{n}号工作面改造",
                role="主持",
                content=LONG[: 40 + 20 * n],
                result=f"第{n}项已验收",
            )
            for n in range(1, 14)
        ),
        exams=tuple(
            shapes.Exam(
                on=f"{2001 + n}.06",
                kind="统考",
                subject=f"第{n}科",
                score=f"{60 + n}分",
                organiser="县人社局",
            )
            for n in range(1, 8)
        ),
        appraisals=tuple(
            shapes.Appraisal(year=year, grade="合格", unit=UNIT, note=f"第{year - 1980}年")
            for year in range(1981, 2021)
        ),
        unit_opinion=LONG,
    )


def work_report(**changes) -> shapes.WorkReport:
    paragraph = "本人一直从事矿井通风与安全技术工作，熟悉《煤矿安全规程》和通风系统设计。\n"
    fields = {
        "imprint": IMPRINT,
        "name": "张镕旻",
        "unit": UNIT,
        "specialty": "通风与安全",
        "education": "2014年9月至2018年7月在太原理工大学学习，大学本科，工学学士。",
        "career": "2018年7月至今在通风科工作，任通风技术员。",
        "work": paragraph * 4,
        "tasks": paragraph * 4,
        "dated": date(2021, 11, 6),
    }
    return shapes.WorkReport(**fields | changes)


NOTICES = tuple(
    shapes.Publicity(
        name=name,
        content=content,
        place="公司公告栏、职工微信工作群",
        starts=starts,
        ends=ends,
        working_days=5,
        informed=186,
        proof="张贴照片2张",
    )
    for name, content, starts, ends in (
        ("评审条件、评议程序公示", "评审条件和民主评议程序", date(2021, 11, 8), date(2021, 11, 12)),
        ("个人申报材料公示", "张镕旻等7人的申报材料", date(2021, 11, 9), date(2021, 11, 15)),
        ("单位鉴定意见公示", "张镕旻等7人的鉴定意见", date(2021, 11, 16), date(2021, 11, 22)),
    )
)
OBJECTION = shapes.Objection(
    received=date(2021, 11, 11),
    content="反映卫建军2019年度考核结果填写有误",
    conclusion="不成立",
    handling="调阅考核登记表，与申报一致",
    handler="纪检监察室",
    closed=date(2021, 11, 14),
)


def publicity_record(**changes) -> shapes.PublicityRecord:
    fields = {
        "imprint": PACKAGE,
        "year": 2021,
        "unit": UNIT,
        "unit_kind": "国有企业",
        "department": "县能源局",
        "applicants": 8,
        "filled_on": date(2021, 11, 23),
        "notices": NOTICES,
        "public_members": 3,
        "peer_members": 5,
        "leader_members": 2,
        "assessed_on": date(2021, 11, 16),
        "attended": 10,
        "assessment": "评议组对8名申报人员的材料真实性进行了审核把关，7人通过，1人未通过。",
        "passed": 7,
        "failed": 1,
        "recommended": tuple(
            shapes.Recommended(name=name, specialty="通风与安全") for name, _ in PEOPLE
        ),
        "not_recommended": 1,
    }
    return shapes.PublicityRecord(**fields | changes)


def publicity_proof(**changes) -> shapes.PublicityProof:
    fields = {
        "imprint": PACKAGE,
        "year": 2021,
        "unit": UNIT,
        "notices": NOTICES,
        "contact": "李敏",
        "phone": "0356-4221234",
        "issued_on": date(2021, 11, 23),
    }
    return shapes.PublicityProof(**fields | changes)


def assessment(*, held: bool) -> shapes.AssessmentSheet:
    """民主评议签到表 and 评议表, empty before the session or filled after it."""
    seats = [("群众代表", "王建国", "采煤队班长", ""), ("同行专家", "皇甫䶮", "工程师", "李㛃")]
    seats += [("单位领导", "成建国", "副总经理", "")]
    found = {"ethics": "好", "attitude": "好", "level": "较好", "ability": "一般"}
    found |= {"agree": 10, "disagree": 1, "opinion": LONG[:150]}
    return shapes.AssessmentSheet(
        imprint=PACKAGE,
        year=2021,
        unit=UNIT,
        sittings=(
            shapes.Sitting(
                held_on=date(2021, 11, 16) if held else None,
                place="公司二楼会议室" if held else "",
                recorder="李敏" if held else "",
                seats=tuple(
                    shapes.Seat(kind=kind, name=name, title=title, recused_for=aside)
                    if held
                    else shapes.Seat(kind=kind)
                    for kind, name, title, aside in sorted(seats * 4)
                ),
                people=tuple(
                    shapes.Assessed(
                        name=name,
                        number=f"YC2021-00{17 + n}",
                        specialty="通风与安全",
                        **(found if held else {}),
                    )
                    for n, (name, _) in enumerate(PEOPLE)
                ),
            ),
        ),
    )


def promise_sheet() -> shapes.PromiseSheet:
    return shapes.PromiseSheet(
        imprint=PACKAGE,
        year=2021,
        unit=UNIT,
        committee="阳城县工程系列初级专业技术职务评审委员会",
        basis=BASIS,
        promise="经审核，申报人材料真实、合法，已按规定实行“三公示”且无异议，同意推荐。"
        "如有不实，本单位及审核责任人愿承担相应责任。",
        people=tuple(
            shapes.Promised(
                number=f"YC2021-00{17 + n}",
                name=name,
                specialty="通风与安全",
                opinion=LONG[:120],
            )
            for n, (name, _) in enumerate(PEOPLE)
        ),
    )


def summary_rows(count: int) -> tuple[shapes.SummaryRow, ...]:
    return tuple(
        shapes.SummaryRow(
            unit=UNIT,
            name=PEOPLE[n % 7][0],
            sex=PEOPLE[n % 7][1],
            born=date(1996, 3, 12),
            id_number="14052219960312991X",
            started_work=date(2018, 7, 16),
            education="本科",
            degree="工学学士",
            school="太原理工大学",
            major="安全工程",
            graduated=date(2018, 7, 1),
            service="3年5个月",
            appraisals="2019合格、2020优秀",
            specialty="通风与安全",
            publicity="无异议",
            phone=f"1380000{1000 + n}",
            note="需核实事项" if n == 3 else "",
        )
        for n in range(count)
    )


def summary(count: int = 14) -> shapes.SummaryList:
    return shapes.SummaryList(
        imprint=PACKAGE,
        year=2021,
        unit=UNIT,
        department="县能源局",
        filler="李敏",
        phone="0356-4221234",
        filled_on=date(2021, 11, 23),
        service_until=date(2021, 12, 31),
        rows=summary_rows(count),
    )


def labels() -> shapes.EnvelopeLabels:
    return shapes.EnvelopeLabels(
        imprint=IMPRINT,
        year=2021,
        labels=tuple(
            shapes.EnvelopeLabel(
                number=f"YC2021-00{17 + n}",
                name=name,
                unit=UNIT,
                specialty="通风与安全",
                phone=f"1380000{1000 + n}",
            )
            for n, (name, _) in enumerate(PEOPLE[:2])
        ),
    )


def notice(kind: shapes.NoticeKind, **changes) -> shapes.NoticeSheet:
    fields = {
        "imprint": PACKAGE,
        "kind": kind,
        "year": 2021,
        "basis": BASIS,
        "issuer": UNIT,
        "starts": date(2021, 11, 9),
        "ends": date(2021, 11, 15),
        "working_days": 5,
        "places": "公司公告栏、职工微信工作群",
        "contact": "公司人力资源部",
        "phone": "0356-4221234",
        "criteria": ("（一）品德条件。", "（二）学历条件。"),
        "procedure": ("（一）个人自主申报。", "（二）民主评议。"),
        "people": tuple(
            shapes.NoticePerson(
                name=name,
                sex=sex,
                unit=UNIT,
                education="本科",
                major="安全工程",
                graduated=date(2018, 7, 1),
                appointed=date(2018, 8, 1),
                appraisals="2019合格",
                specialty="通风与安全",
                achievements="参加3101综采工作面通风系统改造",
                opinion="材料真实，符合申报条件，拟同意推荐。",
            )
            for name, sex in PEOPLE
        ),
        "posted_on": date(2021, 11, 9),
    }
    return shapes.NoticeSheet(**fields | changes)


def correction_letter(**changes) -> shapes.CorrectionLetter:
    fields = {
        "imprint": LETTER,
        "year": 2021,
        "unit": UNIT,
        "application_number": "YC2021-B006",
        "basis": BASIS,
        "checked_on": date(2021, 11, 25),
        "items": (
            shapes.CorrectionItem(
                person="郭晓燕",
                paper="聘用协议书",
                defect="没有签字盖章页",
                remedy="补交完整协议书",
                basis="五.5",
            ),
            shapes.CorrectionItem(
                paper="三公示记实表", defect="单位负责人未签字", remedy="签字后重报", basis="五.3"
            ),
        ),
        "due": date(2021, 12, 2),
        "working_days": 5,
        "officer": "王丽",
        "issued_on": date(2021, 11, 25),
    }
    return shapes.CorrectionLetter(**fields | changes)


def refusal_letter() -> shapes.RefusalLetter:
    return shapes.RefusalLetter(
        imprint=LETTER,
        year=2021,
        unit=UNIT,
        person="卫建军",
        application_number="YC2021-0023",
        reason="申报人为参照公务员法管理人员，不在申报范围。",
        basis=f"{BASIS} 二（二）1",
        remedy="可自收到本告知书之日起10个工作日内申请复核。",
        issued_on=date(2021, 11, 25),
    )


def submission_receipt() -> shapes.Receipt:
    return shapes.Receipt(
        imprint=IMPRINT,
        kind=shapes.ReceiptKind.SUBMISSION,
        year=2021,
        unit=UNIT,
        at=datetime(2021, 11, 8, 9, 5, tzinfo=SHANGHAI),
        name="张镕旻",
        specialty="通风与安全",
        query_code="K7M2XQ",
        items=(shapes.ReceiptItem(name="专业技术工作报告", copies="1份", note="A4纸正反打印"),),
        next_steps=("单位审核材料，11月9日前完成；",),
    )


def acceptance_receipt() -> shapes.Receipt:
    return shapes.Receipt(
        imprint=PACKAGE,
        kind=shapes.ReceiptKind.ACCEPTANCE,
        year=2021,
        unit=UNIT,
        at=datetime(2021, 11, 25, 15, 20, tzinfo=SHANGHAI),
        items=(shapes.ReceiptItem(name="档案袋", copies="7袋", note="应到7袋，实到7袋"),),
        people=tuple(
            shapes.ReceiptPerson(
                number=f"YC2021-00{17 + n}", name=name, specialty="通风与安全", outcome="受理"
            )
            for n, (name, _) in enumerate(PEOPLE)
        ),
        receiver="王丽",
        deliverer="李敏（人力资源部）",
    )


def ballot_result(**changes) -> shapes.BallotResult:
    fields = {
        "imprint": LETTER,
        "year": 2021,
        "meeting": "2021年度第一次评审会",
        "met_on": date(2021, 12, 16),
        "place": "县工信局三楼会议室",
        "chair": "张主任",
        "size": 11,
        "present": 9,
        "quorum": 8,
        "rows": (
            shapes.BallotRow(
                number="YC2021-0017",
                name="张镕旻",
                unit=UNIT,
                specialty="通风与安全",
                yes=7,
                no=1,
                abstain=1,
                threshold=6,
                outcome="通过",
            ),
            shapes.BallotRow(
                number="YC2021-0018",
                name="赵䶮",
                unit=UNIT,
                specialty="采矿工程",
                recused=1,
                yes=4,
                no=3,
                abstain=1,
                threshold=6,
                outcome="未通过",
                note="需秘书确认",
            ),
        ),
    }
    return shapes.BallotResult(**fields | changes)


def minutes() -> shapes.MeetingMinutes:
    return shapes.MeetingMinutes(
        imprint=LETTER,
        year=2021,
        meeting="2021年度第一次评审会",
        met_on=date(2021, 12, 16),
        place="县工信局三楼会议室",
        chair="张主任（主任委员）",
        size=11,
        present=9,
        quorum=8,
        voting="无记名电子投票",
        opened="09:05",
        closed="11:00",
        attended=("张主任（主任委员，高级工程师，阳城县某院）", "郭工（委员，工程师，某公司）"),
        absent=("王工（委员，工程师，某公司）",),
        drawing="2021年12月10日从评委库抽取11人，种子5f3a",
        recusals=("郭工回避赵䶮：与申报人同单位（秘书登记）",),
        discussion=("赵䶮的业绩以参与为主。", "其余无异议。"),
        rows=ballot_result().rows,
        notes=("2021年12月20日09:00，李慧：地点应为二楼会议室。",),
    )


def paper_ballots() -> shapes.PaperBallots:
    people = [
        shapes.BallotPerson(number=row.number, name=row.name, unit=row.unit, specialty="采矿工程")
        for row in ballot_result().rows
    ]
    return shapes.PaperBallots(
        imprint=LETTER,
        year=2021,
        meeting="2021年度第一次评审会",
        met_on=date(2021, 12, 16),
        ballots=(
            shapes.PaperBallot(rows=(people[0],), copies=2),
            shapes.PaperBallot(rows=(people[1],), copies=1),
        ),
    )


def certificate_list() -> shapes.CertificateList:
    return shapes.CertificateList(
        imprint=LETTER,
        year=2021,
        document="阳人社字〔2021〕86号",
        confirmed_on=date(2021, 12, 28),
        obtained_on=date(2021, 12, 16),
        rows=tuple(
            shapes.CertificateRow(
                name=name,
                sex=sex,
                unit=UNIT,
                specialty="通风与安全",
                certificate_number=f"1405222021{n:04d}",
            )
            for n, (name, sex) in enumerate(PEOPLE, start=1)
        ),
    )


def certificate() -> shapes.Certificate:
    return shapes.Certificate(
        imprint=replace(LETTER, number="YCZ20210001", label="证书编号"),
        number="YCZ20210001",
        name="张镕旻",
        sex="女",
        unit=UNIT,
        specialty="通风与安全",
        qualification="助理工程师",
        obtained_on=date(2021, 12, 16),
        document="阳人社职字〔2021〕12号",
        confirmed_on=date(2021, 12, 29),
        check_address="https://zc.example.gov.cn/v/7K2MPQ9XRT/",
    )


def manifest() -> shapes.Manifest:
    return shapes.Manifest(
        imprint=replace(PACKAGE, version=2),
        year=2021,
        unit=UNIT,
        department="阳城县能源局",
        groups=(
            *(
                shapes.ManifestGroup(
                    title=f"{name}（YC2021-00{17 + n}）",
                    rows=(
                        shapes.ManifestRow(name="评审表", copies=3, pages=10, code="K7M2QW9R"),
                        shapes.ManifestRow(name="聘用协议", copies=1, pages=4),
                    ),
                )
                for n, (name, _) in enumerate(PEOPLE)
            ),
            shapes.ManifestGroup(
                title="单位材料",
                rows=(shapes.ManifestRow(name="三公示记实表", copies=1, pages=2, code="B72234R6"),),
            ),
        ),
        equations=("汇总表7人，档案袋7袋", "记实表公示②7人，包含汇总表全部人员"),
        missing=("张镕旻（YC2021-0017）：“毕业证书”没有合成成功，请逐个查看。",),
    )


def delivery_slip() -> shapes.DeliverySlip:
    return shapes.DeliverySlip(
        imprint=PACKAGE,
        year=2021,
        unit=UNIT,
        department="阳城县能源局",
        courier="李敏",
        phone="13900001111",
        place="阳城县工信局303室",
        office_phone="0356-4220191",
        last_day=date(2021, 11, 26),
        bags=tuple((f"YC2021-00{17 + n}", name) for n, (name, _) in enumerate(PEOPLE)),
        papers=("三公示记实表1份", "申报汇总表1份"),
    )


EVERY = {
    "review_form": review_form,
    "work_report": work_report,
    "publicity_record": publicity_record,
    "publicity_proof": publicity_proof,
    "assessment_empty": lambda: assessment(held=False),
    "assessment_held": lambda: assessment(held=True),
    "promise_sheet": promise_sheet,
    "summary": summary,
    "labels": labels,
    "manifest": manifest,
    "delivery_slip": delivery_slip,
    "notice_criteria": lambda: notice(shapes.NoticeKind.CRITERIA),
    "notice_materials": lambda: notice(shapes.NoticeKind.MATERIALS),
    "notice_opinion": lambda: notice(shapes.NoticeKind.OPINION),
    "notice_result": lambda: notice(shapes.NoticeKind.RESULT),
    "correction_letter": correction_letter,
    "refusal_letter": refusal_letter,
    "submission_receipt": submission_receipt,
    "acceptance_receipt": acceptance_receipt,
    "ballot_result": ballot_result,
    "minutes": minutes,
    "paper_ballots": paper_ballots,
    "certificate_list": certificate_list,
    "certificate": certificate,
}
"""Maker of each document, by name."""
