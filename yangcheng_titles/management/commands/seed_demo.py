from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.clock import SHANGHAI, now
from applications.models import Round
from yangcheng_titles.demo.seed import seed


class Command(BaseCommand):
    help = "Fill an empty rehearsal database with fictional people, as of a moment of the season."

    def add_arguments(self, parser):
        parser.add_argument(
            "--until", type=datetime.fromisoformat, help="default: the site's clock"
        )

    def handle(self, *, until, **options):
        if settings.PRODUCTION:
            raise CommandError("production keeps no demo accounts")
        if Round.objects.exists():
            raise CommandError(
                "there is a round already: the rehearsal begins with an empty database"
            )
        until = until.replace(tzinfo=SHANGHAI) if until else now()
        self.stdout.write(f"{seed(until=until)} steps")
