"""Real browsers against the live site, on the clock of the tests."""

import pytest

from tests.journeys.visitor import Visitor


@pytest.fixture(autouse=True)
def _patient_sessions(settings):
    """Journeys skip hours and days in one sitting, which the site would take for absence."""
    settings.IDLE_MINUTES_APPLICANT = settings.IDLE_MINUTES_STAFF = 60 * 24 * 365


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
