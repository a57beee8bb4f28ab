"""`manage.py check --database default`: every round has a ruleset, and every ruleset loads."""

from django.apps import apps
from django.core import checks
from django.db import DatabaseError

from eligibility import RulesetError, load_all


def rulesets_of_rounds(app_configs, databases=None, **kwargs):
    """Errors for a ruleset that does not load, and for a round that names none."""
    try:
        rulesets = load_all()
    except RulesetError as error:
        return [checks.Error(str(error), id="applications.E001")]
    if not databases:
        return []
    try:
        rounds = list(
            apps.get_model("applications", "Round").objects.values_list("year", "ruleset")
        )
    except DatabaseError:
        return []  # before the first migration there are no rounds
    return [
        checks.Error(
            f"{year}年度批次的规则文件“{ruleset}”不存在。",
            hint="eligibility/data/rulesets/",
            id="applications.E002",
        )
        for year, ruleset in rounds
        if ruleset not in rulesets
    ]
