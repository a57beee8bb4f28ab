from django.core.management.base import BaseCommand, CommandError

from accounts import clock
from eligibility import CalendarUnknown
from review import reminders


class Command(BaseCommand):
    help = "Put the day's reminders into the boxes of those they concern; daily, nothing twice."

    def handle(self, *args, **options):
        try:
            told = reminders.send(now=clock.now())
        except CalendarUnknown as unknown:
            raise CommandError(f"没有发提醒：{unknown}请先录入工作日调整。") from unknown
        self.stdout.write(f"发出{told}条提醒。")
