from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Round
from review.states import MeetingState

from .case import Case


class CommitteeMember(models.Model):
    """评委库: an expert of the 初级评委会. Never on a public page (40号令 24)."""

    class Position(models.TextChoices):
        CHAIR = "chair", "主任委员"
        VICE = "vice", "副主任委员"
        MEMBER = "member", "委员"

    name = models.CharField("姓名", max_length=50)
    employer = models.CharField("单位", max_length=100)
    title = models.CharField("职称", max_length=40)
    specialty = models.CharField("专业", max_length=40)
    position = models.CharField("职务", max_length=8, choices=Position, default=Position.MEMBER)
    term_from = models.DateField("任期自")
    term_until = models.DateField("任期至")

    class Meta:
        verbose_name = "评委"
        verbose_name_plural = "评委库"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_until__gte=F("term_from")), name="term_in_order"
            )
        ]

    def __str__(self):
        return self.name


class Meeting(models.Model):
    """评审会. Its results stay with it to the end: publicity, confirmation, archive.

    `public_key` and `wrapped_key` exist only while the vote is open.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="meetings")
    title = models.CharField("名称", max_length=60)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=60)
    state = models.CharField(
        "状态", max_length=12, choices=MeetingState, default=MeetingState.PREPARING
    )
    version = models.PositiveIntegerField(default=0)
    public_key = models.CharField(max_length=64, blank=True)
    wrapped_key = models.JSONField(null=True, blank=True)
    paper = models.BooleanField("纸质投票", default=False)
    discussion = models.TextField("评议意见", max_length=5000, blank=True)
    confirmation_number = models.CharField("核准文号", max_length=50, blank=True)
    confirmed_on = models.DateField("核准日期", null=True, blank=True)

    class Meta:
        verbose_name = "评审会"
        verbose_name_plural = "评审会"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="known_meeting_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.VOTING, MeetingState.COUNTED])
                | Q(wrapped_key=None),
                name="key_gone_before_announcement",
            ),
        ]

    def __str__(self):
        return self.title


class Attendance(models.Model):
    """A member of one meeting: signed in or not, and the hashes of the codes handed out.

    `reading_index` opens the packets before the meeting, `code_index` the ballot on its day.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="attendances")
    signed_in_at = models.DateTimeField("签到时间", null=True, blank=True)
    code_index = models.CharField(max_length=64, blank=True)
    reading_index = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "出席"
        verbose_name_plural = "出席"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_seat_per_member"),
            models.UniqueConstraint(
                fields=["code_index"], condition=~Q(code_index=""), name="one_member_per_code"
            ),
            models.UniqueConstraint(
                fields=["reading_index"],
                condition=~Q(reading_index=""),
                name="one_member_per_reading_code",
            ),
        ]

    def __str__(self):
        return f"{self.member}"


class Recusal(models.Model):
    """回避 (40号令 25): the member has no ballot for this case and is no voter for it (D18).

    `recorded_by` is nobody when the member declared it, with the reading code.
    """

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="recusals")
    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    reason = models.CharField("回避原因", max_length=100)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = "回避"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["attendance", "case"], name="one_recusal_per_case")
        ]

    def __str__(self):
        return f"{self.attendance} {self.case}"


class SealedBallot(models.Model):
    """A vote nobody can read until the close; deleted in the transaction that counts it.

    Carries no time and no choice; `attendance` is there so that one member has one vote.
    """

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="ballots")
    case = models.ForeignKey(Case, models.PROTECT, related_name="ballots")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "密封票"
        verbose_name_plural = "密封票"
        constraints = [
            models.UniqueConstraint(fields=["attendance", "case"], name="one_vote_per_member")
        ]

    def __str__(self):
        return "密封票"


class Tally(models.Model):
    """计票: what the committee decided on one case, as numbers only (domain.md §5.4)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="tallies")
    case = models.ForeignKey(Case, models.PROTECT, related_name="tallies")
    size = models.PositiveSmallIntegerField("总人数")
    present = models.PositiveSmallIntegerField("参加人数")
    recused = models.PositiveSmallIntegerField("回避人数")
    yes = models.PositiveSmallIntegerField("赞成")
    no = models.PositiveSmallIntegerField("反对")
    abstain = models.PositiveSmallIntegerField("弃权")
    invalid = models.PositiveSmallIntegerField("无效")
    passed = models.BooleanField("通过")
    needs_remark = models.BooleanField("需秘书确认", default=False)

    class Meta:
        verbose_name = "计票"
        verbose_name_plural = "计票"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="one_tally_per_case"),
            models.CheckConstraint(
                condition=Q(
                    present=F("recused") + F("yes") + F("no") + F("abstain") + F("invalid")
                ),
                name="tally_adds_up",
            ),
        ]

    def __str__(self):
        return f"{self.case} {self.yes}/{self.present - self.recused}"

    @property
    def voters(self):
        return self.present - self.recused
