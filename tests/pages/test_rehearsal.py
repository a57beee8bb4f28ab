"""演练: rows and files of its own, never the real ones, gone in one act."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents import printing
from tests.documents import reading, samples


@pytest.fixture
def manage(tmp_path):
    """manage.py under the environment of an office that has a real site in the same folder."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "yangcheng_titles.settings",
        "DJANGO_ENV": "rehearsal",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "S3_BUCKET": "the-real-one",
        "SITE_CLOCK": "",
    }

    def run(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
        )

    return run


def test_wipe_leaves_no_row_and_no_file_and_the_real_site_untouched(manage, tmp_path):
    (tmp_path / "site.sqlite3").write_bytes(b"the real database")
    (tmp_path / "media").mkdir()
    (tmp_path / "media/paper.pdf").write_bytes(b"%PDF real")

    prepared = manage("rehearse", "--prepare", "--at", "2021-11-16T09:00")

    assert prepared.returncode == 0, prepared.stderr
    assert "303受理员\t阳城县工业和信息化局\tclerk1" in prepared.stdout
    assert "所有账号的密码：" in prepared.stdout
    (tmp_path / "rehearsal/media").mkdir(exist_ok=True)
    (tmp_path / "rehearsal/media/paper.pdf").write_bytes(b"%PDF rehearsed")
    assert (tmp_path / "rehearsal/site.sqlite3").stat().st_size > 0

    wiped = manage("wipe_rehearsal")

    assert wiped.returncode == 0, wiped.stderr
    left = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    kept = {name for name in left if not name.startswith("fontconfig/")}  # the machine's cache
    assert kept == {"media/paper.pdf", "site.sqlite3"}
    assert not (tmp_path / "rehearsal").exists()
    assert (tmp_path / "site.sqlite3").read_bytes() == b"the real database"


@pytest.mark.parametrize("command", ["rehearse", "wipe_rehearsal"])
def test_any_other_site_refuses(command):
    with pytest.raises(CommandError, match="needs DJANGO_ENV=rehearsal"):
        call_command(command)


def test_every_page_printed_in_a_rehearsal_says_so(monkeypatch):
    monkeypatch.setenv("PRINT_MARK", "演练")

    (paper,) = printing.render_in_child([samples.work_report()])

    assert all("演练" in page for page in reading.pages(paper))


def test_pages_of_a_rehearsal_say_so(client, db, settings):
    settings.REHEARSAL = True

    assert "这里办的都不作数" in client.get("/").text
