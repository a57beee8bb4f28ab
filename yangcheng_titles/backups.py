"""Backup and restore (A7): database and files in one folder with the hash of every file.

    database.sqlite3 or database.dump     whole, taken while the site runs
    files/…                               what was uploaded and made
    state.json                            rows of every table, heads of both chains, key check
    SHA256SUMS                            for `sha256sum -c`

The files are copied after the database: bytes are stored before a row names them and never change,
so every file a row of the copy names is there.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from accounts import admin_log
from accounts.secrets import blind_index
from documents.assembly import CHUNK
from documents.storage import PART_PREFIX
from review.services import broken_events

SUMS, STATE, FILES = "SHA256SUMS", "state.json", "files"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
#: Says under which FIELD_KEY the copy was sealed, and nothing about the key.
_KEY_CHECK = "backup"


class Refused(Exception):
    """Nothing was touched; `str()` says why."""


def backup(folder: Path) -> dict:
    """Copy database and files into a new folder that only its owner reads; the state written.

    Raises Refused when the folder is there already.
    """
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise Refused(f"{folder} is there already; name a new folder") from error
    database = folder / DATABASES[connection.vendor]
    rows = {"sqlite": _copy_sqlite, "postgresql": _dump}[connection.vendor](database)
    state = {"database": database.name, "rows": rows, "key": blind_index(_KEY_CHECK)}
    (folder / STATE).write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    for name in stored():
        target = folder / FILES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(name) as source, target.open("wb") as into:
            shutil.copyfileobj(source, into, CHUNK)
    sums = [f"{_sha256(file)}  {file.relative_to(folder)}\n" for file in _inside(folder)]
    (folder / SUMS).write_text("".join(sums), "utf-8")
    for file in (*_inside(folder), folder / SUMS):
        file.chmod(0o600)
    os.sync()
    return state


def restore(folder: Path) -> dict:
    """Bring a backup back into an empty database and empty files, and prove it; the state.

    Raises Refused before anything is touched: a file that is missing or altered, another FIELD_KEY,
    another kind of database, or a place that is not empty. Raises Refused too, afterwards, when
    the rows or the chains are not those of the backup.
    """
    state = _checked(folder)
    _demand_empty()
    database = folder / state["database"]
    {"sqlite": _put_sqlite, "postgresql": _load}[connection.vendor](database)
    for file in _inside(folder / FILES):
        name = file.relative_to(folder / FILES).as_posix()
        with file.open("rb") as source:
            if default_storage.save(name, File(source)) != name:
                raise Refused(f"{name} was written meanwhile by somebody else")
    rows = rows_of_tables()
    faults = [
        f"{t}: {rows.get(t)}, backup {n}" for t, n in state["rows"].items() if rows.get(t) != n
    ]
    faults += [*broken_events()[1], *admin_log.broken()[1]]
    if faults:
        raise Refused("restored, but not as it was: " + "; ".join(faults))
    return state


def stored(folder: str = "") -> Iterator[str]:
    """Every whole file of the storage, in order."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    for name in sorted(names):
        if name and not name.startswith(PART_PREFIX):
            yield f"{folder}/{name}".lstrip("/")
    for inner in sorted(folders):
        yield from stored(f"{folder}/{inner}".lstrip("/"))


def rows_of_tables() -> dict[str, int]:
    """How many rows each table of the database holds."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def _checked(folder: Path) -> dict:
    """The state of a backup whose every file is the one that was written."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
        wanted = {name: sha256 for sha256, name in (line.split("  ", 1) for line in lines)}
        found = {str(file.relative_to(folder)): _sha256(file) for file in _inside(folder)}
        state = json.loads((folder / STATE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{folder} is no whole backup: {error}") from error
    if wanted != found:
        names = sorted(n for n in {*wanted, *found} if wanted.get(n) != found.get(n))
        raise Refused(f"{len(names)} files are missing, added or altered: {', '.join(names[:5])}")
    if state["key"] != blind_index(_KEY_CHECK):
        raise Refused("FIELD_KEY is not the one of the backup: nobody could read the numbers")
    if state["database"] != DATABASES[connection.vendor]:
        raise Refused(f"the backup is a {state['database']}, the site runs on {connection.vendor}")
    return state


def _demand_empty() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    connection.close()
    if tables:
        raise Refused(f"the database holds {len(tables)} tables; restore into an empty one")
    if name := next(stored(), ""):
        raise Refused(f"the files are not empty ({name}); restore into an empty place")


def _inside(folder: Path) -> list[Path]:
    """Every file below the folder but the list of hashes itself, in order."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in found if file != folder / SUMS)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


# --- SQLite ------------------------------------------------------------------------------------
def _copy_sqlite(target: Path) -> dict[str, int]:
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        tables = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        names = sorted(name for (name,) in copy.execute(tables))
        return {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
        }


def _put_sqlite(source: Path) -> None:
    target = Path(connection.settings_dict["NAME"])
    for beside in ("", "-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)  # empty: looked at before
    part = target.with_name(f"{PART_PREFIX}{target.name}")
    shutil.copyfile(source, part)
    part.chmod(0o600)
    part.rename(target)
    os.sync()


# --- PostgreSQL --------------------------------------------------------------------------------
def _dump(target: Path) -> dict[str, int]:
    """Rows are counted in the very snapshot that is dumped."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}",
                  f"--file={target}")  # fmt: skip
        return rows_of_tables()


def _load(source: Path) -> None:
    _postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
              f"--dbname={connection.settings_dict['NAME']}", str(source))  # fmt: skip


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs; the password goes by the environment."""
    told = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD",
             "PGDATABASE": "NAME"}  # fmt: skip
    options = told.get("OPTIONS", {})
    where = {key: str(told[field]) for key, field in named.items() if told.get(field)}
    if host := options.get("host"):
        where.setdefault("PGHOST", host)
    try:
        subprocess.run(  # noqa: S603 - our own arguments
            [program, *arguments],
            env=os.environ | where,
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise Refused(f"{program} is missing: apt-get install postgresql-client") from error
    except subprocess.CalledProcessError as error:
        raise Refused(f"{program}: {error.stderr.strip()}") from error
