"""Many papers as one file: a PDF for the printer, a ZIP to keep.

    pages = assembly.assemble([Bound(path, "评审表", copies=3)], target)
    assembly.pack(target, [("1_评审表.pdf", path)], moment)

The same files give the same bytes. Neither holds more than one file in memory.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from documents.fonts import ROOT
from documents.pdf import PrintingError

SECONDS = 900
"""Wall time of one binding; thirty people take about ten seconds."""
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001  a ZIP knows no zone
FILE_MODE = 0o100644 << 16
CHUNK = 1024 * 1024


class NotAssembled(PrintingError):
    """The child that binds broke off."""

    def __init__(self):
        super().__init__("整套打印文件没有汇成，请稍后再试；再次失败请联系系统管理员。")


@dataclass(frozen=True, slots=True)
class Bound:
    """One PDF of a set. `one_sided`: the backs of its pages stay white (labels to be cut out)."""

    path: str
    title: str
    copies: int = 1
    one_sided: bool = False


def assemble(files: Sequence[Bound], target: Path) -> int:
    """Bind the files into one PDF at `target`, each copy beginning on the front of a sheet.

    In a child process of limited memory and time; its pages are returned, always an even number.
    A file that cannot be read is left out: ask `pages_of` before. Raises NotAssembled.
    """
    return _ask([asdict(file) for file in files], str(target))["pages"]


def pages_of(paths: Sequence[str]) -> list[int]:
    """Pages of each PDF, 0 for one that cannot be read. Raises NotAssembled."""
    files = [asdict(Bound(path, "")) for path in paths]
    return _ask(files, "")["files"]


def _ask(files: list[dict], target: str) -> dict:
    wanted = {"files": files, "target": target}
    try:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-m", "documents.assembling"],
            input=json.dumps(wanted).encode() + b"\n",
            capture_output=True,
            timeout=SECONDS,
            check=True,
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.SubprocessError as error:
        raise NotAssembled from error
    return json.loads(done.stdout)


def pack(target: Path, entries: Iterable[tuple[str, Path]], moment: datetime) -> None:
    """Write the files under their names, in order, into a ZIP that bears `moment` throughout.

    Nothing is compressed: PDF and xlsx are already, and whoever unpacks it finds it the faster.
    """
    stamp = max(moment.replace(tzinfo=None), EARLIEST).timetuple()[:6]
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for name, path in entries:
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system, entry.external_attr = 3, FILE_MODE
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as into:
                shutil.copyfileobj(source, into, CHUNK)
