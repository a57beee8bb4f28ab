from django.core.management.base import BaseCommand, CommandError

from accounts import admin_log
from review.services import broken_events


class Command(BaseCommand):
    help = "Walk both chains of events and name each one altered, removed or reordered."

    def handle(self, *args, **options):
        checked, faults = broken_events()
        administrative, more = admin_log.broken()
        faults += more
        for fault in faults:
            self.stderr.write(fault)
        said = f"{checked} events and {administrative} of the administration checked"
        if faults:
            raise CommandError(f"{said}, {len(faults)} faults")
        self.stdout.write(f"{said}, the chains are whole")
