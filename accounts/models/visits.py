"""Who signed in when, how and from where; the row of a session says whether it still counts."""

from django.db import models

from .people import User


class SignIn(models.Model):
    """One sign-in. Its session counts until `ended_at`, and while `seen_at` is not too long ago.

    Browser and address are kept as the person would say them, the address masked.
    """

    class How(models.TextChoices):
        PASSWORD = "password", "密码"
        SMS = "sms", "短信验证码"
        PRINTED = "printed", "单位发的登录码"
        INVITATION = "invitation", "凭开通单开通"
        SIGN_UP = "sign_up", "自行注册"
        OIDC = "oidc", "统一身份认证"

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField("时间")
    how = models.CharField("方式", max_length=12, choices=How)
    browser = models.CharField("浏览器", max_length=40)
    address = models.CharField("网络地址", max_length=40)
    seen_at = models.DateTimeField("最近操作")
    ended_at = models.DateTimeField("退出", null=True, blank=True)

    class Meta:
        verbose_name = "登录记录"
        verbose_name_plural = "登录记录"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="sign_ins_of_user")]

    def __str__(self):
        return f"{self.user} · {self.at:%Y-%m-%d %H:%M}"
