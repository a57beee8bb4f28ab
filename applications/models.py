"""What the applicant wrote, uploaded and handed in. No behaviour beyond properties over own rows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from accounts.secrets import EncryptedField

from . import choices as c


class PartialDateField(models.CharField):
    """`YYYY-MM-DD`, or `YYYY-MM` where a paper names only the month; text order is date order."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


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
    correction_days = models.PositiveSmallIntegerField("补正期限（工作日）", default=5)
    correction_latest = models.DateField("补正最迟")
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
    """One line of 附件4 参考专业分类 (a reference list, edited by the bureau)."""

    category = models.CharField("大类", max_length=40)
    name = models.CharField("专业", max_length=40)
    exam_only = models.BooleanField("以考代评", default=False)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "申报专业"
        verbose_name_plural = "申报专业"
        ordering = ["category", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "name"], name="one_specialty_per_name")
        ]

    def __str__(self):
        return self.name


class MajorMatch(models.Model):
    """所学专业 → 申报专业: 本专业 or 相近专业. A pair not listed is for people to decide (D07)."""

    major = models.CharField("所学专业", max_length=60)
    specialty = models.ForeignKey(Specialty, models.CASCADE, related_name="matches")
    relevance = models.CharField("关系", max_length=8, choices=c.Relevance)

    class Meta:
        verbose_name = "专业对照"
        verbose_name_plural = "专业对照"
        constraints = [
            models.UniqueConstraint(fields=["major", "specialty"], name="one_match_per_pair")
        ]

    def __str__(self):
        return f"{self.major} → {self.specialty}：{self.get_relevance_display()}"


class Application(models.Model):
    """One person's file (评审表) in one round. `locked` while it is with someone else."""

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
    from_self_check = models.JSONField("自测带入的部分", default=list, blank=True)

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
    party_joined = models.CharField("何时加入中国共产党（共青团）任何职务", max_length=60, blank=True)
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
    same_specialty_since = PartialDateField("更早从事本专业技术工作的起始日期")
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


class Entry(models.Model):
    """A row of a repeating section; `position` is the order of typing, dates give the order shown."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="%(class)s_set")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Education(Entry):
    """学历: one finished or unfinished degree; each is a line of its own (D02)."""

    level = models.CharField("学历层次", max_length=10, choices=c.EducationLevel)
    mode = models.CharField("学习形式", max_length=10, choices=c.EducationMode)
    school = models.CharField("学校名称", max_length=60)
    major = models.CharField("所学专业", max_length=60)
    started = PartialDateField("开始年月")
    graduated = PartialDateField("毕业日期")
    outcome = models.CharField(
        "结果", max_length=10, choices=c.EducationOutcome, default=c.EducationOutcome.GRADUATED
    )
    length = models.CharField("学制", max_length=10, blank=True)
    degree = models.CharField("学位", max_length=8, choices=c.Degree, default=c.Degree.NONE)
    certificate_number = EncryptedField("毕业证书编号", blank=True)
    highest = models.BooleanField("最高学历", default=False)

    class Meta(Entry.Meta):
        verbose_name = "学历"
        verbose_name_plural = "学历"

    def __str__(self):
        return f"{self.school} {self.major}"


class Training(Entry):
    """学习培训经历."""

    started = PartialDateField("开始年月")
    ended = PartialDateField("结束年月")
    content = models.CharField("学习内容", max_length=60)
    hours = models.CharField("学时", max_length=20, blank=True)
    place = models.CharField("学习地点", max_length=60)
    witness = models.CharField("证明人", max_length=20, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "学习培训"
        verbose_name_plural = "学习培训"

    def __str__(self):
        return self.content


class WorkExperience(Entry):
    """工作经历; `ended` empty means until now (至今)."""

    started = PartialDateField("开始年月")
    ended = PartialDateField("结束年月")
    employer = models.CharField("单位", max_length=60)
    work = models.CharField("从事何专业技术工作", max_length=60)
    post = models.CharField("职务", max_length=40, blank=True)
    witness = models.CharField("证明人", max_length=20)
    same_specialty = models.BooleanField("是本专业技术工作", default=True)

    class Meta(Entry.Meta):
        verbose_name = "工作经历"
        verbose_name_plural = "工作经历"

    def __str__(self):
        return self.employer


class Interruption(Entry):
    """离职、脱产学习、长期病事假、借调非技术岗: both days included."""

    first_day = models.DateField("开始日期")
    last_day = models.DateField("结束日期")
    reason = models.CharField("原因", max_length=40)

    class Meta(Entry.Meta):
        verbose_name = "中断"
        verbose_name_plural = "中断"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="interruption_in_order"
            )
        ]

    def __str__(self):
        return self.reason


class Appraisal(models.Model):
    """年度考核: one row a year."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="appraisal_set")
    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("考核等次", max_length=10, choices=c.Grade)
    employer = models.CharField("考核单位", max_length=60, blank=True)
    remark = models.CharField("备注", max_length=60, blank=True)

    class Meta:
        verbose_name = "年度考核"
        verbose_name_plural = "年度考核"
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["application", "year"], name="one_appraisal_per_year")
        ]

    def __str__(self):
        return f"{self.year} {self.get_grade_display()}"


class Sanction(Entry):
    """处分 declared by the applicant."""

    kind = models.CharField("类别", max_length=4, choices=c.SanctionKind)
    type = models.CharField("种类", max_length=20, choices=c.SanctionType)
    effective_on = models.DateField("生效日期")
    authority = models.CharField("决定机关", max_length=60)
    lifted_in_writing = models.BooleanField("已书面解除", default=False)

    class Meta(Entry.Meta):
        verbose_name = "处分"
        verbose_name_plural = "处分"

    def __str__(self):
        return f"{self.get_kind_display()} {self.get_type_display()}"


class Achievement(Entry):
    """专业技术工作业绩; before or after the present post (任现职) by its start."""

    started = PartialDateField("开始年月")
    ended = PartialDateField("结束年月")
    name = models.CharField("项目或工作名称", max_length=60)
    content = models.CharField("工作内容", max_length=300)
    part = models.CharField("本人作用", max_length=8, choices=c.Part)
    result = models.CharField("完成情况及效果", max_length=300)

    class Meta(Entry.Meta):
        verbose_name = "业绩"
        verbose_name_plural = "业绩"

    def __str__(self):
        return self.name


class Honour(Entry):
    """荣誉."""

    received = PartialDateField("获得年月")
    name = models.CharField("荣誉名称", max_length=60)
    authority = models.CharField("授予单位", max_length=60)

    class Meta(Entry.Meta):
        verbose_name = "荣誉"
        verbose_name_plural = "荣誉"

    def __str__(self):
        return self.name


class Publication(Entry):
    """著作、论文及重要技术报告."""

    published = PartialDateField("日期")
    name = models.CharField("名称及内容提要", max_length=120)
    where = models.CharField("出版、登载或交流情况", max_length=80)
    authorship = models.CharField("独（合）著及排名", max_length=20)

    class Meta(Entry.Meta):
        verbose_name = "著作、论文"
        verbose_name_plural = "著作、论文"

    def __str__(self):
        return self.name


class ExamResult(Entry):
    """考试成绩."""

    taken = PartialDateField("考试时间")
    kind = models.CharField("考试种类", max_length=40)
    subject = models.CharField("考试科目", max_length=40)
    score = models.CharField("考试成绩", max_length=20)
    organiser = models.CharField("组织考试单位", max_length=60)

    class Meta(Entry.Meta):
        verbose_name = "考试成绩"
        verbose_name_plural = "考试成绩"

    def __str__(self):
        return self.subject


class Attachment(models.Model):
    """An uploaded paper. The bytes lie under their own hash; replacing keeps the old row."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    kind = models.CharField("材料", max_length=20, choices=c.PaperKind)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    name = models.CharField("文件名", max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField("字节")
    pages = models.PositiveSmallIntegerField("页数", default=1)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["kind", "position", "pk"]

    def __str__(self):
        return self.name


class SectionDraft(models.Model):
    """Whatever is being typed in a section, never refused; `version` finds two pens on one page."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="drafts")
    slug = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    complete = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "slug"], name="one_draft_per_section")
        ]

    def __str__(self):
        return f"{self.application} {self.slug}"


class Submission(models.Model):
    """What was handed in, numbered and frozen: facts, content, papers, verdict and promise.

    Notices, assessments and votes name a submission, never the file that may change again.
    Append-only (database trigger).
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField("版次")
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.JSONField("内容")
    facts = models.JSONField("核对依据")
    papers = models.JSONField("材料")
    verdict = models.JSONField("资格核对结论")
    statement = models.TextField("情况说明", blank=True)
    promise_text = models.TextField("承诺内容")
    promise_version = models.CharField("承诺版本", max_length=20)
    signed_name = models.CharField("承诺人", max_length=50)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "提交件"
        verbose_name_plural = "提交件"
        ordering = ["application", "version"]
        get_latest_by = "version"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "version"], name="one_submission_per_version"
            )
        ]

    def __str__(self):
        return f"{self.application} 第{self.version}版"
