"""People who come through the pages, and a gateway that takes short messages over real HTTP."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from yangcheng_titles.demo.people import identity_number

PASSWORD = "析城山下2021年"
FIRST_PASSWORD = "rehearsal-2021"  # what `tests.world` gives everybody
NUMBER = identity_number(date(1997, 3, 12), "女", 60)
OTHER_NUMBER = identity_number(date(1996, 5, 20), "男", 61)
PHONE = "13903560060"


@pytest.fixture
def sign_up_data(world):
    """What 郭晓燕 types when she signs up for 析城山煤业."""
    return {
        "name": "郭晓燕",
        "identity_number": NUMBER,
        "phone": PHONE,
        "unit": world.unit.name,
        "new": PASSWORD,
        "again": PASSWORD,
    }


@pytest.fixture
def come_in(client):
    """`come_in(membership)` signs in on the page, as a browser of its own with `another=True`."""

    def come(membership, *, another=False, password=FIRST_PASSWORD, agent=""):
        browser = type(client)() if another else client
        response = browser.post(
            "/accounts/sign-in/",
            {"username": membership.user.username, "password": password},
            headers={"user-agent": agent},
        )
        assert response.status_code == 302, response.text
        return browser

    return come


class Gateway:
    """What arrived: (headers, body) of each message; `answers` is the status it gives."""

    def __init__(self):
        self.received, self.answers = [], 200

    @property
    def last_code(self) -> str:
        return self.received[-1][1]["code"]


@pytest.fixture
def gateway(settings):
    """A county's gateway on 127.0.0.1, and the settings that lead there."""
    county = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            county.received.append((self.headers, json.loads(body)))
            self.send_response(county.answers)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.SMS_SENDER = "http"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_TOKEN_HEADER, settings.SMS_TOKEN = "X-Token", "secret-of-the-county"
    settings.SMS_BODY = '{"to": ["{phone}"], "code": "{code}", "text": "{text}", "type": 1}'
    yield county
    server.shutdown()
    thread.join()
    server.server_close()
