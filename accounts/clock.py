"""The one clock. Middleware, commands and queue tasks read it; everything else is told."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The site's moment, aware, in Asia/Shanghai.

    `SITE_CLOCK` (a rehearsal only) names the moment the site showed at the real instant
    `SITE_CLOCK_ANCHOR` (seconds since the epoch); the clock runs on from there, so that all
    processes of one rehearsal agree.
    """
    real = time.time()
    if not settings.SITE_CLOCK:
        return datetime.fromtimestamp(real, SHANGHAI)
    start = datetime.fromisoformat(settings.SITE_CLOCK)
    start = start.replace(tzinfo=SHANGHAI) if start.tzinfo is None else start.astimezone(SHANGHAI)
    anchor = settings.SITE_CLOCK_ANCHOR or real
    return datetime.fromtimestamp(start.timestamp() + max(0.0, real - anchor), SHANGHAI)


def wall() -> float:
    """The machine's own time in seconds since the epoch, in a rehearsal too: phones know no other
    when they compute a code.
    """
    return time.time()
