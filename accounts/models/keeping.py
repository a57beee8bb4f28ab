"""What the administrator did to accounts and organisations, and what waits for a second person."""

from django.db import models
from django.db.models import F, Q

from accounts.roles import Role

from .people import Organisation, User

GENESIS = "0" * 64


class AdminChain(models.Model):
    """The single row every administrative act locks first, so that their chain has one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sha256 = models.CharField(max_length=64, default=GENESIS)
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_admin_chain")]

    def __str__(self):
        return f"{self.length} {self.sha256[:8]}"


class AdminEvent(models.Model):
    """One act of the administration: who, when, to whom, what, why. Append-only, chained.

    `lines` are the values changed, each {"field", "old", "new"} in the words of the pages; never
    an identity number, a phone or a code. `by` is empty for the command line.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "开通账号"
        RENAMED = "renamed", "修改账号"
        GRANTED = "granted", "授予身份"
        ENDED = "ended", "终止身份"
        LOCKED = "locked", "锁定账号"
        UNLOCKED = "unlocked", "解除锁定"
        CODES = "codes", "打印登录码"
        SIGNED_OUT = "signed_out", "退出所有登录"
        ASKED = "asked", "提出待确认事项"
        REFUSED = "refused", "不同意待确认事项"
        ORGANISATION = "organisation", "登记单位"

    number = models.PositiveBigIntegerField("序号", unique=True)
    kind = models.CharField("事项", max_length=12, choices=Kind)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="admin_events"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="admin_events"
    )
    subject = models.CharField("对象", max_length=200)
    lines = models.JSONField("内容", default=list)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("经办人", max_length=50)
    asked_by_name = models.CharField("提出人", max_length=50, blank=True)
    at = models.DateTimeField("时间")
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "管理记录"
        verbose_name_plural = "管理记录"
        ordering = ["-number"]
        indexes = [models.Index(fields=["kind", "-number"], name="admin_events_of_kind")]

    def __str__(self):
        return f"{self.number} {self.get_kind_display()}"


class TwoPersonRequest(models.Model):
    """An act that one person asks for and another has to confirm before anything happens."""

    class Kind(models.TextChoices):
        GRANT = "grant", "授予身份"
        CODES = "codes", "打印登录码"

    class Outcome(models.TextChoices):
        OPEN = "open", "等待确认"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "没有同意"

    kind = models.CharField("事项", max_length=8, choices=Kind)
    user = models.ForeignKey(User, models.PROTECT, related_name="two_person_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    role = models.CharField("身份", max_length=12, choices=Role, blank=True)
    since = models.DateField("自", null=True)
    reason = models.CharField("理由", max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = "待第二人确认的事项"
        verbose_name_plural = "待第二人确认的事项"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(outcome="open", kind="grant"),
                name="grant_asked_once_while_open",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(outcome="open", kind="codes"),
                name="codes_asked_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="confirmed_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(kind="codes", organisation=None, role="")
                | Q(kind="grant", organisation__isnull=False, since__isnull=False) & ~Q(role=""),
                name="a_grant_names_role_and_office",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.user}"

    @property
    def words(self) -> str:
        """What is asked for, in one phrase."""
        if self.kind == self.Kind.GRANT:
            return f"授予{self.organisation.name}{self.get_role_display()}"
        return "打印登录码"
