"""Backup and restore (A7): what was copied comes back whole, into an empty place only."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from review.models import Case
from review.states import CaseState
from yangcheng_titles import backups

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copied(world, tmp_path):
    """A backup of a site with one person and one more file."""
    world.case_at(CaseState.UNIT_OK, "郗丽华")
    default_storage.save("documents/0a/paper.pdf", ContentFile(b"%PDF made"))
    folder = tmp_path / "backup"
    call_command("backup", str(folder))
    return folder


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of another site with an empty database, and how to count its cases."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "yangcheng_titles.settings",
        "DJANGO_ENV": "develop",
        "DATA_DIR": str(tmp_path / "elsewhere"),
        "FIELD_KEY": settings.FIELD_KEY,
        "SECRET_KEY": settings.SECRET_KEY,
    }
    (tmp_path / "elsewhere").mkdir()
    if connection.vendor == "sqlite":
        yield environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere/site.sqlite3"}
        return
    told, name = connection.settings_dict, f"{connection.settings_dict['NAME']}_restored"
    host = told["HOST"] or told["OPTIONS"].get("host", "")
    login = f"{told['USER']}:{told['PASSWORD']}".rstrip(":")
    url = f"postgres://{login}@/{name}?host={host}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield environment | {"DATABASE_URL": url}
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )


def test_backup_comes_back_whole_after_the_site_went_on(copied, elsewhere, world, tmp_path):
    rows = backups.rows_of_tables()
    world.submitted("栗建军")
    assert backups.rows_of_tables() != rows
    checked = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    subprocess.run(checked, cwd=copied, check=True)
    assert {file.stat().st_mode & 0o77 for file in copied.rglob("*") if file.is_file()} == {0}

    restored = manage(elsewhere, "restore", copied)

    assert restored.returncode == 0, restored.stderr
    assert "the files and the chains are whole" in restored.stdout
    assert json.loads((copied / "state.json").read_text())["rows"] == rows
    again = tmp_path / "again"
    assert manage(elsewhere, "backup", again).returncode == 0
    assert json.loads((again / "state.json").read_text())["rows"] == rows
    assert (tmp_path / "elsewhere/media/documents/0a/paper.pdf").read_bytes() == b"%PDF made"
    assert (again / "files/documents/0a/paper.pdf").read_bytes() == b"%PDF made"


def test_restore_overwrites_nothing(copied):
    with pytest.raises(CommandError, match="restore into an empty one"):
        call_command("restore", str(copied))
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(copied))
    assert Case.objects.count() == 1


def test_altered_copy_or_another_key_is_refused_before_anything_is_touched(copied, settings):
    paper = copied / "files/documents/0a/paper.pdf"
    usual = paper.read_bytes()
    paper.write_bytes(b"%PDF other")
    with pytest.raises(backups.Refused, match="1 files are missing, added or altered"):
        backups.restore(copied)
    paper.write_bytes(usual)
    settings.FIELD_KEY = "another key of more than thirty-two characters"
    with pytest.raises(backups.Refused, match="FIELD_KEY is not the one"):
        backups.restore(copied)
