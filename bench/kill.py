"""Kill the server with SIGKILL while people save, upload and hand in; look what is left.

    .venv/bin/python bench/kill.py [--rounds 100] [--seed 1] [--workers 2] [--writers 4]
    DATABASE_URL=postgres://… .venv/bin/python bench/kill.py        # an empty database

Each round: gunicorn runs on 127.0.0.1; four people autosave, save and upload without a pause and
half as many hand in. At a random moment the whole process group is killed: 20–300 ms after they
began in half of the rounds, up to 3 s in the others. While nothing runs, what was acknowledged is
looked up in the database and on the disk. Then the server starts again and everything in doubt is
sent once more as it was: it must have exactly one effect.

Ends with status 1 when anything acknowledged is lost, anything is half there, or a repeated
operation had no effect or two.
"""

import argparse
import contextlib
import hashlib
import http.client
import random
import sys
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scratch
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.clock import now
from applications import services as filing
from applications import snapshots
from applications.models import Application, Attachment, SectionDraft, Submission
from review.models import Case, Event
from review.services import broken_events
from review.states import Action, CaseState
from tests.applications.files import image, pdf
from tests.world import World, at
from yangcheng_titles.demo import road

BACKEND = "django.contrib.auth.backends.ModelBackend"
GONE = (OSError, http.client.HTTPException)
FAULTS: list[str] = []
COUNTS: Counter[str] = Counter()


def fault(words: str) -> None:
    FAULTS.append(words)
    print("FAULT", words, flush=True)


def count(operation: str, outcome: str) -> None:
    COUNTS[operation, outcome] += 1


@dataclass
class Person:
    """One applicant with a browser, and what the server has acknowledged to them."""

    membership: object
    application: Application
    browser: scratch.Client
    doubt: tuple | None = None
    fresh: bool = True
    kept: dict = field(default_factory=dict)

    def address(self, tail: str) -> str:
        return f"/applications/{self.application.pk}/{tail}"


class Writer(Person):
    """Autosaves one section, saves another and uploads, in a random order, without a pause."""

    def work(self, stop: threading.Event, dice: random.Random) -> None:
        while not stop.is_set():
            kind = dice.choices(("autosave", "save", "upload"), (4, 2, 2))[0]
            self.doubt = (kind, uuid.uuid4().hex, self.kept.get(kind, 0), dice.random() < 0.3)
            try:
                answer = self.send(*self.doubt)
            except GONE:
                return
            self.acknowledged(answer)

    def send(self, kind, token, version, picture) -> scratch.Answer:
        if kind == "autosave":
            data = {"report_mode": "online", "report_work": token, "version": version}
            return self.browser.post(self.address("sections/report/autosave/"), data)
        if kind == "save":
            title = {"specialty": self.application.specialty_id, "version": version}
            data = title | {"current_work": token}
            return self.browser.post(self.address("sections/title/"), data)
        name, data = paper(token, picture)
        return self.browser.upload(self.address("papers/other/"), name, data)

    def acknowledged(self, answer) -> None:
        kind, token, version, _ = self.doubt
        if answer.status != (200 if kind == "autosave" else 302):
            return fault(f"{kind} answered {answer.status}: {answer.text[:200]}")
        count(kind, "acknowledged")
        if kind == "upload":
            self.kept.setdefault("uploads", []).append(token)
        else:
            self.kept |= {kind: version + 1, f"{kind} text": token}
        self.doubt = None
        return None

    def stands(self, kind) -> tuple:
        """Version and text of a section as the database has them."""
        slug = {"autosave": "report", "save": "title"}[kind]
        draft = SectionDraft.objects.get(application=self.application, slug=slug)
        if kind == "autosave":
            return draft.version, draft.typed["report_work"][0]
        self.application.refresh_from_db()
        return draft.version, self.application.current_work

    def check(self, *, resolved: bool) -> None:
        """What was acknowledged stands; what is in doubt is wholly there or not at all."""
        kind, token, version, _ = self.doubt or ("", "", 0, False)
        for name in ("autosave", "save"):
            expected = [(self.kept[name], self.kept[f"{name} text"])]
            if kind == name:
                applied = (version + 1, token)
                expected = [applied] if resolved else [*expected, applied]
            found = self.stands(name)
            if found not in expected:
                fault(f"{name}: {found} stands, acknowledged or in doubt {expected}")
            elif kind == name and not resolved:
                count(name, "in doubt, " + ("there" if found == expected[-1] else "not there"))
        names = self.application.attachments.filter(kind="other").values_list("name", flat=True)
        wanted = Counter(f"{token}.pdf" for token in self.kept["uploads"])
        doubted = f"{token}.pdf" if kind == "upload" else ""
        plain = Counter(name.replace(".jpg", ".pdf") for name in names)
        if kind == "upload" and not resolved:
            count("upload", "in doubt, " + ("there" if plain[doubted] else "not there"))
        if kind == "upload" and (resolved or plain[doubted]):
            wanted[doubted] += 1
        if plain != wanted:
            fault(f"uploads: lost {wanted - plain}, too many {plain - wanted}")

    def settle(self) -> None:
        """Send once more what was in doubt. 409 says that the first one had arrived."""
        if self.doubt is None:
            return
        kind, token, version, _ = self.doubt
        answer = self.send(*self.doubt)
        wanted = {"autosave": (200, 409), "save": (302, 409), "upload": (302,)}[kind]
        if answer.status not in wanted:
            fault(f"repeated {kind} answered {answer.status}")
        self.check(resolved=True)
        if kind == "upload":
            self.kept["uploads"].append(token)
        else:
            self.kept |= {kind: version + 1, f"{kind} text": token}
        self.doubt = None

    def begin(self) -> None:
        """Two first saves, and no more papers than the quota takes."""
        self.application.attachments.filter(kind="other").delete()
        self.kept["uploads"] = []
        if self.fresh:
            self.fresh = False
            for kind in ("autosave", "save"):
                slug = {"autosave": "report", "save": "title"}[kind]
                draft = SectionDraft.objects.filter(application=self.application, slug=slug)
                version = draft.values_list("version", flat=True).first() or 0
                self.doubt = (kind, uuid.uuid4().hex, version, False)
                self.acknowledged(self.send(*self.doubt))


class Submitter(Person):
    """Hands in once a round, at a random moment, with the key of the page."""

    def work(self, stop: threading.Event, dice: random.Random) -> None:
        time.sleep(dice.uniform(0, 0.2))
        self.doubt = (uuid.uuid4().hex,)
        try:
            answer = self.send()
        except GONE:
            return
        if answer.status != 302 or "submitted" not in answer.location:
            fault(f"submit answered {answer.status}: {answer.text[:200]}")
        count("submit", "acknowledged")
        self.kept["versions"], self.doubt = self.kept["versions"] + 1, None

    def send(self) -> scratch.Answer:
        data = {"agreed": "on", "signed_name": self.application.name, "key": self.doubt[0]}
        return self.browser.post(self.address("submit/"), data)

    def check(self, *, resolved: bool) -> None:
        known = self.kept["versions"] + (resolved and self.doubt is not None)
        application = Application.objects.get(pk=self.application.pk)
        case = Case.objects.filter(application=application).first()
        versions = application.submissions.count()
        events = Event.objects.filter(case=case, action=Action.SUBMIT).count() if case else 0
        allowed = {known} if self.doubt is None or resolved else {known, known + 1}
        if versions not in allowed or events != versions:
            fault(f"submit: {versions} versions, {events} events, expected {allowed}")
        if self.doubt and not resolved:
            count("submit", "in doubt, " + ("there" if versions > known else "not there"))
        handed_in = bool(case) and case.state == CaseState.SUBMITTED
        if application.locked != handed_in or (case and events and not case.submission):
            fault(f"submit: locked {application.locked}, case {case and case.state}")
        if handed_in and case.submission != application.submissions.latest():
            fault("submit: the case is not at the last version")

    def settle(self) -> None:
        if self.doubt is None:
            return
        answer = self.send()
        if answer.status != 302:
            fault(f"repeated submit answered {answer.status}: {answer.text[:200]}")
        self.check(resolved=True)
        self.kept["versions"], self.doubt = self.kept["versions"] + 1, None

    def begin(self) -> None:
        """Back to a draft that has been read through."""
        self.kept.setdefault("versions", 0)
        self.application.refresh_from_db()
        if self.application.locked:
            case = Case.objects.get(application=self.application)
            road.take(case, Action.WITHDRAW, acting=self.membership, now=now())
            self.application.refresh_from_db()
        filing.mark_reviewed(self.application, now=now())


def paper(token: str, picture: bool) -> tuple[str, bytes]:
    """A file that no other round sends: equal for equal tokens."""
    red, green, blue = bytes.fromhex(token[:6])
    if picture:
        return f"{token}.jpg", image(size=(1200, 1600), colour=(red, green, blue))
    data = pdf(1, deterministic_id=True).replace(b"842", str(200 + red).encode())
    return f"{token}.pdf", data + b"%" + token.encode() + b"\n"


def people(world: World, port: int, writers: int) -> list[Person]:
    found = []
    for kind in (Writer,) * writers + (Submitter,) * (writers // 2):
        application = world.start("郭晓燕", now=at("11-05 10:00"))
        membership = world.applicant(Case(application=application))
        client = Client()
        client.force_login(membership.user, BACKEND)
        found.append(
            kind(membership, application, scratch.Client(port, client.session.session_key))
        )
    return found


def check_files(seen: dict[int, str]) -> None:
    """Every row has its bytes, and they are those of its hash. `seen`: row → path."""
    for row in Attachment.objects.exclude(pk__in=seen):
        if not default_storage.exists(row.path):
            fault(f"the file of “{row.name}” is not there")
            continue
        with default_storage.open(row.path) as file:
            if hashlib.sha256(file.read()).hexdigest() != row.sha256:
                fault(f"the file of “{row.name}” has another hash")
        seen[row.pk] = row.path


def check_submissions(seen: set[int]) -> None:
    """Every version is complete: its own hash covers all of it."""
    names = (
        "content", "facts", "papers", "verdict", "statement", "promise_text", "promise_version",
    )  # fmt: skip
    for row in Submission.objects.exclude(pk__in=seen):
        frozen = {name: getattr(row, name) for name in names}
        private = snapshots.json.loads(row.private)
        if snapshots.digest(frozen | {"private": private}) != row.sha256:
            fault(f"{row} is not what its hash says")
        seen.add(row.pk)


def check_database() -> None:
    for words in broken_events()[1]:
        fault(f"log: {words}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            if (said := cursor.fetchone()[0]) != "ok":
                fault(f"SQLite: {said}")


def main(rounds: int, seed: int, workers: int, writers: int) -> int:
    dice = random.Random(seed)  # noqa: S311
    call_command("migrate", verbosity=0)
    call_command("load_round_2021", verbosity=0)
    server, ready = scratch.Server(workers), []
    everyone = people(World(), server.port, writers)
    files, submissions, began = {}, set(), time.monotonic()
    server.start()
    for number in range(1, rounds + 1):
        for person in everyone:
            person.begin()
        stop = threading.Event()
        threads = [
            threading.Thread(target=person.work, args=(stop, random.Random(dice.random())))  # noqa: S311
            for person in everyone
        ]
        for thread in threads:
            thread.start()
        time.sleep(dice.uniform(0.02, 0.3) if number % 2 else dice.uniform(0.3, 3))
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
        for person in everyone:
            person.check(resolved=False)
        check_files(files)
        check_submissions(submissions)
        check_database()
        ready.append(server.start())
        for person in everyone:
            person.settle()
        check_files(files)
        if number % 10 == 0:
            print(f"round {number}, {len(FAULTS)} faults", flush=True)
    server.kill()
    check_database()
    report(rounds, ready, set(files.values()), time.monotonic() - began)
    return 1 if FAULTS else 0


def report(rounds: int, ready: list[float], paths: set[str], seconds: float) -> None:
    print(f"\n{connection.vendor}: {rounds} rounds in {seconds:.0f} s")
    print(f"ready again after {sorted(ready)[len(ready) // 2]:.1f} s, at most {max(ready):.1f} s")
    for (operation, outcome), number in sorted(COUNTS.items()):
        print(f"{operation:9} {outcome:20} {number:6}")
    media = Path(settings.MEDIA_ROOT)
    lying = [p for p in media.rglob("*") if p.is_file() and p.parts[-3] == "papers"]
    orphans = [p for p in lying if str(p.relative_to(media)) not in paths]
    print(f"files on the disk {len(lying)}, of them without a row {len(orphans)}")
    print(f"faults {len(FAULTS)}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--writers", type=int, default=4, help="half as many hand in")
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(**vars(options.parse_args())))
