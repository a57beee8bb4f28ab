"""The words of the form, in Chinese once. Values the rules read equal those of `eligibility`."""

from django.db import models


class NoticeCounting(models.TextChoices):
    """公示起算 (domain.md §5.3; 民法典 art. 201 reads strictly): does the day of posting count?"""

    SAME_DAY = "same_day", "发布当日"
    NEXT_DAY = "next_day", "发布次日"


class CurrentAppraisal(models.TextChoices):
    """May the round's own year be counted among the appraisals (D08)?"""

    MANUAL = "manual", "需人工核实"
    YES = "yes", "计入"
    NO = "no", "不计入"


class Relevance(models.TextChoices):
    SAME = "same", "本专业"
    RELATED = "related", "相近专业"


class TargetTitle(models.TextChoices):
    ASSISTANT_ENGINEER = "assistant_engineer", "助理工程师"


class Sex(models.TextChoices):
    MALE = "男", "男"
    FEMALE = "女", "女"


class PoliticalStatus(models.TextChoices):
    PARTY = "party", "中共党员"
    PROBATIONARY = "probationary", "中共预备党员"
    LEAGUE = "league", "共青团员"
    DEMOCRATIC = "democratic", "民主党派"
    INDEPENDENT = "independent", "无党派人士"
    MASSES = "masses", "群众"


class IdentityKind(models.TextChoices):
    """身份类别: rules R02 and R03 read it."""

    TECHNICAL = "专技", "专业技术人员"
    MANAGEMENT = "管理", "管理人员"
    WORKER = "工人", "工人"
    CIVIL_SERVANT = "公务员", "公务员"
    QUASI_CIVIL_SERVANT = "参公", "参照公务员法管理人员"
    SUPPORT = "工勤", "工勤人员"


class AppointmentTitle(models.TextChoices):
    TECHNICIAN = "technician", "技术员"
    NONE = "none", "未聘具体职务"


class AppointmentBasis(models.TextChoices):
    AGREEMENT = "agreement", "聘用协议书"
    DOCUMENT = "document", "聘任文件"
    CERTIFICATE = "certificate", "参加本专业技术工作的手续证明"


class HeldTitle(models.TextChoices):
    NONE = "无", "无"
    TECHNICIAN = "技术员", "技术员"
    ASSISTANT = "助理工程师", "助理工程师"
    ENGINEER = "工程师", "工程师"
    OTHER_JUNIOR = "其他系列初级", "其他系列初级"


class EducationLevel(models.TextChoices):
    DOCTOR = "博士", "博士研究生"
    MASTER = "硕士", "硕士研究生"
    SECOND_BACHELOR = "双学士", "第二学士学位"
    BACHELOR = "本科", "大学本科"
    COLLEGE = "专科", "大学专科"
    SECONDARY = "中专", "中专"
    HIGH_SCHOOL = "高中", "高中"
    TECH_MIDDLE = "技校中级", "技工院校中级工班"
    TECH_SENIOR = "技校高级", "技工院校高级工班"
    TECH_TECHNICIAN = "预备技师", "技工院校预备技师（技师）班"


class EducationMode(models.TextChoices):
    FULL_TIME = "full_time", "全日制"
    ADULT = "adult", "成人教育"
    SELF_TAUGHT = "self_taught", "自学考试"
    OPEN = "open", "网络、开放教育"
    PARTY_SCHOOL = "party", "党校"
    ABROAD = "abroad", "境外"


class EducationOutcome(models.TextChoices):
    GRADUATED = "graduated", "毕业"
    COMPLETED = "completed", "结业"
    UNFINISHED = "unfinished", "肄业"


class Degree(models.TextChoices):
    NONE = "none", "无"
    BACHELOR = "bachelor", "学士"
    MASTER = "master", "硕士"
    DOCTOR = "doctor", "博士"


class Grade(models.TextChoices):
    """年度考核等次 (domain.md §5.2)."""

    EXCELLENT = "优秀", "优秀"
    QUALIFIED = "合格", "合格"
    COMPETENT = "称职", "称职"
    BARELY_QUALIFIED = "基本合格", "基本合格"
    BARELY_COMPETENT = "基本称职", "基本称职"
    UNQUALIFIED = "不合格", "不合格"
    INCOMPETENT = "不称职", "不称职"
    UNGRADED = "不定等次", "参加考核，不定等次"
    ABSENT = "未参加考核", "未参加考核"
    UNKNOWN = "unknown", "单位未开展或结果未出"


class SanctionKind(models.TextChoices):
    INSTITUTION = "处分", "事业单位或其他单位处分"
    GOVERNMENT = "政务", "政务处分"
    PARTY = "党纪", "党纪处分"


class SanctionType(models.TextChoices):
    WARNING = "警告", "警告"
    DEMERIT = "记过", "记过"
    MAJOR_DEMERIT = "记大过", "记大过"
    DEMOTION = "降级", "降级"
    POST_DEMOTION = "降低岗位等级", "降低岗位等级"
    DISMISSAL = "撤职", "撤职"
    EXPULSION = "开除", "开除"
    SERIOUS_WARNING = "严重警告", "严重警告"
    PARTY_POST_REMOVAL = "撤销党内职务", "撤销党内职务"
    PROBATION = "留党察看", "留党察看"
    PARTY_EXPULSION = "开除党籍", "开除党籍"


class Part(models.TextChoices):
    LEAD = "lead", "主持"
    JOIN = "join", "参加"
    ALONE = "alone", "独立"


class ReportMode(models.TextChoices):
    ONLINE = "online", "在线写"
    UPLOAD = "upload", "上传PDF"


class PaperKind(models.TextChoices):
    """Papers an applicant uploads (五5, D22); the first two stand for each other."""

    PHOTO = "photo", "证件照"
    APPOINTMENT = "appointment", "聘用协议或参加本专业技术工作的手续证明"
    DIPLOMA = "diploma", "毕业证书"
    APPRAISAL = "appraisal", "年度考核表"
    TECHNICIAN = "technician", "技术员证书或聘任文件"
    REPORT = "report", "专业技术工作报告"
    ACHIEVEMENT = "achievement", "业绩、荣誉证明"
    OTHER = "other", "其他证明"


class Legibility(models.TextChoices):
    """Why a picture may be hard to read (`applications.legibility`): a hint, never a refusal."""

    DARK = "dark", "有点暗"
    SMALL = "small", "有点小"
    BLURRED = "blurred", "有点糊"
