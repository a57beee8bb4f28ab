from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from review.states import Action, Actor

GENESIS = "0" * 64


class ChainHead(models.Model):
    """The single row every step locks first, so that the chain of events has one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sha256 = models.CharField(max_length=64, default=GENESIS)
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_chain_head")]

    def __str__(self):
        return f"{self.length} {self.sha256[:8]}"


class PaperEntry(models.Model):
    """代录: a step was done on paper and entered afterwards. Append-only, like the steps.

    `dated_on` is the day on the paper, `entered_at` the server's moment; the hash of the step
    covers the day and the scan.
    """

    dated_on = models.DateField("纸面日期")
    scan = models.CharField(max_length=120)
    scan_sha256 = models.CharField(max_length=64)
    scan_name = models.CharField("扫描件", max_length=120)
    scan_type = models.CharField(max_length=40)
    entered_at = models.DateTimeField("代录时间")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "代录"
        verbose_name_plural = "代录"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.dated_on} {self.scan_name}"


class Event(models.Model):
    """One step taken: who, in which capacity, when, from, to, why. Append-only, chained."""

    number = models.PositiveBigIntegerField("序号", unique=True)
    case = models.ForeignKey(
        "review.Case", models.PROTECT, null=True, blank=True, related_name="events"
    )
    package = models.ForeignKey(
        "review.Package", models.PROTECT, null=True, blank=True, related_name="events"
    )
    meeting = models.ForeignKey(
        "review.Meeting", models.PROTECT, null=True, blank=True, related_name="events"
    )
    action = models.CharField("步骤", max_length=20, choices=Action)
    source = models.CharField("原状态", max_length=24)
    target = models.CharField("新状态", max_length=24)
    capacity = models.CharField("身份", max_length=12, choices=Actor)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    user_name = models.CharField("姓名", max_length=50)
    organisation = models.CharField("单位", max_length=100)
    submission_version = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField("意见", blank=True)
    key = models.CharField(max_length=36, blank=True)
    paper = models.ForeignKey(
        PaperEntry, models.PROTECT, null=True, blank=True, related_name="events"
    )
    at = models.DateTimeField("时间")
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "经办记录"
        verbose_name_plural = "经办记录"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, package=None, meeting=None)
                | Q(case=None, package__isnull=False, meeting=None)
                | Q(case=None, package=None, meeting__isnull=False),
                name="event_of_one_thing",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_event_per_key"),
        ]

    def __str__(self):
        return f"{self.number} {self.get_action_display()}"

    @property
    def day(self):
        """The day the step was taken: the one on the paper, or the day it was logged."""
        return self.paper.dated_on if self.paper else timezone.localdate(self.at)
