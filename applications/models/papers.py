"""What was uploaded, what is being typed, and what was handed in."""

import json

from django.conf import settings
from django.db import models

from accounts.secrets import EncryptedField
from applications import choices as c

from .application import Application


class Attachment(models.Model):
    """An uploaded paper. The bytes lie under their own hash; a removed row stays.

    `replaced_by` is the paper that stands where this one stood, however often it was replaced.
    """

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
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced"
    )
    hint = models.CharField("看得清吗", max_length=8, choices=c.Legibility, blank=True)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["kind", "position", "pk"]

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")


class SectionDraft(models.Model):
    """Whatever is being typed in a section, never refused; `version` finds two pens on one page.

    `text` is the posted form as JSON (name → list of values), sealed because an identity number
    may be among it; empty when the saved rows are all there is. `problems` are the sentences the
    last 保存并继续 was answered with.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="drafts")
    slug = models.CharField(max_length=20)
    text = EncryptedField(blank=True, default="")
    problems = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "slug"], name="one_draft_per_section")
        ]

    def __str__(self):
        return f"{self.application} {self.slug}"

    @property
    def typed(self):
        """The posted form, name → list of values; empty when nothing waits to be saved."""
        return json.loads(self.text) if self.text else {}


class Submission(models.Model):
    """What was handed in, numbered and frozen: facts, content, papers, verdict and promise.

    Notices, assessments and votes name a submission, never the file that may change again.
    `content` is in the words of the form and holds no identity number or phone; those stand sealed
    in `private` (JSON). `sha256` covers all of it. Append-only (database trigger).
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField("版次")
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.JSONField("内容")
    private = EncryptedField("身份证号、电话")
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
