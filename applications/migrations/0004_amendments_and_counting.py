import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "applications_amendment"
WORDS = "amendments are append-only"


def forward(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for action in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_{action.lower()} BEFORE {action} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
    elif vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        )


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_update")
        schema_editor.execute(f"DROP TRIGGER {TABLE}_delete")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {TABLE}_refuse()")


class Migration(migrations.Migration):
    """The bureau's decisions about rules stay on record; how a notice's days count is data."""

    dependencies = [
        ("applications", "0003_carried_year"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("round", "年度批次"),
                            ("specialties", "申报专业"),
                            ("majors", "专业对照"),
                        ],
                        max_length=12,
                        verbose_name="修改对象",
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=60, verbose_name="依据文号")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("lines", models.JSONField(verbose_name="修改内容")),
                ("verdicts", models.JSONField(default=list, verbose_name="结论有变化的草稿")),
                ("at", models.DateTimeField(verbose_name="修改时间")),
            ],
            options={
                "verbose_name": "修改记录",
                "verbose_name_plural": "修改记录",
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="specialty",
            name="one_specialty_per_name",
        ),
        migrations.AddField(
            model_name="round",
            name="notice_counting",
            field=models.CharField(
                choices=[("same_day", "发布当日"), ("next_day", "发布次日")],
                default="same_day",
                max_length=8,
                verbose_name="公示起算",
            ),
        ),
        migrations.AlterField(
            model_name="majormatch",
            name="specialty",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matches",
                to="applications.specialty",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialty",
            constraint=models.UniqueConstraint(fields=("name",), name="one_specialty_per_name"),
        ),
        migrations.AddField(
            model_name="amendment",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="applications.round",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("round__isnull", False), ("subject", "round")),
                    models.Q(models.Q(("subject", "round"), _negated=True), ("round", None)),
                    _connector="OR",
                ),
                name="amendment_of_a_round_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("lines", []), _negated=True), name="amendment_changes_something"
            ),
        ),
        migrations.RunPython(forward, backward),
    ]
