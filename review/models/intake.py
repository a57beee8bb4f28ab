from django.conf import settings
from django.db import models

from .case import Case, Package


class Intake(models.Model):
    """收件登记: the unit's own person hands the bags in at room 303 (五, 六（三）)."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="intakes")
    number = models.CharField("回执编号", max_length=30, unique=True)
    received_at = models.DateTimeField("接收时间")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deliverer = models.CharField("报送人", max_length=50)
    record_copies = models.PositiveSmallIntegerField("三公示记实表份数")
    summary_copies = models.PositiveSmallIntegerField("申报汇总表份数")

    class Meta:
        verbose_name = "收件登记"
        verbose_name_plural = "收件登记"
        ordering = ["received_at"]

    def __str__(self):
        return self.number


class Bag(models.Model):
    """One person's 档案袋: what is in it and where it lies."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="bags")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bags")
    shelf = models.CharField("架位", max_length=10, blank=True)
    form_copies = models.PositiveSmallIntegerField("评审表份数")
    report_copies = models.PositiveSmallIntegerField("工作报告份数")
    proof_copies = models.PositiveSmallIntegerField("聘用协议或手续证明份数")

    class Meta:
        verbose_name = "档案袋"
        verbose_name_plural = "档案袋"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "case"], name="one_bag_per_case_and_intake")
        ]

    def __str__(self):
        return f"{self.case} {self.shelf}"
