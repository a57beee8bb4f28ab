from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import clock
from applications.models import Round
from review.archive import writing
from review.engine import Refused


class Command(BaseCommand):
    help = "Write the archive of a round (归档包) into a new file: archive_round 2021 2021.zip."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("file", type=Path)

    def handle(self, *, year, file, **options):
        round = Round.objects.filter(year=year).first()
        if round is None:
            raise CommandError(f"there is no round of {year}")
        if file.exists():
            raise CommandError(f"{file} is there already; name a new file")
        try:
            written = writing.write(round, file, now=clock.now())
        except (Refused, writing.Moved) as refusal:
            file.unlink(missing_ok=True)
            raise CommandError(str(refusal) or "a step was taken meanwhile, try again") from refusal
        file.chmod(0o600)
        for line in written.missing:
            self.stderr.write(line)
        self.stdout.write(
            f"{written.people} people, {written.files} files; "
            f"chain head {written.length} {written.chain}"
        )
