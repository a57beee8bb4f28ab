import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from .case import Case


class IssuedDocument(models.Model):
    """A paper made from the records: queued, made, or failed with a sentence. Bytes never change.

    `subject` names what it is of (`case:12`, `package:3`, `notice:7`, `meeting:1`), `fingerprint`
    the data it was made from: the same data gives the same row, changed data a new version.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "正在生成"
        READY = "ready", "已生成"
        FAILED = "failed", "没有生成"

    kind = models.CharField("文件", max_length=30)
    subject = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField("版次")
    title = models.CharField("名称", max_length=120)
    filename = models.CharField("文件名", max_length=120)
    content_type = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    check_code = models.CharField("校验码", max_length=8, blank=True)
    path = models.CharField(max_length=120, blank=True)
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "fingerprint"], name="one_document_per_content"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(sha256="") & ~Q(path="")),
                name="ready_document_has_bytes",
            ),
        ]

    def __str__(self):
        return self.title


#: No 0/O or 1/I: the address under the QR code may have to be typed.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def verification_code() -> str:
    """Fifty random bits: having it means having the paper, so numbers cannot be counted through."""
    return "".join(secrets.choice(_SIGNS) for _ in range(10))


class Certificate(models.Model):
    """任职资格 of one person; verified by anyone with the name and the number or the QR's code."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="certificate")
    number = models.CharField("证书编号", max_length=30, unique=True)
    code = models.CharField("核验码", max_length=10, unique=True, default=verification_code)
    name = models.CharField("姓名", max_length=50)
    unit = models.CharField("单位", max_length=100)
    specialty = models.CharField("专业", max_length=40)
    title = models.CharField("资格名称", max_length=20)
    awarded_on = models.DateField("取得时间")
    confirmation_number = models.CharField("核准文号", max_length=50)
    confirmed_on = models.DateField("核准日期")
    revoked_on = models.DateField("取消日期", null=True, blank=True)
    revocation_basis = models.CharField("取消依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "资格证书"
        verbose_name_plural = "资格证书"
        ordering = ["number"]

    def __str__(self):
        return self.number
