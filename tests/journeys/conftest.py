"""Real browsers against the live site, on the clock of the tests."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.visitor import Visitor

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=FLAGS,
            env=os.environ | {"LANGUAGE": "zh_CN"},
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """`visit(width=390)` gives a new browser of its own; the site must not have failed in any."""
    visitors = []

    def arrive(*, width: int = 1280, javascript: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        visitor = Visitor(context.new_page(), live_server.url, scripted=javascript)
        visitors.append(visitor)
        return visitor

    yield arrive
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.picture("last")
        visitor.page.context.close()
    assert complaints == []
