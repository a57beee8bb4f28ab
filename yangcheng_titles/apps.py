from django.apps import AppConfig
from django.core import checks

from .checks import demo_accounts


class SiteConfig(AppConfig):
    """The project itself: what belongs to no app, and the check before it serves."""

    name = "yangcheng_titles"

    def ready(self):
        checks.register(demo_accounts, checks.Tags.database)
