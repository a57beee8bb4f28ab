from .aftermath import Recheck, RecheckFile, Reprimand, Revocation
from .archive import RoundArchive
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
from .data_request import DataRequest
from .enquiry import Enquiry
from .events import ChainHead, Event, PaperEntry
from .intake import Bag, Delivery, DeliveryException, Intake, Reading
from .issued import Certificate, IssuedDocument
from .notice import Notice, NoticeEntry, NoticePhoto, Objection, ObjectionFile
from .packet import Packet
from .pool import Drawing, Minutes, MinutesNote, PaperCount, PoolChange, PrivateNote
from .retention import RetentionRun
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
    "DataRequest",
    "Delivery",
    "DeliveryException",
    "Drawing",
    "Enquiry",
    "Event",
    "Intake",
    "IssuedDocument",
    "LetterConsent",
    "Meeting",
    "Minutes",
    "MinutesNote",
    "Notice",
    "NoticeEntry",
    "NoticePhoto",
    "Objection",
    "ObjectionFile",
    "OriginalCheck",
    "Package",
    "Packet",
    "PanelMember",
    "PaperCount",
    "PaperEntry",
    "PoolChange",
    "PrivateNote",
    "Rating",
    "Reading",
    "Recheck",
    "RecheckFile",
    "Recusal",
    "Reprimand",
    "RetentionRun",
    "ReviewMark",
    "Revocation",
    "RoundArchive",
    "Ruling",
    "SealedBallot",
    "Settlement",
    "Tally",
    "UnitPromise",
    "UnitSchedule",
]
