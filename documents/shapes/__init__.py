"""What each printed document is given.

One frozen dataclass per document; ``documents.printing.render(shape)`` makes the PDF. Fill every
field that has no default. Values are plain text, whole numbers, dates and bytes; nothing here
reads a record, a clock or a setting, and nothing is trusted as markup.

* Text: as the person wrote it; line breaks become paragraphs or lines. Empty optional text prints
  「无」 where the paper form wants an answer (marked "无"), otherwise stays empty for a pen. On an
  ``Imprint.blank`` form everything that is not there stays empty.
* ``When``: a ``date`` (printed ``YYYY.MM`` in tables), or a ready text such as ``"2015.09"`` where
  only the month is known, or ``None``.
* Signatures and seals are never printed: every form leaves wet-ink lines for them (D11).
* Long text shrinks from 12 to 10.5 points and then continues on a 附页; it is never cut.

Section and D numbers refer to the domain fact sheet (domain.md).
"""

from documents.shapes.applicant import (
    Achievement,
    Appraisal,
    Education,
    Exam,
    FormBallot,
    Job,
    Publication,
    ReviewForm,
    Training,
    WorkReport,
)
from documents.shapes.bureau import (
    BallotPerson,
    BallotResult,
    BallotRow,
    Certificate,
    CertificateList,
    CertificateRow,
    CorrectionItem,
    CorrectionLetter,
    MeetingMinutes,
    PaperBallot,
    PaperBallots,
    Receipt,
    ReceiptItem,
    ReceiptKind,
    ReceiptPerson,
    RefusalLetter,
)
from documents.shapes.imprint import Imprint
from documents.shapes.packet import (
    DeliverySlip,
    Manifest,
    ManifestGroup,
    ManifestRow,
)
from documents.shapes.public import (
    Figure,
    Handbook,
    HandbookChapter,
    HandbookStep,
    Specialty,
    SpecialtyGroup,
    SpecialtyList,
)
from documents.shapes.sitting import (
    Assessed,
    AssessmentSheet,
    Promised,
    PromiseSheet,
    Seat,
    Sitting,
)
from documents.shapes.unit import (
    LINES_A_SHEET,
    EnvelopeLabel,
    EnvelopeLabels,
    NoticeKind,
    NoticePerson,
    NoticeSheet,
    Objection,
    Publicity,
    PublicityProof,
    PublicityRecord,
    Recommended,
    SummaryList,
    SummaryRow,
)

__all__ = [
    "LINES_A_SHEET",
    "Achievement",
    "Appraisal",
    "Assessed",
    "AssessmentSheet",
    "BallotPerson",
    "BallotResult",
    "BallotRow",
    "Certificate",
    "CertificateList",
    "CertificateRow",
    "CorrectionItem",
    "CorrectionLetter",
    "DeliverySlip",
    "Education",
    "EnvelopeLabel",
    "EnvelopeLabels",
    "Exam",
    "Figure",
    "FormBallot",
    "Handbook",
    "HandbookChapter",
    "HandbookStep",
    "Imprint",
    "Job",
    "Manifest",
    "ManifestGroup",
    "ManifestRow",
    "MeetingMinutes",
    "NoticeKind",
    "NoticePerson",
    "NoticeSheet",
    "Objection",
    "PaperBallot",
    "PaperBallots",
    "PromiseSheet",
    "Promised",
    "Publication",
    "Publicity",
    "PublicityProof",
    "PublicityRecord",
    "Receipt",
    "ReceiptItem",
    "ReceiptKind",
    "ReceiptPerson",
    "Recommended",
    "RefusalLetter",
    "ReviewForm",
    "Seat",
    "Sitting",
    "Specialty",
    "SpecialtyGroup",
    "SpecialtyList",
    "SummaryList",
    "SummaryRow",
    "Training",
    "WorkReport",
]
