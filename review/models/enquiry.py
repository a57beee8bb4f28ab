from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.secrets import EncryptedField


class Enquiry(models.Model):
    """咨询投诉 from anybody; only the office reads it, only its code opens the answer."""

    class Kind(models.TextChoices):
        POLICY = "policy", "问政策"
        ONLINE = "online", "网上填报遇到问题"
        COMPLAINT = "complaint", "投诉"

    kind = models.CharField("类型", max_length=10, choices=Kind)
    content = EncryptedField("内容")
    contact = EncryptedField("联系方式", blank=True)
    receipt = models.CharField("受理编号", max_length=20, unique=True)
    query_code = models.CharField("查询码", max_length=12)
    asked_at = models.DateTimeField("收到时间")
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "咨询投诉"
        verbose_name_plural = "咨询投诉"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answer_with_its_day_and_writer",
            )
        ]

    def __str__(self):
        return self.receipt
