from django.apps import AppConfig
from django.core import checks

from .checks import rulesets_of_rounds


class ApplicationsConfig(AppConfig):
    """What the applicant wrote, uploaded and handed in."""

    name = "applications"
    verbose_name = "申报"

    def ready(self):
        checks.register(rulesets_of_rounds, checks.Tags.database)
