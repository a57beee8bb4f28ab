"""两步验证: what a person's phone and a person's sheet of paper know besides the password."""

from django.db import models

from accounts.secrets import EncryptedField

from .people import User


class SecondFactor(models.Model):
    """The secret shared with one phone, once the phone has shown a right code.

    `last_step`: the 30-second step of the code used last, so that no code is used twice.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = EncryptedField("密钥")
    confirmed_at = models.DateTimeField("开通")
    last_step = models.BigIntegerField()

    class Meta:
        verbose_name = "两步验证"
        verbose_name_plural = "两步验证"

    def __str__(self):
        return str(self.user)


class RecoveryCode(models.Model):
    """A code of the sheet for a lost phone, as a keyed hash; used once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField("已用", null=True)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="one_recovery_code")]

    def __str__(self):
        return f"{self.user} {'已用' if self.used_at else '未用'}"
