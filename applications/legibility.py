"""Will a photograph be read? One simple measure, which only ever hints (ux.md §1.4).

The picture is looked at in grey at 1000 pixels on its long side: about as large as a page is shown
on a screen, where a line of print is 12 pixels high.

- `small`: fewer than 1000 pixels to begin with;
- `dark`: nine tenths of it are darker than 100 of 255, so that even the paper is no light grey;
- `blurred`: the steepest edges (the 99.5th percentile of a Laplacian) are weak against the contrast
  (the distance of the 1st and the 99th percentile). Print in focus reaches 0.5 and more, print
  moved or out of focus by a stroke's width stays below 0.2. A page without contrast is not judged.
"""

from PIL import Image, ImageFilter

LOOKED_AT = 1000
DARK = 100
CONTRAST = 40
SHARP = 0.22
LAPLACIAN = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), scale=2, offset=128)


def hint(image: Image.Image) -> str:
    """`small`, `dark`, `blurred`, or nothing to say."""
    if max(image.size) < LOOKED_AT:
        return "small"
    grey = image.convert("L")
    grey.thumbnail((LOOKED_AT, LOOKED_AT))
    light = grey.histogram()
    if percentile(light, 0.9) < DARK:
        return "dark"
    contrast = percentile(light, 0.99) - percentile(light, 0.01)
    if contrast >= CONTRAST and edges(grey) / contrast < SHARP:
        return "blurred"
    return ""


def edges(grey: Image.Image) -> int:
    """The strength, in grey levels, which only one pixel in 200 exceeds."""
    inside = grey.filter(LAPLACIAN).crop((2, 2, grey.width - 2, grey.height - 2))
    answers = inside.histogram()
    folded = [answers[128]] + [answers[128 + n] + answers[128 - n] for n in range(1, 128)]
    return percentile(folded, 0.995)


def percentile(histogram: list[int], share: float) -> int:
    """The value that `share` of what was counted does not exceed."""
    wanted, seen = sum(histogram) * share, 0
    for value, count in enumerate(histogram):
        seen += count
        if seen >= wanted:
            return value
    return len(histogram) - 1
