"""What an applicant does with papers: replace, take back, order, bind; and what room is left."""

import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageFilter

from applications import bundles, papers, queries, services, snapshots, uploads
from applications.choices import PaperKind
from applications.errors import NotBound, UploadRefused
from applications.models import Attachment
from tests.applications.conftest import NOW, whole
from tests.applications.files import image, pdf, photograph, upload

OTHER = PaperKind.OTHER


@pytest.fixture
def attach(application):
    """`attach("一.pdf", data)` files a paper, under 其他证明 unless another kind is named."""

    def file(name, data, *, kind=OTHER, replacing=None):
        return papers.attach(
            application,
            kind=kind,
            upload=upload(name, data),
            by=application.applicant,
            now=NOW,
            replacing=replacing,
        )

    return file


@pytest.fixture
def address(application):
    return f"/applications/{application.pk}/papers"


def names(application, kind=OTHER) -> list[str]:
    standing = application.attachments.filter(kind=kind, removed_at=None)
    return list(standing.values_list("name", flat=True))


# --- replace and take back ---


def test_replacing_paper_stands_where_the_old_one_stood(application, attach):
    old = [attach(f"{number}.pdf", pdf(number)) for number in (1, 2, 3)]

    attach("新.pdf", pdf(4), replacing=old[1])

    assert names(application) == ["1.pdf", "新.pdf", "3.pdf"]


@pytest.mark.parametrize("again", [0, 1])
def test_earlier_paper_taken_back_changes_places_with_the_one_that_stands(
    application, attach, again
):
    first = attach("一.pdf", pdf(1))
    attach("末.pdf", pdf(9))
    second = attach("二.pdf", pdf(2), replacing=first)
    attach("三.pdf", pdf(3), replacing=second)
    taken = (first, second)[again]

    papers.restore_attachment(taken, now=NOW)

    assert names(application) == [taken.name, "末.pdf"]
    assert application.attachments.exclude(removed_at=None).count() == 2


def test_replaced_paper_is_taken_back_after_its_successor_was_removed(application, attach):
    first = attach("一.pdf", pdf(1))
    second = attach("二.pdf", pdf(2), replacing=first)
    papers.remove_attachment(second, now=NOW)

    papers.restore_attachment(first, now=NOW)

    assert names(application) == ["一.pdf"]


def test_the_same_replacement_twice_is_one_paper(application, attach):
    first, data = attach("一.pdf", pdf(1)), pdf(2)

    for _ in range(2):
        attach("二.pdf", data, replacing=first)

    assert names(application) == ["二.pdf"]
    assert application.attachments.count() == 2


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        (PaperKind.PHOTO, lambda n: image(size=(600 + n, 800))),
        (PaperKind.REPORT, pdf),
    ],
    ids=["photo", "report"],
)
def test_of_a_single_paper_the_last_one_counts_and_earlier_ones_come_back(
    application, attach, kind, make
):
    ending = "jpg" if kind == PaperKind.PHOTO else "pdf"
    first, _ = (attach(f"{n}.{ending}", make(n), kind=kind) for n in (1, 2))
    assert names(application, kind) == [f"2.{ending}"]

    papers.restore_attachment(first, now=NOW)

    assert names(application, kind) == [f"1.{ending}"]


def test_sixtieth_paper_can_be_replaced_and_a_removed_one_not_taken_back(application, attach):
    removed = attach("删.pdf", pdf(50))
    papers.remove_attachment(removed, now=NOW)
    last = attach("末.pdf", pdf(1))
    fill(application, 59)

    attach("新.pdf", pdf(2), replacing=last)
    with pytest.raises(UploadRefused, match=r"“删\.pdf”没有上传：一份申报最多60个文件"):
        papers.restore_attachment(removed, now=NOW)


def fill(application, count, size=10):
    Attachment.objects.bulk_create(
        Attachment(
            application=application,
            kind=OTHER,
            sha256=f"{number:064d}",
            path=f"papers/{number}",
            name="x.pdf",
            content_type="application/pdf",
            size=size,
            uploaded_at=NOW,
            uploaded_by=application.applicant,
        )
        for number in range(count)
    )


def test_what_was_handed_in_keeps_its_papers_when_they_are_replaced(filled):
    services.mark_reviewed(filled, now=NOW)
    submission = services.freeze(filled, by=filled.applicant, now=NOW, signed_name=filled.name)
    services.unlock(filled)
    paper = filled.attachments.get()

    papers.attach(
        filled,
        kind=PaperKind.APPOINTMENT,
        upload=upload("新.pdf", pdf(7)),
        by=filled.applicant,
        now=NOW,
        replacing=paper,
    )

    assert [row["sha256"] for row in submission.papers] == [paper.sha256]
    assert default_storage.exists(paper.path)


# --- the page ---


def test_page_shows_earlier_papers_and_takes_one_back_without_a_script(
    own, application, attach, address
):
    first = attach("一.pdf", pdf(1))
    own.post(f"{address}/{first.pk}/replace/", {"file": upload("二.pdf", pdf(2))})

    page = own.get(f"/applications/{application.pk}/sections/materials/").text
    back = own.post(f"{address}/{first.pk}/restore/", follow=True).text

    assert "换下和删除的（1）" in page
    assert "已恢复“一.pdf”。" in back
    assert names(application) == ["一.pdf"]


def test_page_says_what_room_is_used(own, application, attach):
    fill(application, 1, size=12_400_000)
    attach("一.pdf", pdf())

    page = own.get(f"/applications/{application.pk}/sections/materials/").text

    assert "已用11.8MB，共200MB；文件2个，最多60个。" in page


def test_answer_for_htmx_says_what_was_done_and_draws_the_room_anew(own, address):
    answer = own.post(
        f"{address}/other/",
        {"file": [upload("一.pdf", pdf(1)), upload("二.pdf", pdf(2))]},
        headers={"HX-Request": "true"},
    )

    assert "已上传“一.pdf”、“二.pdf”。" in answer.text
    assert 'id="quota" hx-swap-oob="true"' in answer.text


def test_focus_stays_on_the_button_until_the_paper_is_at_the_end(own, attach, address):
    third = [attach(f"{number}.pdf", pdf(number)) for number in (1, 2, 3)][-1]

    answers = [
        own.post(f"{address}/{third.pk}/up/", headers={"HX-Request": "true"}).text for _ in "12"
    ]

    assert f'id="up-{third.pk}" data-focus' in answers[0]
    assert f'id="view-{third.pk}" data-focus' in answers[1]


@pytest.mark.parametrize("count", [1, 12])
def test_page_of_papers_costs_the_same_with_more_of_them(
    own, application, django_assert_num_queries, count
):
    fill(application, count)
    Attachment.objects.filter(pk__in=application.attachments.all()[: count // 2]).update(
        removed_at=NOW
    )
    own.get(f"/applications/{application.pk}/sections/materials/")

    with django_assert_num_queries(21):
        own.get(f"/applications/{application.pk}/sections/materials/")


@pytest.mark.parametrize("tail", ["replace/", "thumbnail/", "file/", "restore/"])
def test_nothing_of_anothers_paper_is_found(filled, people, browser_of, tail):
    client = browser_of(people.colleague)
    path = f"/applications/{filled.pk}/papers/{filled.attachments.get().pk}/{tail}"
    method = client.get if tail in ("thumbnail/", "file/") else client.post

    assert method(path).status_code == 404


# --- pictures ---


def test_thumbnail_is_small_and_served_to_the_owner_only(own, attach, address):
    paper = attach("照片.jpg", image(size=(1500, 1000)))

    answer = own.get(f"{address}/{paper.pk}/thumbnail/")
    small = Image.open(io.BytesIO(answer.getvalue()))

    assert small.size == (240, 160)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_picture_from_before_thumbnails_is_its_own(own, attach, address):
    paper = attach("照片.png", image("PNG", size=(1500, 1001)))
    default_storage.delete(uploads.thumbnail_path(paper.sha256))

    answer = own.get(f"{address}/{paper.pk}/thumbnail/")

    assert Image.open(io.BytesIO(answer.getvalue())).size == (1500, 1001)


def test_pdf_has_no_thumbnail(own, attach, address):
    paper = attach("一.pdf", pdf())

    assert own.get(f"{address}/{paper.pk}/thumbnail/").status_code == 404


def blurred(radius: int) -> bytes:
    picture = Image.open(io.BytesIO(photograph())).filter(ImageFilter.GaussianBlur(radius))
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "hint"),
    [
        (photograph, ""),
        (lambda: photograph(paper=110), ""),
        (lambda: photograph(paper=80), "这张图有点暗"),
        (lambda: blurred(12), "这张图有点糊"),
        (lambda: image(size=(900, 700)), "这张图有点小"),
        (lambda: image(size=(2000, 2000), colour=(250, 250, 250)), ""),
    ],
    ids=["sharp", "dim", "dark", "blurred", "small", "blank"],
)
def test_picture_that_is_hard_to_read_gets_a_hint_and_is_let_in(own, address, make, hint):
    answer = own.post(
        f"{address}/diploma/",
        {"file": upload("证书.jpg", make())},
        headers={"HX-Request": "true"},
    )

    assert "证书.jpg" in answer.text
    assert (hint or "这张图") in answer.text or not hint
    assert ("可以重拍，也可以就用它。" in answer.text) == bool(hint)


def test_hint_is_repeated_where_everything_is_checked_and_blocks_nothing(filled, attach):
    attach("证书.jpg", image(size=(900, 700)), kind=PaperKind.DIPLOMA)
    application = whole(filled)

    hints = [sentence for _, sentence in queries.gentle_hints(application)]

    assert "“证书.jpg”有点小，审核时可能看不清，可以重拍" in hints
    assert queries.blocking_errors(application, today=NOW.date()) == ()


def test_portrait_gets_no_hint(attach):
    assert attach("照片.jpg", image(size=(500, 700)), kind=PaperKind.PHOTO).hint == ""


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "L"])
def test_png_of_any_kind_is_kept_in_colour_on_white(mode):
    picture, out = Image.new(mode, (20, 10)), io.BytesIO()
    picture.save(out, "PNG")

    checked = uploads.check(upload("x.png", out.getvalue()))

    drawn = Image.open(io.BytesIO(checked.data))
    assert (drawn.mode, drawn.size) == ("RGB", (20, 10))
    assert drawn.getpixel((5, 5)) == ((255,) * 3 if "A" in mode else (0,) * 3)


# --- bound together ---


def test_files_of_one_paper_are_bound_in_their_order(own, application, attach, address):
    attach("一.jpg", image(size=(600, 800)))
    second = attach("二.png", image("PNG", size=(800, 600)))
    attach("三.pdf", pdf(2))
    papers.move_attachment(second, up=True)

    answer = own.get(f"{address}/other/bundle/")

    with pikepdf.open(io.BytesIO(answer.getvalue())) as bound:
        boxes = [tuple(map(round, page.mediabox[2:])) for page in bound.pages]
        drawn = pikepdf.PdfImage(bound.pages[0].Resources.XObject.Picture).as_pil_image()
    assert boxes == [(842, 595), (595, 842), (595, 842), (595, 842)]
    assert drawn.size == (800, 600)
    assert drawn.getpixel((400, 300)) == (120, 160, 200)


def test_bundle_is_kept_by_its_content(application, attach):
    for number in (1, 2):
        attach(f"{number}.jpg", image(size=(600, 800 + number)))
    files = bundles.bundle_of(snapshots.papers(whole(application)), OTHER)

    path = bundles.bound(files)
    with default_storage.open(path) as file:
        before = file.read()
    default_storage.delete(path)

    assert bundles.bound(files) == path
    with default_storage.open(path) as file:
        assert file.read() == before
    assert bundles.bound(files[::-1]) != path


def test_one_file_is_no_bundle(own, attach, address):
    attach("一.pdf", pdf())

    assert own.get(f"{address}/other/bundle/").status_code == 404


def test_files_too_large_to_bind_are_read_one_by_one(own, application, attach, address):
    fill(application, 2, size=31 * 1024 * 1024)
    files = snapshots.papers(whole(application))

    with pytest.raises(NotBound, match="合计超过60MB，请逐个查看"):
        bundles.bound(files)

    assert "请逐个查看" in own.get(f"{address}/other/bundle/", follow=True).text
