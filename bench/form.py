"""What filling in costs: autosave, a section's page, saving it, the check page, handing in.

    DJANGO_ENV=test .venv/bin/python bench/form.py [--rounds 20]

CPU milliseconds and queries of each request, on a database made for it and thrown away. Queries do
not grow with what is written: they are the same in every round. Targets: an autosave 60 ms, a page
or a save 150 ms, handing in 400 ms.
"""

import argparse
import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    get_runner,
    setup_test_environment,
)

from applications.forms.inputs import SectionInput  # noqa: E402
from applications.forms.posted import as_posted  # noqa: E402
from applications.models import Application  # noqa: E402
from applications.queries import with_contents  # noqa: E402
from tests.world import World, at  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0)
    made = runner.setup_databases()
    try:
        measure(rounds)
    finally:
        runner.teardown_databases(made)


def measure(rounds: int) -> None:
    call_command("load_round_2021", verbosity=0)
    settings.SITE_CLOCK, settings.SITE_CLOCK_ANCHOR = at("11-08 10:00").isoformat(), 0.0
    application = World().start()
    client = Client()
    client.force_login(application.applicant, backend="django.contrib.auth.backends.ModelBackend")
    file = f"/applications/{application.pk}/"
    section = f"{file}sections/appointment/"
    promise = {"agreed": "on", "signed_name": application.name, "key": "bench"}
    for label, address, data, times in (
        ("section page", section, None, rounds),
        ("autosave", f"{section}autosave/", partial(typed, application), rounds),
        ("section saved", section, partial(typed, application), rounds),
        ("task list", file, None, rounds),
        ("check page", f"{file}review/", None, rounds),
        ("read through", f"{file}review/", dict, 1),
        ("handed in", f"{file}submit/", lambda: promise, 1),
    ):
        report(label, [cost(client, address, data and data()) for _ in range(times)])


def typed(application) -> dict:
    """The section as the browser would send it now."""
    file = with_contents(Application.objects.all()).get(pk=application.pk)
    posted = as_posted(SectionInput("appointment", file, today=at("11-08 10:00").date()))
    drafts = {draft.slug: draft.version for draft in file.drafts.all()}
    return posted | {"version": str(drafts["appointment"])}


def cost(client, address: str, data: dict | None) -> tuple[float, int]:
    """CPU milliseconds and queries of one request; without data it is a GET."""
    with CaptureQueriesContext(connection) as queries:
        begun = time.process_time()
        answer = client.get(address) if data is None else client.post(address, data)
        spent = (time.process_time() - begun) * 1000
    if answer.status_code >= 400:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return spent, len(queries)


def report(label: str, costs: list[tuple[float, int]]) -> None:
    spent = statistics.median(milliseconds for milliseconds, _ in costs)
    queries = sorted({count for _, count in costs})
    print(f"{label:14} {spent:7.1f} ms   {'–'.join(map(str, queries))} queries")


if __name__ == "__main__":
    main()
