from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from review.handbook import blocks, fill


class Command(BaseCommand):
    help = "Print the diagrams and the table of steps of README, or write them into a file."

    def add_arguments(self, parser):
        parser.add_argument("--write", type=Path, metavar="FILE", help="between its markers")

    def handle(self, *, write, **options):
        if write is None:
            self.stdout.write("\n\n".join(blocks().values()))
            return
        try:
            write.write_text(fill(write.read_text("utf-8")), "utf-8")
        except (OSError, ValueError) as error:
            raise CommandError(f"{write}: {error}") from error
