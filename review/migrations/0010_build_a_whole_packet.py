import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.secrets

COLUMN = "review.package.deliverer_phone"


def seal_phones(apps, schema_editor):
    _rewrite(apps, accounts.secrets.encrypt)


def open_phones(apps, schema_editor):
    _rewrite(apps, accounts.secrets.decrypt)


def _rewrite(apps, change):
    packages = apps.get_model("review", "Package").objects.exclude(deliverer_phone="")
    for pk, phone in packages.values_list("pk", "deliverer_phone"):
        packages.filter(pk=pk).update(deliverer_phone=change(phone, COLUMN))


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0009_draw_read_and_minute_a_meeting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="package",
            name="courier",
            field=models.CharField(blank=True, max_length=50, verbose_name="送件人"),
        ),
        migrations.AddField(
            model_name="package",
            name="courier_phone",
            field=accounts.secrets.EncryptedField(blank=True, verbose_name="送件人手机号"),
        ),
        migrations.AlterField(
            model_name="package",
            name="deliverer_phone",
            field=models.TextField(blank=True, verbose_name="报送人电话"),
        ),
        migrations.RunPython(seal_phones, open_phones),
        migrations.AlterField(
            model_name="package",
            name="deliverer_phone",
            field=accounts.secrets.EncryptedField(blank=True, verbose_name="报送人电话"),
        ),
        migrations.CreateModel(
            name="Packet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="第几套")),
                ("stamps", models.JSONField(verbose_name="依据")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("queued", "正在生成"),
                            ("ready", "已生成"),
                            ("failed", "没有生成"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="进度",
                    ),
                ),
                ("run", models.CharField(blank=True, max_length=32)),
                ("made", models.PositiveIntegerField(default=0, verbose_name="已生成份数")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="共几份")),
                ("contents", models.JSONField(default=list, verbose_name="内容")),
                ("missing", models.JSONField(default=list, verbose_name="没有放进去的材料")),
                (
                    "pages",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="打印页数"),
                ),
                ("archive_path", models.CharField(blank=True, max_length=120)),
                ("print_path", models.CharField(blank=True, max_length=120)),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                ("requested_at", models.DateTimeField(verbose_name="要求生成的时间")),
                ("moved_at", models.DateTimeField(verbose_name="最近进展")),
                ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="生成时间")),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packets",
                        to="review.package",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "整套材料",
                "verbose_name_plural": "整套材料",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "version"), name="one_packet_per_package_and_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "ready"), _negated=True),
                            models.Q(
                                models.Q(("archive_path", ""), _negated=True),
                                models.Q(("print_path", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ready_packet_has_files",
                    ),
                ],
            },
        ),
    ]
