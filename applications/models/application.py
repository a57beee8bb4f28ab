"""What the applicant wrote, but for its repeating parts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from accounts.secrets import EncryptedField
from applications import choices as c

from .rounds import Round, Specialty


class PartialDateField(models.CharField):
    """`YYYY-MM-DD`, or `YYYY-MM` where a paper names only the month; text order is date order."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class Application(models.Model):
    """One person's file (评审表) in one round. `locked` while it is with someone else.

    `reopened` are the sections a return opened (empty: all of them), `mended` those of them saved
    since, `letter` what that return asks for (see `applications.letters`). `look_again`, rule →
    sentence, is where the verdict grew worse, until 核对申报资格 is saved. `from_self_check` are
    the sections carried in and not confirmed yet, from the self-check, the unit's roster (those in
    `from_roster`) or the file of `carried_year`. `reviewed_at` is cleared by every change, so that
    nothing unread is promised.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="applications"
    )
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    number = models.CharField("申报编号", max_length=20, unique=True)
    query_code = models.CharField("查询码", max_length=12)
    created_at = models.DateTimeField("开始填报")
    locked = models.BooleanField("已提交", default=False)
    withdrawn = models.BooleanField("已撤回", default=False)
    reopened = models.JSONField("只可修改的部分", default=list, blank=True)
    mended = models.JSONField("已改过的部分", default=list, blank=True)
    letter = models.JSONField("退回的要求", default=dict, blank=True)
    look_again = models.JSONField("核对结果变差的条件", default=dict, blank=True)
    from_self_check = models.JSONField("自测带入的部分", default=list, blank=True)
    from_roster = models.JSONField("单位名单带入的部分", default=list, blank=True)
    carried_year = models.PositiveSmallIntegerField("内容带自哪一年度", null=True, blank=True)

    # 申报职称与专业
    target_title = models.CharField(
        "申报职称", max_length=20, choices=c.TargetTitle, default=c.TargetTitle.ASSISTANT_ENGINEER
    )
    specialty = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, verbose_name="申报专业"
    )
    current_work = models.CharField("现从事的专业技术工作", max_length=40, blank=True)

    # 基本情况
    former_name = models.CharField("曾用名", max_length=50, blank=True)
    identity_number = EncryptedField("身份证号", blank=True)
    identity_index = models.CharField(max_length=64, blank=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=c.Sex, blank=True)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    political_status = models.CharField(
        "政治面貌", max_length=12, choices=c.PoliticalStatus, blank=True
    )
    party_joined = models.CharField(
        "何时加入中国共产党（共青团）任何职务", max_length=60, blank=True
    )
    democratic_party = models.CharField(
        "何时何地参加何种民主党派任何职务", max_length=60, blank=True
    )
    birthplace = models.CharField("出生地", max_length=40, blank=True)
    work_started = PartialDateField("参加工作时间")
    health = models.CharField("身体状况", max_length=20, blank=True)
    salary = models.CharField("标准工资", max_length=20, blank=True)
    admin_post = models.CharField("现（兼）任行政职务及任职时间", max_length=60, blank=True)
    societies = models.CharField(
        "参加何种学术团体，任何种职务，有何社会兼职", max_length=100, blank=True
    )
    foreign_language = models.CharField("懂何种外语，达到何种程度", max_length=60, blank=True)
    contact_phone = EncryptedField("联系电话", blank=True)

    # 聘任情况与年度考核
    identity_kind = models.CharField("身份类别", max_length=4, choices=c.IdentityKind, blank=True)
    post = models.CharField("部门、岗位", max_length=60, blank=True)
    appointed_on = PartialDateField("聘任日期")
    appointment_title = models.CharField(
        "聘任职务", max_length=20, choices=c.AppointmentTitle, blank=True
    )
    appointment_basis = models.CharField(
        "聘任依据", max_length=20, choices=c.AppointmentBasis, blank=True
    )
    held_title = models.CharField("现有职称", max_length=20, choices=c.HeldTitle, blank=True)
    held_title_on = PartialDateField("现有职称取得时间")
    held_title_by = models.CharField("现有职称审批机关", max_length=60, blank=True)
    technician_since = PartialDateField("聘为技术员的日期")
    technician_work_since = PartialDateField("从事技术员工作的起始日期（单位证明）")
    retired = models.BooleanField("已办理退休手续或退休返聘", null=True, blank=True)
    under_sanction = models.BooleanField("受过处分", null=True, blank=True)

    # 著作、考试
    has_publications = models.BooleanField("有著作、论文或技术报告", null=True, blank=True)
    has_exams = models.BooleanField("有考试成绩", null=True, blank=True)

    # 专业技术工作报告
    report_mode = models.CharField(
        "工作报告", max_length=8, choices=c.ReportMode, default=c.ReportMode.ONLINE
    )
    report_title = models.CharField("报告题目", max_length=60, blank=True)
    report_education = models.TextField("本人学历、学位", blank=True)
    report_resume = models.TextField("工作简历", blank=True)
    report_work = models.TextField("所从事的专业技术工作", blank=True)
    report_tasks = models.TextField("完成的主要工作任务", blank=True)
    report_honours = models.TextField("取得的荣誉", blank=True)

    reviewed_at = models.DateTimeField("核对全部内容", null=True, blank=True)
    statement = models.TextField("情况说明", blank=True)

    class Meta:
        verbose_name = "评审表"
        verbose_name_plural = "评审表"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "applicant"],
                condition=Q(withdrawn=False),
                name="one_application_per_person_and_round",
            ),
            models.UniqueConstraint(
                fields=["round", "identity_index"],
                condition=Q(withdrawn=False) & ~Q(identity_index=""),
                name="one_application_per_identity_and_round",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def name(self):
        return self.applicant.name
