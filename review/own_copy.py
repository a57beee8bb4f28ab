"""A person's copy of what the site holds about them (个人信息保护法 第四十五条), as a ZIP.

`资料.html` is for reading and needs nothing else, `资料.json` holds the same and more for another
system, `材料/` the papers as uploaded. Nothing of other people: no opinion that was not told, no
objector, no ballot.
"""

import json
import tempfile
import zipfile
from datetime import datetime
from typing import IO

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import inbox
from accounts.models import User
from applications import snapshots, summaries
from applications.models import Application
from review.models import Case
from review.queries.timeline import timeline

IN_MEMORY = 2**20
CHUNK = 2**16


def write(user: User, *, now: datetime) -> IO[bytes]:
    """The ZIP, from its beginning; the caller closes it. A paper whose bytes are lost is named."""
    files = [_file(application) for application in _applications(user)]
    about = {"user": user, "account": _account(user), "files": files, "now": now}
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in files:
            for paper in file["papers"]:
                _add(zipped, paper)
        data = {
            "account": about["account"],
            "applications": [
                {key: file[key] for key in ("content", "private", "submissions", "steps", "papers")}
                for file in files
            ],
        }
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        zipped.writestr("资料.json", text)
        zipped.writestr("资料.html", render_to_string("review/own_copy/index.html", about))
    archive.seek(0)
    return archive


def _applications(user: User):
    return (
        Application.objects.filter(applicant=user)
        .select_related("round", "unit", "specialty")
        .prefetch_related("submissions", "attachments")
        .order_by("round__year")
    )


def _account(user: User) -> dict:
    return {
        "name": user.name,
        "username": user.username,
        "phone": user.phone,
        "identity_number": user.identity_number,
        "address": user.address,
        "memberships": [
            {
                "organisation": one.organisation.name,
                "role": one.role_label,
                "since": one.since,
                "until": one.until,
            }
            for one in user.memberships.select_related("organisation").order_by("pk")
        ],
        "sign_ins": [
            {"at": timezone.localtime(one.at), "how": one.get_how_display(),
             "browser": one.browser, "address": one.address}
            for one in user.sign_ins.all()
        ],
        "mailbox": user.email,
        "requests": [
            {"at": timezone.localtime(one.asked_at), "kind": one.get_kind_display(),
             "content": one.content, "outcome": one.get_outcome_display(), "answer": one.answer}
            for one in user.data_requests.all()
        ],
        "messages": [
            {"at": timezone.localtime(one.told_at), "subject": one.subject, "todo": one.todo}
            for one in inbox.inbox(user)
        ],
    }  # fmt: skip


def _file(application: Application) -> dict:
    content, private = snapshots.snapshot(application), snapshots.private(application)
    case = Case.objects.filter(application=application).first()
    papers = [
        {
            "label": paper.get_kind_display(),
            "name": paper.name,
            "path": paper.path,
            "sha256": paper.sha256,
            "in_archive": f"材料/{application.number}/{paper.pk}-{_plain_name(paper.name)}",
        }
        for paper in application.attachments.all()
        if paper.removed_at is None
    ]
    steps = timeline(case) if case else ()
    return {
        "application": application,
        "state": case.get_state_display() if case else "",
        "summaries": summaries.summaries(content, private, snapshots.papers(application)),
        "content": content,
        "private": private,
        "submissions": [
            {"version": s.version, "at": timezone.localtime(s.submitted_at), "content": s.content,
             "verdict": s.verdict, "statement": s.statement, "sha256": s.sha256}
            for s in application.submissions.all()
        ],
        "steps": [[cell.text for cell in row.cells] for row in steps],
        "papers": papers,
    }  # fmt: skip


def _plain_name(name: str) -> str:
    """A file name that stays inside its folder on any system."""
    return "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in name)


def _add(zipped: zipfile.ZipFile, paper: dict) -> None:
    """One paper as it was uploaded, in pieces; where the bytes are lost, the copy says so."""
    path = paper.pop("path")
    paper["lost"] = not default_storage.exists(path)
    if paper["lost"]:
        return
    with default_storage.open(path) as source, zipped.open(paper["in_archive"], "w") as target:
        for piece in source.chunks(CHUNK):
            target.write(piece)
