"""What anybody may take home: 参考专业分类 (附件4) and the handbooks (操作手册)."""

from dataclasses import dataclass

from documents.shapes.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """One 专业 that can be applied for; ``note`` e.g. 「以考代评」."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialtyGroup:
    """A 大类 with its 专业."""

    name: str
    specialties: tuple[Specialty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialtyList:
    """《参考专业分类》 附件4, A4 portrait."""

    imprint: Imprint
    title: str = "参考专业分类"
    groups: tuple[SpecialtyGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture of a page of the site: PNG, and what it shows in words."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookStep:
    """One thing to do: its paragraphs, then its picture if there is one."""

    title: str
    paragraphs: tuple[str, ...]
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookChapter:
    title: str
    steps: tuple[HandbookStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """A handbook on paper: title, contents, chapters with numbered steps and pictures."""

    imprint: Imprint
    title: str
    reader: str
    """Whom it is for, and about which year."""
    chapters: tuple[HandbookChapter, ...]
