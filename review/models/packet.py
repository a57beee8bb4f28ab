from django.conf import settings
from django.db import models
from django.db.models import Q

from .case import Package


class Packet(models.Model):
    """One set (整套材料) of a package: every paper in filing order, as ZIP and for a printer.

    `stamps` says what it was made from; when the records have moved on, the next version is made
    and this one is void. `run` names the run of the worker that is at it: one that was overtaken
    stops. `made` of `total` papers are done.
    """

    class Stage(models.TextChoices):
        QUEUED = "queued", "正在生成"
        READY = "ready", "已生成"
        FAILED = "failed", "没有生成"

    package = models.ForeignKey(Package, models.PROTECT, related_name="packets")
    version = models.PositiveSmallIntegerField("第几套")
    stamps = models.JSONField("依据")
    stage = models.CharField("进度", max_length=8, choices=Stage, default=Stage.QUEUED)
    run = models.CharField(max_length=32, blank=True)
    made = models.PositiveIntegerField("已生成份数", default=0)
    total = models.PositiveIntegerField("共几份", default=0)
    contents = models.JSONField("内容", default=list)
    missing = models.JSONField("没有放进去的材料", default=list)
    pages = models.PositiveIntegerField("打印页数", null=True, blank=True)
    archive_path = models.CharField(max_length=120, blank=True)
    print_path = models.CharField(max_length=120, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)
    requested_at = models.DateTimeField("要求生成的时间")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField("最近进展")
    made_at = models.DateTimeField("生成时间", null=True, blank=True)

    class Meta:
        verbose_name = "整套材料"
        verbose_name_plural = "整套材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "version"], name="one_packet_per_package_and_version"
            ),
            models.CheckConstraint(
                condition=~Q(stage="ready") | (~Q(archive_path="") & ~Q(print_path="")),
                name="ready_packet_has_files",
            ),
        ]

    def __str__(self):
        return f"{self.package} 第{self.version}套"
