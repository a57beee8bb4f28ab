"""What goes with a unit's whole 材料袋: the list of what is in it, and who brings it."""

from dataclasses import dataclass
from datetime import date

from documents.shapes.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """One paper of the set."""

    name: str
    copies: int
    pages: int
    """Of one copy."""
    code: str = ""
    """版本校验码 at its foot; empty where it bears none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestGroup:
    """The papers of one person, or those of the whole unit."""

    title: str
    rows: tuple[ManifestRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """《材料清单》 (五): every paper of the set with its pages and code, and the two equations."""

    imprint: Imprint
    """``label="材料包编号"``; ``version`` is that of the set."""
    year: int
    unit: str
    department: str
    groups: tuple[ManifestGroup, ...]
    equations: tuple[str, ...]
    """e.g. 「汇总表10人，档案袋10袋，相等」."""
    missing: tuple[str, ...] = ()
    """Sentences on papers that could not be put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySlip:
    """送件单: what the unit's own person shows at room 303 (五, 六（三）, D32)."""

    imprint: Imprint
    """``label="材料包编号"``; its QR code opens the package at the counter."""
    year: int
    unit: str
    department: str
    courier: str
    """单位专人; empty leaves the line for a pen."""
    phone: str
    place: str
    office_phone: str
    last_day: date
    bags: tuple[tuple[str, str], ...]
    """申报编号 and 姓名 of every bag, in package order."""
    papers: tuple[str, ...]
    """Papers of the whole unit, e.g. 「三公示记实表1份」."""
