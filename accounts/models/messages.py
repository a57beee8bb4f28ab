"""What people are told on the site."""

from django.db import models
from django.db.models import Q

from accounts.roles import Role

from .people import User


class Message(models.Model):
    """Something told to one person (站内消息): what happened, what to do, by when, one link.

    `key` names the occasion, so that nothing is told to a person twice. A message names people and
    steps; never why somebody was judged as they were, an identity number or a phone. `outside` is
    what a phone or a mailbox is told instead, where the message names an applicant.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="messages")
    role = models.CharField("收件身份", max_length=12, choices=Role)
    key = models.CharField(max_length=60)
    told_at = models.DateTimeField("时间")
    subject = models.CharField("事项", max_length=120)
    todo = models.CharField("怎么办", max_length=200, blank=True)
    outside = models.CharField("网站外的说法", max_length=330, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    link = models.CharField("链接", max_length=200)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = "站内消息"
        verbose_name_plural = "站内消息"
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_message_per_occasion")
        ]
        indexes = [models.Index(fields=["user"], condition=Q(read_at=None), name="messages_unread")]

    def __str__(self):
        return self.subject
