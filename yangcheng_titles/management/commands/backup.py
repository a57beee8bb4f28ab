from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from yangcheng_titles import backups


class Command(BaseCommand):
    help = "Copy database and files into a new folder with the hash of every file, while running."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            state = backups.backup(folder)
        except backups.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(state["rows"].values())
        self.stdout.write(f"{folder}: {state['database']}, {rows} rows; FIELD_KEY is not in it")
