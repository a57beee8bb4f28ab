"""Assess the people of a JSON file: `manage.py check_eligibility FILE.json [--ruleset 2021]`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from eligibility import load_all
from eligibility.contract import Malformed, evaluate_file


class Command(BaseCommand):
    help = "核对一个 JSON 文件中的人员是否符合申报条件，结论按原顺序输出为 JSON。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--ruleset", default="2021")

    def handle(self, *, file, ruleset, **options):
        if ruleset not in load_all():
            raise CommandError(f"没有“{ruleset}”这份规则。", returncode=2)
        try:
            with file.open("rb") as stream:
                answers = evaluate_file(stream, load_all()[ruleset])
        except OSError as error:
            raise CommandError(f"{file} 打不开：{error.strerror}", returncode=2) from error
        except Malformed as error:
            raise CommandError(str(error), returncode=2) from error
        if hasattr(self.stdout, "reconfigure"):
            self.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8 whatever the locale
        for answer in answers:
            self.stdout.write(answer, ending="")
