from django.core.management.base import BaseCommand

from applications.models import MajorMatch, Specialty
from applications.rounds import load_2021


class Command(BaseCommand):
    help = "Load the round of 阳工信函字〔2021〕24号 with 附件4 and the table of majors."

    def handle(self, *args, **options):
        round = load_2021()
        if options["verbosity"]:
            self.stdout.write(
                f"{round.title}：{Specialty.objects.count()}个专业，"
                f"{MajorMatch.objects.count()}条专业对照。"
            )
