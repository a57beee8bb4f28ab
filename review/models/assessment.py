from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.models import Submission

from .case import Case, Package
from .events import PaperEntry


class Assessment(models.Model):
    """One session of the unit's 评议组 (民主评议, 四（二）)."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="assessments")
    held_on = models.DateField("评议日期")
    place = models.CharField("地点", max_length=60)
    recorder = models.CharField("记录人", max_length=50)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "民主评议"
        verbose_name_plural = "民主评议"
        ordering = ["held_on", "pk"]

    def __str__(self):
        return f"{self.package} {self.held_on}"


class PanelMember(models.Model):
    """A member of the 评议组; 群众代表、同行专家、单位领导 must each be present (四（二）)."""

    class Kind(models.TextChoices):
        STAFF = "staff", "群众代表"
        EXPERT = "expert", "同行专家"
        LEADER = "leader", "单位领导"
        OTHER = "other", "其他"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="members")
    name = models.CharField("姓名", max_length=50)
    kind = models.CharField("类别", max_length=8, choices=Kind)
    title = models.CharField("职务、职称", max_length=40, blank=True)
    recused_for = models.CharField("回避对象", max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name}（{self.get_kind_display()}）"


class Rating(models.Model):
    """What the 评议组 found of one person's submission, and the drafted 鉴定意见 (D15b)."""

    class Grade(models.TextChoices):
        GOOD = "good", "好"
        FAIR = "fair", "较好"
        PLAIN = "plain", "一般"
        POOR = "poor", "差"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="ratings")
    case = models.ForeignKey(Case, models.PROTECT, related_name="ratings")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    ethics = models.CharField("职业道德", max_length=8, choices=Grade)
    attitude = models.CharField("工作态度", max_length=8, choices=Grade)
    level = models.CharField("专业水平", max_length=8, choices=Grade)
    ability = models.CharField("技术业务能力", max_length=8, choices=Grade)
    voters = models.PositiveSmallIntegerField("参加评议人数")
    agree = models.PositiveSmallIntegerField("同意推荐")
    disagree = models.PositiveSmallIntegerField("不同意推荐")
    opinion = models.TextField("鉴定意见")

    class Meta:
        verbose_name = "评议结果"
        verbose_name_plural = "评议结果"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "case"], name="one_rating_per_case_and_session"
            ),
            models.CheckConstraint(
                condition=models.Q(voters=models.F("agree") + models.F("disagree")),
                name="rating_votes_add_up",
            ),
        ]

    def __str__(self):
        return f"{self.case} 同意{self.agree}"


class UnitPromise(models.Model):
    """单位承诺 (六（二）), given by the 单位领导 for the people recommended with it.

    Signed on the site, or on paper and entered by 单位人事 (代录): then `paper` has the day and
    the scan, and `signed_by` is who entered it.
    """

    package = models.ForeignKey(Package, models.PROTECT, related_name="promises")
    text = models.TextField("承诺内容")
    version = models.CharField("承诺版本", max_length=20)
    signed_name = models.CharField("单位领导", max_length=50)
    signed_at = models.DateTimeField("时间")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cases = models.ManyToManyField(Case, related_name="unit_promises")
    paper = models.ForeignKey(
        PaperEntry, models.PROTECT, null=True, blank=True, related_name="promises"
    )

    class Meta:
        verbose_name = "单位承诺"
        verbose_name_plural = "单位承诺"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.package} {self.signed_name}"

    @property
    def given_on(self):
        """The day the leader signed: on the site, or as the paper says."""
        return self.paper.dated_on if self.paper else self.signed_at

    @property
    def given_day(self):
        """The same without the hour."""
        return self.paper.dated_on if self.paper else timezone.localdate(self.signed_at)

    @property
    def how(self) -> str:
        return "（代录）" if self.paper_id else ""
