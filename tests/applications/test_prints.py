"""What is read before the promise is what is printed after it, but for the mark 草稿."""

from dataclasses import replace

import pytest

from applications import prints
from applications.queries import verdict_of
from documents import printing
from review.prints import applicant
from tests.applications.conftest import answers, save
from tests.applications.test_sections import url
from tests.documents.reading import pages
from tests.world import at
from yangcheng_titles.demo import road

NOW = at("11-05 14:00")
PAPERS = {"review_form": applicant.review_form, "work_report": applicant.work_report}


@pytest.mark.parametrize("kind", PAPERS)
def test_draft_is_the_paper_but_for_the_mark(world, kind):
    application = world.start()
    draft = prints.shape_of(application, kind, verdict_of(application), today=NOW.date())

    case = road.hand_in(application, acting=application.applicant.memberships.get(), now=NOW)
    paper = PAPERS[kind](case)
    final = replace(paper.imprint, draft="")
    unmarked, issued, marked = (
        printing.render(replace(shape, imprint=imprint))
        for shape, imprint in (
            (draft, final),
            (paper, final),
            (draft, replace(final, draft="草稿")),
        )
    )

    assert unmarked.content == issued.content
    assert marked.content != issued.content
    without_mark = [
        text.replace("草稿，不作为申报材料", "").replace("草稿", "", 1) for text in pages(marked)
    ]
    assert without_mark == pages(issued)
    assert all("草稿" in text for text in pages(marked))


def test_report_is_counted_as_it_will_be_printed_and_kept(own, application):
    typed = {"report_mode": "online", "report_work": "编制机械加工工艺。\n" * 60}
    counted = {"HX-Request": "true"}

    piece = own.post(
        f"/applications/{application.pk}/report/pages/", typed | {"version": "0"}, headers=counted
    )
    page = own.post(
        f"/applications/{application.pk}/report/pages/", typed | {"version": "1"}, follow=True
    )

    assert "<span>现在4页，A4正反打印正好2张。</span>" in piece.text
    assert 'id="version" hx-swap-oob="true"' in piece.text
    assert "现在4页，A4正反打印正好2张。" in page.text
    assert "编制机械加工工艺。" in own.get(url(application, "report")).text


def test_report_says_how_much_is_written(own, filled):
    save(filled, "report", answers()["report"] | {"report_work": "字 数\n一", "report_tasks": "二"})

    page = own.get(url(filled, "report"))

    prefilled = "2019年7月毕业于晋城职业技术学院。2019年8月至今在本单位从事工艺工作。"
    assert f"五部分共<strong>{len(prefilled + '字数一二无')}</strong>字" in page.text
