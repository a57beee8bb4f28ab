"""更正、删除 of one's own data, asked for and answered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.secrets


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0011_keep_retention_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("correction", "更正"), ("deletion", "删除")],
                        max_length=10,
                        verbose_name="申请",
                    ),
                ),
                ("content", accounts.secrets.EncryptedField(blank=True, verbose_name="内容和理由")),
                ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                ("due_on", models.DateField(verbose_name="最迟答复")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "同意"),
                            ("partly", "部分同意"),
                            ("refused", "不同意"),
                        ],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("answer", accounts.secrets.EncryptedField(blank=True, verbose_name="答复")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="答复时间"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "个人信息申请",
                "verbose_name_plural": "个人信息申请",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("user", "kind"),
                        name="data_request_open_once_per_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("outcome", ""),
                            ),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="data_request_answered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="data_request_answered_by_another",
                    ),
                ],
            },
        ),
    ]
