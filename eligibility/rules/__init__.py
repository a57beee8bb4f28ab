"""Each kind of condition: the dataclass of what it needs and the function that checks it.

Every check is called as `check(condition, facts, degree, rules)` and gives one Finding; `degree`
is None for conditions that hold whatever the degree.
"""

from collections.abc import Callable
from typing import NamedTuple

from .appraisals import AppraisalNeed, check_appraisals
from .counting import NotStatedNeed, ServiceNeed
from .education import RecognisedNeed, SpecialtyNeed, check_recognised, check_specialty
from .level import TitleNeed, check_title
from .sanctions import (
    InstitutionNeed,
    PeriodNeed,
    check_government_sanction,
    check_institution_sanction,
    check_party_sanction,
)
from .service import check_service, check_service_not_stated
from .standing import (
    BanNeed,
    CivilServantNeed,
    RetirementNeed,
    UnitNeed,
    check_ban,
    check_civil_servant,
    check_retirement,
    check_unit,
)


class Kind(NamedTuple):
    """`rule` is the code under which a ruleset must name a condition of this kind."""

    rule: str
    need: type
    check: Callable


KINDS = {
    "unit": Kind("R01", UnitNeed, check_unit),
    "civil_servant": Kind("R02", CivilServantNeed, check_civil_servant),
    "retirement": Kind("R03", RetirementNeed, check_retirement),
    "institution_sanction": Kind("R04", InstitutionNeed, check_institution_sanction),
    "party_sanction": Kind("R05", PeriodNeed, check_party_sanction),
    "ban": Kind("R06", BanNeed, check_ban),
    "recognised": Kind("R10", RecognisedNeed, check_recognised),
    "specialty": Kind("R11", SpecialtyNeed, check_specialty),
    "service": Kind("R12", ServiceNeed, check_service),
    "service_not_stated": Kind("R12", NotStatedNeed, check_service_not_stated),
    "appraisals": Kind("R13", AppraisalNeed, check_appraisals),
    "title": Kind("R16", TitleNeed, check_title),
    "government_sanction": Kind("R17", PeriodNeed, check_government_sanction),
}
