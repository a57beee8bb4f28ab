from django.core.management.base import BaseCommand, CommandError

from yangcheng_titles.demo import rehearsing


class Command(BaseCommand):
    help = "Wipe the rehearsal (演练): every row and every file of it, in one act."

    requires_system_checks = ()

    def handle(self, **options):
        try:
            folder = rehearsing.wipe()
        except FileNotFoundError as error:
            raise CommandError("there is no rehearsal") from error
        except rehearsing.NotRehearsing as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{folder} is gone")
