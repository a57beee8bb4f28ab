"""What was decided about the rules of a round or about the bureau's tables, and stays on record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .rounds import Round


class Amendment(models.Model):
    """One decision that changed a round or a table; the database refuses to change or delete it.

    `lines` are the values changed, each {"item", "field", "old", "new"} in the words of the pages;
    `verdicts` the drafts whose verdict turned with it, each {"number", "before", "after", "rules"}.
    """

    class Subject(models.TextChoices):
        ROUND = "round", "年度批次"
        SPECIALTIES = "specialties", "申报专业"
        MAJORS = "majors", "专业对照"
        CALENDAR = "calendar", "工作日"

    subject = models.CharField("修改对象", max_length=12, choices=Subject)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    document = models.CharField("依据文号", max_length=60, blank=True)
    reason = models.CharField("理由", max_length=300)
    lines = models.JSONField("修改内容")
    verdicts = models.JSONField("结论有变化的草稿", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "修改记录"
        verbose_name_plural = "修改记录"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="round", round__isnull=False)
                | (~Q(subject="round") & Q(round=None)),
                name="amendment_of_a_round_names_it",
            ),
            models.CheckConstraint(condition=~Q(lines=[]), name="amendment_changes_something"),
        ]

    def __str__(self):
        return f"{self.get_subject_display()} {self.at:%Y-%m-%d}"
