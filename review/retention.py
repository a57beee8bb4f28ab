"""到期清理: what the procedure does not need goes once its time is over.

Only what stands in `ITEMS` is ever removed, and files no row names. The record of the procedure is
not among it: submissions, steps, notices, votes, minutes, decisions, certificates and every paper
that was handed in stay (个人信息保护法 第十九条, D20).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Invitation, OneTimeCode, Outgoing, SignIn
from applications.models import (
    Application,
    Attachment,
    RosterEntry,
    RosterImport,
    SectionDraft,
    Submission,
)
from applications.uploads import thumbnail_path

from .models import (
    Enquiry,
    IssuedDocument,
    NoticePhoto,
    ObjectionFile,
    Packet,
    PaperEntry,
    RecheckFile,
    RetentionRun,
    RoundArchive,
)

#: A file is stored before its row is written: younger ones are left alone.
FRESH = timedelta(days=2)
#: Folders of the store that are swept; `public` holds papers anybody may have.
FOLDERS = ("papers", "thumbnails", "bundles", "documents", "packets")
#: Where rows say which file is theirs.
PATHS = (
    (Attachment, "path"),
    (IssuedDocument, "path"),
    (NoticePhoto, "path"),
    (ObjectionFile, "path"),
    (Packet, "archive_path"),
    (Packet, "print_path"),
    (PaperEntry, "scan"),
    (RecheckFile, "path"),
    (RoundArchive, "path"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """What goes, after how many days of what, the rows it is, and how they go.

    `rows` takes the last moment that is past its time.
    """

    slug: str
    label: str
    why: str
    rows: Callable[[datetime], QuerySet]
    remove: Callable[[QuerySet], object] = QuerySet.delete

    @property
    def days(self) -> int:
        return settings.RETAIN_DAYS[self.slug]

    def due(self, now: datetime) -> QuerySet:
        return self.rows(now - timedelta(days=self.days))


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a run, counted."""

    label: str
    why: str
    days: int
    count: int


def _codes(limit):
    return OneTimeCode.objects.filter(Q(used_at__lte=limit) | Q(expires_at__lte=limit))


def _slips(limit):
    over = Q(used_at__lte=limit) | Q(cancelled_at__lte=limit) | Q(expires_at__lte=limit)
    return Invitation.objects.filter(over)


def _remove_slips(slips):
    keys = list(slips.values_list("pk", flat=True))
    RosterEntry.objects.filter(invitation__in=keys).update(invitation=None)
    Invitation.objects.filter(pk__in=keys).delete()


def _drafts(limit):
    """Files of rounds long closed that were never handed in: no submission, no step."""
    return Application.objects.filter(
        round__acceptance_closes__lte=limit.date(), submissions=None, case=None
    )


def _typed(limit):
    return SectionDraft.objects.filter(
        application__round__acceptance_closes__lte=limit.date()
    ).exclude(text="")


def _uploads(limit):
    """Papers taken out and never handed in: no submission names them."""
    removed = Attachment.objects.filter(removed_at__lte=limit)
    named = Submission.objects.filter(application__in=removed.values("application"))
    handed_in = {p["id"] for papers in named.values_list("papers", flat=True) for p in papers}
    return removed.exclude(pk__in=handed_in)


def _listed(limit):
    """People a unit had listed: of rounds long closed, and those it took off its list."""
    return RosterEntry.objects.filter(
        Q(round__acceptance_closes__lte=limit.date()) | Q(removed_at__lte=limit)
    )


ITEMS = (
    Item("codes", "一次性代码", "用过或过期，只剩密文摘要", _codes),
    Item(
        "slips",
        "开通邀请",
        "已开通、作废或没有人来开通，里面有身份证号和手机号",
        _slips,
        _remove_slips,
    ),
    Item(
        "sessions",
        "登录记录",
        "早已退出的登录；网络日志留存不少于6个月",
        lambda limit: SignIn.objects.filter(seen_at__lte=limit),
    ),
    Item(
        "outbox",
        "短信和邮件记录",
        "已发出或不再发",
        lambda limit: Outgoing.objects.filter(asked_at__lte=limit).exclude(
            outcome=Outgoing.Outcome.WAITING
        ),
    ),
    Item("drafts", "没有提交过的草稿", "批次早已截止，没有进入评审程序", _drafts),
    Item(
        "typed",
        "没有保存的填写内容",
        "批次早已截止，正式内容另存",
        _typed,
        lambda rows: rows.update(text=""),
    ),
    Item("uploads", "移除的材料", "移除后没有随申报提交过", _uploads),
    Item(
        "workbooks",
        "没有导入的名单",
        "读过没有导入，里面有身份证号",
        lambda limit: RosterImport.objects.filter(imported_at=None, read_at__lte=limit),
    ),
    Item("listed", "单位名单", "批次早已截止，或已移出名单", _listed),
    Item(
        "evidence",
        "异议的证据文件",
        "结论早已登记；异议内容、核查情况和结论保留",
        lambda limit: ObjectionFile.objects.filter(objection__concluded_at__lte=limit),
    ),
    Item(
        "contacts",
        "咨询投诉的联系方式",
        "早已答复；内容和答复保留",
        lambda limit: Enquiry.objects.filter(answered_at__lte=limit).exclude(contact=""),
        lambda rows: rows.update(contact=""),
    ),
)


def plan(*, now: datetime) -> list[Line]:
    """What would go now; nothing is touched."""
    return [Line(item.label, item.why, item.days, item.due(now).count()) for item in ITEMS]


def apply(*, now: datetime) -> RetentionRun:
    """Remove what is due, write the report, then take unnamed files out of the store.

    Rows and report go in one transaction; of a run that breaks off among the files the next one
    finds the rest.
    """
    with transaction.atomic():
        lines = []
        for item in ITEMS:
            due = item.due(now)
            lines.append(Line(item.label, item.why, item.days, due.count()))
            item.remove(due)
        unnamed = list(unnamed_files(now=now))
        run = RetentionRun.objects.create(
            at=now,
            lines=[
                {"label": line.label, "why": line.why, "days": line.days, "count": line.count}
                for line in lines
            ],
            files=len(unnamed),
        )
    for path in set(unnamed) - named_files():  # one may have been uploaded again meanwhile
        default_storage.delete(path)
    return run


def named_files() -> set[str]:
    """Every path a row of the database names, with the small pictures that lie by their hash."""
    named = set()
    for model, field in PATHS:
        named.update(model.objects.values_list(field, flat=True))
    for papers in Submission.objects.values_list("papers", flat=True).iterator(chunk_size=500):
        named.update(paper["path"] for paper in papers)
    return named | {thumbnail_path(PurePosixPath(path).stem) for path in named}


def unnamed_files(*, now: datetime) -> Iterator[str]:
    """Paths in the store that no row names and that are not fresh.

    Bundles are named by none: they are put together again when somebody opens one.
    """
    named = named_files()
    for folder in FOLDERS:
        for path in _below(folder):
            if path not in named and now - default_storage.get_modified_time(path) > FRESH:
                yield path


def _below(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _below(f"{folder}/{name}")
