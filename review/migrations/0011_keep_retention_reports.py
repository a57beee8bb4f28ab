"""到期清理: the reports of its runs, which nobody changes afterwards."""

from django.db import migrations, models

TABLE = "review_retentionrun"
REFUSAL = "reports of retention are append-only"


def forbid_change(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for action in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{action.lower()} BEFORE {action} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {TABLE}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_append_only()"
    )


def allow_change(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_update")
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_delete")
        return
    schema_editor.execute(f"DROP TRIGGER {TABLE}_no_change ON {TABLE}")
    schema_editor.execute(f"DROP FUNCTION {TABLE}_append_only()")


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0010_build_a_whole_packet"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("lines", models.JSONField(verbose_name="清理内容")),
                ("files", models.PositiveIntegerField(verbose_name="无主文件")),
            ],
            options={
                "verbose_name": "到期清理",
                "verbose_name_plural": "到期清理",
                "ordering": ["-pk"],
            },
        ),
        migrations.RunPython(forbid_change, allow_change),
    ]
