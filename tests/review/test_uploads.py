"""Uploaded papers at the reader's desk: small pictures, and several files as one PDF."""

import io

import pikepdf
import pytest

from applications import papers
from applications import services as filing
from applications.choices import PaperKind
from tests.applications.files import image, pdf, upload
from tests.world import at
from yangcheng_titles.demo import road


@pytest.fixture
def case(world, clock):
    """A case whose diploma came as two photographs."""
    now = clock("11-05 12:00")
    application = world.start()
    for number in (1, 2):
        papers.attach(
            application,
            kind=PaperKind.DIPLOMA,
            upload=upload(f"第{number}张.jpg", image(size=(1200, 1600 + number))),
            by=application.applicant,
            now=now,
        )
    filing.mark_reviewed(application, now=now)
    return road.hand_in(application, acting=application.applicant.memberships.get(), now=now)


def test_unit_reads_several_files_of_one_paper_as_one_pdf(world, case, sign_in):
    hr = sign_in(world.hr)

    page = hr.get(f"/cases/{case.pk}/").text
    bound = hr.get(f"/cases/{case.pk}/uploads/diploma/bundle/")

    assert "2个文件合成一个PDF看" in page
    assert bound.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(bound.getvalue())) as document:
        assert len(document.pages) == 2


def test_unit_sees_small_pictures(world, case, sign_in):
    paper = case.submission.papers[-1]

    answer = sign_in(world.hr).get(f"/cases/{case.pk}/uploads/{paper['id']}/thumbnail/")

    assert answer.headers["Content-Type"] == "image/jpeg"
    answer.close()


def test_bundle_is_of_the_version_handed_in_not_of_the_file_being_changed(world, case, sign_in):
    hr, address = sign_in(world.hr), f"/cases/{case.pk}/uploads/diploma/bundle/"
    before = hr.get(address).getvalue()
    application = case.application
    type(application).objects.filter(pk=application.pk).update(locked=False)

    papers.attach(
        application,
        kind=PaperKind.DIPLOMA,
        upload=upload("第3张.pdf", pdf()),
        by=application.applicant,
        now=at("11-05 13:00"),
    )

    assert hr.get(address).getvalue() == before


@pytest.mark.parametrize("tail", ["diploma/bundle/", "{paper}/thumbnail/", "appointment/bundle/"])
def test_another_units_reader_finds_nothing(world, case, sign_in, tail):
    stranger = world.person("丁", world.make_unit("阳城县另一家有限公司"), world.hr.role)
    tail = tail.format(paper=case.submission.papers[-1]["id"])

    assert sign_in(stranger).get(f"/cases/{case.pk}/uploads/{tail}").status_code == 404
