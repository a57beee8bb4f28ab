"""Papers drawn as pages: size and words of each, kept by the paper's hash, turned on request."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from applications import reading_room, sandbox
from applications.errors import NotDrawn
from tests.applications import files


@pytest.fixture
def paper():
    """`paper(data, type, pages)`: as `snapshots.papers` gives it."""

    def put(data, content_type, pages=1):
        sha256 = hashlib.sha256(data).hexdigest()
        path = default_storage.save(f"papers/{sha256}", ContentFile(data))
        return {"label": "聘用协议", "path": path, "sha256": sha256, "content_type": content_type,
                "pages": pages}  # fmt: skip

    return put


def size(path):
    with default_storage.open(path) as file, Image.open(BytesIO(file.read())) as image:
        return image.size


def test_words_of_a_pdf_stand_where_they_are_printed(paper):
    row = paper(files.pdf_with_text("2019-08-01"), "application/pdf")

    (leaf,) = reading_room.leaves(row)

    assert "2019-08-01" in "".join(line.text for line in leaf.lines)
    assert all(0 <= line.x <= leaf.width and 0 <= line.y <= leaf.height for line in leaf.lines)
    assert size(reading_room.drawn(row, 1))[0] == 1400


def test_picture_is_a_page_without_words_and_turns(paper):
    row = paper(files.image(size=(300, 200)), "image/jpeg")

    (leaf,) = reading_room.leaves(row)

    assert (leaf.width, leaf.height, leaf.lines) == (300, 200, ())
    assert size(reading_room.drawn(row, 1)) == (300, 200)
    assert size(reading_room.drawn(row, 1, 90)) == (200, 300)


def test_page_is_drawn_once(paper, monkeypatch):
    row = paper(files.image(), "image/jpeg")
    first = reading_room.drawn(row, 1), reading_room.leaves(row)
    monkeypatch.setattr(sandbox, "ask", None)

    assert (reading_room.drawn(row, 1), reading_room.leaves(row)) == first


@pytest.mark.parametrize(("number", "turn"), [(0, 0), (2, 0), (1, 45)])
def test_no_such_page_or_turn(paper, number, turn):
    with pytest.raises(LookupError):
        reading_room.drawn(paper(files.image(), "image/jpeg"), number, turn)


def test_paper_that_cannot_be_drawn_says_so(paper):
    with pytest.raises(NotDrawn, match="“聘用协议”没有画出来"):
        reading_room.leaves(paper(b"%PDF-1.7 broken", "application/pdf"))
