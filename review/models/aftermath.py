"""What can still come after a result: 复查, 取消资格 with its hearing, 通报批评 of a unit."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from applications.models import Round

from .case import Case

#: 40号令 39: how long the 诚信档案 keeps a record.
RECORD_YEARS = 3


class Recheck(models.Model):
    """申请复查 of one's own result: procedure and count only (domain.md §8.6)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rechecks")
    number = models.CharField("复查编号", max_length=30, unique=True)
    filed_at = models.DateTimeField("申请时间")
    answer_due = models.DateField("答复期限")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "复查申请"
        verbose_name_plural = "复查申请"
        ordering = ["pk"]

    def __str__(self):
        return self.number


class RecheckFile(models.Model):
    """证明材料 handed in with a 复查."""

    recheck = models.ForeignKey(Recheck, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    name = models.CharField("文件名", max_length=120)
    content_type = models.CharField(max_length=40)

    class Meta:
        verbose_name = "复查材料"
        verbose_name_plural = "复查材料"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Revocation(models.Model):
    """取消资格 for false material (六（二）): found and heard by one person, decided by another.

    Until `decided_at` it is a proposal and may be written anew; the decision is never changed.
    Decided, it is the person's record in the 诚信档案 (D26).
    """

    class Plea(models.TextChoices):
        HEARING = "hearing", "要求听证，已举行听证"
        STATEMENT = "statement", "作了陈述、申辩"
        WAIVED = "waived", "书面表示不陈述、不申辩、不要求听证"

    case = models.OneToOneField(Case, models.PROTECT, related_name="revocation")
    facts = models.TextField("查实的事实")
    told_on = models.DateField("告知日期")
    plea = models.CharField("当事人的意见", max_length=10, choices=Plea)
    heard_on = models.DateField("听证或陈述申辩日期")
    plea_record = models.TextField("听证或陈述申辩记录")
    ban_years = models.PositiveSmallIntegerField("取消今后几年申报资格")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("登记时间")
    decision_number = models.CharField("决定文号", max_length=50, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "取消资格"
        verbose_name_plural = "取消资格"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ban_years__lte=3), name="revocation_bans_at_most_three_years"
            ),
            models.CheckConstraint(
                condition=Q(heard_on__gte=models.F("told_on")), name="told_before_heard"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decided_on=None, decision_number="")
                | (
                    Q(decided_at__isnull=False, decided_on__gte=models.F("heard_on"))
                    & ~Q(decision_number="")
                    & ~Q(decided_by=models.F("prepared_by"))
                ),
                name="revocation_decided_by_another_after_the_hearing",
            ),
        ]

    def __str__(self):
        return f"{self.case} {self.decision_number or '待决定'}"

    @property
    def kept_until(self) -> date | None:
        """The last day of the record (inclusive); None before the decision."""
        if self.decided_on is None:
            return None
        year = self.decided_on.year + RECORD_YEARS
        last = (
            28 if (self.decided_on.month, self.decided_on.day) == (2, 29) else self.decided_on.day
        )
        return self.decided_on.replace(year=year, day=last)


class Reprimand(models.Model):
    """通报批评 of a unit that recommended on false material (六（二）), public until `shown_until`.

    What the page says is made from these fields alone: no person is named.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="reprimands")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="reprimands")
    code = models.CharField("通报编号", max_length=16, unique=True)
    number = models.CharField("文号", max_length=50)
    people = models.PositiveSmallIntegerField("涉及人数")
    issued_at = models.DateTimeField("发布时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shown_until = models.DateField("公开到")

    class Meta:
        verbose_name = "通报批评"
        verbose_name_plural = "通报批评"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="one_reprimand_a_unit_and_round")
        ]

    def __str__(self):
        return f"{self.number} {self.unit}"
