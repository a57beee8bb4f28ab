"""Hostile files (security.md D10–D16): each is refused with a sentence that names it, in little
time and memory. `bench/hostile.py` measures the same through a running server.
"""

import resource
import subprocess
import sys

import pytest

from applications import sandbox, uploads
from applications.errors import UploadRefused
from tests.applications.files import HOSTILE, MB, image, pdf, photograph, upload

CPU_SECONDS = 2.5
"""What the child's own limit and its start-up come to, with some room for a slow machine."""


def children() -> float:
    """Processor seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("name", "make", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_refused_by_name_in_little_time(name, make, words):
    file, before = upload(name, make()), children()

    with pytest.raises(UploadRefused) as refused:
        uploads.check(file)

    assert words in str(refused.value)
    assert f"“{name}”" in str(refused.value)
    assert children() - before < CPU_SECONDS


#: A parent of its own, so that no other child of this run is measured.
PARENT = """
import resource, sys
from applications import sandbox
sandbox.ask("applications.inspection", {}, [sys.stdin.buffer.read()])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def test_child_takes_no_more_memory_than_it_may():
    told = subprocess.run(
        [sys.executable, "-c", PARENT], input=photograph(), capture_output=True, check=True
    )

    assert 0 < int(told.stdout) < sandbox.MEMORY


def test_photograph_of_twelve_megapixels_is_let_in():
    checked = uploads.check(upload("照片.jpg", photograph()))

    assert (checked.width, checked.hint) == (2400, "")
    assert len(checked.data) < 2 * MB


def test_child_that_breaks_off_is_a_refusal_in_words(monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.01)

    with pytest.raises(UploadRefused, match=r"“证书\.pdf”太复杂，没能检查完"):
        uploads.check(upload("证书.pdf", pdf()))


@pytest.mark.parametrize("message", ["", "[]\n", "{}\n", '{"parts": [9]}\nshort'], ids=range(4))
def test_message_that_is_not_whole_is_none(message):
    with pytest.raises(ValueError, match=r"message|Expecting"):
        sandbox.unpack(message.encode())


@pytest.mark.django_db
def test_body_that_is_too_large_is_refused_before_it_is_read(client):
    answer = client.post(
        "/applications/1/papers/other/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(64 * MB + 1),
    )

    assert answer.status_code == 413
    assert "单个文件不超过10MB，一次选的文件合计不超过60MB" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["-1", "1e9", "many"])
def test_length_that_is_no_number_is_refused(client, length):
    assert client.post("/check/unit/", CONTENT_LENGTH=length).status_code == 413


@pytest.mark.django_db
def test_body_without_length_is_refused_in_words(client):
    answer = client.generic("POST", "/check/unit/", b"", headers={"Transfer-Encoding": "chunked"})

    assert answer.status_code == 411
    assert "没有说明有多大" in answer.text


def test_too_much_text_is_answered_413_in_words(own, application):
    answer = own.post(
        f"/applications/{application.pk}/sections/report/", {"report_work": "长" * MB}
    )

    assert answer.status_code == 413
    assert "文字太多" in answer.text


def test_too_many_files_at_once_are_answered_413_in_words(own, application):
    files = [upload(f"{number}.jpg", image(size=(9, 9))) for number in range(11)]

    answer = own.post(f"/applications/{application.pk}/papers/other/", {"file": files})

    assert answer.status_code == 413
    assert "一次最多传10个文件" in answer.text
    assert not application.attachments.exists()


def test_hostile_file_among_good_ones_is_named_and_the_others_are_kept(own, application):
    name, make, _ = HOSTILE["stream bomb"]

    answer = own.post(
        f"/applications/{application.pk}/papers/other/",
        {"file": [upload("一.pdf", pdf(1)), upload(name, make()), upload("二.pdf", pdf(2))]},
        follow=True,
    )

    assert f"没有上传成功：“{name}”解开后太大" in answer.text
    assert "已上传“一.pdf”、“二.pdf”。" in answer.text
    assert application.attachments.count() == 2
