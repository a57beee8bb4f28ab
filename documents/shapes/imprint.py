"""The line at the foot of every page."""

from dataclasses import dataclass
from datetime import datetime

from documents.qr import check_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The 8 point line at the foot of every page (D11).

    ``申报编号 … 第2版 第x页/共y页 版本校验码 xxxxxxxx``
    """

    number: str
    """申报编号, 材料包编号 or 文书编号; empty prints 「未编号」."""
    label: str = "申报编号"
    """What ``number`` is called."""
    version: int = 0
    """Which frozen version is printed (1, 2, …); 0 prints no version."""
    digest: str = ""
    """SHA-256 (hex) of the frozen content; empty prints no check code (a draft)."""
    draft: str = ""
    """Watermark: 「草稿」, 「预览」 or 「示例」; empty on the paper that counts."""
    blank: bool = False
    """The empty form for a pen: whatever is not there is left white, never 「无」 or 0."""
    qr: str = ""
    """Text of the QR code at the bottom right (number or check address); empty prints none."""
    recorded: datetime | None = None
    """When the content was frozen. Becomes the PDF's creation date; never the time of printing,
    so the same record always gives the same bytes."""

    @property
    def check_code(self) -> str:
        """Eight characters of ``digest``, or empty for a draft."""
        return check_code(self.digest) if self.digest else ""
