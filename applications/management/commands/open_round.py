from datetime import date

from django.core.management.base import BaseCommand, CommandError

from accounts.clock import now
from applications.rounds import open_next


class Command(BaseCommand):
    help = "Open a year's round with the parameters of the last one, its dates one year later."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument(
            "--notice-number", required=True, help="文号, e.g. 阳工信函字〔2022〕20号"
        )
        parser.add_argument(
            "--notice-date", type=date.fromisoformat, help="YYYY-MM-DD; today if left out"
        )
        parser.add_argument(
            "--title", default="", help="名称; the last one's with the year changed"
        )

    def handle(self, *args, year, notice_number, notice_date, title, **options):
        try:
            round = open_next(
                year=year,
                notice_number=notice_number,
                notice_date=notice_date or now().date(),
                title=title,
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{round.title}已开通：报送{round.acceptance_opens}至{round.acceptance_closes}，"
            f"资历计算到{round.service_until}。请在后台核对每个日期。"
        )
