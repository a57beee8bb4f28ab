from django.core.management.base import BaseCommand, CommandError

from review.models import Drawing


class Command(BaseCommand):
    help = "Repeat the recorded drawings of committee members from their seeds (抽取评委复算)."

    def add_arguments(self, parser):
        parser.add_argument("drawing", nargs="*", type=int, help="numbers; all without")

    def handle(self, *, drawing, **options):
        rows = Drawing.objects.select_related("meeting")
        if drawing:
            rows = rows.filter(pk__in=drawing)
        different = 0
        for row in rows:
            again = row.repeat()
            equal = again == row.drawn
            different += not equal
            verdict = "equal" if equal else "DIFFERENT"
            self.stdout.write(f"{row.pk} {row.meeting} seed {row.seed}: {again} {verdict}")
        if different:
            raise CommandError(f"{different} drawings give another result than recorded")
