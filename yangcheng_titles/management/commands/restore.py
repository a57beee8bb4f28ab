from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from yangcheng_titles import backups


class Command(BaseCommand):
    help = "Bring a backup back into an empty database and empty files, and verify it."

    requires_system_checks = ()  # there is no database yet to look at

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            state = backups.restore(folder)
        except backups.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(state["rows"].values())
        self.stdout.write(f"{rows} rows restored, the files and the chains are whole")
