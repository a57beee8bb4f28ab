from datetime import date

import pytest
from django.core.management import CommandError, call_command

from applications.checks import rulesets_of_rounds
from applications.models import MajorMatch, Round, Specialty


def test_the_round_of_2021_is_the_notices(round_2021):
    assert round_2021.notice_number == "阳工信函字〔2021〕24号"
    assert (round_2021.acceptance_opens, round_2021.acceptance_closes) == (
        date(2021, 11, 10),
        date(2021, 11, 26),
    )
    assert round_2021.service_until == date(2021, 12, 31)
    assert round_2021.correction_latest == date(2021, 12, 3)
    assert round_2021.meeting_on == date(2021, 12, 16)
    assert (round_2021.place, round_2021.phone) == ("阳城县工信局303室", "0356-4220191")


def test_specialties_are_loaded_once_and_software_is_by_exam(round_2021):
    before = (Specialty.objects.count(), MajorMatch.objects.count())
    call_command("load_round_2021", verbosity=0)

    assert (Specialty.objects.count(), MajorMatch.objects.count()) == before
    assert [s.name for s in Specialty.objects.filter(exam_only=True)] == ["计算机软件"]
    assert not Specialty.objects.filter(matches=None).exists()


def test_what_the_bureau_changed_stays_when_loaded_again(round_2021):
    Specialty.objects.filter(name="气象").update(active=False)
    Round.objects.update(phone="0356-0000000")

    call_command("load_round_2021", verbosity=0)

    assert not Specialty.objects.get(name="气象").active
    assert Round.objects.get().phone == "0356-0000000"


def test_a_later_year_is_opened_from_the_last(round_2021):
    call_command(
        "open_round", "2022", "--notice-number", "阳工信函字〔2022〕20号",
        "--notice-date", "2022-11-04",
    )  # fmt: skip

    later = Round.objects.get(year=2022)
    assert later.title == "阳城县2022年度工程系列初级专业技术职务任职资格评审"
    assert later.acceptance_closes == date(2022, 11, 26)
    assert later.service_until == date(2022, 12, 31)
    assert later.ruleset == "2021"
    assert later.meeting_on is None
    assert later.last_number == 0


def test_a_year_is_opened_once(round_2021):
    with pytest.raises(CommandError, match="2021年度已经开通"):
        call_command("open_round", "2021", "--notice-number", "x")


def test_there_must_be_a_round_to_copy(db):
    with pytest.raises(CommandError, match="load_round_2021"):
        call_command("open_round", "2022", "--notice-number", "x")


def test_a_round_without_ruleset_is_an_error(round_2021):
    assert rulesets_of_rounds(None, databases=["default"]) == []

    Round.objects.update(ruleset="1999")

    assert [e.id for e in rulesets_of_rounds(None, databases=["default"])] == ["applications.E002"]
