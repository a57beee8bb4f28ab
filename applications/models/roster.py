from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Invitation, Organisation
from accounts.secrets import EncryptedField, IndexField

from .rounds import Round


class RosterImport(models.Model):
    """A workbook of people as HR of a unit sent it in: read, shown, then imported whole or not.

    `content` is what was read, as JSON, sealed like the numbers in it; it is emptied once the
    people are on the list, and a newer workbook takes the place of one never imported.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="roster_imports")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    content = EncryptedField("读到的内容", blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField("读表时间")
    imported_at = models.DateTimeField("导入时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "名单导入"
        verbose_name_plural = "名单导入"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "round"],
                condition=Q(imported_at=None),
                name="one_roster_waiting_per_unit",
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.round}"


class RosterEntry(models.Model):
    """A person the unit means to apply in a round, and what its own records say of them.

    `words` are the cells of the workbook as the form knows them (`applications.roster_facts`).
    Whoever takes up the invitation and begins finds them filled in; the rules judge by them until
    a file is handed in. Once taken off the list (`removed_at`) the row only serves to put it back.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="roster")
    round = models.ForeignKey(Round, models.PROTECT, related_name="roster")
    source = models.ForeignKey(RosterImport, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField("姓名", max_length=50)
    identity_number = EncryptedField("身份证号")
    identity_index = IndexField(of="identity_number")
    phone = EncryptedField("手机号")
    words = models.JSONField("名单上的情况")
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField("移出时间", null=True, blank=True)

    class Meta:
        verbose_name = "名单人员"
        verbose_name_plural = "名单人员"
        ordering = ["source", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "identity_index"],
                condition=Q(removed_at=None),
                name="one_roster_entry_per_person",
            )
        ]

    def __str__(self):
        return f"{self.name} · {self.unit}"
