"""Sessions: how long they last, where they are seen, how they are ended."""

from datetime import timedelta
from pathlib import Path

import pytest

from accounts import sessions
from accounts.browsers import browser_words, masked_address
from accounts.models import SignIn, User
from accounts.roles import Role
from tests.accounts.conftest import PASSWORD
from tests.world import at

NINE = at("11-08 09:00")
HERE = "/accounts/security/"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0"


@pytest.fixture(autouse=True)
def november(clock):
    return clock("11-08 09:00")


@pytest.fixture
def pass_time(clock):
    """`pass_time(minutes=30)` since nine o'clock."""
    return lambda **time: clock(f"{NINE + timedelta(**time):%Y-%m-%d %H:%M:%S}")


@pytest.fixture
def applicant(world):
    return world.person("郭晓燕", world.unit, Role.APPLICANT)


@pytest.mark.parametrize(
    ("hat", "time", "lasts"),
    [
        ("applicant", {"minutes": 29, "seconds": 59}, True),
        ("applicant", {"minutes": 30}, False),
        ("hr", {"minutes": 19, "seconds": 59}, True),
        ("hr", {"minutes": 20}, False),
    ],
)
def test_idle_session_ends_by_role(world, applicant, come_in, pass_time, hat, time, lasts):
    client = come_in(applicant if hat == "applicant" else getattr(world, hat))

    pass_time(**time)

    assert (client.get(HERE).status_code == 200) is lasts


def test_every_page_opened_starts_the_time_anew(applicant, come_in, pass_time):
    client = come_in(applicant)
    for minutes in (25, 50, 75):
        pass_time(minutes=minutes)
        last = client.get(HERE)

    assert last.status_code == 200


def test_idle_end_is_explained_and_leads_back(applicant, come_in, pass_time):
    client = come_in(applicant)
    pass_time(minutes=31)

    asked = client.get("/accounts/profile/")
    page = client.get(asked["Location"])
    back = client.post(
        asked["Location"], {"username": applicant.user.username, "password": "rehearsal-2021"}
    )

    assert asked["Location"] == "/accounts/sign-in/?next=/accounts/profile/"
    assert "因为30分钟没有操作，已退出。重新登录后回到刚才的页面。" in page.text
    assert back["Location"] == "/accounts/profile/"


def test_asking_how_long_is_left_keeps_nothing_alive(applicant, come_in, pass_time):
    client = come_in(applicant)
    pass_time(minutes=29)

    asked = client.get("/accounts/session/").json()
    pass_time(minutes=30)
    over = client.get("/accounts/session/").json()

    assert (asked, over) == ({"left": 60}, {"left": 0})


def test_going_on_gives_the_whole_time_again(applicant, come_in, pass_time):
    client = come_in(applicant)
    pass_time(minutes=29)

    gone_on = client.post("/accounts/session/").json()
    pass_time(minutes=58)

    assert gone_on == {"left": 1800}
    assert client.get(HERE).status_code == 200


def test_dialog_stands_on_the_pages_of_a_session_only(client, applicant, come_in):
    stranger = client.get("/guide/")
    page = come_in(applicant).get(HERE)

    assert "session-dialog" not in stranger.text
    assert 'data-left="1800"' in page.text
    assert "为保护您的信息，2分钟后将退出。" in page.text


def test_sign_ins_are_listed_in_words_for_ninety_days(applicant, come_in, clock):
    clock("2021-08-10 09:00")
    come_in(applicant, another=True, agent="curl/8")
    clock("2021-08-10 09:01")
    come_in(applicant, another=True, agent="Mozilla/5.0 (iPhone) MicroMessenger/8.0")
    clock("2021-11-08 09:00")
    client = come_in(applicant, agent=EDGE)

    page = client.get(HERE)

    assert "Windows电脑，Edge浏览器" in page.text
    assert "127.0.*.*" in page.text
    assert "127.0.0.1" not in page.text
    assert "苹果手机，微信" in page.text
    assert "不认识的浏览器" not in page.text


def test_one_session_is_ended_from_another(applicant, come_in):
    here, there = come_in(applicant), come_in(applicant, another=True)
    other = SignIn.objects.exclude(pk=here.session["sign_in"]).get()

    here.post(f"{HERE}{other.pk}/end/")
    told = there.get(HERE, follow=True)

    assert here.get(HERE).status_code == 200
    assert "这次登录在别处被退出，已退出。" in told.text


def test_all_others_are_ended_at_once(applicant, world, come_in):
    here, there = come_in(applicant), come_in(applicant, another=True)
    somebody = come_in(world.hr, another=True)

    page = here.post(f"{HERE}end-others/", follow=True)

    assert "其他设备上的1次登录已退出。" in page.text
    assert there.get(HERE).status_code == 302
    assert somebody.get(HERE).status_code == 200


def test_session_of_somebody_else_is_not_found(applicant, world, come_in):
    theirs = come_in(world.hr, another=True).session["sign_in"]

    assert come_in(applicant).post(f"{HERE}{theirs}/end/").status_code == 404


def test_signing_out_ends_the_session_on_the_server(applicant, come_in):
    client = come_in(applicant)
    stolen = client.cookies["sessionid"].value

    client.post("/accounts/sign-out/")
    client.cookies["sessionid"] = stolen

    assert client.get(HERE).status_code == 302
    assert SignIn.objects.get().ended_at == NINE


def test_new_password_ends_the_other_sessions(applicant, come_in):
    here, there = come_in(applicant), come_in(applicant, another=True)

    here.post("/accounts/password/", {"old": "rehearsal-2021", "new": PASSWORD, "again": PASSWORD})

    assert here.get(HERE).status_code == 200
    assert there.get(HERE).status_code == 302
    assert list(sessions.in_force(applicant.user, now=NINE)) == [
        SignIn.objects.get(pk=here.session["sign_in"])
    ]


@pytest.mark.parametrize(
    ("hat", "age", "asked"),
    [("hr", 90, False), ("hr", 91, True), ("hr", None, True), ("applicant", None, False)],
)
def test_staff_choose_a_new_password_when_it_is_old(
    world, applicant, come_in, settings, hat, age, asked
):
    settings.STAFF_PASSWORD_DAYS = 90
    member = applicant if hat == "applicant" else world.hr
    changed = NINE - timedelta(days=age) if age else None
    User.objects.filter(pk=member.user_id).update(password_changed_at=changed)
    client = come_in(member)

    page = client.get("/accounts/profile/")
    client.post(
        "/accounts/password/", {"old": "rehearsal-2021", "new": PASSWORD, "again": PASSWORD}
    )

    assert (page.status_code == 302) is asked
    if asked:
        assert page["Location"] == "/accounts/password/"
    assert client.get("/accounts/profile/").status_code == 200


def test_sessions_begin_in_one_place():
    """Whoever signs a person in elsewhere leaves a session without a row, which never ends."""
    root = Path(__file__).parents[2]
    writers = {
        path.name
        for app in ("accounts", "applications", "review", "yangcheng_titles", "components")
        for path in (root / app).rglob("*.py")
        if "import login" in path.read_text("utf-8") or " login(" in path.read_text("utf-8")
    }

    assert writers == {"sessions.py"}


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (EDGE, "Windows电脑，Edge浏览器"),
        ("Mozilla/5.0 (Linux; Android 10) Chrome/99 Mobile Safari/537.36", "安卓手机，谷歌浏览器"),
        ("Mozilla/5.0 (iPhone) Version/17 Mobile Safari/604", "苹果手机，Safari浏览器"),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0)", "Windows电脑，IE浏览器"),
        ("", "不认识的浏览器"),
    ],
)
def test_browser_is_said_in_words(agent, words):
    assert browser_words(agent) == words


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("183.184.57.9", "183.184.*.*"),
        ("240e:4d:1::7", "240e:004d:0001:*"),
        ("", "未知"),
        ("nowhere", "未知"),
    ],
)
def test_address_is_masked(address, shown):
    assert masked_address(address) == shown
