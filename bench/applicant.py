"""What one applicant costs: a verdict, an autosave, the pages of filling in, a save, handing in.

    .venv/bin/python bench/applicant.py [--times 60]

Django's test client in this process, on a scratch database (SQLite, or DATABASE_URL): the whole
stack of middleware and templates, no network. CPU milliseconds are what to compare; SQL is counted
without BEGIN, COMMIT and savepoints. Targets: verdict 1 ms (perf.md: 0.3), autosave 8 SQL and
60 ms, a page or a save 150 ms, handing in 400 ms.
"""

import argparse
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from django.core.management import call_command
from django.db import connection
from django.test import Client
from scratch import measure  # sets Django up

from applications import services as filing
from applications.facts import facts_of
from applications.forms.inputs import SectionInput
from applications.forms.posted import as_posted
from applications.models import Achievement, Application, SectionDraft
from applications.queries import rules_for, verdict_of, with_contents
from eligibility import assess
from review.models import Case
from review.states import Action
from tests.world import World, at
from yangcheng_titles.demo import road

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Bench:
    """One applicant with a whole form, signed in."""

    def __init__(self):
        call_command("migrate", verbosity=0)
        call_command("load_round_2021", verbosity=0)
        world = World()
        self.pk = world.start(now=at("11-05 10:00")).pk
        application = self.application()
        self.acting = world.applicant(Case(application=application))
        self.client = Client(headers={"host": "localhost"})
        self.client.force_login(self.acting.user, BACKEND)
        self.facts, self.rules = facts_of(application, ban=None), rules_for(application.round)

    def application(self) -> Application:
        return with_contents(Application.objects.all()).get(pk=self.pk)

    def address(self, tail: str) -> str:
        return f"/applications/{self.pk}/{tail}"

    def expect(self, status: int, answer) -> None:
        if answer.status_code != status:
            raise SystemExit(f"{answer.status_code} instead of {status}")

    def verdict(self):
        assess(self.facts, self.rules)

    def verdict_from_rows(self):
        verdict_of(self.application())

    def autosave(self):
        draft = SectionDraft.objects.get(application=self.pk, slug="achievements")
        self.typed = {"version": draft.version, "report_work": "编制作业规程。" * 200}

    def send_autosave(self):
        address = self.address("sections/achievements/autosave/")
        self.expect(200, self.client.post(address, self.typed))

    def page(self, tail):
        return lambda: self.expect(200, self.client.get(self.address(tail)))

    def appointment(self):
        """The section as a browser would send it now."""
        application = self.application()
        today = at("11-05 11:00").date()
        posted = as_posted(SectionInput("appointment", application, today=today))
        draft = next(row for row in application.drafts.all() if row.slug == "appointment")
        self.typed = posted | {"version": draft.version}

    def save(self):
        self.expect(302, self.client.post(self.address("sections/appointment/"), self.typed))

    def forget_draft(self):
        SectionDraft.objects.filter(application=self.pk).update(text="")

    def more_achievements(self, number):
        self.forget_draft()
        application = self.application()
        row = {"started": "2020-03", "name": "夹具改进", "content": "设计。", "result": "有效。"}
        Achievement.objects.bulk_create(
            Achievement(application=application, part="join", position=n, **row)
            for n in range(number)
        )

    def draft_again(self):
        application = self.application()
        if application.locked:
            case = Case.objects.get(application=application)
            road.take(case, Action.WITHDRAW, acting=self.acting, now=at("11-05 11:00"))
        filing.mark_reviewed(application, now=at("11-05 11:00"))
        self.key = uuid.uuid4().hex

    def submit(self):
        name = self.acting.user.name
        data = {"agreed": "on", "signed_name": name, "key": self.key}
        self.expect(302, self.client.post(self.address("submit/"), data))


def main(times: int) -> None:
    bench = Bench()
    print(f"{connection.vendor}, {times} times each")
    measure("verdict, facts at hand", bench.verdict, times * 10)
    measure("verdict from the rows", bench.verdict_from_rows, times)
    measure("autosave", bench.send_autosave, times, before=bench.autosave)
    bench.forget_draft()
    measure("task list", bench.page(""), times)
    measure("page, achievements, 2 entries", bench.page("sections/achievements/"), times)
    measure("page, appointment", bench.page("sections/appointment/"), times)
    measure("page, materials", bench.page("sections/materials/"), times)
    measure("save, appointment", bench.save, times, before=bench.appointment)
    measure("check page", bench.page("review/"), times)
    measure("submit", bench.submit, times // 3, before=bench.draft_again)
    bench.draft_again()
    bench.more_achievements(18)
    measure("page, achievements, 20 entries", bench.page("sections/achievements/"), times)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--times", type=int, default=60)
    main(options.parse_args().times)
