from django.core.management.base import BaseCommand

from accounts import clock
from review import building
from review.archive import making


class Command(BaseCommand):
    help = "Take up the sets and archives that a worker left half made; before the next one starts."

    def handle(self, *args, **options):
        now = clock.now()
        resumed, archives = building.resume_all(now=now), making.resume_all(now=now)
        if resumed:
            self.stdout.write(f"接着生成{resumed}套材料。")
        if archives:
            self.stdout.write(f"重新生成{archives}个归档包。")
