"""我的资料: the copy opens without the site and holds one's own, and nobody else's."""

import hashlib
import io
import json
import zipfile

import pytest

from review.states import CaseState


@pytest.fixture
def take(world, clock, sign_in):
    def copy_of(membership):
        clock("11-20 09:00")
        response = sign_in(membership).post("/my-data/")
        assert response["Content-Type"] == "application/zip"
        assert "no-store" in response["Cache-Control"]
        return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    return copy_of


def test_copy_holds_the_whole_file_and_its_papers(world, take):
    case = world.case_at(CaseState.UNIT_OK, "郗丽华")
    other = world.case_at(CaseState.UNIT_OK, "栗建军")
    application = case.application

    found = take(world.applicant(case))

    page = found.read("资料.html").decode()
    data = json.loads(found.read("资料.json"))
    for words in (application.number, application.contact_phone, "提交", "原海燕"):
        assert words in page + json.dumps(data, ensure_ascii=False)
    (file,) = data["applications"]
    assert file["private"]["identity_number"] == application.identity_number
    assert len(file["submissions"]) == 1
    assert len(file["papers"]) == application.attachments.filter(removed_at=None).count() > 0
    for paper in file["papers"]:
        assert hashlib.sha256(found.read(paper["in_archive"])).hexdigest() == paper["sha256"]
        assert f'href="{paper["in_archive"]}"' in page
    whole = b"".join(found.read(name) for name in found.namelist()).decode(errors="ignore")
    assert other.application.identity_number not in whole
    assert other.application.number not in whole
    assert "<script" not in page
    assert 'src="' not in page


def test_account_without_a_file_has_a_copy_too(world, take):
    found = take(world.clerk)

    assert sorted(found.namelist()) == ["资料.html", "资料.json"]
    assert "303受理员" in found.read("资料.html").decode()


def test_page_tells_what_is_in_it_and_makes_nothing(world, sign_in, clock):
    clock("11-20 09:00")

    response = sign_in(world.clerk).get("/my-data/")

    assert "上传的材料原件" in response.text


def test_lost_paper_is_named_and_the_copy_still_made(world, take):
    case = world.submitted("郗丽华")
    case.application.attachments.update(path="nowhere/gone.pdf")

    found = take(world.applicant(case))

    assert "原件找不到了" in found.read("资料.html").decode()
