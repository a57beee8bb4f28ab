from .assessment import Assessment, PanelMember, Rating, UnitPromise
from .case import (
    Case,
    Claim,
    CorrectionLetter,
    LetterConsent,
    OriginalCheck,
    Package,
    ReviewMark,
    Ruling,
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
from .events import ChainHead, Event
from .intake import Bag, Delivery, DeliveryException, Intake, Reading
from .issued import Certificate, IssuedDocument
from .notice import Notice, NoticeEntry, NoticePhoto, Objection
from .schedule import UnitSchedule

__all__ = [
    "Assessment",
    "Attendance",
    "Bag",
    "Case",
    "Certificate",
    "ChainHead",
    "Claim",
    "CommitteeMember",
    "CorrectionLetter",
    "Delivery",
    "DeliveryException",
    "Event",
    "Intake",
    "IssuedDocument",
    "LetterConsent",
    "Meeting",
    "Notice",
    "NoticeEntry",
    "NoticePhoto",
    "Objection",
    "OriginalCheck",
    "Package",
    "PanelMember",
    "Rating",
    "Reading",
    "Recusal",
    "ReviewMark",
    "Ruling",
    "SealedBallot",
    "Settlement",
    "Tally",
    "UnitPromise",
    "UnitSchedule",
]
