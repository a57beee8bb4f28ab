from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.secrets import EncryptedField


class DataRequest(models.Model):
    """A person asks for their own data to be corrected or deleted.

    《个人信息保护法》第四十六、四十七条. Answered once, with a reason, by somebody else. A deletion
    that was agreed to empties `content`.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", "更正"
        DELETION = "deletion", "删除"

    class Outcome(models.TextChoices):
        GRANTED = "granted", "同意"
        PARTLY = "partly", "部分同意"
        REFUSED = "refused", "不同意"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_requests")
    kind = models.CharField("申请", max_length=10, choices=Kind)
    content = EncryptedField("内容和理由", blank=True)
    asked_at = models.DateTimeField("申请时间")
    due_on = models.DateField("最迟答复")
    outcome = models.CharField("结果", max_length=8, choices=Outcome, blank=True)
    answer = EncryptedField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "个人信息申请"
        verbose_name_plural = "个人信息申请"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(outcome=""),
                name="data_request_open_once_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="data_request_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("user")),
                name="data_request_answered_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.asked_at:%Y-%m-%d}"
