from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Round


class RoundArchive(models.Model):
    """归档包 of a round: one ZIP readable without the program, as the records stood at `length`.

    `run` names the run of the worker that is at it: one that was overtaken stops. `chain` is the
    head of the chain of events when it was begun. Of a round only the last archive keeps its file.
    """

    class Stage(models.TextChoices):
        QUEUED = "queued", "正在生成"
        READY = "ready", "已生成"
        FAILED = "failed", "没有生成"

    round = models.ForeignKey(Round, models.PROTECT, related_name="archives")
    stage = models.CharField("进度", max_length=8, choices=Stage, default=Stage.QUEUED)
    run = models.CharField(max_length=32, blank=True)
    made = models.PositiveIntegerField("已写入人数", default=0)
    total = models.PositiveIntegerField("共几人", default=0)
    path = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节数", default=0)
    files = models.PositiveIntegerField("文件数", default=0)
    length = models.PositiveBigIntegerField("经办记录序号", default=0)
    chain = models.CharField("链头", max_length=64, blank=True)
    missing = models.JSONField("没有放进去的文件", default=list)
    error = models.CharField("原因", max_length=300, blank=True)
    requested_at = models.DateTimeField("要求生成的时间")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField("最近进展")
    made_at = models.DateTimeField("生成时间", null=True, blank=True)

    class Meta:
        verbose_name = "归档包"
        verbose_name_plural = "归档包"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="ready") | (~Q(sha256="") & Q(made_at__isnull=False)),
                name="ready_archive_has_a_hash",
            ),
        ]

    def __str__(self):
        return f"{self.round.year}年度归档包"
