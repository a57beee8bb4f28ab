from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts.clock import SHANGHAI
from accounts.models import Organisation, User
from accounts.roles import OrganisationKind, UnitKind
from applications import papers, services
from applications.carrying import carry_in
from applications.choices import PaperKind
from applications.errors import Conflict, Incomplete, Locked, NotOpen
from applications.models import Application, Round, Submission
from applications.queries import needs_statement, verdict_of
from tests.accounts.conftest import NUMBER
from tests.applications.conftest import (
    NOW,
    answers,
    day,
    entries,
    job,
    month,
    save,
    whole,
)
from tests.applications.files import pdf, upload

LATER = NOW + timedelta(hours=2)


def read_through(application) -> Application:
    services.mark_reviewed(application, now=NOW)
    return whole(application)


def hand_in(application, **change) -> Submission:
    given = {"by": application.applicant, "now": LATER, "signed_name": "郭晓燕"} | change
    return services.freeze(application, **given)


# Beginning -------------------------------------------------------------------------------------


def test_identity_of_the_account_is_copied(round_2021, people):
    person = people.own.user
    person.identity_number = NUMBER
    person.save()

    application, _ = services.start(
        round=round_2021, applicant=person, unit=people.own.organisation, now=NOW
    )

    assert application.identity_number == NUMBER
    assert application.identity_index == person.identity_index
    assert (application.birth_date, application.sex) == (date(1997, 3, 12), "女")


def test_number_another_file_bears_begins_no_second_one(round_2021, people):
    for member in (people.own, people.colleague):
        begun, _ = services.start(
            round=round_2021, applicant=member.user, unit=member.organisation, now=NOW
        )
        Application.objects.filter(pk=begun.pk).update(withdrawn=member is people.own)
    services.save_section(begun, "basic", values={"identity_number": NUMBER}, rows={}, now=NOW)
    people.own.user.identity_number = NUMBER
    people.own.user.save()

    with pytest.raises(NotOpen, match="这个身份证号本年度已有申报"):
        services.start(
            round=round_2021, applicant=people.own.user, unit=people.own.organisation, now=NOW
        )


def test_a_second_start_gives_the_first_file(application, round_2021, people):
    again, is_new = services.start(
        round=round_2021, applicant=people.own.user, unit=people.own.organisation, now=LATER
    )

    assert (again.pk, is_new) == (application.pk, False)
    assert Round.objects.get().last_number == 1


def test_numbers_count_up_in_the_round(application, round_2021, people):
    other, _ = services.start(
        round=round_2021, applicant=people.stranger.user, unit=people.stranger.organisation, now=NOW
    )

    assert (application.number, other.number) == ("YC2021-0001", "YC2021-0002")
    assert application.query_code.isdecimal()
    assert len(application.query_code) == 8
    assert application.query_code != other.query_code


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2021, 11, 4), "11月5日开始填报。"),
        (date(2021, 11, 5), ""),
        (date(2021, 11, 26), ""),
        (date(2021, 11, 27), "本年度报送已截止，不能再开始申报。"),
    ],
)
def test_files_begin_only_while_the_round_is_open(round_2021, people, today, sentence):
    moment = datetime(today.year, today.month, today.day, 23, 59, tzinfo=SHANGHAI)
    who = {"applicant": people.own.user, "unit": people.own.organisation}

    if sentence:
        with pytest.raises(NotOpen, match=sentence):
            services.start(round=round_2021, now=moment, **who)
    else:
        assert services.start(round=round_2021, now=moment, **who)[1]


def test_a_withdrawn_file_frees_the_place(application, round_2021, people):
    services.withdraw(application)

    again, is_new = services.start(
        round=round_2021, applicant=people.own.user, unit=people.own.organisation, now=LATER
    )

    assert is_new
    assert again.number == "YC2021-0002"


@pytest.mark.django_db(transaction=True)
def test_two_starts_at_once_get_different_numbers():
    call_command("load_round_2021", verbosity=0)
    round = Round.objects.get()
    unit = Organisation.objects.create(
        name="单位", kind=OrganisationKind.UNIT, unit_kind=UnitKind.PRIVATE
    )
    users = [User.objects.create(username=f"u{n}", name=f"人{n}") for n in range(6)]
    together, numbers, errors = Barrier(len(users)), [], []

    def begin(user):
        try:
            together.wait(timeout=20)
            file, _ = services.start(round=round, applicant=user, unit=unit, now=NOW)
            numbers.append(file.number)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=begin, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert errors == []
    assert sorted(numbers) == [f"YC2021-{n:04d}" for n in range(1, 7)]


@pytest.mark.django_db(transaction=True)
def test_two_first_visits_of_one_person_make_one_file():
    call_command("load_round_2021", verbosity=0)
    round, user = Round.objects.get(), User.objects.create(username="u", name="人")
    unit = Organisation.objects.create(
        name="单位", kind=OrganisationKind.UNIT, unit_kind=UnitKind.PRIVATE
    )
    together, files, errors = Barrier(3), [], []

    def begin():
        try:
            together.wait(timeout=20)
            files.append(services.start(round=round, applicant=user, unit=unit, now=NOW))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert errors == []
    assert {file.pk for file, _ in files} == {Application.objects.get().pk}
    assert sorted(is_new for _, is_new in files) == [False, False, True]


def test_self_check_answers_are_carried_in_and_marked(application):
    carry_in(
        application,
        answers={
            "application": {"appointed_on": "2019-08", "retired": False},
            "education": [{"level": "专科", "graduated": "2019-07", "major": "机械制造与自动化"}],
            "appraisals": [{"year": 2020, "grade": "合格"}],
        },
    )

    after = whole(application)
    assert after.from_self_check == ["eligibility", "education", "appointment"]
    assert after.appointed_on == "2019-08"
    assert [row.major for row in after.education_set.all()] == ["机械制造与自动化"]


# Handing in ------------------------------------------------------------------------------------


def test_handing_in_freezes_everything_and_locks(filled):
    submission = hand_in(read_through(filled))

    assert submission.version == 1
    assert submission.content["title"]["specialty"] == "机械制造"
    assert submission.content["education"]["schools"][0]["school"] == "晋城职业技术学院"
    assert submission.facts["degrees"][0]["relevance"] == "本专业"
    assert submission.papers[0]["name"] == "聘用协议.pdf"
    assert submission.verdict["overall"] == "met"
    assert "取消今后1-3年申报资格" in submission.promise_text
    assert whole(filled).locked


def test_frozen_content_holds_no_identity_number_or_phone(filled):
    submission = hand_in(read_through(filled))

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_submission")
        stored = str(cursor.fetchall())
    assert "140522199803129025" not in stored
    assert "13800001234" not in stored
    assert "140522199803129025" in submission.private


def test_the_same_content_has_the_same_hash_and_a_change_another(filled):
    first = hand_in(read_through(filled))
    services.unlock(filled)
    second = hand_in(read_through(filled), now=LATER + timedelta(days=1))
    services.unlock(filled)
    save(filled, "title", answers()["title"] | {"current_work": "铸造工艺编制"})
    third = hand_in(read_through(filled))

    assert [first.version, second.version, third.version] == [1, 2, 3]
    assert first.sha256 == second.sha256
    assert third.sha256 != first.sha256


def test_a_submission_can_be_neither_changed_nor_deleted(filled):
    submission = hand_in(read_through(filled))

    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(statement="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        submission.delete()
    assert Submission.objects.get().statement == ""


def test_an_unfinished_file_is_not_handed_in_and_says_everything(application):
    with pytest.raises(Incomplete) as refused:
        hand_in(application)

    assert "请填写身份证号" in refused.value.reasons
    assert "请先核对全部内容。" in refused.value.reasons
    assert not whole(application).locked


def test_typed_and_unsaved_text_blocks_handing_in(filled):
    read_through(filled)
    services.autosave(filled, "title", {"current_work": ["改"]}, expected_version=1, now=NOW)

    with pytest.raises(Incomplete, match="“申报职称与专业”有改动还没有保存"):
        hand_in(filled)


@pytest.mark.parametrize("name", ["郭晓", "郭小燕", ""])
def test_another_signature_is_refused(filled, name):
    with pytest.raises(Incomplete, match="承诺人姓名要和申报人姓名“郭晓燕”一致。"):
        hand_in(read_through(filled), signed_name=name)


def test_a_signature_with_blanks_is_the_same_name(filled):
    assert hand_in(read_through(filled), signed_name=" 郭 晓燕 ").signed_name == "郭晓燕"


def test_not_met_needs_a_statement(filled):
    late = answers()["appointment"] | day("appointed_on", "2020-06-01")
    save(filled, "appointment", {k: v for k, v in late.items() if k != "grade_2019"})
    save(filled, "work", entries("work", job(**month("started", "2020-06"))))
    application = read_through(filled)
    assert needs_statement(verdict_of(application))

    with pytest.raises(Incomplete, match="请填写情况说明"):
        hand_in(application)
    submission = hand_in(application, statement="2019年8月起已在本单位从事工艺工作。")

    assert submission.verdict["overall"] == "not_met"
    assert submission.statement == "2019年8月起已在本单位从事工艺工作。"


def test_every_change_after_reading_through_asks_to_read_again(filled):
    save(read_through(filled), "title", answers()["title"])

    with pytest.raises(Incomplete, match="请先核对全部内容。"):
        hand_in(filled)


def test_a_missing_answer_keeps_from_marking_read(application):
    with pytest.raises(Incomplete):
        services.mark_reviewed(application, now=NOW)


# Locked and reopened ---------------------------------------------------------------------------


def writers(application, slug="title"):
    paper = application.attachments.first()
    yield lambda: services.save_section(application, slug, values={}, rows={}, now=NOW)
    yield lambda: services.autosave(application, slug, {}, expected_version=0, now=NOW)
    if slug == "title":
        yield lambda: papers.remove_attachment(paper, now=NOW)
        yield lambda: papers.restore_attachment(paper, now=NOW)
        yield lambda: papers.move_attachment(paper, up=True)
        yield lambda: papers.attach(
            application,
            kind=PaperKind.OTHER,
            upload=upload("x.pdf", pdf()),
            by=application.applicant,
            now=NOW,
        )


def test_nothing_is_written_to_a_file_handed_in(filled):
    hand_in(read_through(filled))

    for write in writers(filled):
        with pytest.raises(Locked):
            write()
    with pytest.raises(Locked):
        services.mark_reviewed(filled, now=NOW)
    with pytest.raises(Locked):
        hand_in(filled)
    assert Submission.objects.count() == 1


def test_only_reopened_sections_are_written(filled):
    hand_in(read_through(filled))
    services.reopen(filled, sections=["education"])

    save(filled, "education", answers()["education"])
    for write in writers(filled):
        with pytest.raises(Locked):
            write()

    assert whole(filled).mended == ["education"]
    assert hand_in(read_through(filled)).version == 2
    assert whole(filled).reopened == []


def test_reopening_without_sections_opens_all(filled):
    hand_in(read_through(filled))
    services.reopen(filled, sections=[])

    save(filled, "title", answers()["title"])

    assert not whole(filled).locked


def test_reopening_an_unknown_section_is_an_error(filled):
    with pytest.raises(ValueError, match="unknown sections"):
        services.reopen(filled, sections=["nowhere"])


def test_a_withdrawn_file_is_not_written(filled):
    services.withdraw(filled)

    for write in writers(filled):
        with pytest.raises(Locked):
            write()


def test_saving_with_an_old_version_is_a_conflict(application):
    save(application, "title", answers()["title"])

    with pytest.raises(Conflict) as conflict:
        services.save_section(
            application,
            "title",
            values={"current_work": "别的"},
            rows={},
            now=NOW,
            expected_version=0,
        )

    assert conflict.value.version == 1
    assert whole(application).current_work == "机械加工工艺编制"


def test_one_identity_number_makes_one_file_a_round(filled, round_2021, people):
    other, _ = services.start(
        round=round_2021, applicant=people.colleague.user, unit=filled.unit, now=NOW
    )

    with pytest.raises(ValidationError, match="本年度已有申报"):
        save(other, "basic", answers()["basic"])

    assert whole(other).identity_number == ""
