from django.db import models


class Role(models.TextChoices):
    """The capacities in which a person acts (domain.md §8). A person may hold several."""

    APPLICANT = "applicant", "申报人"
    UNIT = "unit", "单位人事"
    UNIT_HEAD = "unit_head", "单位领导"
    DEPARTMENT = "department", "主管部门审核员"
    CLERK = "clerk", "303受理员"
    LEAD = "lead", "工信局审核人"
    SECRETARY = "secretary", "评委会秘书"
    MEMBER = "member", "评委"
    CHAIR = "chair", "主任委员"
    TELLER = "teller", "监票人"
    HRSS = "hrss", "人社局"
    ADMIN = "admin", "系统管理员"


STAFF = frozenset(Role) - {Role.APPLICANT}


class OrganisationKind(models.TextChoices):
    """What an organisation is in the procedure."""

    UNIT = "unit", "用人单位"
    DEPARTMENT = "department", "主管部门"
    BUREAU = "bureau", "工信局（评委会办事机构）"
    HRSS = "hrss", "人社局"


class UnitKind(models.TextChoices):
    """Kinds of employers (domain.md §10); `eligibility` names the groups R01 tells apart."""

    STATE_OWNED = "state_owned", "国有企业"
    STATE_HELD = "state_held", "国有控股企业"
    INSTITUTION = "institution", "事业单位"
    PRIVATE = "private", "民营企业"
    FOREIGN = "foreign", "外商投资企业"
    SOLE_TRADER = "sole_trader", "个体工商户"
    SOCIAL = "social", "社会组织"
    AGENCY = "agency", "人事代理机构"
    DISPATCH = "dispatch", "劳务派遣单位"
    RESIDENT = "resident", "驻县单位"
    OUTSIDE = "outside", "县外单位"
    GOVERNMENT = "government", "机关"
    QUASI_GOVERNMENT = "quasi_government", "参公单位"
