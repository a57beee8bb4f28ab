"""The file gate: what it lets in, what it refuses, and how it keeps it."""

import errno
import io

import pikepdf
import pytest
from django.core.files.storage import Storage
from PIL import Image

from applications import papers, uploads
from applications.choices import PaperKind
from applications.errors import UploadRefused
from applications.models import Attachment
from tests.applications.conftest import NOW
from tests.applications.files import image, pdf, upload


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        uploads.check(upload(name, data))
    sentence = str(refused.value)
    assert uploads.clean_name(name) in sentence
    return sentence


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(document):
    document.pages[0].Annots = document.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
                )
            ]
        )
    )


def embedded(document):
    document.attachments["evil.exe"] = b"MZ"


def form_xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA="<x/>")


@pytest.mark.parametrize("change", [script, launch, embedded, form_xfa])
def test_active_pdf_is_refused(change):
    assert "请用“打印成PDF”另存一份再传" in refusal("报告.pdf", pdf(change=change))


def test_active_object_inside_a_compressed_stream_is_refused():
    data = pdf(change=script, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert "脚本" in refusal("报告.pdf", data)


def test_locked_pdf_is_refused():
    data = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))

    assert refusal("证书.pdf", data) == "“证书.pdf”设了密码，请去掉密码再传"


def test_pdf_that_only_an_owner_may_change_is_refused():
    assert "密码" in refusal("证书.pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="")))


@pytest.mark.parametrize(("pages", "let_in"), [(60, True), (61, False)])
def test_pdf_of_sixty_pages_is_let_in_and_of_one_more_refused(pages, let_in):
    data = pdf(pages)

    if let_in:
        assert uploads.check(upload("报告.pdf", data)).pages == 60
    else:
        assert "有61页，超过60页" in refusal("报告.pdf", data)


def test_pdf_that_begins_later_is_refused():
    assert "不是PDF、JPG或PNG" in refusal("报告.pdf", b"<html>" + pdf())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("x.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("x.png", b"GIF89a/*<script>*/"),
        ("x.eps", b"%!PS-Adobe-3.0"),
        ("x.mht", b"MIME-Version: 1.0"),
        ("x", b"\x00\x01\x02"),
    ],
    ids=["svg", "svg-as-jpg", "html-as-pdf", "gif-as-png", "eps", "mhtml", "noise"],
)
def test_other_types_are_refused_whatever_their_name(name, data):
    assert "请改成这三种再传" in refusal(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.pdf", image()), ("x.jpg.exe", image()), ("x.png", image()), ("x.jpg", pdf())],
    ids=["jpg-as-pdf", "jpg-as-exe", "jpg-as-png", "pdf-as-jpg"],
)
def test_content_and_ending_must_agree(name, data):
    assert "请改好文件名再传" in refusal(name, data)


@pytest.mark.parametrize("name", ["IMG_1.HEIC", "IMG_1.jpg"])
def test_phone_picture_says_what_to_do(name):
    data = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64

    assert "是HEIC格式，请在手机上改存为JPG" in refusal(name, data)


def test_office_file_says_what_to_do():
    assert "请另存为PDF后再传" in refusal("报告.docx", b"PK\x03\x04" + b"\x00" * 64)


@pytest.mark.parametrize("ending", ["pdf", "jpg", "png"])
def test_broken_file_is_refused(ending):
    heads = {"pdf": b"%PDF-1.7", "jpg": b"\xff\xd8\xff\xe0", "png": b"\x89PNG\r\n\x1a\n"}

    assert "打不开，可能已损坏，请换一个" in refusal(f"x.{ending}", heads[ending] + b"rubbish")


def test_empty_file_is_refused():
    assert "空文件" in refusal("x.pdf", b"")


def test_file_over_ten_megabytes_is_refused():
    data = b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024)

    assert "超过10MB。可以压缩后再传，或拆成两个文件" in refusal("大.pdf", data)


def test_pixel_flood_is_refused_before_it_is_drawn():
    out = io.BytesIO()
    Image.new("1", (13_000, 13_000)).save(out, "PNG")

    assert "13000×13000像素，超过4000万像素" in refusal("x.png", out.getvalue())


def test_lying_png_header_is_refused():
    data = bytearray(image("PNG"))
    data[16:24] = (6000).to_bytes(4, "big") + (6000).to_bytes(4, "big")

    assert refusal("x.png", bytes(data))


def test_picture_is_drawn_afresh_upright_and_without_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "38.123N 112.456E"
    data = image(size=(3000, 1000), exif=exif.tobytes(), comment=b"<script>alert(1)</script>")

    checked = uploads.check(upload("照片.jpg", data))

    drawn = Image.open(io.BytesIO(checked.data))
    assert drawn.size == (800, 2400)
    assert not drawn.getexif()
    assert b"script" not in checked.data
    assert b"112.456" not in checked.data


def test_bytes_after_a_picture_are_gone():
    data = image("PNG") + b"<script>alert(1)</script>"

    checked = uploads.check(upload("x.png", data))

    assert b"script" not in checked.data
    assert checked.content_type == "image/png"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\x.png", "x.png"),
        ("C:\\Users\\guo\\聘用协议.pdf", "聘用协议.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.pdf"),
        ("con.png", "_con.png"),
        ("tpircs\u202egpj.pdf", "tpircsgpj.pdf"),
        ("", "文件"),
        ("a" * 300 + ".pdf", "a" * 76 + ".pdf"),
    ],
)
def test_display_name_is_cleaned(name, cleaned):
    assert uploads.clean_name(name) == cleaned
    assert len(uploads.clean_name(name)) <= uploads.NAME_LENGTH


def test_attached_bytes_lie_under_their_hash(application):
    paper = papers.attach(
        application,
        kind=PaperKind.APPOINTMENT,
        upload=upload("../聘用协议.pdf", pdf()),
        by=application.applicant,
        now=NOW,
    )

    assert paper.path == f"papers/{paper.sha256[:2]}/{paper.sha256}.pdf"
    assert paper.name == "聘用协议.pdf"


def test_the_same_file_twice_is_one_paper(application):
    data = pdf()

    for _ in range(2):
        papers.attach(
            application,
            kind=PaperKind.OTHER,
            upload=upload("证明.pdf", data),
            by=application.applicant,
            now=NOW,
        )

    assert application.attachments.count() == 1


def test_quota_of_files_is_held(application):
    rows = [
        Attachment(
            application=application,
            kind=PaperKind.OTHER,
            sha256=f"{number:064d}",
            path=f"papers/{number}",
            name="x.pdf",
            content_type="application/pdf",
            size=10,
            uploaded_at=NOW,
            uploaded_by=application.applicant,
        )
        for number in range(60)
    ]
    Attachment.objects.bulk_create(rows)

    with pytest.raises(UploadRefused, match="一份申报最多60个文件"):
        papers.attach(
            application,
            kind=PaperKind.OTHER,
            upload=upload("第61个.pdf", pdf()),
            by=application.applicant,
            now=NOW,
        )


def test_quota_of_bytes_counts_what_was_removed(application):
    Attachment.objects.create(
        application=application,
        kind=PaperKind.OTHER,
        sha256="0" * 64,
        path="papers/x",
        name="x.pdf",
        content_type="application/pdf",
        size=200 * 1024 * 1024,
        uploaded_at=NOW,
        uploaded_by=application.applicant,
        removed_at=NOW,
    )

    with pytest.raises(UploadRefused, match="合计不超过200MB"):
        papers.attach(
            application,
            kind=PaperKind.OTHER,
            upload=upload("再一个.pdf", pdf()),
            by=application.applicant,
            now=NOW,
        )


def test_a_new_photo_takes_the_place_of_the_old(application):
    for size in ((600, 800), (700, 900)):
        papers.attach(
            application,
            kind=PaperKind.PHOTO,
            upload=upload("照片.jpg", image(size=size)),
            by=application.applicant,
            now=NOW,
        )

    assert application.attachments.filter(removed_at=None).count() == 1
    assert application.attachments.count() == 2


def test_small_photo_says_how_wide_it_must_be(application):
    with pytest.raises(UploadRefused, match=r"宽度至少413像素，“照片\.jpg”是200像素"):
        papers.attach(
            application,
            kind=PaperKind.PHOTO,
            upload=upload("照片.jpg", image(size=(200, 300))),
            by=application.applicant,
            now=NOW,
        )


def test_upload_without_javascript_comes_back_to_the_page(own, application):
    answer = own.post(
        f"/applications/{application.pk}/papers/diploma/",
        {"file": upload("毕业证书.heic", b"\x00\x00\x00\x18ftypheic")},
        follow=True,
    )

    assert "HEIC格式" in answer.text


def test_upload_with_htmx_answers_with_the_row(own, application):
    answer = own.post(
        f"/applications/{application.pk}/papers/diploma/",
        {"file": upload("毕业证书.pdf", pdf(2))},
        headers={"HX-Request": "true"},
    )

    assert 'id="paper-diploma"' in answer.text
    assert "毕业证书.pdf" in answer.text
    assert "2页" in answer.text


def test_removed_paper_can_be_taken_back(own, filled):
    paper = filled.attachments.get()
    address = f"/applications/{filled.pk}/papers/{paper.pk}"

    removed = own.post(f"{address}/remove/", headers={"HX-Request": "true"})
    own.post(f"{address}/restore/")

    paper.refresh_from_db()
    assert "已删除“聘用协议.pdf”" in removed.text
    assert paper.removed_at is None


def test_papers_change_places_by_buttons(own, application):
    names = ("一.pdf", "二.pdf", "三.pdf")
    for number, name in enumerate(names, start=1):
        own.post(
            f"/applications/{application.pk}/papers/other/", {"file": upload(name, pdf(number))}
        )
    third = application.attachments.get(name="三.pdf")

    own.post(f"/applications/{application.pk}/papers/{third.pk}/up/")

    assert [paper.name for paper in application.attachments.all()] == ["一.pdf", "三.pdf", "二.pdf"]


def test_pdf_leaves_as_download_and_picture_inline(own, application):
    own.post(
        f"/applications/{application.pk}/papers/other/",
        {"file": [upload("证明.pdf", pdf()), upload("证明.png", image("PNG"))]},
    )
    answers = {
        paper.name: own.get(f"/applications/{application.pk}/papers/{paper.pk}/file/")
        for paper in application.attachments.all()
    }

    assert answers["证明.pdf"].headers["Content-Disposition"].startswith("attachment")
    assert answers["证明.png"].headers["Content-Disposition"].startswith("inline")
    for answer in answers.values():
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "private, no-store"
        answer.close()


class FullDisk(Storage):
    """A disk without room."""

    def exists(self, name):
        return False

    def _save(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_file_the_disk_does_not_take_is_not_acknowledged(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "tests.applications.test_uploads.FullDisk"}
    }
    checked = uploads.check(upload("证书.pdf", pdf()))

    with pytest.raises(UploadRefused, match=r"“证书\.pdf”没有存成，系统现在写不进文件"):
        uploads.store(checked)
