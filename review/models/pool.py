from django.conf import settings
from django.db import models
from django.db.models import Q

from review import drawing

from .committee import Attendance, CommitteeMember, Meeting


class PoolChange(models.Model):
    """One change of the 评委库, by form or workbook. Added, never changed (migration)."""

    class Way(models.TextChoices):
        FORM = "form", "页面"
        WORKBOOK = "xlsx", "Excel"

    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="changes")
    #: [title of the field, old, new]; old is empty for a new member
    lines = models.JSONField("修改")
    way = models.CharField("方式", max_length=4, choices=Way)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "评委库修改"
        verbose_name_plural = "评委库修改"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.member} {self.at:%Y-%m-%d}"


class Drawing(models.Model):
    """抽取评委: all that repeats it (`review.drawing`). Added, never changed (migration).

    `candidates` and `seated` are [number, name, specialty, rank], `excluded` [number, name, why],
    as the pool stood; `drawn` the numbers. `replaced`: whom the drawing finds a substitute for.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="drawings")
    seed = models.CharField("种子", max_length=32)
    size = models.PositiveSmallIntegerField("人数")
    needs = models.JSONField("专业要求", default=list)
    candidates = models.JSONField("候选人")
    seated = models.JSONField("留任", default=list)
    excluded = models.JSONField("不参加抽取", default=list)
    drawn = models.JSONField("结果")
    replaced = models.ForeignKey(
        CommitteeMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("原因", max_length=200, blank=True)
    drawn_at = models.DateTimeField("时间")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "抽取"
        verbose_name_plural = "抽取"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced=None) | ~Q(reason=""), name="replacement_has_a_reason"
            )
        ]

    def __str__(self):
        return f"{self.meeting} {self.seed}"

    def repeat(self) -> list[int]:
        """The numbers that the record gives when it is drawn again; raises `CannotDraw`."""
        people = [
            [drawing.Candidate(number, specialty, rank) for number, _, specialty, rank in rows]
            for rows in (self.candidates, self.seated)
        ]
        return drawing.draw(
            self.seed, people[0], size=self.size, needs=self.needs, seated=people[1]
        )

    @property
    def lots(self) -> list[tuple[str, int, str, str, bool]]:
        """(签号, number, name, specialty, whether drawn) of each candidate, lowest lot first."""
        return sorted(
            (drawing.lot(self.seed, number), number, name, specialty, number in self.drawn)
            for number, name, specialty, _ in self.candidates
        )


class PrivateNote(models.Model):
    """评审笔记: what a member wrote for themself, sealed by their own reading code.

    Neither the secretary nor whoever has the database can open it; it is gone after the count.
    """

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="notes")
    case = models.ForeignKey("review.Case", models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "评审笔记"
        verbose_name_plural = "评审笔记"
        constraints = [
            models.UniqueConstraint(fields=["attendance", "case"], name="one_note_per_case")
        ]

    def __str__(self):
        return "评审笔记"


class PaperCount(models.Model):
    """点票: what one teller counted of the paper ballots, sealed until both are opened."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="paper_counts")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "密封点票"
        verbose_name_plural = "密封点票"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "teller"], name="one_count_per_teller")
        ]

    def __str__(self):
        return "密封点票"


class Minutes(models.Model):
    """评审会议纪要 (40号令 23), written by the count itself. Never changed (migration)."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    content = models.JSONField("内容")
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField("定稿时间")

    class Meta:
        verbose_name = "会议纪要"
        verbose_name_plural = "会议纪要"

    def __str__(self):
        return f"{self.meeting}纪要"


class MinutesNote(models.Model):
    """更正附记: the only way to correct the minutes. Added, never changed (migration)."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="notes")
    text = models.TextField("附记", max_length=1000)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "更正附记"
        verbose_name_plural = "更正附记"
        ordering = ["pk"]

    def __str__(self):
        return self.text
