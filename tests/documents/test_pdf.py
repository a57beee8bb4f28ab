"""What WeasyPrint may read, and what happens when it cannot draw or cannot start."""

import socket
import threading

import pytest

from documents import pdf, printing
from documents.pdf import ForbiddenResource, PrintingUnavailable, UnknownName
from tests.documents import reading, samples


@pytest.fixture
def listener():
    """A server on 127.0.0.1 that counts who calls."""
    hits = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    stop = threading.Event()

    def accept():
        while not stop.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            hits.append(address)
            connection.close()

    thread = threading.Thread(target=accept)
    thread.start()
    yield server.getsockname()[1], hits
    stop.set()
    thread.join()
    server.close()


@pytest.fixture
def layout(tmp_path, monkeypatch):
    """Write a layout of one's own; returns its name."""
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    pdf._engine.cache_clear()
    (tmp_path / "documents").mkdir()

    def write(text):
        (tmp_path / "documents" / "trial.html").write_text(text, encoding="utf-8")
        return "trial.html"

    yield write
    pdf._engine.cache_clear()


def test_markup_in_values_stays_text_and_nothing_is_fetched(listener):
    port, hits = listener
    hostile = (
        f'<img src="http://127.0.0.1:{port}/a"><img src=file:///etc/passwd>'
        f'<link rel=attachment href="file:///etc/passwd"><style>@import "http://127.0.0.1:{port}";'
        "</style>{{ form.imprint }}{% include 'base.html' %}</td></table>"
    )
    report = samples.work_report(work=hostile, name="<b>张</b>")

    made = printing.render(report)

    text = "".join(reading.pages(made))
    assert hostile.replace(" ", "") in text
    assert "<b>张</b>" in text
    assert reading.attachments(made) == 0
    assert hits == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file:///etc/ssl/../passwd",
        "../../../../etc/passwd",
        "../../documents/pdf.py",
        "//127.0.0.1/x.png",
        "ftp://127.0.0.1/x.png",
        "data:text/html,x",
        "x.png",
    ],
)
def test_layout_that_reads_outside_its_root_is_refused(layout, address):
    name = layout(f'<body>字<img src="{address}">')

    with pytest.raises(ForbiddenResource):
        pdf.render(name, {})


def test_layout_that_calls_a_server_is_refused_without_a_call(layout, listener):
    port, hits = listener
    name = layout(f'<style>body {{ background: url("http://127.0.0.1:{port}/") }}</style>字')

    with pytest.raises(ForbiddenResource):
        pdf.render(name, {})

    assert hits == []


def test_link_out_of_the_root_is_refused(layout, tmp_path):
    root = tmp_path / "static"
    root.mkdir()
    (root / "seal.png").symlink_to("/etc/passwd")
    name = layout('<img src="seal.png">字')

    with pytest.raises(ForbiddenResource):
        pdf.render(name, {}, root=root)


def test_picture_inside_the_root_is_drawn(layout, tmp_path):
    root = tmp_path / "static"
    root.mkdir()
    (root / "seal.jpg").write_bytes(samples.photo(20, 20))
    name = layout('<img src="seal.jpg">字')

    made = pdf.render(name, {}, root=root)

    assert made.pages == 1


def test_field_a_layout_misspells_raises(layout):
    name = layout("{{ form.nmae }}")

    with pytest.raises(UnknownName, match="nmae"):
        pdf.render(name, {"form": samples.work_report()})


def test_only_printing_is_refused_when_pango_is_missing(monkeypatch):
    monkeypatch.setattr(pdf, "weasyprint", None)

    with pytest.raises(PrintingUnavailable, match="缺少排版库"):
        printing.render(samples.work_report())
