"""Contrast of the colours that text and graphics are drawn in (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static/css"
TOKENS = dict(
    re.findall(r"--zc-([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", (CSS / "tokens.css").read_text("utf-8"))
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3")
        for ground in ("paper", "ground", "blue-50")
    ),
    *((ink, "grey-100") for ink in ("ink", "ink-2", "ink-3")),
    *(
        (colour, "paper")
        for colour in ("blue-700", "blue-600", "red-700", "green-700", "amber-800")
    ),
    ("blue-700", "blue-50"),
    ("blue-700", "blue-100"),
    ("red-700", "red-100"),
    ("red-800", "red-100"),
    ("green-700", "green-100"),
    ("amber-800", "amber-100"),
    ("violet-700", "violet-100"),
    ("teal-700", "teal-100"),
    ("ink", "mark"),
    ("ink", "amber-100"),
    ("ink-2", "amber-100"),
    ("paper", "blue-700"),
    ("paper", "blue-900"),
    ("paper", "red-700"),
    ("paper", "green-700"),
    ("ink", "focus"),
]
GRAPHICS = [
    ("line-input", "paper"),
    ("blue-700", "paper"),
    ("green-700", "paper"),
    ("red-700", "paper"),
    ("amber-600", "paper"),
    ("ink", "paper"),
    ("ink-3", "paper"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_has_four_and_a_half_to_one(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), GRAPHICS)
def test_graphics_have_three_to_one(shape, ground):
    assert contrast(TOKENS[shape], TOKENS[ground]) >= 3


def test_ratios_written_beside_the_tokens_are_true():
    noted = re.findall(
        r"--zc-([a-z0-9-]+):\s*#[0-9A-Fa-f]{6};\s*/\*[^*]*?(?:on ([a-z]+-[0-9]+))?\s+([0-9.]+):1",
        (CSS / "tokens.css").read_text("utf-8"),
    )

    assert len(noted) >= 12
    for name, ground, ratio in noted:
        assert contrast(TOKENS[name], TOKENS[ground or "paper"]) == pytest.approx(
            float(ratio), abs=0.06
        ), name


def test_every_token_used_is_defined():
    defined = set(re.findall(r"(--zc-[a-z0-9-]+):", (CSS / "tokens.css").read_text("utf-8")))
    used = {
        token
        for sheet in CSS.glob("*.css")
        for token in re.findall(r"var\((--zc-[a-z0-9-]+)", sheet.read_text("utf-8"))
    }

    assert used - defined == set()
