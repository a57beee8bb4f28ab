"""A change of the working-day table that waits for a second person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CalendarChange(models.Model):
    """What one person proposed and another confirmed or refused (security B3).

    `lines`: each {"day", "working", "reason"}; `working` None takes an adjustment away.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "等待确认"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "没有同意"

    document = models.CharField("依据文号", max_length=60)
    reason = models.CharField("理由", max_length=300)
    lines = models.JSONField("修改内容")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = "工作日调整申请"
        verbose_name_plural = "工作日调整申请"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(lines=[]), name="calendar_change_changes_something"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="calendar_confirmed_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.document} {self.get_outcome_display()}"
