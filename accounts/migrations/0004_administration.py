"""管理记录, append-only by the database itself, and what waits for a second person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "accounts_adminevent"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'administrative events are append-only'); END",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'administrative events are append-only'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'administrative events are append-only'; END $$",
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


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_own_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdminChain",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                (
                    "sha256",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
                ("length", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_admin_chain")
                ],
            },
        ),
        migrations.CreateModel(
            name="AdminEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="序号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "开通账号"),
                            ("renamed", "修改账号"),
                            ("granted", "授予身份"),
                            ("ended", "终止身份"),
                            ("locked", "锁定账号"),
                            ("unlocked", "解除锁定"),
                            ("codes", "打印登录码"),
                            ("signed_out", "退出所有登录"),
                            ("asked", "提出待确认事项"),
                            ("refused", "不同意待确认事项"),
                            ("organisation", "登记单位"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="对象")),
                ("lines", models.JSONField(default=list, verbose_name="内容")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("by_name", models.CharField(max_length=50, verbose_name="经办人")),
                (
                    "asked_by_name",
                    models.CharField(blank=True, max_length=50, verbose_name="提出人"),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("previous", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admin_events",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admin_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "管理记录",
                "verbose_name_plural": "管理记录",
                "ordering": ["-number"],
                "indexes": [models.Index(fields=["kind", "-number"], name="admin_events_of_kind")],
            },
        ),
        migrations.CreateModel(
            name="TwoPersonRequest",
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
                        choices=[("grant", "授予身份"), ("codes", "打印登录码")],
                        max_length=8,
                        verbose_name="事项",
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
                        verbose_name="身份",
                    ),
                ),
                ("since", models.DateField(null=True, verbose_name="自")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "等待确认"),
                            ("confirmed", "已确认"),
                            ("refused", "没有同意"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="two_person_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "待第二人确认的事项",
                "verbose_name_plural": "待第二人确认的事项",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "grant"), ("outcome", "open")),
                        fields=("user", "organisation", "role"),
                        name="grant_asked_once_while_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "codes"), ("outcome", "open")),
                        fields=("user",),
                        name="codes_asked_once_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="confirmed_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "codes"), ("organisation", None), ("role", "")),
                            models.Q(
                                ("kind", "grant"),
                                ("organisation__isnull", False),
                                ("since__isnull", False),
                                models.Q(("role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_grant_names_role_and_office",
                    ),
                ],
            },
        ),
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}),
        ),
    ]
