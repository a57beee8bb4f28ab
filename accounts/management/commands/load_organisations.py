from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import organisations


class Command(BaseCommand):
    help = "Create or update organisations from TOML files (default: the county's own list)."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="*", type=Path, default=[organisations.DATA / "organisations.toml"]
        )

    def handle(self, *, files, **options):
        for path in files:
            try:
                created, changed = organisations.load(path=path)
            except (OSError, ValueError) as error:
                raise CommandError(f"{path.name}: {error}") from error
            self.stdout.write(f"{path.name}: {created} created, {changed} changed")
