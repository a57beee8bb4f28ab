"""短信和邮件 of what is told on the site; the mailbox of an account is sealed from here on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.secrets

MAILBOX = "accounts.user.email"


def seal(apps, schema_editor):
    _rewrite(apps, accounts.secrets.encrypt)


def unseal(apps, schema_editor):
    _rewrite(apps, accounts.secrets.decrypt)


def _rewrite(apps, write):
    users = apps.get_model("accounts", "User").objects
    for pk, email in users.exclude(email="").values_list("pk", "email"):
        users.filter(pk=pk).update(email=write(email, MAILBOX))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_second_factor"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="outside",
            field=models.CharField(blank=True, max_length=330, verbose_name="网站外的说法"),
        ),
        migrations.AddField(
            model_name="user",
            name="email_confirmed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="邮箱已确认"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="sms_wanted",
            field=models.BooleanField(default=True, verbose_name="消息同时发短信"),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(seal, unseal),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=accounts.secrets.EncryptedField(blank=True, verbose_name="邮箱"),
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applicant", "申报人"),
                            ("unit", "单位人事"),
                            ("unit_head", "单位领导"),
                            ("department", "主管部门审核员"),
                            ("clerk", "303受理员"),
                            ("lead", "工信局审核人"),
                            ("secretary", "评委会秘书"),
                            ("member", "评委"),
                            ("chair", "主任委员"),
                            ("teller", "监票人"),
                            ("hrss", "人社局"),
                            ("admin", "系统管理员"),
                        ],
                        max_length=12,
                        verbose_name="收件身份",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "短信"), ("mail", "邮件")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("message", "站内消息"),
                            ("code", "验证码"),
                            ("confirm", "确认邮箱"),
                            ("change", "手机号更改提醒"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=60)),
                ("to", models.CharField(max_length=60, verbose_name="收件人")),
                ("words", models.CharField(max_length=400, verbose_name="内容")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("waiting", "待发"), ("sent", "已发"), ("failed", "未发出")],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="原因")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="发过几次")),
                ("asked_at", models.DateTimeField(verbose_name="时间")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="什么时候发")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outgoing",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "短信和邮件",
                "verbose_name_plural": "短信和邮件",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "waiting")),
                        fields=["due_at"],
                        name="outgoing_due",
                    ),
                    models.Index(fields=["-asked_at", "-id"], name="outgoing_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("user", "key", "channel"),
                        name="sent_once_per_occasion",
                    )
                ],
            },
        ),
    ]
