from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .case import Case, Package

#: What the notice asks of every bag (五1, 2, 5): name of the field, what it is, copies.
EXPECTED_COPIES = (
    ("form_copies", "评审表", 3),
    ("report_copies", "工作报告", 1),
    ("proof_copies", "协议或证明", 1),
)


class Intake(models.Model):
    """收件登记: the unit's own person hands the bags in at room 303 (五, 六（三）)."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="intakes")
    number = models.CharField("回执编号", max_length=30, unique=True)
    received_at = models.DateTimeField("接收时间")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deliverer = models.CharField("报送人", max_length=50)
    record_copies = models.PositiveSmallIntegerField("三公示记实表份数")
    summary_copies = models.PositiveSmallIntegerField("申报汇总表份数")
    missing = models.JSONField("没有送到", default=list)  # [{"number", "name"}] at that moment

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

    @property
    def differences(self) -> list[str]:
        """What was counted otherwise than the notice asks, in words (B2)."""
        return [
            f"{label}{getattr(self, field)}份，应{usual}份"
            for field, label, usual in EXPECTED_COPIES
            if getattr(self, field) != usual
        ]


class Delivery(models.Model):
    """A unit's bags on the counter: read one by one, not registered yet. One open a package."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="deliveries")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shelf = models.CharField("架位", max_length=10, blank=True)
    intake = models.OneToOneField(
        Intake, models.PROTECT, null=True, blank=True, related_name="delivery"
    )

    class Meta:
        verbose_name = "正在收件"
        verbose_name_plural = "正在收件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["package"], condition=Q(intake=None), name="one_open_delivery_per_package"
            )
        ]

    def __str__(self):
        return str(self.package)


class Reading(models.Model):
    """One bag read on the counter, with the shelf it goes to."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="readings")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    shelf = models.CharField("架位", max_length=10, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "已扫的档案袋"
        verbose_name_plural = "已扫的档案袋"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "case"], name="one_reading_per_bag")
        ]

    def __str__(self):
        return f"{self.case} {self.shelf}"


class DeliveryException(models.Model):
    """例外收件: a package outside the days or hours, by reason and a second person (B13, D14)."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="exceptions")
    day = models.DateField("收件日期")
    reason = models.CharField("原因", max_length=200)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("意见", max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "例外收件"
        verbose_name_plural = "例外收件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "day"],
                condition=Q(granted=None) | Q(granted=True),
                name="one_exception_per_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="exception_by_a_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.package} {self.day}"
