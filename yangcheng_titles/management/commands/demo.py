import os
import sys
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.clock import SHANGHAI
from accounts.models import Membership
from applications.models import Round
from documents.fonts import problems
from review.models import Event
from yangcheng_titles.demo.cast import PASSWORD
from yangcheng_titles.demo.running import run
from yangcheng_titles.demo.seed import seed

FIRST_MORNING = datetime(2021, 11, 16, 9, 0, tzinfo=SHANGHAI)


class Command(BaseCommand):
    help = "Rehearsal: migrate, seed an empty database, print the accounts, run site and queue."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("run it as `make demo`: it needs DJANGO_ENV=demo")
        port, moment = _port(os.environ.get("PORT", "")), _moment(os.environ.get("AT", ""))
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        if not Round.objects.exists():
            begun = time.monotonic()
            steps = seed(until=moment or FIRST_MORNING)
            self.stdout.write(f"演示数据：{steps}步，{time.monotonic() - begun:.0f}秒")
        for problem in problems():
            self.stderr.write(f"{problem.text}{problem.command}")
        self._accounts()
        start = moment or _after_last_event()
        self.stdout.write(
            f"\n站点时间从 {start:%Y-%m-%d %H:%M} 开始。"
            f"打开 http://127.0.0.1:{port}/  按 Ctrl-C 停止。"
        )
        self.stdout.flush()
        sys.exit(run(f"127.0.0.1:{port}", start, again="make demo"))

    def _accounts(self):
        self.stdout.write("\n身份\t姓名\t单位\t登录名\t密码")
        memberships = (
            Membership.objects.filter(user__is_demo=True)
            .select_related("user", "organisation")
            .order_by("pk")
        )
        usual = {}
        for member in memberships:
            encoded = member.user.password
            if encoded not in usual:
                usual[encoded] = check_password(PASSWORD, encoded)
            word = PASSWORD if usual[encoded] else "（已改）"
            user = member.user
            self.stdout.write(
                f"{member.role_label}\t{user.name}\t{member.organisation}\t{user.username}\t{word}"
            )


def _port(text: str) -> int:
    if text and not (text.isdecimal() and 0 < int(text) < 65536):
        raise CommandError(f"PORT={text}: use a number from 1 to 65535")
    return int(text or 8000)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"AT={text}: use a moment like 2021-11-26T16:00") from error
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment


def _after_last_event() -> datetime:
    """The first morning, or just after the last thing that happened: the clock never runs back."""
    last = Event.objects.order_by("number").last()
    if last is None or last.at < FIRST_MORNING:
        return FIRST_MORNING
    return last.at.astimezone(SHANGHAI) + timedelta(minutes=1)
