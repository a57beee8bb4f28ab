"""A child process for what strangers send: how one is asked, and what it takes away from itself.

Parent and child speak in messages: one line of JSON, whose `parts` are lengths, then that many
bytes each. Imports nothing of ours, so that the child stays small.
"""

import json
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 512 * 1024 * 1024
"""Bytes of address space. A 12-megapixel photograph needs about half of it."""
CPU_SECONDS = 1.8
"""Processor time after start-up. A 12-megapixel photograph takes 0.3 s of it."""
WALL_SECONDS = 15
OPEN_FILES = 16
AT_ONCE = threading.BoundedSemaphore(2)
"""Children of one web process at a time, so that a rush of uploads cannot fill the memory."""


class Stopped(Exception):
    """The child broke off: out of time, out of memory, or a fault in a library."""


def ask(program: str, head: dict, parts: Sequence[bytes]) -> tuple[dict, list[bytes]]:
    """Run a module of this app as a child on one message and return its answer. Raises Stopped."""
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603  our own program, no shell
                [sys.executable, "-E", "-s", "-m", program],
                input=pack(head, parts),
                capture_output=True,
                timeout=WALL_SECONDS,
                check=False,
                cwd=ROOT,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise Stopped from error
    if done.returncode:
        raise Stopped
    try:
        return unpack(done.stdout)
    except ValueError as error:
        raise Stopped from error


def serve(answer: Callable[[dict, list[bytes]], tuple[dict, Sequence[bytes]]]) -> None:
    """The child's whole life: take the limits, read one message, write one answer."""
    limit()
    head, parts = unpack(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pack(*answer(head, parts)))


def limit() -> None:
    """Take away what a parser has no need of: memory, time, writing, and Python its sockets."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The timer counts fractions and ends the process; the limit holds if a library resets it.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    hard = int(CPU_SECONDS) + 3
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
    sys.addaudithook(_no_network)


def _no_network(event: str, arguments: tuple) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn")):
        raise PermissionError(event)


def pack(head: dict, parts: Sequence[bytes]) -> bytes:
    """One message."""
    line = json.dumps(head | {"parts": [len(part) for part in parts]})
    return b"".join((line.encode(), b"\n", *parts))


def unpack(message: bytes) -> tuple[dict, list[bytes]]:
    """Head and parts of one message. Raises ValueError for anything else."""
    line, _, rest = message.partition(b"\n")
    try:
        head = json.loads(line)
        lengths = head.pop("parts")
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("this is no message") from error
    if sum(lengths) != len(rest):
        raise ValueError("the message is not whole")
    view, parts, start = memoryview(rest), [], 0
    for length in lengths:
        parts.append(bytes(view[start : start + length]))
        start += length
    return head, parts
