"""What one applicant costs in SQL, exactly and whatever the number of rows (perf.md 5, 7, 8).

`bench/applicant.py` measures the same in milliseconds.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import services as filing
from applications.models import Achievement, Application, Education, SectionDraft
from applications.queries import verdict_of, with_contents
from tests.world import at

CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
ROWS = pytest.mark.parametrize("rows", [1, 12])


@pytest.fixture
def begun(world, clock):
    """`begun(12)`: a whole form with that many more schools and achievements."""
    clock("11-05 11:00")

    def start(rows):
        application = world.start()
        school = application.education_set.get()
        for number in range(rows):
            school.pk, school.position = None, number + 1
            school.save(force_insert=True)
        Achievement.objects.bulk_create(
            Achievement(
                application=application,
                started="2020-03",
                name="夹具改进",
                content="设计。",
                part="join",
                result="有效。",
                position=number + 5,
            )
            for number in range(rows)
        )
        assert Education.objects.filter(application=application).count() == rows + 1
        filing.mark_reviewed(application, now=at("11-05 10:30"))
        return application

    return start


@pytest.fixture
def browser(world, sign_in):
    """`browser(application)`: the applicant's, with what every page keeps for a while in hand."""

    def sign(application):
        client = sign_in(application.applicant.memberships.get())
        cache.set("queue-age", 0, 60)
        client.get("/applications/")
        return client

    return sign


def statements(work) -> tuple[list[str], int]:
    """SQL of `work()` without transaction control, and how many transactions it opened."""
    with CaptureQueriesContext(connection) as queries:
        work()
    said = [query["sql"] for query in queries.captured_queries]
    opened = sum(sql.startswith("SAVEPOINT") for sql in said)
    return [sql for sql in said if not sql.startswith(CONTROL)], opened


@ROWS
def test_verdict_of_one_person(begun, rows):
    application = begun(rows)

    said, _ = statements(
        lambda: verdict_of(with_contents(Application.objects.all()).get(pk=application.pk))
    )

    assert len(said) == 15


@ROWS
def test_autosave_is_seven_statements_in_one_transaction(begun, browser, rows):
    application = begun(rows)
    client = browser(application)
    draft = SectionDraft.objects.get(application=application, slug="achievements")
    address = f"/applications/{application.pk}/sections/achievements/autosave/"
    typed = {"version": draft.version} | {f"achievements-{n}-name": "夹具" for n in range(rows)}

    said, opened = statements(lambda: client.post(address, typed))

    assert (len(said), opened) == (7, 1)
    draft.refresh_from_db()
    assert draft.typed["achievements-0-name"] == ["夹具"]


@ROWS
@pytest.mark.parametrize(("slug", "count"), [("achievements", 19), ("materials", 21)])
def test_page_of_a_section(begun, browser, rows, slug, count):
    application = begun(rows)
    client = browser(application)

    said, _ = statements(lambda: client.get(f"/applications/{application.pk}/sections/{slug}/"))

    assert len(said) == count


@ROWS
def test_handing_in(begun, browser, rows):
    application = begun(rows)
    client = browser(application)
    data = {"agreed": "on", "signed_name": application.name, "key": "k" * 24}

    said, _ = statements(lambda: client.post(f"/applications/{application.pk}/submit/", data))

    application.refresh_from_db()
    assert application.locked
    assert len(said) == 57
