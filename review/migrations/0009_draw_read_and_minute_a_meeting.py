import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("review_poolchange", "review_drawing", "review_minutes", "review_minutesnote")


def forbid_change(apps, schema_editor):
    """What these tables hold can be added, never changed or removed."""
    for table in TABLES:
        words = f"{table} is append-only"
        if schema_editor.connection.vendor == "sqlite":
            for action in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
                )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
            )


def allow_change(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {table}_no_update")
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_no_change ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_append_only()")


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0008_enter_a_step_done_on_paper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Drawing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.CharField(max_length=32, verbose_name="种子")),
                ("size", models.PositiveSmallIntegerField(verbose_name="人数")),
                ("needs", models.JSONField(default=list, verbose_name="专业要求")),
                ("candidates", models.JSONField(verbose_name="候选人")),
                ("seated", models.JSONField(default=list, verbose_name="留任")),
                ("excluded", models.JSONField(default=list, verbose_name="不参加抽取")),
                ("drawn", models.JSONField(verbose_name="结果")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("drawn_at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "抽取",
                "verbose_name_plural": "抽取",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.JSONField(verbose_name="内容")),
                ("sha256", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField(verbose_name="定稿时间")),
            ],
            options={
                "verbose_name": "会议纪要",
                "verbose_name_plural": "会议纪要",
            },
        ),
        migrations.CreateModel(
            name="MinutesNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="附记")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "更正附记",
                "verbose_name_plural": "更正附记",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PaperCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
            ],
            options={
                "verbose_name": "密封点票",
                "verbose_name_plural": "密封点票",
            },
        ),
        migrations.CreateModel(
            name="PoolChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lines", models.JSONField(verbose_name="修改")),
                (
                    "way",
                    models.CharField(
                        choices=[("form", "页面"), ("xlsx", "Excel")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "评委库修改",
                "verbose_name_plural": "评委库修改",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PrivateNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
            ],
            options={
                "verbose_name": "评审笔记",
                "verbose_name_plural": "评审笔记",
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="reading_index",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="meeting",
            name="discussion",
            field=models.TextField(blank=True, max_length=5000, verbose_name="评议意见"),
        ),
        migrations.AlterField(
            model_name="recusal",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reading_index", ""), _negated=True),
                fields=("reading_index",),
                name="one_member_per_reading_code",
            ),
        ),
        migrations.AddField(
            model_name="drawing",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="drawing",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drawings",
                to="review.meeting",
            ),
        ),
        migrations.AddField(
            model_name="drawing",
            name="replaced",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="review.committeemember",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="meeting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes",
                to="review.meeting",
            ),
        ),
        migrations.AddField(
            model_name="minutesnote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="minutesnote",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="review.minutes",
            ),
        ),
        migrations.AddField(
            model_name="papercount",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paper_counts",
                to="review.meeting",
            ),
        ),
        migrations.AddField(
            model_name="papercount",
            name="teller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="poolchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="poolchange",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="review.committeemember",
            ),
        ),
        migrations.AddField(
            model_name="privatenote",
            name="attendance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="review.attendance",
            ),
        ),
        migrations.AddField(
            model_name="privatenote",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="review.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="drawing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="replacement_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="papercount",
            constraint=models.UniqueConstraint(
                fields=("meeting", "teller"), name="one_count_per_teller"
            ),
        ),
        migrations.AddConstraint(
            model_name="privatenote",
            constraint=models.UniqueConstraint(
                fields=("attendance", "case"), name="one_note_per_case"
            ),
        ),
        migrations.RunPython(forbid_change, allow_change),
    ]
