"""A site of its own for a measurement: scratch database and folder, gunicorn, plain HTTP clients.

Importing it sets Django up, so it comes before anything of ours. SQLite, unless DATABASE_URL names
another, empty database.
"""

import atexit
import contextlib
import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(tempfile.mkdtemp(prefix="yangcheng-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "yangcheng_titles.settings",
    "DJANGO_ENV": "develop",
    "DATA_DIR": str(FOLDER),
    "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{FOLDER / 'site.sqlite3'}",
    "SITE_CLOCK": "2021-11-05T11:00:00+08:00",
    "LOG_LEVEL": "ERROR",
}
(FOLDER / "staticfiles").mkdir()
sys.path.insert(0, str(ROOT))
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

TOKEN = "b" * 32
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """gunicorn as the office runs it (2 workers of 4 threads), in a process group of its own."""

    def __init__(self, workers: int = 2):
        self.port, self.workers, self.process = free_port(), workers, None

    def start(self) -> float:
        """Start and wait for the first answer; returns the seconds it took."""
        began = time.monotonic()
        command = [
            sys.executable, "-m", "gunicorn", "yangcheng_titles.wsgi", "--bind",
            f"{HOST}:{self.port}", "--worker-class", "gthread", "--workers", str(self.workers),
            "--threads", "4", "--log-level", "critical", "--no-control-socket",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603
        while time.monotonic() - began < 60:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if Client(self.port).get("/healthz").status == 200:
                    return time.monotonic() - began
            time.sleep(0.05)
        raise SystemExit("the server does not answer")

    def kill(self) -> None:
        """SIGKILL to master, workers and whatever children they have."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def resident(self) -> dict[int, tuple[float, float]]:
        """Worker's process id → (resident MiB now, at its highest)."""
        text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(pid): resident(pid) for pid in text.split()}


def resident(pid) -> tuple[float, float]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


class Client:
    """One person's browser, as far as a measurement needs one."""

    def __init__(self, port: int, session: str = ""):
        self.port, self.session = port, session

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, data: dict) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(data).encode(), kind)

    def upload(self, path: str, name: str, data: bytes, *, row: bool = False) -> Answer:
        """Send one file; with `row` as htmx does, which is answered with the row."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body = head.encode() + b"\r\n" + data + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask("POST", path, body, headers | ({"HX-Request": "true"} if row else {}))

    def _ask(self, method, path, body, headers) -> Answer:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=120)
        cookies = f"csrftoken={TOKEN}; sessionid={self.session}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, **headers}
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(answer.status, answer.headers.get("Location", ""), text)
        finally:
            connection.close()


def measure(name: str, work, times: int, *, before=lambda: None) -> None:
    """Print SQL, CPU and wall time of `work()`, done `times` times; `before()` is not counted."""
    for _ in range(3):
        before()
        work()
    before()
    with CaptureQueriesContext(connection) as queries:
        work()
    said = [q["sql"] for q in queries.captured_queries]
    statements = [sql for sql in said if not sql.startswith(CONTROL)]
    transactions = sum(sql.startswith("BEGIN") for sql in said)
    cpu, wall = [], []
    for _ in range(times):
        before()
        began, used = time.perf_counter(), time.process_time()
        work()
        cpu.append((time.process_time() - used) * 1e3)
        wall.append((time.perf_counter() - began) * 1e3)
    p95 = statistics.quantiles(wall, n=20)[-1]
    print(
        f"{name:34} {len(statements):4} SQL {transactions:3} tx"
        f" {statistics.median(cpu):8.2f} ms CPU {statistics.median(wall):8.2f} p50 {p95:8.2f} p95"
    )
