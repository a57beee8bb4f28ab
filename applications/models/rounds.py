"""What a round of the review sets, and the tables the bureau keeps."""

from django.db import models
from django.db.models import F, Q

from accounts.secrets import EncryptedField
from applications import choices as c


class Round(models.Model):
    """One year's review (评审批次): the dates and parameters a notice sets, as data."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    title = models.CharField("名称", max_length=100)
    notice_number = models.CharField("通知文号", max_length=50)
    notice_date = models.DateField("通知日期")
    ruleset = models.CharField("规则文件", max_length=20)
    filling_opens = models.DateField("填报开始")
    acceptance_opens = models.DateField("报送开始")
    acceptance_closes = models.DateField("报送截止")
    service_until = models.DateField("资历计算截止")
    criteria_days = models.PositiveSmallIntegerField("公示①天数（工作日）", default=5)
    materials_days = models.PositiveSmallIntegerField("公示②天数（工作日）", default=5)
    opinion_days = models.PositiveSmallIntegerField("公示③天数（工作日）", default=5)
    result_days = models.PositiveSmallIntegerField("结果公示天数（工作日）", default=5)
    notice_days_basis = models.CharField("公示天数依据", max_length=100, blank=True)
    notice_counting = models.CharField(
        "公示起算", max_length=8, choices=c.NoticeCounting, default=c.NoticeCounting.SAME_DAY
    )
    correction_days = models.PositiveSmallIntegerField("补正期限（工作日）", default=5)
    correction_latest = models.DateField("补正最迟")
    recheck_days = models.PositiveSmallIntegerField("申请复查期限（工作日）", default=10)
    answer_days = models.PositiveSmallIntegerField("复查答复期限（工作日）", default=10)
    meeting_on = models.DateField("评审会日期", null=True, blank=True)
    college_requires_technician = models.BooleanField("专科须先取得技术员", default=False)
    accept_current_year_appraisal = models.CharField(
        "当年考核结果", max_length=6, choices=c.CurrentAppraisal, default=c.CurrentAppraisal.MANUAL
    )
    place = models.CharField("报送地点", max_length=100)
    phone = models.CharField("联系电话", max_length=20)
    committee = models.CharField("评委会", max_length=100)
    last_number = models.PositiveIntegerField("已用编号", default=0, editable=False)

    class Meta:
        verbose_name = "年度批次"
        verbose_name_plural = "年度批次"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acceptance_closes__gte=F("acceptance_opens"))
                & Q(acceptance_opens__gte=F("filling_opens")),
                name="round_dates_in_order",
                violation_error_message="报送截止不能早于报送开始，报送开始不能早于填报开始",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def counts_from_next_day(self) -> bool:
        """A notice's first counted day is never the day it is posted (次日起算)."""
        return self.notice_counting == c.NoticeCounting.NEXT_DAY

    @property
    def counting_words(self) -> str:
        """How the days of a notice are counted, to stand in a sentence."""
        if self.counts_from_next_day:
            return "发布当天不计入，从次日起算，最后一天计入"
        return "首尾两天都计入"


class WorkingDayOverride(models.Model):
    """A day the published calendar does not know, or a local decision, with its reason."""

    day = models.DateField("日期", unique=True)
    working = models.BooleanField("是工作日")
    reason = models.CharField("依据", max_length=100)

    class Meta:
        verbose_name = "工作日调整"
        verbose_name_plural = "工作日调整"
        ordering = ["day"]

    def __str__(self):
        return f"{self.day} {'工作' if self.working else '休息'}"


class Specialty(models.Model):
    """One line of 附件4 参考专业分类 (a reference list, edited by the bureau); never deleted."""

    category = models.CharField("大类", max_length=40)
    name = models.CharField("专业", max_length=40)
    exam_only = models.BooleanField("以考代评", default=False)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "申报专业"
        verbose_name_plural = "申报专业"
        ordering = ["category", "pk"]
        constraints = [models.UniqueConstraint(fields=["name"], name="one_specialty_per_name")]

    def __str__(self):
        return self.name


class MajorMatch(models.Model):
    """所学专业 → 申报专业: 本专业 or 相近专业. A pair not listed is for people to decide (D07)."""

    major = models.CharField("所学专业", max_length=60)
    specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="matches")
    relevance = models.CharField("关系", max_length=8, choices=c.Relevance)

    class Meta:
        verbose_name = "专业对照"
        verbose_name_plural = "专业对照"
        constraints = [
            models.UniqueConstraint(fields=["major", "specialty"], name="one_match_per_pair")
        ]

    def __str__(self):
        return f"{self.major} → {self.specialty}：{self.get_relevance_display()}"


class Ban(models.Model):
    """取消申报资格 (六（二）, D26): bars the `years` rounds after the year it was found in."""

    name = models.CharField("姓名", max_length=50)
    identity_number = EncryptedField("身份证号")
    identity_index = models.CharField(max_length=64, editable=False, db_index=True)
    found_in = models.PositiveSmallIntegerField("查实年度")
    years = models.PositiveSmallIntegerField("取消几年")
    reason = models.CharField("事实和依据", max_length=200)
    decided_by = models.CharField("决定机关", max_length=60)

    class Meta:
        verbose_name = "取消申报资格记录"
        verbose_name_plural = "取消申报资格记录"
        ordering = ["-found_in", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=3),
                name="ban_of_one_to_three_years",
                violation_error_message="取消申报资格为1至3年（六（二））",
            )
        ]

    def __str__(self):
        return f"{self.name} {self.found_in}年起{self.years}年"
