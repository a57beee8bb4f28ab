"""阅卷: by one's own code, notes only oneself can open, a recused packet is shut."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from review import packets
from review.engine import Refused
from review.models import Attendance, PrivateNote, Recusal
from review.states import Action, CaseState
from tests.security.scene import rows

DOOR, LIST = reverse("review:reading"), reverse("review:reading-packets")


@pytest.fixture
def handed_out(world, clock):
    case = world.case_at(CaseState.IN_REVIEW)
    meeting = world.meeting([case])
    slips = packets.hand_out(meeting, acting=world.secretary)
    case.refresh_from_db()
    clock("12-14 20:00")
    return world, meeting, case, slips


def reader(code) -> Client:
    browser = Client()
    assert browser.post(DOOR, {"code": code.lower()}).status_code == 302
    return browser


def of(case, tail=""):
    return f"{LIST}{case.pk}/{tail}"


def test_member_reads_the_packet_without_an_account(handed_out):
    _, _, case, slips = handed_out
    browser = reader(slips[0][1])

    listed = browser.get(LIST).text
    read = browser.get(of(case)).text
    paper = case.submission.papers[0]
    file = browser.get(of(case, f"papers/{paper['id']}/"))

    assert "评委1，您好" in listed
    assert case.name in listed
    assert "专业技术工作报告" in read
    assert b"".join(file.streaming_content)
    assert not re.search(r"\d{17}[\dX]", read)


def test_note_is_read_by_its_writer_alone_and_is_nowhere_readable(handed_out):
    _, _, case, slips = handed_out
    (seat, code), (other, others) = slips[:2]
    browser = reader(code)

    browser.post(of(case), {"text": "业绩第三项存疑"})

    assert "业绩第三项存疑" in browser.get(of(case)).text
    assert "业绩第三项存疑" not in reader(others).get(of(case)).text
    dump = repr(rows())
    assert "存疑" not in dump
    assert packets.plain(code) not in dump
    assert packets.read_note(seat, case, code=others) is None
    assert packets.read_note(other, case, code=others) == ""


def test_notes_have_one_length_and_the_longest_fits(handed_out):
    _, _, case, slips = handed_out
    lengths = set()

    for (seat, code), text in zip(slips, ("短", "𠀀" * packets.LONGEST_NOTE), strict=False):
        packets.write_note(seat, case, code=code, text=text)
        lengths.add(len(PrivateNote.objects.get(attendance=seat).sealed))
        assert packets.read_note(seat, case, code=code) == text

    assert len(lengths) == 1


def test_empty_note_removes_it(handed_out):
    _, _, case, slips = handed_out
    browser = reader(slips[0][1])

    browser.post(of(case), {"text": "一句"})
    browser.post(of(case), {"text": ""})

    assert not PrivateNote.objects.exists()


def test_new_code_ends_the_old_one_and_its_note_stays_shut(handed_out):
    world, _, case, slips = handed_out
    seat, code = slips[0]
    old = reader(code)
    old.post(of(case), {"text": "一句"})

    [(_, new)] = packets.hand_out_anew(seat, acting=world.secretary)

    assert old.get(LIST).headers["Location"] == DOOR
    assert "以前的笔记打不开" in reader(new).get(of(case)).text
    assert packets.seat_of(slips[1][1]) == slips[1][0]


def test_declared_recusal_shuts_packet_and_note_and_has_no_ballot(handed_out, sign_in):
    world, meeting, case, slips = handed_out
    code = slips[2][1]
    browser = reader(code)
    browser.post(of(case), {"text": "一句"})

    empty = browser.post(of(case, "recusal/"), {"reason": " "})
    browser.post(of(case, "recusal/"), {"reason": "师生"})

    assert empty.status_code == 422
    assert browser.get(of(case)).status_code == 404
    assert browser.get(of(case, f"papers/{case.submission.papers[0]['id']}/")).status_code == 404
    assert "您已回避" in browser.get(LIST).text
    assert not PrivateNote.objects.exists()
    assert Recusal.objects.get().recorded_by is None
    page = sign_in(world.secretary).get(reverse("review:meeting", args=[meeting.pk])).text
    assert "评委3回避郭晓燕：师生（评委本人申报）" in page


def test_vote_under_way_takes_no_recusal_and_the_count_ends_the_reading(handed_out):
    world, meeting, case, slips = handed_out
    seat, code = slips[0]
    packets.write_note(seat, case, code=code, text="一句")
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    world.sign_in(meeting, 8)
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
        chair_passphrase="太行山下", teller_passphrase="沁河水长",
    )  # fmt: skip
    browser = reader(code)

    late = browser.post(of(case, "recusal/"), {"reason": "师生"})
    world.close_vote(meeting, note="都没有投")

    assert late.status_code == 409
    assert "投票已经开始，不能再申报回避" in late.text
    assert browser.get(LIST).headers["Location"] == DOOR
    assert not PrivateNote.objects.exists()
    assert not Attendance.objects.exclude(reading_index="").exists()
    with pytest.raises(Refused, match="不再发阅卷码"):
        packets.hand_out(meeting, acting=world.secretary)


def test_case_of_another_meeting_is_not_there(handed_out):
    world, _, _, slips = handed_out
    other = world.submitted("郗别处")

    assert reader(slips[0][1]).get(of(other)).status_code == 404


def test_codes_are_not_guessed(handed_out):
    *_, slips = handed_out
    stranger = Client()

    for _ in range(30):
        stranger.post(DOOR, {"code": "AAAA-AAAA-AAAA-AAAA"})
    answer = stranger.post(DOOR, {"code": slips[0][1]})

    assert "输错的次数太多" in answer.text


def test_secretary_prints_the_codes_once_and_nobody_else_does(handed_out, sign_in, clock):
    world, meeting, _, slips = handed_out
    Attendance.objects.update(reading_index="")
    address = reverse("review:meeting-reading", args=[meeting.pk])
    page = sign_in(world.secretary)

    first = page.post(address)
    again = page.post(address, follow=True)

    assert len(re.findall(r'class="zc-code">[A-Z2-9-]{19}<', first.text)) == 9
    assert "都有阅卷码了" in again.text
    assert "zc-code" not in again.text
    assert packets.seat_of(slips[0][1]) is None
    with pytest.raises(PermissionDenied):
        packets.hand_out(meeting, acting=world.chair)


def test_cookie_of_another_kind_or_altered_opens_nothing(handed_out):
    browser = Client()
    for value in ("", "AAAA", "é", "x" * 4000):
        browser.cookies["reading"] = value
        assert browser.get(LIST).headers["Location"] == DOOR


def test_cookie_stays_with_the_reading_pages(handed_out):
    *_, slips = handed_out
    browser = reader(slips[0][1])

    cookie = browser.cookies["reading"]
    assert (cookie["path"], cookie["samesite"]) == (DOOR, "Strict")
    assert cookie["httponly"]
    assert packets.plain(slips[0][1]) not in cookie.value
    browser.post(reverse("review:reading-leave"))
    assert not browser.cookies["reading"].value
