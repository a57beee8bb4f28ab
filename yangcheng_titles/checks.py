"""What production must not have, beyond what `settings.py` can see without the database."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error
from django.db import connections
from django.db.utils import DatabaseError


def demo_accounts(app_configs=None, databases=None, **kwargs):
    """Refuse production while a demo account exists; run by `check --database default`.

    Before the first migration there is no table to look at, and nothing to refuse.
    """
    if not settings.PRODUCTION or not databases:
        return []
    user = apps.get_model(settings.AUTH_USER_MODEL)
    try:
        with connections[databases[0]].cursor() as cursor:
            tables = connections[databases[0]].introspection.table_names(cursor)
        found = user._meta.db_table in tables and user.objects.filter(is_demo=True).count()
    except DatabaseError as error:
        return [Error(f"The database cannot be read: {error}", id="titles.E002")]
    if not found:
        return []
    return [
        Error(
            f"{found} demo accounts are in the database of a production site.",
            hint="Their passwords are printed in public. Use a database that never held the demo.",
            id="titles.E001",
        )
    ]
