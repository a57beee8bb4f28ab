from django.core.management.base import BaseCommand

from review.workflow import CASE, MEETING, PACKAGE


class Command(BaseCommand):
    help = "Print the diagrams of README, drawn from the tables of review/workflow.py."

    def handle(self, *args, **options):
        for procedure in (CASE, PACKAGE, MEETING):
            self.stdout.write(f"```mermaid\n{procedure.mermaid()}\n```\n")
