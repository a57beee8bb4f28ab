"""Every file is shown to the virus scanner where there is one; no answer lets nothing in."""

import hashlib
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from applications import papers, uploads
from applications.choices import PaperKind
from applications.errors import UploadRefused
from tests.applications.conftest import NOW
from tests.applications.files import pdf, upload

SICK = pdf(2)
INSTALLED = shutil.which("clamd")


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    """A real clamd on a socket, whose only signature is one of our PDF files."""
    folder = tmp_path_factory.mktemp("clamav")
    digest = hashlib.sha256(SICK).hexdigest()
    (folder / "local.hsb").write_text(f"{digest}:{len(SICK)}:Titles.Test\n")
    (folder / "clamd.conf").write_text(
        f"LocalSocket {folder}/s\nDatabaseDirectory {folder}\nForeground yes\nMaxThreads 2\n"
        "ConcurrentDatabaseReload no\n"
    )
    process = subprocess.Popen(
        [INSTALLED, f"--config-file={folder}/clamd.conf"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(600):
        if (folder / "s").exists():
            break
        assert process.poll() is None, "clamd did not start"
        time.sleep(0.05)
    yield f"{folder}/s"
    process.terminate()
    process.wait(timeout=30)


@pytest.mark.skipif(not INSTALLED, reason="clamd is not installed (Debian: clamav-daemon)")
def test_file_with_a_known_signature_is_refused_and_another_let_in(scanner, settings):
    settings.CLAMAV = scanner

    with pytest.raises(UploadRefused, match=r"“病\.pdf”里有病毒，没有收下"):
        uploads.check(upload("病.pdf", SICK))
    assert uploads.check(upload("好.pdf", pdf(3))).pages == 3


def test_scanner_that_is_not_there_lets_nothing_in(settings, tmp_path, application):
    settings.CLAMAV = str(tmp_path / "nobody")

    with pytest.raises(UploadRefused, match="现在没法检查有没有病毒"):
        papers.attach(
            application,
            kind=PaperKind.OTHER,
            upload=upload("一.pdf", pdf()),
            by=application.applicant,
            now=NOW,
        )
    assert not application.attachments.exists()


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"], ids=["nothing", "error"]
)
def test_scanner_that_breaks_off_or_errs_lets_nothing_in(settings, answer):
    with socket.create_server(("127.0.0.1", 0)) as scanner:
        settings.CLAMAV = f"127.0.0.1:{scanner.getsockname()[1]}"
        scanner.settimeout(10)

        def serve():
            line, _ = scanner.accept()
            with line:
                while not line.recv(65536).endswith(b"\0\0\0\0"):
                    pass
                line.sendall(answer)

        with ThreadPoolExecutor(1) as pool:
            served = pool.submit(serve)
            with pytest.raises(UploadRefused, match="请过几分钟再传"):
                uploads.check(upload("一.pdf", pdf()))
            served.result()
