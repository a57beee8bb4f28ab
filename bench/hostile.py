"""Send every hostile file to a running server: how long the refusal takes, what memory it costs.

    .venv/bin/python bench/hostile.py

One gunicorn worker, warmed by honest uploads, then the files of `tests/applications/files.py` one
after the other. Wall seconds are from the first byte sent to the whole answer, processor seconds
those of worker and child together. The worker's memory is its highest while the file was there,
less what it had at rest; the child's is its highest. On a busy machine judge by processor seconds.
Targets: 2 seconds, 64 MiB above the idle worker. Ends with status 1 when one is missed, when a file
is let in, or when the sentence does not name it.
"""

import contextlib
import html
import os
import socket
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scratch
from django.core.management import call_command
from django.test import Client

from review.models import Case
from tests.applications.files import HOSTILE, MB, pdf, photograph
from tests.world import World, at

BACKEND = "django.contrib.auth.backends.ModelBackend"
SECONDS, MEMORY = 2, 64
MORE = {
    "10 MB and a byte": ("大.pdf", lambda: b"%PDF-1.7\n" + bytes(10 * MB), "超过10MB"),
    "empty": ("空.pdf", lambda: b"", "空文件"),
    "HEIC": ("IMG_1.HEIC", lambda: b"\0\0\0\x18ftypheic" + bytes(99), "HEIC格式"),
    "name turned round": ("tpircs\u202efdp.exe", pdf, "请改好文件名"),
}


class Watch:
    """The highest memory of the worker's children, looked at every 5 ms."""

    def __init__(self, worker: int):
        self.worker, self.highest, self.done = worker, 0.0, threading.Event()
        self.thread = threading.Thread(target=self._look)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.done.set()
        self.thread.join()

    def _look(self):
        while not self.done.wait(0.005):
            for task in Path(f"/proc/{self.worker}/task").iterdir():
                with contextlib.suppress(OSError, ValueError, KeyError):
                    for pid in (task / "children").read_text().split():
                        self.highest = max(self.highest, scratch.resident(pid)[1])


def processor_seconds(worker: int) -> float:
    """Of the worker and the children it has waited for."""
    fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def forget_highest(worker: int) -> None:
    Path(f"/proc/{worker}/clear_refs").write_text("5")


def main() -> int:
    call_command("migrate", verbosity=0)
    call_command("load_round_2021", verbosity=0)
    world = World()
    application = world.start(now=at("11-05 10:00"))
    member = world.applicant(Case(application=application))
    session = Client()
    session.force_login(member.user, BACKEND)
    server = scratch.Server(workers=1)
    server.start()
    browser = scratch.Client(server.port, session.session.session_key)
    papers = f"/applications/{application.pk}/papers/other/"
    page = f"/applications/{application.pk}/sections/materials/"
    for number in range(3):
        browser.upload(papers, f"{number}.jpg", photograph(paper=200 + number))
        browser.get(page)
    ((worker, (idle, _)),) = server.resident().items()
    print(f"idle worker {idle:.0f} MiB\n{'file':26}   wall s    cpu s  worker MiB  child MiB")
    missed = 0
    honest = {"honest: 12 megapixels": ("照片.jpg", lambda: photograph(paper=210), "")}
    for what, (name, make, words) in (honest | HOSTILE | MORE).items():
        data = make()
        forget_highest(worker)
        with Watch(worker) as watch:
            began, used = time.perf_counter(), processor_seconds(worker)
            answer = browser.upload(papers, name, data, row=True)
            wall, cpu = time.perf_counter() - began, processor_seconds(worker) - used
        more = server.resident()[worker][1] - idle
        said = html.unescape(answer.text)
        good = words in said and (not words or "没有上传成功：“" in said)
        good = good and (not words or wall <= SECONDS) and more <= MEMORY
        missed += not good
        print(
            f"{what:26} {wall:8.2f} {cpu:8.2f} {more:+11.0f} {watch.highest:10.0f}"
            f"{'' if good else '  MISSED'}"
        )
    for what, head in (
        ("a body of 5 GB", f"Content-Length: {5 << 30}"),
        ("a body without length", "Transfer-Encoding: chunked"),
    ):
        began = time.perf_counter()
        status = first_line(server.port, papers, head)
        print(f"{what:26} {time.perf_counter() - began:8.2f}  {status}")
        missed += not status.startswith(("HTTP/1.1 413", "HTTP/1.1 411"))
    print(f"worker at the end {server.resident()[worker][0]:.0f} MiB, missed {missed}")
    server.kill()
    return 1 if missed else 0


def first_line(port: int, path: str, head: str) -> str:
    """Begin to send a body and see what the server says to it."""
    with socket.create_connection((scratch.HOST, port), timeout=10) as connection:
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: {scratch.HOST}\r\n{head}\r\n\r\n".encode()
        )
        if "chunked" in head:
            connection.sendall(b"4\r\nfile\r\n0\r\n\r\n")
        return connection.recv(4096).decode().partition("\r\n")[0]


if __name__ == "__main__":
    sys.exit(main())
