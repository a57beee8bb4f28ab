from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from accounts.secrets import EncryptedField
from applications.models import Round, Submission
from review.states import NoticeKind


class Notice(models.Model):
    """One publicity (公示), frozen when posted. Its period is computed, never typed.

    `posted_at` is the server's moment; `first_day`..`last_day` are counted inclusively in working
    days (四（二）, D15). Any change means `stopped_at` and a new notice.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="notices")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    meeting = models.ForeignKey(
        "review.Meeting", models.PROTECT, null=True, blank=True, related_name="notices"
    )
    code = models.CharField("公示编号", max_length=16, unique=True)
    kind = models.CharField("类别", max_length=12, choices=NoticeKind)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文")
    content = models.JSONField("公示内容", default=list)
    sha256 = models.CharField(max_length=64)
    places = models.CharField("张贴地点", max_length=200)
    phone = models.CharField("监督电话", max_length=20)
    working_days = models.PositiveSmallIntegerField("工作日数")
    posted_at = models.DateTimeField("发布时间")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_day = models.DateField("起")
    last_day = models.DateField("止")
    registered_at = models.DateTimeField("登记结果时间", null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stopped_at = models.DateTimeField("终止时间", null=True, blank=True)
    stop_reason = models.CharField("终止原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "公示"
        verbose_name_plural = "公示"
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="notice_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind=NoticeKind.RESULT, meeting__isnull=False)
                | (~Q(kind=NoticeKind.RESULT) & Q(unit__isnull=False)),
                name="notice_has_an_owner",
            ),
        ]

    def __str__(self):
        return self.title


class NoticeEntry(models.Model):
    """The notice covers this submission of this case, and no later one."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="entries")
    case = models.ForeignKey("review.Case", models.PROTECT, related_name="notice_entries")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "case"], name="one_entry_per_case_and_notice")
        ]

    def __str__(self):
        return f"{self.notice} {self.case}"


class NoticePhoto(models.Model):
    """A photograph of the posted sheet (公示结果证明材料, 五3)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Objection(models.Model):
    """异议: anyone may file one while the notice runs; only the handler sees who did."""

    class Conclusion(models.TextChoices):
        UNFOUNDED = "unfounded", "不成立"
        PARTLY = "partly", "部分成立"
        FOUNDED = "founded", "成立"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    case = models.ForeignKey(
        "review.Case", models.PROTECT, null=True, blank=True, related_name="objections"
    )
    receipt = models.CharField("受理编号", max_length=20, unique=True)
    query_code = models.CharField("查询码", max_length=12)
    content = EncryptedField("反映内容")
    name = EncryptedField("姓名", blank=True)
    phone = EncryptedField("手机号", blank=True)
    filed_at = models.DateTimeField("收到时间")
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion, blank=True)
    finding = models.TextField("核查情况", blank=True)
    concluded_at = models.DateTimeField("结论时间", null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "异议"
        verbose_name_plural = "异议"
        ordering = ["filed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conclusion="", concluded_at=None)
                | (~Q(conclusion="") & Q(concluded_at__isnull=False) & ~Q(finding="")),
                name="conclusion_with_finding",
            )
        ]

    def __str__(self):
        return self.receipt


class ObjectionFile(models.Model):
    """证据材料 somebody sent with an objection; read by its handler only."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    name = models.CharField("文件名", max_length=120)
    content_type = models.CharField(max_length=40)

    class Meta:
        verbose_name = "异议证据"
        verbose_name_plural = "异议证据"
        ordering = ["pk"]

    def __str__(self):
        return self.name
