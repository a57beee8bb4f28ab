"""代录 for every step: one row for the day and the scan, kept like the steps themselves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "review_paperentry"
REFUSAL = "entries from paper are append-only"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_append_only()",
]
UNDO_SQLITE = [f"DROP TRIGGER {TABLE}_no_update", f"DROP TRIGGER {TABLE}_no_delete"]
UNDO_POSTGRESQL = [
    f"DROP TRIGGER {TABLE}_no_change ON {TABLE}",
    f"DROP FUNCTION {TABLE}_append_only()",
]


def _run(statements_by_vendor):
    def apply(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return apply


def keep_sheets(apps, schema_editor):
    """The sheets of promises entered so far become entries of their own."""
    entry = apps.get_model("review", "PaperEntry")
    for promise in apps.get_model("review", "UnitPromise").objects.exclude(scan=""):
        promise.paper = entry.objects.create(
            dated_on=promise.dated_on,
            scan=promise.scan,
            scan_sha256=promise.scan_sha256,
            scan_name=promise.scan_name,
            scan_type=promise.scan_type,
            entered_at=promise.signed_at,
            entered_by_id=promise.signed_by_id,
        )
        promise.save(update_fields=["paper"])


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0007_room_303"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="纸面日期")),
                ("scan", models.CharField(max_length=120)),
                ("scan_sha256", models.CharField(max_length=64)),
                ("scan_name", models.CharField(max_length=120, verbose_name="扫描件")),
                ("scan_type", models.CharField(max_length=40)),
                ("entered_at", models.DateTimeField(verbose_name="代录时间")),
            ],
            options={
                "verbose_name": "代录",
                "verbose_name_plural": "代录",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="paperentry",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="review.paperentry",
            ),
        ),
        migrations.AddField(
            model_name="unitpromise",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="review.paperentry",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit", "提交给单位"),
                    ("withdraw", "撤回修改"),
                    ("quit", "撤回申报"),
                    ("open", "开始审核"),
                    ("return", "退回补充"),
                    ("approve", "审核通过"),
                    ("decline", "不予推荐"),
                    ("post-criteria", "发布公示①"),
                    ("clear-criteria", "登记公示①结果"),
                    ("stop-criteria", "终止公示①"),
                    ("stop-notice", "终止公示②或③"),
                    ("take-down", "撤下公示"),
                    ("post-materials", "发布公示②"),
                    ("publish", "列入公示②"),
                    ("clear-materials", "登记公示②结果"),
                    ("clear", "公示②无异议"),
                    ("investigate", "核查异议"),
                    ("overrule", "异议不成立"),
                    ("assess", "登记民主评议"),
                    ("revise-opinion", "修改拟鉴定意见"),
                    ("post-opinions", "发布公示③"),
                    ("publish-opinion", "列入公示③"),
                    ("clear-opinions", "登记公示③结果"),
                    ("clear-opinion", "公示③无异议"),
                    ("recommend", "推荐"),
                    ("file", "报主管部门"),
                    ("agree", "审核同意"),
                    ("send-back", "退回单位"),
                    ("disagree", "不同意"),
                    ("receive", "收件登记"),
                    ("accept", "受理"),
                    ("accept-partly", "部分受理"),
                    ("correct", "一次性告知补正"),
                    ("supply", "补正后报送"),
                    ("propose-refusal", "拟不予受理"),
                    ("refuse", "不予受理"),
                    ("reject-refusal", "退回重核"),
                    ("abandon", "视为放弃"),
                    ("qualify", "提交评审"),
                    ("disqualify", "审核不符合"),
                    ("convene", "开始签到"),
                    ("open-vote", "开始投票"),
                    ("close-vote", "结束投票并计票"),
                    ("announce", "宣布结果"),
                    ("pass", "评审通过"),
                    ("fail", "评审未通过"),
                    ("request-recheck", "申请复查"),
                    ("uphold", "维持原结论"),
                    ("revote", "重新评审"),
                    ("publish-result", "发布结果公示"),
                    ("clear-result", "登记结果公示期满"),
                    ("confirm", "核准"),
                    ("archive", "归档"),
                    ("revoke", "取消资格"),
                ],
                max_length=20,
                verbose_name="步骤",
            ),
        ),
        migrations.RunPython(keep_sheets, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="unitpromise",
            name="promise_on_paper_has_day_and_scan",
        ),
        migrations.RemoveField(
            model_name="unitpromise",
            name="dated_on",
        ),
        migrations.RemoveField(
            model_name="unitpromise",
            name="scan",
        ),
        migrations.RemoveField(
            model_name="unitpromise",
            name="scan_name",
        ),
        migrations.RemoveField(
            model_name="unitpromise",
            name="scan_sha256",
        ),
        migrations.RemoveField(
            model_name="unitpromise",
            name="scan_type",
        ),
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}),
        ),
    ]
