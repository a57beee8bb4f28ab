"""Web server and queue worker of a rehearsal: when one ends or Ctrl-C comes, both stop."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime

from django.conf import settings

from review import building
from review.archive import making


def run(bind: str, start: datetime, *, again: str, mark: str = "") -> int:
    """Serve on `bind` (host:port) with the site's clock at `start` until Ctrl-C; the exit code.

    `again` is what starts it anew, `mark` stands across every page that is printed.
    """
    environment = os.environ | {
        "SITE_CLOCK": start.isoformat(),
        "SITE_CLOCK_ANCHOR": str(time.time()),
        "SITE_URL": f"http://{bind}",
        "PRINT_MARK": mark,
    }
    building.resume_all(now=start)
    making.resume_all(now=start)
    python = sys.executable
    commands = (
        [python, "-m", "gunicorn", "yangcheng_titles.wsgi", "--bind", bind,
         "--worker-class", "gthread", "--workers", "1", "--threads", "4", "--log-level", "warning"],
        [python, "manage.py", "db_worker", "--interval", "0.5"],
    )  # fmt: skip
    web, worker = (
        subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)  # noqa: S603 - our own
        for command in commands
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return _until_web_ends(web, worker, again)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop((web, worker))


def _until_web_ends(web, worker, again) -> int:
    """Without the worker the site goes on: papers wait in the queue and their pages say so."""
    told = False
    while web.poll() is None:
        if worker.poll() is not None and not told:
            told = True
            print(f"排版队列停了：文件排队等待，网站照常。重新 {again} 后继续。", flush=True)
        time.sleep(0.2)
    return web.returncode


def _stop(children):
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
