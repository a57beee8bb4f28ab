"""A unit's whole set of papers, made in the queue paper by paper; a killed worker loses one paper.

    packet = building.order(package, by=user, now=now)     # web: a row and a job
    build_packet                                         # worker: papers, PDF for a printer, ZIP

Papers that are there already are never made again (`review.issued`), so a run that takes over from
a dead one, or a new version after one change, makes only what is missing.
"""

import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django_tasks import task

from accounts import clock, inbox
from accounts.models import Message
from accounts.roles import Role
from applications import bundles
from applications.errors import NotBound
from documents import assembly
from documents.keeping import keep
from documents.pdf import PrintingError
from review import issued, packing
from review.models import IssuedDocument, Packet
from review.prints.words import NothingToPrint
from review.stamps import stamps_of

STILL_FOR = timedelta(minutes=2)
"""After so long without progress the run is taken for dead; one paper takes about a second, putting
three hundred people together less than this."""
SHARE = 40
"""Papers laid out at a time: what the worker holds does not grow with the unit."""


class Overtaken(Exception):
    """Another run has taken the packet over."""


class NotBuilt(Exception):
    """The set cannot be made; `str()` names the paper and says what to do."""


@transaction.atomic
def order(package, *, by, now) -> Packet:
    """The set of the package as its records stand now: made already, on its way, or queued now."""
    stamps = stamps_of(package)
    packet = package.packets.select_for_update().last()
    if packet is None or packet.stamps != stamps:
        packet = Packet.objects.create(
            package=package,
            version=packet.version + 1 if packet else 1,
            stamps=stamps,
            requested_at=now,
            requested_by=by,
            moved_at=now,
        )
    elif not _must_be_run(packet, now):
        return packet
    start(packet, now=now)
    return packet


def _must_be_run(packet, now) -> bool:
    if packet.stage == Packet.Stage.READY:
        paths = (packet.archive_path, packet.print_path)
        return not all(default_storage.exists(path) for path in paths)
    return packet.stage == Packet.Stage.FAILED or is_still(packet, now)


def is_still(packet, now) -> bool:
    """On its way, but nothing was made for a minute: nobody is at it, or not yet."""
    return packet.stage == Packet.Stage.QUEUED and now - packet.moved_at > STILL_FOR


def start(packet, *, now) -> None:
    """Queue a run; one that is under way stops at its next paper."""
    packet.run, packet.stage = secrets.token_hex(16), Packet.Stage.QUEUED
    packet.error, packet.moved_at = "", now
    packet.save(update_fields=["run", "stage", "error", "moved_at"])
    transaction.on_commit(lambda: build_packet.enqueue(packet.pk, packet.run))


def resume_all(*, now) -> int:
    """Take up every set that was on its way when the worker ended; how many."""
    unfinished = list(Packet.objects.filter(stage=Packet.Stage.QUEUED))
    for packet in unfinished:
        start(packet, now=now)
    return len(unfinished)


@task()
def build_packet(pk: int, run: str) -> None:
    """Make one set. Every paper is kept as it is made."""
    packet = Packet.objects.select_related("package__unit__parent", "package__round").get(pk=pk)
    with TemporaryDirectory() as folder:
        _run(_Job(packet, run, Path(folder)))


def _run(job) -> None:
    try:
        job.do()
    except Overtaken:
        return
    except (NotBuilt, NothingToPrint, PrintingError) as error:
        job.fail(str(error))
    except Exception:
        job.fail("这一套没有生成成功，请再点一次“重新生成”；再次失败请联系系统管理员。")
        raise


@dataclass(frozen=True, slots=True)
class _Paper:
    """A part that was made: its bytes in the storage, its code and the pages of one copy."""

    part: packing.Part
    path: str
    code: str = ""
    pages: int = 0

    def row(self) -> dict:
        part = self.part
        return {
            "title": part.title, "group": part.group, "copies": part.copies, "name": part.name,
            "pages": self.pages, "code": self.code,
        }  # fmt: skip

    @property
    def label(self) -> str:
        """For the list of contents beside the pages: whose, what, how often."""
        part = self.part
        copies = f" {part.copies}份" if part.copies > 1 else ""
        return f"{part.group} {part.title}{copies}".strip()


@dataclass(slots=True)
class _Job:
    """One run over one packet. Every step says first that the packet is still this run's.

    `folder` is where files are put together, gone when the run ends.
    """

    packet: Packet
    run: str
    folder: Path

    def do(self):
        parts = packing.parts_of(self.packet.package)
        if not parts:
            raise NothingToPrint("单位领导推荐以后，名单里才有人员。")
        self.update(total=len(parts) + 1, made=0, missing=[])
        made = self.from_records(parts) | self.from_uploads(parts)
        papers = self.readable([made[part.name] for part in parts if part.name in made])
        self.update(contents=[paper.row() for paper in papers])
        self.put_together([self.manifest(), *papers], packing.moment_of(parts))

    def update(self, **fields):
        """Write progress, if nobody has taken the packet over."""
        fields |= {"moved_at": clock.now()}
        if not Packet.objects.filter(pk=self.packet.pk, run=self.run).update(**fields):
            raise Overtaken
        for name, value in fields.items():
            setattr(self.packet, name, value)

    def fail(self, sentence):
        Packet.objects.filter(pk=self.packet.pk, run=self.run).update(
            stage=Packet.Stage.FAILED, error=sentence[:300]
        )

    def from_records(self, parts) -> dict[str, _Paper]:
        """Papers of `review.issued`, by name in the set; those that lack are made now."""
        named = [part for part in parts if part.kind]
        found = {}
        for first in range(0, len(named), SHARE):
            found |= self.share(named[first : first + SHARE])
        return found

    def share(self, parts) -> dict[str, _Paper]:
        by, now = self.packet.requested_by, clock.now()
        wanted = [issued.register(part.kind, part.subject, by=by, now=now) for part in parts]
        lacking = [one for one in wanted if not one.made]
        self.update(made=self.packet.made + len(wanted) - len(lacking))
        documents = {one.document.pk: one.document for one in wanted}
        for document in issued.make_each(lacking):
            if document.state == IssuedDocument.State.FAILED:
                raise NotBuilt(f"{document.title}：{document.error}")
            documents[document.pk] = document
            self.update(made=self.packet.made + 1)
        rows = [documents[one.document.pk] for one in wanted]
        return {
            part.name: _Paper(part, row.path, "" if part.one_sided else row.check_code)
            for part, row in zip(parts, rows, strict=True)
        }

    def from_uploads(self, parts) -> dict[str, _Paper]:
        """Uploaded papers, each kind bound into one PDF; one that cannot be is told, not fatal."""
        found = {}
        for part in parts:
            if not part.files:
                continue
            try:
                found[part.name] = _Paper(part, bundles.bound(part.files))
            except NotBound as refusal:
                self.leave_out(part, str(refusal))
            self.update(made=self.packet.made + 1)
        return found

    def leave_out(self, part, sentence):
        self.update(missing=[*self.packet.missing, f"{part.group}：{sentence}"])

    def readable(self, papers) -> list[_Paper]:
        """The papers with their pages, without files that have broken since they were kept."""
        printed = [paper for paper in papers if paper.part.copies]
        counted = assembly.pages_of([str(self.on_disk(paper)) for paper in printed])
        pages = {p.part.name: n for p, n in zip(printed, counted, strict=True)}
        for paper in printed:
            if not pages[paper.part.name]:
                title = paper.part.title
                self.leave_out(paper.part, f"“{title}”的文件打不开，请重新上传后再生成。")
        return [
            replace(paper, pages=pages.get(paper.part.name, 0))
            for paper in papers
            if pages.get(paper.part.name, 1)
        ]

    def manifest(self) -> _Paper:
        part = packing.Part(
            packing.MANIFEST, "材料清单", "", 1, kind="manifest", subject=self.packet
        )
        return self.share([part])[part.name]

    def on_disk(self, paper) -> Path:
        """The paper's file; out of an object store it is fetched first."""
        try:
            return Path(default_storage.path(paper.path))
        except NotImplementedError:
            fetched = self.folder / paper.path.replace("/", "-")
        if not fetched.exists():
            with default_storage.open(paper.path) as stored, fetched.open("wb") as file:
                shutil.copyfileobj(stored, file)
        return fetched

    def put_together(self, papers, moment):
        """The PDF for a printer and the ZIP; then whoever asked is told."""
        bound = [
            assembly.Bound(
                str(self.on_disk(paper)), paper.label, paper.part.copies, paper.part.one_sided
            )
            for paper in papers
            if paper.part.copies
        ]
        printed, archive = self.folder / "print.pdf", self.folder / "set.zip"
        pages = assembly.assemble(bound, printed)
        entries = [(paper.part.name, self.on_disk(paper)) for paper in papers]
        assembly.pack(archive, entries, moment)
        with transaction.atomic():
            self.update(
                stage=Packet.Stage.READY,
                pages=pages,
                print_path=keep(printed, "packets")[0],
                archive_path=keep(archive, "packets")[0],
                made_at=clock.now(),
                error="",
            )
            _tell(self.packet)


def _tell(packet):
    subject = f"{packet.package}的整套材料已生成"
    inbox.tell(
        [
            Message(
                user=packet.requested_by,
                role=Role.UNIT,
                key=f"packet-{packet.pk}",
                told_at=packet.made_at,
                subject=subject[:120],
                todo="打印整套，签字盖章后装袋。",
                link=reverse("review:packet", args=[packet.package_id]),
            )
        ]
    )
