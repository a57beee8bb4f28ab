"""The package's page: what blocks it, the set in three clicks, who brings it to room 303."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import queries as applications
from applications.queries import verdict_of
from documents import printing
from documents.pdf import Pdf
from eligibility import Outcome
from review import building
from review.checklist import BY_KEY
from review.machine import CONDITIONS, look, prepare
from review.models import Package, Packet
from review.prints.catalogue import CATALOGUE
from review.states import Action, CaseState
from tests.documents import reading
from tests.review.crowd import crowd
from tests.review.test_unit_steps import hidden
from yangcheng_titles.demo.people import bachelor

S = CaseState


def package_page(client, package):
    return client.get(reverse("review:package", args=[package.pk]))


# --- what room 303 would return it for ---------------------------------------------------------
def lacking():
    """Appointed too late and never appraised: 三（三） is not met."""
    return bachelor(
        "采矿工程", "采掘技术管理", "太原理工大学", "采矿工程", appointed_on="2021-03-01", grades={}
    )


@pytest.mark.parametrize(
    ("state", "keys"),
    [
        (S.MATERIALS_NOTICE, {"service", "promises", "notices", "panel", "recommended"}),
        (S.OPINION_NOTICE, {"service", "promises", "notices", "recommended"}),
        (S.RECOMMENDED, {"service", "recommended"}),
    ],
)
def test_whatever_the_clerk_could_return_for_stands_on_the_units_pages(
    world, clock, sign_in, state, keys
):
    case = world.case_at(state, career=lacking(), statement="三月才聘任，请核实。")
    now = clock("11-23 10:30" if state is S.RECOMMENDED else "11-17 09:00")
    shelf = prepare([case], calendar=applications.calendar(), today=now.date())
    mechanical = {key: found for key, found in look(case, shelf).items() if found.warn}
    client = sign_in(world.hr)

    page = package_page(client, case.package)
    file = client.get(reverse("review:case", args=[case.pk]))

    assert mechanical.keys() >= keys
    told = {block.title: block for block in page.context["blocks"]}
    for key, found in mechanical.items():
        assert told[BY_KEY[key].title].who
        assert BY_KEY[key].title in file.text
        assert found.note in file.text
    for counted in ("评审表，每人3份", "专业技术工作报告", "聘用协议或手续证明", "档案袋贴签"):
        assert counted in page.text


def test_the_applicant_was_told_of_the_same_conditions_before_handing_in(world, clock, sign_in):
    clock("11-05 12:00")
    application = world.start(career=lacking())
    for kind in ("appointment", "report"):
        application.attachments.filter(kind=kind).delete()

    page = sign_in(application.applicant.memberships.get()).get(
        reverse("applications:review", args=[application.pk])
    )

    findings = verdict_of(application).findings
    failed = [f for f in findings if f.outcome is Outcome.NOT_MET]
    assert {f.rule for f in failed} <= {rule for rules in CONDITIONS.values() for rule in rules}
    assert "R12" in {f.rule for f in failed}
    for finding in failed:
        assert finding.title in page.text
    assert "请上传聘用协议或参加本专业技术工作的手续证明" in page.text


def test_equal_defects_are_told_once_with_names_and_the_way_out(world, clock, sign_in):
    for name in ("马一", "马二", "马三"):
        world.pass_by_unit(world.submitted(name), "11-05 15:00")
    case = world.case_at(S.MATERIALS_NOTICE)
    clock("11-10 09:00")

    blocks = package_page(sign_in(world.hr), case.package).context["blocks"]

    (panel,) = [block for block in blocks if block.title.startswith("评议组")]
    assert panel.names == "马一、马二、马三等4人"
    assert panel.url == reverse("review:package-step", args=[case.package_id, Action.ASSESS])


# --- the set -----------------------------------------------------------------------------------
def test_one_correct_package_takes_three_clicks(
    world, clock, sign_in, django_capture_on_commit_callbacks
):
    case = world.case_at(S.RECOMMENDED)
    clock("11-23 11:00")
    client = sign_in(world.hr)
    desk = package_page(client, case.package)
    (first,) = [offer for offer in desk.context["buttons"] if offer.primary]

    check = client.get(first.url)  # 1: 生成材料袋，送主管部门
    data = hidden(check) | {"deliverer": "原海燕", "deliverer_phone": "13800009999"}
    with django_capture_on_commit_callbacks(execute=True):
        job = client.post(first.url, data)  # 2: the same on the check page
    waiting = client.get(job.url)
    printing_url = reverse("review:packet-file", args=[case.package_id, "print"])
    paper = client.get(printing_url)  # 3: 打印整套

    assert first.label == "生成材料袋，送主管部门"
    assert job.url == reverse("review:packet", args=[case.package_id])
    assert f'href="{printing_url}"' in waiting.text
    case.refresh_from_db()
    assert case.state == S.DEPARTMENT_REVIEW
    content = b"".join(paper.streaming_content)
    paper.close()
    assert paper["Content-Type"] == "application/pdf"
    pages = reading.pages(Pdf(content, "", 0))
    assert len(pages) % 2 == 0
    assert not any("预览" in page for page in pages)  # filed: nothing is a preview any more


def test_waiting_page_says_how_far_it_is_and_reloads_without_a_script(world, clock, sign_in):
    case = world.case_at(S.DEPARTMENT_REVIEW)
    now = clock("11-23 12:00")
    packet = building.order(case.package, by=world.hr.user, now=now)
    Packet.objects.filter(pk=packet.pk).update(made=3, total=10)
    client = sign_in(world.hr)

    page = client.get(reverse("review:packet", args=[case.package_id]))
    clock("11-23 12:03")
    stuck = client.get(reverse("review:packet", args=[case.package_id]))
    missing = client.get(reverse("review:packet-file", args=[case.package_id, "print"]))

    assert "正在生成第4份，共10份" in page.text
    assert f'href="{reverse("review:package", args=[case.package_id])}">回到材料袋' in page.text
    assert page["Refresh"] == "2"
    assert "继续生成" not in page.text
    assert "继续生成" in stuck.text
    assert missing.status_code == 404


def test_package_page_costs_the_same_for_one_and_for_three_hundred(world, clock, sign_in):
    case = world.case_at(S.DEPARTMENT_REVIEW)
    building.order(case.package, by=world.hr.user, now=clock("11-23 12:00"))
    client = sign_in(world.hr)
    cache.set("queue-age", 0, 600)  # what every page keeps for a while
    package_page(client, case.package)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert package_page(client, case.package).status_code == 200
        return len(captured)

    one = queries()
    crowd(case, 299)

    assert case.package.cases.count() == 300
    assert queries() == one


# --- to room 303 -------------------------------------------------------------------------------
def test_courier_is_kept_with_the_package_sealed_and_printed_on_the_slip(world, clock, sign_in):
    case = world.case_at(S.DEPARTMENT_OK)
    clock("11-24 09:00")
    client = sign_in(world.hr)
    url = reverse("review:delivery", args=[case.package_id])

    page = client.get(url)
    wrong = client.post(url, {"courier": "成建国", "courier_phone": "12345"})
    right = client.post(url, {"courier": "成建国", "courier_phone": "139 1111 2222"})

    assert "阳城县工信局303室" in page.text
    assert "11月26日（星期五），含当日" in page.text
    assert wrong.status_code == 422
    assert 'value="成建国"' in wrong.text
    assert right.status_code == 302
    package = Package.objects.get(pk=case.package_id)
    assert (package.courier, package.courier_phone) == ("成建国", "13911112222")
    with connection.cursor() as cursor:
        cursor.execute("SELECT courier_phone, deliverer_phone FROM review_package")
        assert not any("139" in stored or "138" in stored for stored in cursor.fetchone())
    slip = "".join(reading.pages(printing.render(CATALOGUE["delivery_slip"].build(package))))
    assert "单位专人成建国手机13911112222" in slip
    assert f"1{case.number}郭晓燕1袋" in slip
