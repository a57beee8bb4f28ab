from django.core.management.base import BaseCommand

from accounts import clock
from review import retention


class Command(BaseCommand):
    help = "Say what has been kept long enough and why; with --apply remove it and keep a report."

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="remove it; without: only say")

    def handle(self, *args, **options):
        now = clock.now()
        if options["apply"]:
            run = retention.apply(now=now)
            self._say([retention.Line(**line) for line in run.lines], run.files)
            self.stdout.write("已清理，报告见系统管理的“到期清理”。")
            return
        files = sum(1 for _ in retention.unnamed_files(now=now))
        self._say(retention.plan(now=now), files)
        self.stdout.write("只是预览，没有删除。加 --apply 才清理。")

    def _say(self, lines, files: int):
        for line in lines:
            self.stdout.write(f"{line.label}\t{line.count}\t满{line.days}天\t{line.why}")
        self.stdout.write(f"无主文件\t{files}\t没有任何记录用到")
