import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import clock
from accounts.models import Membership
from yangcheng_titles.demo import rehearsing
from yangcheng_titles.demo.running import run


class Command(BaseCommand):
    help = "Rehearse (演练) in a database of its own: prepare it, set its clock, run it."

    requires_system_checks = ()  # the folder may not be there yet

    def add_arguments(self, parser):
        parser.add_argument("--settings-from", type=Path, metavar="FILE", help="from dumpdata")
        parser.add_argument("--at", default="", help="the site's clock, like 2026-11-26T16:00")
        parser.add_argument("--bind", default="127.0.0.1:8010")
        parser.add_argument("--prepare", action="store_true", help="without running it")

    def handle(self, *, settings_from, at, bind, prepare, **options):
        try:
            start = rehearsing.moment_of(at, clock.now())
            password = rehearsing.prepare(settings_from, today=start.date())
        except (rehearsing.NotRehearsing, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if password:
            for one in Membership.objects.select_related("user", "organisation").order_by("pk"):
                self.stdout.write(f"{one.role_label}\t{one.organisation}\t{one.user.username}")
            self.stdout.write(f"所有账号的密码：{password}（只显示这一次）")
        if prepare:
            return
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        self.stdout.write(
            f"演练：http://{bind}/ 站点时间从 {start:%Y-%m-%d %H:%M} 开始，Ctrl-C 停止。"
        )
        self.stdout.flush()
        sys.exit(run(bind, start, again="rehearse", mark="演练"))
