from django.core.management.base import BaseCommand

from accounts import clock
from review import building


class Command(BaseCommand):
    help = "Take up the sets of papers that a worker left half made; before the next one starts."

    def handle(self, *args, **options):
        resumed = building.resume_all(now=clock.now())
        if resumed:
            self.stdout.write(f"接着生成{resumed}套材料。")
