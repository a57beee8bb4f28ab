from django.core.management.base import BaseCommand

from accounts import clock, outbox


class Command(BaseCommand):
    help = "Send the short messages and mails that are due; what was not taken waits for its time."

    def handle(self, *args, **options):
        self.stdout.write(f"发出{outbox.send_due(now=clock.now())}条短信和邮件。")
