"""Every paper of the road, cell by cell from the records it is made of."""

from dataclasses import replace
from datetime import date

import pytest

from documents import printing
from review import records, wording
from review.checklist import PERSON_ITEMS
from review.models import Case, Objection
from review.prints import applicant, bureau, sitting, unit
from review.prints.catalogue import papers_for
from review.prints.words import NothingToPrint
from review.states import Action, CaseState
from tests.documents import reading
from tests.world import at
from yangcheng_titles.demo import road
from yangcheng_titles.demo.people import college


@pytest.fixture
def delivered(world):
    return world.case_at(CaseState.DELIVERED)


def test_review_form_says_what_was_handed_in(delivered):
    form = applicant.review_form(delivered)

    assert (form.name, form.sex, form.ethnicity, form.born) == (
        "郭晓燕", "女", "汉族", date(1997, 3, 12),
    )  # fmt: skip
    assert (form.unit, form.specialty, form.sought_title) == (
        "阳城县析城山煤业有限责任公司", "采矿工程", "助理工程师",
    )  # fmt: skip
    assert form.education.school == "太原理工大学"
    assert (form.education.finished, form.education.degree) == ("2019.07", "学士")
    assert form.applied_line == "大学本科，2019年7月毕业于太原理工大学采矿工程专业"
    assert form.current_title == ""
    assert form.filled_on == date(2021, 11, 5)
    assert [(job.span, job.unit) for job in form.jobs] == [
        ("2019.08—至今", "阳城县析城山煤业有限责任公司")
    ]
    assert [training.content for training in form.trainings] == [
        "采矿工程", "安全生产与岗位技术培训",
    ]  # fmt: skip
    assert form.before == ()
    assert [item.role for item in form.after] == ["参加", "独立"]
    assert form.appraisals[1].year == 2020
    assert form.appraisals[1].grade == "合格"


def test_review_form_carries_the_opinions_of_unit_and_department(delivered):
    form = applicant.review_form(delivered)

    assert form.unit_opinion.startswith(
        "评议组（群众代表2人、同行专家2人、单位领导1人）于2021年11月16日评议，5人参加表决，"
        "同意推荐5人，不同意0人。"
    )
    assert form.unit_opinion.endswith(
        "经公示（公示①11月8日至12日、公示②11月9日至15日、公示③11月16日至22日）无异议，同意推荐。"
    )
    assert form.department_opinion == "经审核，申报程序规范，材料齐全，同意报送。"
    assert form.ballot is None
    assert form.imprint.draft == ""


def test_review_form_is_a_preview_until_the_unit_recommends(world):
    case = world.case_at(CaseState.NOTICES_CLEAR)

    form = applicant.review_form(case)

    assert form.imprint.draft == "预览"
    assert (form.unit_opinion, form.department_opinion) == ("", "")


def test_review_form_waits_for_the_department_s_word(world):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)

    form = applicant.review_form(case)

    assert form.unit_opinion
    assert form.department_opinion == ""


def test_final_form_carries_the_count_and_the_confirmation(world):
    case = world.case_at(CaseState.CONFIRMED)

    form = applicant.review_form_final(case)

    assert (form.ballot.size, form.ballot.present, form.ballot.yes, form.ballot.no) == (9, 8, 8, 0)
    assert "阳人社职字〔2021〕12号" in form.approval_opinion
    assert "资格取得时间2021年12月16日" in form.approval_opinion


def test_printed_form_holds_no_identity_number_and_no_phone(delivered):
    pdf = printing.render(applicant.review_form(delivered))

    text = "".join(reading.pages(pdf))
    assert pdf.pages == 10
    assert "郭晓燕" in text
    assert "基本情况" in text
    private = applicant.private_of(delivered.submission)
    assert private["identity_number"] not in text
    assert private["contact_phone"] not in text


def test_summary_row_says_every_column_of_annex_3(world):
    case = world.case_at(
        CaseState.DELIVERED,
        career=college("机械设计", "工艺编制", "晋城职业技术学院", "机械制造与自动化"),
    )

    sheet = unit.summary_list(case.package)

    (row,) = sheet.rows
    private = applicant.private_of(case.submission)
    assert (sheet.unit, sheet.department) == ("阳城县析城山煤业有限责任公司", "阳城县能源局")
    assert (sheet.filler, sheet.phone) == ("原海燕", "13800009999")
    assert sheet.service_until == date(2021, 12, 31)
    assert row == replace(
        row,
        unit="阳城县析城山煤业有限责任公司",
        name="郭晓燕",
        sex="女",
        born="1997.03",
        id_number=private["identity_number"],
        started_work="2018.08",
        education="大专",
        degree="",
        school="晋城职业技术学院",
        major="机械制造与自动化",
        graduated="2018.07",
        current_title="",
        title_since="2018.08",
        service="3年5个月",
        appraisals="2019合格、2020合格",
        specialty="机械设计",
        sought_title="助理工程师",
        publicity="无异议",
        phone=private["contact_phone"],
    )


def test_summary_lists_exactly_the_people_who_travel_with_the_package(world):
    first = world.submitted("郭晓燕")
    second = world.submitted("成志强")
    road.pass_by_unit(second, acting=world.hr, now=at("11-05 15:00"))
    road.take(second, Action.QUIT, acting=world.applicant(second), now=at("11-06 09:00"), note="x")
    for reached, walk in world.stations(first)[:9]:
        walk()
        first.refresh_from_db()
        assert first.state == reached

    rows = unit.summary_list(first.package).rows

    assert [row.name for row in rows] == ["郭晓燕"]


def test_publicity_record_tells_the_three_publicities_and_the_panel(delivered):
    record = unit.publicity_record(delivered.package)

    assert [(n.starts.day, n.ends.day, n.working_days) for n in record.notices] == [
        (8, 12, 5), (9, 15, 5), (16, 22, 5),
    ]  # fmt: skip
    assert [n.name for n in record.notices] == [
        "评审条件、评议程序公示", "个人申报材料公示", "单位鉴定意见公示",
    ]  # fmt: skip
    assert (record.public_members, record.peer_members, record.leader_members) == (2, 2, 1)
    assert (record.attended, record.passed, record.failed) == (5, 1, 0)
    assert record.assessed_on == date(2021, 11, 16)
    assert [person.name for person in record.recommended] == ["郭晓燕"]
    assert record.unit_kind == "国有企业"


def test_publicity_record_tells_objections_without_who_filed_them(world):
    case = world.case_at(CaseState.MATERIALS_NOTICE)
    notice = case.notice_entries.get().notice
    (objection,) = records.file_objection(
        notice, now=at("11-10 09:00"), content="工作年限有出入。", cases=[case.pk], name="张三"
    )
    road.take(case, Action.INVESTIGATE, acting=world.hr, now=at("11-10 10:00"))
    records.conclude_objection(
        objection,
        acting=world.hr,
        now=at("11-11 10:00"),
        conclusion=Objection.Conclusion.UNFOUNDED,
        finding="经查聘用协议，年限属实。",
    )
    case.refresh_from_db()
    road.take(case, Action.OVERRULE, acting=world.hr, now=at("11-11 11:00"), note="不成立")
    for _, walk in world.stations(case)[2:9]:
        walk()
    case.refresh_from_db()

    record = unit.publicity_record(case.package)
    text = "".join(reading.pages(printing.render(record)))

    (told,) = record.notices[1].objections
    assert (told.conclusion, told.handling) == ("不成立", "经查聘用协议，年限属实。")
    assert "工作年限有出入" in text
    assert "张三" not in text
    assert "收到异议1条" in applicant.review_form(case).unit_opinion


def test_publicity_record_waits_for_the_recommendation(world):
    case = world.case_at(CaseState.NOTICES_CLEAR)

    with pytest.raises(NothingToPrint, match="推荐以后"):
        unit.publicity_record(case.package)


def test_notice_sheet_shows_only_what_may_be_public(world):
    case = world.case_at(CaseState.OPINION_NOTICE)
    private = applicant.private_of(case.submission)

    texts = [
        "".join(reading.pages(printing.render(unit.notice_sheet(notice))))
        for notice in world.unit.notices.order_by("pk")
    ]

    assert "具有较扎实的本专业理论知识" in texts[0]
    assert "2021年11月9日至11月15日（5个工作日）" in texts[1]
    assert "拟同意推荐" in texts[2]
    for text in texts:
        assert private["identity_number"] not in text
        assert private["contact_phone"] not in text


def test_envelope_has_the_four_items_front_and_bottom(delivered):
    (label,) = unit.envelopes(delivered.package).labels

    assert label == applicant.label_of(delivered)
    assert (label.name, label.unit, label.specialty, label.number) == (
        "郭晓燕", "阳城县析城山煤业有限责任公司", "采矿工程", delivered.number,
    )  # fmt: skip
    text = "".join(reading.pages(printing.render(unit.envelopes(delivered.package))))
    assert text.count(label.phone) == 2


def test_receipts_say_who_when_and_how_many(delivered):
    submission = applicant.submission_receipt(delivered)
    intake = bureau.acceptance_receipt(delivered.package.intakes.get())

    assert submission.query_code == delivered.application.query_code
    assert submission.at == at("11-05 11:00")
    assert (intake.receiver, intake.deliverer) == (
        "卫国栋", "原海燕（阳城县析城山煤业有限责任公司）",
    )  # fmt: skip
    assert [(item.name, item.copies) for item in intake.items][:2] == [
        ("评审表", "3份"), ("专业技术工作报告", "1份"),
    ]  # fmt: skip
    assert [(p.name, p.outcome) for p in intake.people] == [("郭晓燕", "已收件")]


def test_correction_letter_numbers_every_defect_with_its_remedy(world, delivered):
    marked = at("11-25 09:00")
    road.mark_all(
        delivered, PERSON_ITEMS, acting=world.clerk, now=marked, failing=("service", "envelope")
    )
    road.take(delivered, Action.CORRECT, acting=world.clerk, now=at("11-25 10:00"))

    letter = bureau.correction_letter(delivered.letters.get())

    assert [item.paper for item in letter.items] == [
        "档案袋正面和袋底四项齐全", "从事本专业技术工作年限",
    ]  # fmt: skip
    assert letter.items[0].remedy == "补齐后由单位报送。"
    assert "“聘任情况与年度考核”、“工作经历”" in letter.items[1].remedy
    assert (letter.due, letter.working_days) == (date(2021, 12, 2), 5)
    assert letter.officer == "卫国栋"


def test_ballot_result_counts_without_naming_a_member(world):
    case = world.case_at(CaseState.PASSED)

    sheet = bureau.ballot_result(case.meeting)

    (row,) = sheet.rows
    assert (sheet.size, sheet.present, sheet.quorum) == (9, 8, 6)
    assert (row.yes, row.no, row.abstain, row.threshold, row.outcome) == (8, 0, 0, 6, "通过")
    assert sheet.chair == "评委1（主任委员）"
    assert "评委2" not in "".join(reading.pages(printing.render(sheet)))


def test_certificate_list_follows_the_confirmation(world):
    case = world.case_at(CaseState.CONFIRMED)

    sheet = bureau.certificate_list(case.meeting)

    (row,) = sheet.rows
    assert (row.name, row.sex, row.certificate_number) == ("郭晓燕", "女", "YCZ20210001")
    assert (sheet.document, sheet.obtained_on) == ("阳人社职字〔2021〕12号", date(2021, 12, 16))


def test_refusal_letter_carries_the_second_person_s_words(world, delivered):
    road.take(
        delivered, Action.PROPOSE_REFUSAL, acting=world.clerk, now=at("11-25 09:00"), note="公务员"
    )
    road.take(
        Case.objects.get(pk=delivered.pk),
        Action.REFUSE,
        acting=world.lead,
        now=at("11-25 10:00"),
        note="申报人为参公人员，依据二（二）1。",
    )

    letter = bureau.refusal_letter(Case.objects.get(pk=delivered.pk))

    assert letter.reason == "申报人为参公人员，依据二（二）1。"
    assert letter.officer == "郭庆华"


# --- papers to sign -------------------------------------------------------------------------------
def test_assessment_papers_before_and_after_the_session(world):
    case = world.case_at(CaseState.ASSESSMENT)
    blank = sitting.assessment_sheet(case.package)
    (session,) = blank.sittings
    assert [seat.kind for seat in session.seats] == (
        ["群众代表"] * 5 + ["同行专家"] * 5 + ["单位领导"] * 3
    )
    assert [(one.name, one.number, one.agree) for one in session.people] == [
        (case.name, case.number, None)
    ]
    with pytest.raises(NothingToPrint, match="还没有登记民主评议"):
        sitting.assessment_record(case.package)

    for reached, walk in world.stations(case):
        if reached == CaseState.OPINION_DRAFT:
            walk()
    case.refresh_from_db()

    (session,) = sitting.assessment_record(case.package).sittings
    rating = case.ratings.get()
    assert (session.held_on, session.place) == (
        rating.assessment.held_on, rating.assessment.place,
    )  # fmt: skip
    assert [seat.name for seat in session.seats] == [
        member.name for member in rating.assessment.members.all()
    ]
    assert [(one.ethics, one.agree, one.disagree, one.opinion) for one in session.people] == [
        (rating.get_ethics_display(), rating.agree, rating.disagree, rating.opinion)
    ]
    with pytest.raises(NothingToPrint, match="没有等待民主评议"):
        sitting.assessment_sheet(case.package)


def test_promise_sheet_has_the_words_of_the_form_and_the_opinion(world):
    case = world.case_at(CaseState.NOTICES_CLEAR)

    sheet = sitting.promise_sheet(case.package)

    assert sheet.promise == wording.UNIT_PROMISE
    assert [(one.name, one.opinion) for one in sheet.people] == [
        (case.name, case.ratings.get().opinion)
    ]
    assert {"promise_sheet", "assessment_record"} <= {
        paper.key for paper in papers_for(case.package, world.hr)
    }


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([2019, 2020], "2019合格、2020合格"),
        ([2018, 2019, 2020], "2018—2020合格"),
        ([2017, 2019, 2020], "2017合格、2019合格、2020合格"),
        (range(1981, 2021), "1981—2020合格"),
    ],
)
def test_many_equal_appraisals_are_told_as_a_span(years, words):
    rows = [{"year": year, "grade": "合格"} for year in years]

    assert unit.appraisal_words([*rows, {"year": 2016, "grade": "不合格"}]) == words
