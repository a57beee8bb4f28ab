"""Nothing is typed twice: what goes along from an earlier file, and what must be said anew."""

import pytest

from applications import copying, rounds, services
from applications.errors import Locked
from applications.models import Application, Attachment
from applications.queries import verdict_of
from applications.snapshots import papers, private, snapshot
from tests.applications.conftest import NOW, whole

#: Fields that are the file's own, never its content; by hand, so that a new field is thought about.
OWN = {
    "id", "round", "applicant", "unit", "number", "query_code", "created_at", "locked", "withdrawn",
    "reopened", "mended", "letter", "look_again", "from_self_check", "from_roster", "carried_year",
    "reviewed_at", "statement",
}  # fmt: skip


def test_every_field_is_content_or_the_files_own():
    content = {name for names in copying.FIELDS.values() for name in names}

    assert content | OWN == {field.name for field in Application._meta.concrete_fields}
    related = {r.related_model for r in Application._meta.related_objects if r.one_to_many}
    copied = {model for models in copying.ROWS.values() for model in models}
    assert {m.__name__ for m in related - copied} == {"SectionDraft", "Submission"}


@pytest.fixture
def again(filled, round_2021, people):
    """A file withdrawn and the empty one begun after it."""
    services.withdraw(filled)
    new, _ = services.start(
        round=round_2021, applicant=people.own.user, unit=people.own.organisation, now=NOW
    )
    return new


@pytest.fixture
def next_year(filled):
    """The round of 2022 and the same person's empty file in it."""
    opened = rounds.open_next(
        year=2022, notice_number="阳工信函字〔2022〕20号", notice_date=NOW.date()
    )
    now = NOW.replace(year=2022, month=11, day=9)
    new, _ = services.start(round=opened, applicant=filled.applicant, unit=filled.unit, now=now)
    return new


def test_withdrawn_file_is_carried_whole_and_needs_only_reading_and_promise(filled, again):
    copying.fill_from(again, filled)

    new, old = whole(again), whole(filled)
    assert snapshot(new) | {"number": old.number} == snapshot(old)
    assert private(new) == private(old)
    assert [paper | {"id": 0} for paper in papers(new)] == [
        paper | {"id": 0} for paper in papers(old)
    ]
    assert verdict_of(new) == verdict_of(old)
    assert (new.reviewed_at, new.statement, new.from_self_check) == (None, "", [])
    assert new.number != old.number


def test_last_years_file_gives_what_lasts_and_asks_to_confirm_it(filled, next_year):
    copying.fill_from(next_year, filled)

    new = whole(next_year)
    assert [row.school for row in new.education_set.all()] == ["晋城职业技术学院"]
    assert [row.employer for row in new.workexperience_set.all()] == [filled.unit.name]
    assert (new.identity_number, new.appointed_on) == (filled.identity_number, "2019-08-01")
    assert new.from_self_check == list(copying.LASTING)
    assert new.carried_year == 2021


def test_what_a_year_must_say_anew_stays_empty(filled, next_year):
    copying.fill_from(next_year, filled)

    new = whole(next_year)
    assert (new.identity_kind, new.retired, new.under_sanction) == ("", None, None)
    assert not new.appraisal_set.exists()
    assert not Attachment.objects.filter(application=new).exists()
    assert new.report_work == ""
    assert new.statement == ""


def test_file_with_something_in_it_is_not_overwritten(filled, next_year):
    copying.fill_from(next_year, filled)

    with pytest.raises(Locked):
        copying.fill_from(next_year, filled)


def test_number_somebody_else_has_used_is_left_out(filled, again, people, round_2021):
    other, _ = services.start(
        round=round_2021, applicant=people.stranger.user, unit=people.stranger.organisation, now=NOW
    )
    Application.objects.filter(pk=other.pk).update(identity_index=filled.identity_index)

    copying.fill_from(again, filled)

    assert whole(again).identity_number == ""
    assert whole(again).birthplace == "山西阳城"


def test_start_page_offers_the_withdrawn_file_and_fills_from_it(filled, own):
    services.withdraw(filled)

    page = own.get("/applications/")
    assert "用撤回前的内容重新申报" in page.text
    tasks = own.post("/applications/start/", {"earlier": "1"}, follow=True)

    assert "完成了10项，共12项" in tasks.text
    assert Application.objects.get(withdrawn=False).identity_number == filled.identity_number


def test_start_page_offers_last_years_file_and_says_what_is_left_out(
    filled, next_year, own, settings
):
    Application.objects.filter(pk=next_year.pk).delete()
    settings.SITE_CLOCK = "2022-11-09T09:00"

    page = own.get("/applications/")
    assert "用2021年度的内容填好" in page.text
    assert "年度考核、工作报告、证明材料、个人承诺要重新填写" in page.text
    tasks = own.post("/applications/start/", {"earlier": "1"}, follow=True)

    assert "已由2021年度带入，请确认" in tasks.text


def test_start_page_offers_nothing_after_the_last_day(filled, own, settings):
    services.withdraw(filled)
    settings.SITE_CLOCK = "2021-11-27T09:00"

    assert "用撤回前的内容重新申报" not in own.get("/applications/").text
