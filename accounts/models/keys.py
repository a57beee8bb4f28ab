"""What opens an account once: invitations and one-time codes, kept as keyed hashes only."""

from django.db import models
from django.db.models import Q

from accounts.secrets import EncryptedField, IndexField

from .people import Organisation, User


class Invitation(models.Model):
    """The unit names one of its people; whoever holds the link or the slip opens the account.

    The digests are empty until a slip is printed, and change whenever it is printed anew.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    name = models.CharField("姓名", max_length=50)
    identity_number = EncryptedField("身份证号")
    identity_index = IndexField(of="identity_number")
    phone = EncryptedField("手机号")
    link_digest = models.CharField(max_length=64, blank=True, editable=False)
    code_digest = models.CharField(max_length=64, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField("短码试过的次数", default=0)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField("邀请时间")
    printed_at = models.DateTimeField("打印开通单", null=True, blank=True)
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("已开通", null=True, blank=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField("已作废", null=True, blank=True)

    class Meta:
        verbose_name = "开通邀请"
        verbose_name_plural = "开通邀请"
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "identity_index"],
                condition=Q(used_at=None, cancelled_at=None),
                name="one_open_invitation_per_person",
            ),
            models.UniqueConstraint(
                fields=["link_digest"], condition=~Q(link_digest=""), name="one_invitation_per_link"
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.organisation}"


class OneTimeCode(models.Model):
    """A code of one account: sent to its phone, or printed by its unit. Used once, or never."""

    class Kind(models.TextChoices):
        SMS = "sms", "短信验证码"
        PRINTED = "printed", "单位发的登录码"
        PHONE = "phone", "验证手机号"

    user = models.ForeignKey(User, models.CASCADE, related_name="codes")
    kind = models.CharField("种类", max_length=8, choices=Kind)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField("发出")
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField("有效期至")
    tries = models.PositiveSmallIntegerField("试过的次数", default=0)
    used_at = models.DateTimeField("已用", null=True, blank=True)

    class Meta:
        verbose_name = "一次性代码"
        verbose_name_plural = "一次性代码"
        indexes = [models.Index(fields=["user", "kind", "expires_at"], name="code_of_user")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.user}"


class Misses(models.Model):
    """How often one address has guessed wrong at one place (`accounts.limits`), until it is
    forgotten. `key` is a keyed hash: no address is kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    times = models.PositiveIntegerField(default=1)
    until = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.times} until {self.until}"
