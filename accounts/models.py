from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from .roles import OrganisationKind, Role, UnitKind


class User(AbstractUser):
    """A person who signs in. Names are one field: Chinese names are not split."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=50)
    phone = models.CharField("手机号", max_length=20, blank=True)
    is_demo = models.BooleanField("演示账号", default=False, editable=False)

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

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
    """A person acts for an organisation in a role from a day on, to a day (both inclusive)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("身份", max_length=12, choices=Role)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

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
        .select_related("organisation", "user")
        .order_by("pk")
    )


def acting_membership(memberships, chosen):
    """The membership a person acts in: the chosen one if still in force, else the first."""
    return next((m for m in memberships if m.pk == chosen), memberships[0] if memberships else None)


class Message(models.Model):
    """Something told to one person (站内消息): what happened, what to do, by when, one link.

    `key` names the occasion, so that nothing is told to a person twice. A message names people and
    steps; never why somebody was judged as they were, an identity number or a phone.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="messages")
    role = models.CharField("收件身份", max_length=12, choices=Role)
    key = models.CharField(max_length=60)
    told_at = models.DateTimeField("时间")
    subject = models.CharField("事项", max_length=120)
    todo = models.CharField("怎么办", max_length=200, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    link = models.CharField("链接", max_length=200)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = "站内消息"
        verbose_name_plural = "站内消息"
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_message_per_occasion")
        ]
        indexes = [models.Index(fields=["user"], condition=Q(read_at=None), name="messages_unread")]

    def __str__(self):
        return self.subject


class Misses(models.Model):
    """How often one address has guessed wrong at one place (`accounts.limits`), until it is
    forgotten. `key` is a keyed hash: no address is kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    times = models.PositiveIntegerField(default=1)
    until = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.times} until {self.until}"
