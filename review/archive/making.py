"""The archive of a round made in the queue: ordered, begun anew after a killed worker, handed out.

    archive = making.order(round, acting=membership, now=now)     # web: a row and a job
    make_archive                                                  # worker: the ZIP, then a message

Nothing is printed for it and files are only copied, so a run that was killed begins from the front.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django_tasks import task

from accounts import clock, inbox
from accounts.models import Message
from accounts.roles import Role
from applications.models import Round
from documents.keeping import keep
from review.actors import ACTOR_OF
from review.archive import tables, writing
from review.engine import Refused
from review.models import RoundArchive
from review.states import Actor

STILL_FOR = timedelta(minutes=5)
"""After so long without progress the run is taken for dead; fifty people take about a second."""


class Overtaken(Exception):
    """Another run has taken the archive over."""


@transaction.atomic
def order(round: Round, *, acting, now) -> RoundArchive:
    """The archive of the round as it stands now: on its way already, or queued now (§8.1 秘书).

    Raises Refused while a count has not been announced, PermissionDenied for anybody else.
    """
    if ACTOR_OF.get(acting.role) is not Actor.SECRETARY:
        raise PermissionDenied
    Round.objects.select_for_update().get(pk=round.pk)
    writing.refuse_while_secret(round)
    archive = round.archives.last()
    if archive and archive.stage == RoundArchive.Stage.QUEUED and not is_still(archive, now):
        return archive
    if archive is None or archive.stage == RoundArchive.Stage.READY:
        archive = RoundArchive(round=round)
    archive.requested_at, archive.requested_by = now, acting.user
    start(archive, now=now)
    return archive


def is_still(archive: RoundArchive, now) -> bool:
    """On its way, but nobody has been at it for minutes."""
    return archive.stage == RoundArchive.Stage.QUEUED and now - archive.moved_at > STILL_FOR


def start(archive: RoundArchive, *, now) -> None:
    """Queue a run; one that is under way stops at its next people."""
    archive.run, archive.stage = secrets.token_hex(16), RoundArchive.Stage.QUEUED
    archive.error, archive.moved_at = "", now
    archive.made = archive.total = 0
    archive.save()
    transaction.on_commit(lambda: make_archive.enqueue(archive.pk, archive.run))


def resume_all(*, now) -> int:
    """Begin anew what was on its way when the worker ended; how many."""
    unfinished = list(RoundArchive.objects.filter(stage=RoundArchive.Stage.QUEUED))
    for archive in unfinished:
        start(archive, now=now)
    return len(unfinished)


@task()
def make_archive(pk: int, run: str) -> None:
    """Make one archive, unless another run has taken it over."""
    archive = RoundArchive.objects.select_related("round", "requested_by").get(pk=pk)
    with TemporaryDirectory() as folder:
        job = _Job(archive, run, Path(folder) / "archive.zip")
        try:
            job.do()
        except Overtaken:
            return
        except Refused as refusal:
            job.fail(str(refusal))
        except writing.Moved:
            job.fail("生成期间本年度又办了新的手续，请等办完再生成。")
        except Exception:
            job.fail("归档包没有生成，请稍后再试；再次失败请联系系统管理员。")
            raise


@dataclass(slots=True)
class _Job:
    archive: RoundArchive
    run: str
    target: Path

    def do(self) -> None:
        people = tables.cases_of(self.archive.round).count()
        self.update(total=people)
        began = clock.now()
        written = writing.write(
            self.archive.round, self.target, now=began, told=lambda done: self.update(made=done)
        )
        path, sha256 = keep(self.target, "archives")
        with transaction.atomic():
            self.update(
                stage=RoundArchive.Stage.READY,
                path=path,
                sha256=sha256,
                size=self.target.stat().st_size,
                files=written.files,
                length=written.length,
                chain=written.chain,
                missing=written.missing,
                made_at=clock.now(),
            )
            self.replace_earlier(path)
            self.tell()

    def update(self, **changes) -> None:
        """Write progress, if nobody has taken the archive over."""
        changes |= {"moved_at": clock.now()}
        mine = RoundArchive.objects.filter(pk=self.archive.pk, run=self.run)
        if not mine.update(**changes):
            raise Overtaken

    def fail(self, sentence: str) -> None:
        RoundArchive.objects.filter(pk=self.archive.pk, run=self.run).update(
            stage=RoundArchive.Stage.FAILED, error=sentence[:300]
        )

    def replace_earlier(self, path: str) -> None:
        """An earlier archive of the round keeps its hash and gives up its file."""
        earlier = self.archive.round.archives.exclude(pk=self.archive.pk).exclude(path="")
        paths = set(earlier.values_list("path", flat=True)) - {path}
        earlier.update(path="")
        transaction.on_commit(lambda: [default_storage.delete(one) for one in paths])

    def tell(self) -> None:
        archive = self.archive
        message = Message(
            user=archive.requested_by,
            role=Role.SECRETARY,
            key=f"archive-{archive.pk}",
            told_at=clock.now(),
            subject=f"{archive}已生成",
            todo="下载后按说明核对一遍，存入档案。",
            link=reverse("review:archives"),
        )
        inbox.tell([message])
