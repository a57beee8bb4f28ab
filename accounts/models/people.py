from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from accounts.roles import OrganisationKind, Role, UnitKind
from accounts.secrets import EncryptedField, IndexField


class User(AbstractUser):
    """A person who signs in. Names are one field: Chinese names are not split.

    The identity number is the account's: files copy it. A phone counts as the person's own only
    once a code sent to it came back (`phone_proven_at`); until then it is a way to call them. A
    mailbox likewise (`email_confirmed_at`); who gives none gets no mail.
    """

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=50)
    phone = EncryptedField("手机号", blank=True)
    phone_index = IndexField(of="phone")
    phone_proven_at = models.DateTimeField("手机号已验证", null=True, blank=True, editable=False)
    sms_wanted = models.BooleanField("消息同时发短信", default=True)
    email = EncryptedField("邮箱", blank=True)
    email_confirmed_at = models.DateTimeField("邮箱已确认", null=True, blank=True, editable=False)
    identity_number = EncryptedField("身份证号", blank=True, editable=False)
    identity_index = IndexField(of="identity_number")
    address = EncryptedField("通讯地址", blank=True)
    password_changed_at = models.DateTimeField(
        "密码修改时间", null=True, blank=True, editable=False
    )
    is_demo = models.BooleanField("演示账号", default=False, editable=False)

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~Q(phone_index=""), name="one_account_per_phone"
            ),
            models.UniqueConstraint(
                fields=["identity_index"],
                condition=~Q(identity_index=""),
                name="one_account_per_identity",
            ),
        ]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class Organisation(models.Model):
    """A unit, its supervising department (主管部门), the bureau or 人社局: a tree by `parent`."""

    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind)
    unit_kind = models.CharField("单位性质", max_length=20, choices=UnitKind, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    contact = models.CharField("联系人", max_length=50, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    supervision_phone = models.CharField("公示监督电话", max_length=20, blank=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.UNIT) | ~Q(unit_kind=""),
                name="unit_has_kind",
                violation_error_message="请选择单位性质",
            )
        ]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A person acts for an organisation in a role from a day on, to a day (both inclusive).

    What the person claimed alone waits for the unit's word (`belonging`); refused, it is over.
    """

    class Belonging(models.TextChoices):
        CONFIRMED = "confirmed", "已确认"
        WAITING = "waiting", "待单位确认"
        REFUSED = "refused", "不是本单位人员"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("身份", max_length=12, choices=Role)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    belonging = models.CharField(
        "单位确认",
        max_length=10,
        choices=Belonging,
        default=Belonging.CONFIRMED,
        editable=False,
    )
    asked_at = models.DateTimeField("本人提出", null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("单位答复", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    refusal = models.CharField("不确认的原因", max_length=100, blank=True, editable=False)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="one_membership_per_role"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_period"
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"

    @property
    def role_label(self):
        return self.get_role_display()


def active_memberships(user, today):
    """Memberships in force on `today`; a role that was taken away ends at the next request."""
    return (
        Membership.objects.filter(Q(until=None) | Q(until__gte=today), user=user, since__lte=today)
        .exclude(belonging=Membership.Belonging.REFUSED)
        .select_related("organisation", "user")
        .order_by("pk")
    )


def acting_membership(memberships, chosen):
    """The membership a person acts in: the chosen one if still in force, else the first."""
    return next((m for m in memberships if m.pk == chosen), memberships[0] if memberships else None)
