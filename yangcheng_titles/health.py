"""Is the machine fit to serve: database, disk, printing libraries, and how long jobs wait.

Real time throughout: a queue waits in it, whatever day the site shows.
"""

import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from documents import fonts

FREE_BYTES = 512 * 1024 * 1024
WAITING_SECONDS = 60
STUCK_SECONDS = 600
REMEMBERED = 10


def queue_age() -> int:
    """Seconds the oldest waiting job has waited; 0 when none waits."""
    oldest = (
        DBTaskResult.objects.ready()
        .order_by("enqueued_at")
        .values_list("enqueued_at", flat=True)
        .first()
    )
    if oldest is None:
        return 0
    return max(0, int((datetime.fromtimestamp(time.time(), UTC) - oldest).total_seconds()))


def queue_notice() -> str:
    """The sentence for every page while jobs wait and nobody takes them up; else empty."""
    age = cache.get_or_set("queue-age", queue_age, REMEMBERED)
    if age < WAITING_SECONDS:
        return ""
    return "打印文件正在排队，生成得比平时慢。已经提交的内容不受影响，文件好了会出现在原来的地方。"


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return ""


def disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "" if free >= FREE_BYTES else f"{free // 1024**2} MiB left"


def printing() -> str:
    return "; ".join(problem.text for problem in fonts.problems() if problem.fatal)


def queue() -> str:
    age = queue_age()
    return "" if age < STUCK_SECONDS else f"oldest job waits {age} s"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "disk": disk,
    "printing": printing,
    "queue": queue,
}


def faults() -> dict[str, str]:
    """What each check finds wrong; empty words where all is well. Stops at a lost database."""
    found = {}
    for name, check in CHECKS.items():
        found[name] = check()
        if name == "database" and found[name]:
            break
    return found
