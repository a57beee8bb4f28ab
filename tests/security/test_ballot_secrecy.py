"""Nobody learns who voted how: not from the database, the pages, the log, before or after (C)."""

import base64
import json
import logging
import math
import random
import re
from collections import Counter

import nacl.pwhash
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from review import ballots, records
from review.engine import Refused
from review.models import Attendance, Case, Meeting, SealedBallot, Tally
from review.states import Action, CaseState, MeetingState
from tests.security.attacker import (
    CHOICE_WORDS,
    by_chance,
    everything,
    guess,
    physical_rows,
    readings,
)
from tests.security.scene import rewind_keys
from tests.world import World, at

VOTE, BALLOT = "/vote/", "/vote/ballot/"
PASSPHRASES = ("太行山下", "沁河水长")
MEETINGS = 30


@pytest.fixture
def quick_keys(monkeypatch):
    """The passphrases are stretched as little as the library allows: many meetings in a test."""
    argon = nacl.pwhash.argon2id
    monkeypatch.setattr(argon, "OPSLIMIT_INTERACTIVE", argon.OPSLIMIT_MIN)
    monkeypatch.setattr(argon, "MEMLIMIT_INTERACTIVE", argon.MEMLIMIT_MIN)


@pytest.fixture(scope="module")
def room(django_db_setup, django_db_blocker):
    """(world, three people waiting for the committee), in a transaction of the module's own."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_round_2021", verbosity=0)
        yield waiting_for_the_committee(World())
        transaction.set_rollback(True)


def waiting_for_the_committee(world):
    cases = [world.submitted(name) for name in ("申甲", "申乙")]
    for case in cases:
        world.pass_by_unit(case, "11-05 14:00")
    cases.append(world.case_at(CaseState.ACCEPTED, "申丙"))
    for case in cases[:2]:
        case.refresh_from_db()
        world.accept(case)
    for case in cases:
        world.step(case, Action.QUALIFY, world.secretary, "12-06 09:00")
    return world, [case.pk for case in cases]


@pytest.fixture
def ready(room, db, quick_keys):
    cache.clear()
    world, keys = room
    yield world, list(Case.objects.filter(pk__in=keys).order_by("pk"))
    cache.clear()


def member(world, seat) -> Client:
    """A phone on which the code of the seat was typed."""
    client = Client()
    code = records.sign_in(seat, acting=world.secretary, now=at("12-16 08:50"))
    assert client.post(VOTE, {"code": code}).status_code == 302
    return client


def choices_for(cases, choice):
    return {f"case_{case.pk}": choice for case in cases}


# --- while the vote is open ----------------------------------------------------------------------
def test_open_vote_holds_no_choice_in_any_table(ready, clock, caplog):
    world, cases = ready
    caplog.set_level(logging.DEBUG)
    before = Counter(CHOICE_WORDS.findall(everything()))
    meeting, seats = world.open_vote(cases)
    clock("12-16 09:10")
    phones = [member(world, seat) for seat in seats]

    for number, phone in enumerate(phones):
        choice = choices_for(cases, ("yes", "no")[number % 2])
        phone.post(BALLOT, choice)
        phone.post(BALLOT, choice | {"step": "cast"})

    assert SealedBallot.objects.count() == len(seats) * len(cases)
    assert Counter(CHOICE_WORDS.findall(everything())) == before
    assert not CHOICE_WORDS.search(caplog.text)
    assert not any(phrase in everything() for phrase in PASSPHRASES)
    assert not Tally.objects.filter(meeting=meeting).exists()


def test_sealed_ballots_are_of_one_length_and_never_alike(ready):
    world, cases = ready
    _, seats = world.open_vote(cases)
    for seat, choice in zip(seats, ("yes", "no", "abstain") * 3, strict=False):
        records.cast(seat, choices={case.pk: choice for case in cases})

    sealed = [bytes(ballot.sealed) for ballot in SealedBallot.objects.all()]

    assert len({len(one) for one in sealed}) == 1
    assert len(set(sealed)) == len(sealed)


def test_sealed_ballot_says_nothing_but_whose_it_is_for_what():
    columns = {field.name for field in SealedBallot._meta.fields}

    assert columns == {"id", "attendance", "case", "sealed"}


def test_key_of_the_vote_is_nowhere_in_the_database(ready):
    world, cases = ready
    meeting, _ = world.open_vote(cases)
    private = bytes(ballots.unwrap(meeting.wrapped_key, *PASSPHRASES))
    dump = everything()

    found = [
        form
        for form in (
            repr(private), base64.b64encode(private).decode(), private.hex(),
            base64.urlsafe_b64encode(private).decode(),
        )
        if form in dump
    ]  # fmt: skip

    assert found == []


@pytest.mark.parametrize("words", [("太行山下", "太行山下"), ("", ""), ("沁河水长", "太行山下")])
def test_one_keeper_alone_does_not_open_the_box(ready, words):
    world, cases = ready
    meeting, seats = world.open_vote(cases)
    records.cast(seats[0], choices={case.pk: "yes" for case in cases})

    with pytest.raises(Refused, match="口令不对"):
        world.close_vote(
            meeting, chair_passphrase=words[0], teller_passphrase=words[1], note="提前结束"
        )

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.VOTING
    assert SealedBallot.objects.count() == len(cases)


def pages_of_a_vote(world, cases, seat, choice) -> list[int]:
    """Length of each page a member's browser gets on the way to a cast ballot."""
    phone = member(world, seat)
    picked = choices_for(cases, choice)
    some = dict(list(picked.items())[:1])
    pages = (
        phone.get(BALLOT),
        phone.post(BALLOT, some),
        phone.post(BALLOT, picked),
        phone.post(BALLOT, picked | {"step": "cast"}),
        phone.get(BALLOT),
    )
    return [
        (page.status_code, len(page.content), sum(len(f"{k}{v}") for k, v in page.headers.items()))
        for page in pages
    ]


def test_pages_are_of_one_length_whatever_is_chosen(ready, clock):
    world, cases = ready
    _, seats = world.open_vote(cases)
    clock("12-16 09:10")

    lengths = {}
    for choice in ("yes", "no"):
        with transaction.atomic():
            lengths[choice] = pages_of_a_vote(world, cases, seats[0], choice)
            transaction.set_rollback(True)

    assert lengths["yes"] == lengths["no"]


def test_page_after_the_cast_shows_no_choice(ready, clock):
    world, cases = ready
    _, seats = world.open_vote(cases)
    clock("12-16 09:10")
    phone = member(world, seats[0])

    done = phone.post(BALLOT, choices_for(cases, "no") | {"step": "cast"})
    again = phone.get(BALLOT, follow=True)

    for page in (done, again):
        assert "同意" not in page.text
        assert cases[0].name not in page.text
        assert "no-store" in page.headers["Cache-Control"]
    assert "no" not in {cookie.value for cookie in phone.cookies.values()}


@pytest.mark.parametrize("hat", ["secretary", "chair", "lead", "clerk"])
def test_staff_see_the_turnout_and_nothing_else(ready, sign_in, clock, hat):
    world, cases = ready
    meeting, seats = world.open_vote(cases)
    records.cast(seats[0], choices={case.pk: "no" for case in cases})
    clock("12-16 09:20")
    url = f"/meetings/{meeting.pk}/"

    before = sign_in(getattr(world, hat)).get(url)
    with transaction.atomic():
        records.cast(seats[1], choices={case.pk: "no" for case in cases})
        no = sign_in(getattr(world, hat)).get(url)
        transaction.set_rollback(True)
    records.cast(seats[1], choices={case.pk: "yes" for case in cases})
    yes = sign_in(getattr(world, hat)).get(url)

    assert "不同意" not in before.text
    assert steady(no.text) == steady(yes.text)


def steady(text: str) -> str:
    """A page without the token, which is another on every page."""
    return re.sub(r"(csrfmiddlewaretoken\" value=|X-CSRFToken\": )\"\w+\"", "", text)


# --- who may vote --------------------------------------------------------------------------------
def test_recused_members_vote_for_that_person_is_not_taken(ready, clock):
    world, cases = ready
    meeting = world.meeting(cases)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    seats = world.sign_in(meeting, 9)
    cases[0].refresh_from_db()
    records.recuse(
        seats[0], cases[0], acting=world.secretary, now=at("12-16 08:45"), reason="同单位"
    )
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
        chair_passphrase=PASSPHRASES[0], teller_passphrase=PASSPHRASES[1],
    )  # fmt: skip
    meeting.refresh_from_db()
    clock("12-16 09:10")

    member(world, seats[0]).post(BALLOT, choices_for(cases, "yes") | {"step": "cast"})
    for seat in seats[1:]:
        records.cast(seat, choices={case.pk: "no" for case in cases})
    world.close_vote(meeting)

    tally = Tally.objects.get(meeting=meeting, case=cases[0])
    assert (tally.yes, tally.no, tally.recused, tally.voters) == (0, 8, 1, 8)


def test_ballot_put_beside_the_rules_is_not_counted(ready):
    world, cases = ready
    meeting = world.meeting(cases)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    seats = world.sign_in(meeting, 9)
    cases[0].refresh_from_db()
    records.recuse(
        seats[0], cases[0], acting=world.secretary, now=at("12-16 08:45"), reason="同单位"
    )
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
        chair_passphrase=PASSPHRASES[0], teller_passphrase=PASSPHRASES[1],
    )  # fmt: skip
    meeting.refresh_from_db()
    stuffed = ballots.Ballot(meeting.pk, seats[0].pk, cases[0].pk, "yes")
    SealedBallot.objects.create(
        attendance=seats[0], case=cases[0], sealed=ballots.seal(stuffed, meeting.public_key)
    )

    for seat in seats[1:]:
        records.cast(seat, choices={case.pk: "no" for case in cases})
    world.close_vote(meeting, note="一人回避后没有投票")

    tally = Tally.objects.get(meeting=meeting, case=cases[0])
    assert (tally.yes, tally.no, tally.recused) == (0, 8, 1)


def test_ballot_of_a_member_who_is_not_there_stops_the_count(ready):
    world, cases = ready
    meeting, seats = world.open_vote(cases)
    absent = meeting.attendances.filter(signed_in_at=None).first()
    for seat in seats:
        records.cast(seat, choices={case.pk: "yes" for case in cases})
    stuffed = ballots.Ballot(meeting.pk, absent.pk, cases[0].pk, "yes")
    SealedBallot.objects.create(
        attendance=absent, case=cases[0], sealed=ballots.seal(stuffed, meeting.public_key)
    )

    with pytest.raises(Refused, match="没有签到"):
        world.close_vote(meeting, note="核对")

    assert not Tally.objects.exists()


def test_member_without_sign_in_has_no_way_in(ready, clock):
    world, cases = ready
    meeting, _ = world.open_vote(cases)
    absent = meeting.attendances.filter(signed_in_at=None).first()
    clock("12-16 09:10")
    phone = Client()
    session = phone.session
    session["ballot_seat_and_code"] = [absent.pk, absent.code_index]
    session.save()

    answer = phone.post(BALLOT, choices_for(cases, "yes") | {"step": "cast"})

    assert answer.status_code == 302
    with pytest.raises(PermissionDenied):
        records.cast(absent, choices={case.pk: "yes" for case in cases})
    assert not SealedBallot.objects.exists()


@pytest.mark.parametrize("hat", ["secretary", "chair", "clerk", "applicant"])
def test_signed_in_staff_have_no_ballot_without_a_code(ready, sign_in, clock, hat):
    world, cases = ready
    world.open_vote(cases)
    clock("12-16 09:10")
    membership = world.applicant(cases[0]) if hat == "applicant" else getattr(world, hat)

    answer = sign_in(membership).post(BALLOT, choices_for(cases, "yes") | {"step": "cast"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == VOTE
    assert not SealedBallot.objects.exists()


def test_code_given_out_anew_ends_what_the_old_one_had_opened(ready, clock):
    world, cases = ready
    _, seats = world.open_vote(cases)
    clock("12-16 09:10")
    stolen = member(world, seats[0])
    own = member(world, seats[0])

    lost = stolen.post(BALLOT, choices_for(cases, "no") | {"step": "cast"})
    kept = own.post(BALLOT, choices_for(cases, "yes") | {"step": "cast"})

    assert lost.headers.get("Location") == VOTE
    assert "已投出" in kept.text
    assert SealedBallot.objects.count() == len(cases)


def test_codes_are_not_guessed(ready, clock):
    world, cases = ready
    _, seats = world.open_vote(cases)
    code = records.sign_in(seats[0], acting=world.secretary, now=at("12-16 08:55"))
    clock("12-16 09:10")
    stranger = Client()

    for _ in range(60):
        stranger.post(VOTE, {"code": "00000000"})
    answer = stranger.post(VOTE, {"code": code})

    assert "输错的次数太多" in answer.text


def test_choice_that_is_not_on_the_paper_is_no_choice(ready, clock):
    world, cases = ready
    _, seats = world.open_vote(cases)
    clock("12-16 09:10")
    phone = member(world, seats[0])

    answers = [
        phone.post(BALLOT, choices_for(cases, word) | step)
        for word in ("abstain", "YES", "", "1")
        for step in ({}, {"step": "cast"})
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert not SealedBallot.objects.exists()


def test_vote_for_somebody_of_another_meeting_is_left_aside(ready, clock):
    world, cases = ready
    _, seats = world.open_vote(cases[:2])
    clock("12-16 09:10")

    member(world, seats[0]).post(BALLOT, choices_for(cases, "yes") | {"step": "cast"})

    assert {ballot.case_id for ballot in SealedBallot.objects.all()} == {
        case.pk for case in cases[:2]
    }


# --- after the close -----------------------------------------------------------------------------
def test_nothing_sealed_and_no_key_is_left_after_the_close(ready, clock):
    world, cases = ready
    meeting, seats = world.open_vote(cases)
    clock("12-16 09:10")
    late = member(world, seats[0])
    sealed, wrapped = [], json.dumps(meeting.wrapped_key)
    for seat in seats[1:]:
        records.cast(seat, choices={case.pk: "yes" for case in cases})
        sealed += [bytes(ballot.sealed) for ballot in seat.ballots.all()]

    world.close_vote(meeting, note="一人没有投票")
    refused = late.post(BALLOT, choices_for(cases, "no") | {"step": "cast"})

    dump = everything()
    meeting.refresh_from_db()
    assert (meeting.public_key, meeting.wrapped_key) == ("", None)
    assert not SealedBallot.objects.exists()
    assert not any(repr(one) in dump for one in sealed)
    assert json.loads(wrapped)["key"] not in dump
    assert not Attendance.objects.exclude(code_index="").exists()
    assert "已投出" not in refused.text
    with pytest.raises(Refused):
        records.cast(seats[0], choices={case.pk: "no" for case in cases})
    assert all(tally.no == 0 and tally.abstain == 1 for tally in Tally.objects.all())


def hold(world, cases, votes) -> tuple[str, str]:
    """One meeting: the dump while open and the dump after the close. `votes`: seat → choices."""
    meeting, seats = world.open_vote(cases)
    for seat, choices in zip(seats, votes, strict=True):
        records.cast(seat, choices={case.pk: c for case, c in zip(cases, choices, strict=True)})
    opened = everything()
    world.close_vote(Meeting.objects.get(pk=meeting.pk))
    return opened, everything()


RANDOM = re.compile(
    r"b'(?:[^'\\]|\\.)*'|b\"(?:[^\"\\]|\\.)*\"|[0-9a-f]{32,}|[A-Za-z0-9+/]{20,}={0,2}"
)


def test_dumps_of_two_votes_with_the_same_count_are_the_same(ready, savepoint):
    """Whoever has everything the database ever held learns the count and nothing beyond it.

    Seals, keys, codes and hashes are random in every vote and covered; nothing else may differ.
    """
    world, cases = ready
    columns = [["yes"] * 5 + ["no"] * 3, ["yes"] * 6 + ["no"] * 2, ["no"] * 4 + ["yes"] * 4]
    first = list(zip(*columns, strict=True))
    second = list(zip(*(column[::-1] for column in columns), strict=True))
    seen = []

    for votes in (first, second):
        with savepoint():
            rewind_keys()
            seen.append([RANDOM.sub("#", dump) for dump in hold(world, cases, votes)])

    assert first != second
    assert seen[0] == seen[1]


def one_meeting(world, cases, rng) -> tuple[dict, dict]:
    """What was voted, and what an attacker with both dumps says, by each reading."""
    meeting, seats = world.open_vote(cases)
    rng.shuffle(seats)
    leaning = {case.pk: rng.uniform(0.2, 0.8) for case in cases}
    truth = {
        (seat.pk, case.pk): "yes" if rng.random() < leaning[case.pk] else "no"
        for seat in seats
        for case in cases
    }
    for seat in seats:
        records.cast(seat, choices={case.pk: truth[seat.pk, case.pk] for case in cases})
    opened = physical_rows()
    world.close_vote(meeting)
    counts = dict(Tally.objects.filter(meeting=meeting).values_list("case", "yes"))
    said = {name: guess(opened, counts, rank) for name, rank in readings(opened, rng).items()}
    assert physical_rows() == []
    return truth, said


def test_attacker_with_every_dump_guesses_no_better_than_chance(ready, savepoint):
    """With random votes, being right is no likelier than inside the published count.

    `bench/ballots.py` holds 200 meetings and stops at 3 σ; here a test must not fail by chance.
    """
    world, cases = ready
    rng = random.Random(20211216)
    hits, expected, variance = Counter(), 0.0, 0.0

    for _ in range(MEETINGS):
        with savepoint():
            truth, said = one_meeting(world, cases, rng)
        for name, votes in said.items():
            hits[name] += sum(votes[place] == choice for place, choice in truth.items())
        mean, spread = by_chance(truth)
        expected, variance = expected + mean, variance + spread

    bound = expected + 4 * math.sqrt(variance)
    assert {name: hit for name, hit in hits.items() if hit > bound} == {}
