from datetime import date

from django.core.management.base import BaseCommand, CommandError

from accounts import clock
from accounts.errors import Refusal
from accounts.importing import appoint
from accounts.roles import Role


class Command(BaseCommand):
    help = "Give a person a capacity, making the account if need be: the first administrator too."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("organisation", help="its full name, as load_organisations knows it")
        parser.add_argument("--name", default="", help="姓名, for a new account")
        parser.add_argument(
            "--since", type=date.fromisoformat, help="YYYY-MM-DD; today if left out"
        )

    def handle(self, *, username, role, organisation, name, since, **options):
        now = clock.now()
        try:
            membership, is_new = appoint(
                username=username,
                role=role,
                organisation=organisation,
                since=since or now.date(),
                now=now,
                name=name,
            )
        except (ValueError, Refusal) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(membership))
        if is_new:
            self.stdout.write(
                f"The account has no password yet: manage.py changepassword {username}"
            )
