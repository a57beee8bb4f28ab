from django.conf import settings
from django.db import models

from accounts.models import Organisation
from applications.models import Round


class UnitSchedule(models.Model):
    """The days a unit has set itself in a round (内部排期). Plans only: no step runs by them.

    `hand_in` is the day by whose end the unit asks its applicants to hand in; the others are the
    days ①, ②, the 民主评议 and ③ are to begin. An empty day means as soon as it can be.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="schedules")
    hand_in = models.DateField("要求提交日期", null=True, blank=True)
    criteria = models.DateField("公示①开始", null=True, blank=True)
    materials = models.DateField("公示②开始", null=True, blank=True)
    assess = models.DateField("民主评议", null=True, blank=True)
    opinions = models.DateField("公示③开始", null=True, blank=True)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "单位排期"
        verbose_name_plural = "单位排期"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], name="one_schedule_per_unit_and_round"
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.round}"
