"""Killed with SIGKILL in the middle of saves, uploads and submits, the site loses nothing it has
acknowledged (security.md R1, R2). `bench/kill.py` does it a hundred times, on PostgreSQL too.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_killed_server_loses_nothing_it_acknowledged():
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    done = subprocess.run(
        [sys.executable, "bench/kill.py", "--rounds", "4", "--workers", "1", "--writers", "2"],
        cwd=ROOT,
        env=plain,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "faults 0" in done.stdout
