from .aftermath import Recheck, RecheckFile, Reprimand, Revocation
from .assessment import Assessment, PanelMember, Rating, UnitPromise
from .case import (
    Case,
    CorrectionLetter,
    OriginalCheck,
    Package,
    ReviewMark,
    Settlement,
)
from .committee import (
    Attendance,
    CommitteeMember,
    Meeting,
    Recusal,
    SealedBallot,
    Tally,
)
from .enquiry import Enquiry
from .events import ChainHead, Event
from .intake import Bag, Intake
from .issued import Certificate, IssuedDocument
from .notice import Notice, NoticeEntry, NoticePhoto, Objection, ObjectionFile
from .schedule import UnitSchedule

__all__ = [
    "Assessment",
    "Attendance",
    "Bag",
    "Case",
    "Certificate",
    "ChainHead",
    "CommitteeMember",
    "CorrectionLetter",
    "Enquiry",
    "Event",
    "Intake",
    "IssuedDocument",
    "Meeting",
    "Notice",
    "NoticeEntry",
    "NoticePhoto",
    "Objection",
    "ObjectionFile",
    "OriginalCheck",
    "Package",
    "PanelMember",
    "Rating",
    "Recheck",
    "RecheckFile",
    "Recusal",
    "Reprimand",
    "ReviewMark",
    "Revocation",
    "SealedBallot",
    "Settlement",
    "Tally",
    "UnitPromise",
    "UnitSchedule",
]
