"""Where the parts of a bar chart stand: percentages across, pixels down. Text is never scaled."""

from dataclasses import dataclass

from .shapes import BarChart

COLUMN_ROOM = 120


@dataclass(frozen=True, slots=True)
class Rect:
    """One bar with its label and value; ``x``, ``width`` and the text's ``_x`` are percentages."""

    tone: str
    x: float
    y: int
    width: float
    height: int
    label: str
    label_x: float
    label_y: int
    value: str
    value_x: float
    value_y: int
    centred: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    bars: tuple[Rect, ...]
    summary: str


def draw(chart: BarChart) -> Drawing:
    """Lay a chart out; the longest bar takes the whole room. A chart without bars is empty."""
    top = max((bar.value for bar in chart.bars), default=0) or 1
    lay = _columns if chart.kind == "columns" else _bars
    said = "，".join(f"{bar.label}{bar.value}{chart.unit}" for bar in chart.bars)
    height, bars = lay(chart, top)
    return Drawing(height, bars, f"{chart.title}：{said or '没有数据'}")


def _bars(chart: BarChart, top: int) -> tuple[int, tuple[Rect, ...]]:
    step = 42
    bars = tuple(
        Rect(
            tone=bar.tone,
            x=0,
            y=number * step + 20,
            width=100 * bar.value / top,
            height=12,
            label=bar.label,
            label_x=0,
            label_y=number * step + 14,
            value=f"{bar.value}{chart.unit}",
            value_x=100,
            value_y=number * step + 14,
            centred=False,
        )
        for number, bar in enumerate(chart.bars)
    )
    return step * len(bars), bars


def _columns(chart: BarChart, top: int) -> tuple[int, tuple[Rect, ...]]:
    share = 100 / max(len(chart.bars), 1)
    bars = []
    for number, bar in enumerate(chart.bars):
        height = round(COLUMN_ROOM * bar.value / top)
        middle = share * (number + 0.5)
        bars.append(
            Rect(
                tone=bar.tone,
                x=share * (number + 0.15),
                y=20 + COLUMN_ROOM - height,
                width=share * 0.7,
                height=height,
                label=bar.label,
                label_x=middle,
                label_y=38 + COLUMN_ROOM,
                value=str(bar.value),
                value_x=middle,
                value_y=14 + COLUMN_ROOM - height,
                centred=True,
            )
        )
    return COLUMN_ROOM + 46, tuple(bars)
