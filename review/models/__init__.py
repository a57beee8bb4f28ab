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
from .pool import Drawing, Minutes, MinutesNote, PaperCount, PoolChange, PrivateNote
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
    "Drawing",
    "Event",
    "Intake",
    "IssuedDocument",
    "Meeting",
    "Minutes",
    "MinutesNote",
    "Notice",
    "NoticeEntry",
    "NoticePhoto",
    "Objection",
    "OriginalCheck",
    "Package",
    "PanelMember",
    "PaperCount",
    "PoolChange",
    "PrivateNote",
    "Rating",
    "Recusal",
    "ReviewMark",
    "SealedBallot",
    "Settlement",
    "Tally",
    "UnitPromise",
    "UnitSchedule",
]
