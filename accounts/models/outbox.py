"""What leaves the site for a phone or a mailbox, as the office reads it."""

from django.db import models
from django.db.models import Q

from accounts.roles import Role

from .people import User


class Outgoing(models.Model):
    """One short message or mail to one person: what was or would be sent, and what came of it.

    `words` hold no code, link or name of an applicant, and `to` only the masked address: the real
    one is the account's at the moment of sending. `due_at` is empty while the office holds
    messages back (`MESSAGES_HELD`).
    """

    class Channel(models.TextChoices):
        SMS = "sms", "短信"
        MAIL = "mail", "邮件"

    class Kind(models.TextChoices):
        MESSAGE = "message", "站内消息"
        CODE = "code", "验证码"
        CONFIRMATION = "confirm", "确认邮箱"
        CHANGE = "change", "手机号更改提醒"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "未发出"

    user = models.ForeignKey(User, models.CASCADE, related_name="outgoing")
    role = models.CharField("收件身份", max_length=12, choices=Role, blank=True)
    channel = models.CharField("方式", max_length=4, choices=Channel)
    kind = models.CharField("种类", max_length=8, choices=Kind)
    key = models.CharField(max_length=60, blank=True)
    to = models.CharField("收件人", max_length=60)
    words = models.CharField("内容", max_length=400)
    outcome = models.CharField("状态", max_length=8, choices=Outcome, default=Outcome.WAITING)
    reason = models.CharField("原因", max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField("发过几次", default=0)
    asked_at = models.DateTimeField("时间")
    due_at = models.DateTimeField("什么时候发", null=True, blank=True)
    done_at = models.DateTimeField("发出时间", null=True, blank=True)

    class Meta:
        verbose_name = "短信和邮件"
        verbose_name_plural = "短信和邮件"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key", "channel"],
                condition=~Q(key=""),
                name="sent_once_per_occasion",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(outcome="waiting"), name="outgoing_due"),
            models.Index(fields=["-asked_at", "-id"], name="outgoing_newest"),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} {self.to} {self.get_outcome_display()}"

    @property
    def can_be_sent_again(self) -> bool:
        """A code or a link is not kept: its owner asks for another."""
        return self.kind == self.Kind.MESSAGE and self.outcome != self.Outcome.SENT

    @property
    def can_be_cancelled(self) -> bool:
        return self.kind == self.Kind.MESSAGE and self.outcome == self.Outcome.WAITING
