from django.db import models


class RetentionRun(models.Model):
    """One run that removed what had been kept long enough: what, why, how much. Append-only.

    `lines` are {"label", "why", "days", "count"}; they name nobody.
    """

    at = models.DateTimeField("时间")
    lines = models.JSONField("清理内容")
    files = models.PositiveIntegerField("无主文件")

    class Meta:
        verbose_name = "到期清理"
        verbose_name_plural = "到期清理"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
