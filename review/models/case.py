from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from accounts.secrets import EncryptedField
from applications.models import Application, Round, Submission
from review.states import CaseState, PackageState


class Package(models.Model):
    """One unit's package (申报包) of one round; what stays behind goes into the next `sequence`.

    `deliverer` filled in the list and took it to the department; `courier` (单位专人, 六（三）)
    brings everything to room 303 and may be named as late as that day.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="packages")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="packages")
    sequence = models.PositiveSmallIntegerField("第几包", default=1)
    state = models.CharField(
        "状态", max_length=20, choices=PackageState, default=PackageState.ASSEMBLING
    )
    version = models.PositiveIntegerField(default=0)
    deliverer = models.CharField("报送人", max_length=50, blank=True)
    deliverer_phone = EncryptedField("报送人电话", blank=True)
    courier = models.CharField("送件人", max_length=50, blank=True)
    courier_phone = EncryptedField("送件人手机号", blank=True)
    department_opinion = models.TextField("主管部门意见", blank=True)
    due_on = models.DateField("补正期限", null=True, blank=True)

    class Meta:
        verbose_name = "材料袋"
        verbose_name_plural = "材料袋"
        ordering = ["round", "unit", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "sequence"], name="one_package_per_sequence"
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(state=PackageState.ASSEMBLING),
                name="one_assembling_package_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PackageState.values), name="known_package_state"
            ),
        ]

    def __str__(self):
        tail = "" if self.sequence == 1 else f"（补报{self.sequence - 1}）"
        return f"{self.unit}{tail}"


class Case(models.Model):
    """The journey of one application. `submission` is the version now under way."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="case")
    package = models.ForeignKey(Package, models.PROTECT, related_name="cases")
    meeting = models.ForeignKey(
        "review.Meeting", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField("状态", max_length=24, choices=CaseState, default=CaseState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    since = models.DateTimeField("进入本状态")
    due_on = models.DateField("补正期限", null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    refusal_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "申报件"
        verbose_name_plural = "申报件"
        ordering = ["application__number"]
        indexes = [models.Index(fields=["state", "since"], name="case_desk")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="known_case_state")
        ]

    def __str__(self):
        return f"{self.application.applicant.name} {self.application.number}"

    @property
    def number(self):
        return self.application.number

    @property
    def name(self):
        return self.application.applicant.name

    @property
    def unit(self):
        return self.application.unit

    @property
    def round(self):
        return self.application.round


class Claim(models.Model):
    """The clerk who is at a file of room 303 now: `since` when, `at` the last press."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "正在核对"
        verbose_name_plural = "正在核对"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.case} {self.by}"


class OriginalCheck(models.Model):
    """单位人事 has seen an original (D22), or found it wanting; the last one counts."""

    class Item(models.TextChoices):
        IDENTITY = "identity", "身份证"
        EDUCATION = "education", "毕业证书"
        APPOINTMENT = "appointment", "聘用协议或手续证明"
        APPRAISAL = "appraisal", "年度考核表"
        TECHNICIAN = "technician", "技术员证书或聘任文件"

    case = models.ForeignKey(Case, models.PROTECT, related_name="original_checks")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    item = models.CharField("原件", max_length=12, choices=Item)
    agrees = models.BooleanField("与原件一致")
    remark = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "核原件"
        verbose_name_plural = "核原件"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.case} {self.get_item_display()}"


class Ruling(models.Model):
    """县人社局's answer to a question the notice leaves open, for the whole round (§6.6, 4)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="rulings")
    rule = models.CharField("规则", max_length=4)
    question = models.CharField("问题", max_length=300)
    outcome = models.CharField(
        "结论", max_length=8, choices=[("met", "符合"), ("not_met", "不符合")]
    )
    reason = models.TextField("答复内容")
    basis = models.CharField("答复文号", max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "统一答复"
        verbose_name_plural = "统一答复"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "rule", "question"], name="one_ruling_per_question"
            )
        ]

    def __str__(self):
        return f"{self.rule} {self.basis}"


class Settlement(models.Model):
    """A person settles a finding the machine left open (domain.md §6.6), beside the verdict."""

    class Outcome(models.TextChoices):
        MET = "met", "符合"
        NOT_MET = "not_met", "不符合"

    case = models.ForeignKey(Case, models.PROTECT, related_name="settlements")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    rule = models.CharField("规则", max_length=4)
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    reason = models.TextField("理由")
    basis = models.CharField("依据", max_length=100)
    capacity = models.CharField("身份", max_length=12)
    ruling = models.ForeignKey(
        Ruling, models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "核实结论"
        verbose_name_plural = "核实结论"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.case} {self.rule} {self.get_outcome_display()}"


class CorrectionLetter(models.Model):
    """All that is to be put right, told at once (退回补充, 一次性告知补正)."""

    class Kind(models.TextChoices):
        UNIT = "unit", "单位退回补充"
        DEPARTMENT = "department", "主管部门退回补充"
        BUREAU = "bureau", "一次性告知补正"

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="letters")
    package = models.ForeignKey(
        Package, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    number = models.CharField("编号", max_length=30, unique=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    items = models.JSONField("事项")  # [{"section": slug or "", "text", "clause", "title"}]
    issued_at = models.DateTimeField("发出时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField("期限", null=True, blank=True)
    answered_at = models.DateTimeField("已补正", null=True, blank=True)

    class Meta:
        verbose_name = "补正告知书"
        verbose_name_plural = "补正告知书"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case=None, package__isnull=False) | Q(case__isnull=False, package=None),
                name="letter_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(items=[]), name="letter_names_something"),
        ]

    def __str__(self):
        return self.number

    @property
    def sections(self):
        return [item["section"] for item in self.items if item.get("section")]


class LetterConsent(models.Model):
    """再次告知: a second letter to one person, by reason and a second person (40号令 18)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="letter_consents")
    after = models.ForeignKey(CorrectionLetter, models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("意见", max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "再次告知"
        verbose_name_plural = "再次告知"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["after"],
                condition=Q(granted=None) | Q(granted=True),
                name="one_consent_per_letter",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="consent_by_a_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.case} {self.after}"


class ReviewMark(models.Model):
    """One line of the 303 checklist marked 符合 or 不符合 for one version; the last mark counts."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="marks")
    package = models.ForeignKey(
        Package, models.PROTECT, null=True, blank=True, related_name="marks"
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.CharField("核对项", max_length=30)
    passed = models.BooleanField("符合")
    sentence = models.CharField("告知单位和申报人的话", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "核对记录"
        verbose_name_plural = "核对记录"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.item} {'符合' if self.passed else '不符合'}"
