"""The rows of the repeating sections."""

from django.db import models
from django.db.models import F, Q

from accounts.secrets import EncryptedField
from applications import choices as c

from .application import Application, PartialDateField


class Entry(models.Model):
    """A row of a repeating section; `position` is the order of typing, dates the order shown."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="%(class)s_set")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Education(Entry):
    """学历: one finished or unfinished degree; each is a line of its own (D02)."""

    level = models.CharField("学历层次", max_length=10, choices=c.EducationLevel)
    mode = models.CharField("学习形式", max_length=12, choices=c.EducationMode)
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
