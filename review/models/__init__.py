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
from .events import ChainHead, Event
from .intake import Bag, Intake
from .issued import Certificate, IssuedDocument
from .notice import Notice, NoticeEntry, NoticePhoto, Objection
from .packet import Packet
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
    "Event",
    "Intake",
    "IssuedDocument",
    "Meeting",
    "Notice",
    "NoticeEntry",
    "NoticePhoto",
    "Objection",
    "OriginalCheck",
    "Package",
    "Packet",
    "PanelMember",
    "Rating",
    "Recusal",
    "ReviewMark",
    "SealedBallot",
    "Settlement",
    "Tally",
    "UnitPromise",
    "UnitSchedule",
]
