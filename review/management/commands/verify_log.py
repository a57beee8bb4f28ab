from django.core.management.base import BaseCommand, CommandError

from review.services import broken_events


class Command(BaseCommand):
    help = "Walk the chain of events and name every one that was altered, removed or reordered."

    def handle(self, *args, **options):
        checked, faults = broken_events()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{checked} events checked, {len(faults)} faults")
        self.stdout.write(f"{checked} events checked, the chain is whole")
