"""The handbooks (操作手册): one source in `data/manuals/`, read by the page and by the PDF alike.

A file `data/manuals/<key>.toml` is a handbook; its pictures are `static/img/manual/<key>/*.png`,
taken by `make manual`. Nothing else needs to be told of a new one.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from documents import made_once, shapes

SOURCES = Path(__file__).parent / "data" / "manuals"
PICTURES = "img/manual"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `picture` is a path below `static/`, "" where there is none."""

    title: str
    paragraphs: tuple[str, ...]
    picture: str
    caption: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    key: str
    title: str
    reader: str
    chapters: tuple[Chapter, ...]

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(s.picture for c in self.chapters for s in c.steps if s.picture)


@cache
def manuals() -> dict[str, Manual]:
    """Every handbook by its key. KeyError for one that lacks a title or a text."""
    return {path.stem: _read(path) for path in sorted(SOURCES.glob("*.toml"))}


def pdf(manual: Manual) -> bytes:
    """The handbook on paper. Raises PrintingError."""
    return made_once.pdf(shape(manual))


def shape(manual: Manual) -> shapes.Handbook:
    return shapes.Handbook(
        imprint=shapes.Imprint(label="阳城县初级职称评审", number=manual.title),
        title=manual.title,
        reader=manual.reader,
        chapters=tuple(
            shapes.HandbookChapter(title=chapter.title, steps=tuple(map(_printed, chapter.steps)))
            for chapter in manual.chapters
        ),
    )


def picture_file(picture: str) -> Path:
    """Where a picture lies in the repository."""
    return settings.BASE_DIR / "static" / picture


def _printed(step: Step) -> shapes.HandbookStep:
    figure = None
    if step.picture:
        png = picture_file(step.picture).read_bytes()
        figure = shapes.Figure(png=png, caption=step.caption)
    return shapes.HandbookStep(title=step.title, paragraphs=step.paragraphs, figure=figure)


def _read(path: Path) -> Manual:
    source = tomllib.loads(path.read_text("utf-8"))
    return Manual(
        key=path.stem,
        title=source["title"],
        reader=source["reader"],
        chapters=tuple(
            Chapter(
                title=chapter["title"],
                steps=tuple(_step(path.stem, step) for step in chapter["steps"]),
            )
            for chapter in source["chapters"]
        ),
    )


def _step(key: str, step: dict) -> Step:
    picture = f"{PICTURES}/{key}/{step['picture']}.png" if "picture" in step else ""
    return Step(
        title=step["title"],
        paragraphs=tuple(line for line in step["text"].splitlines() if line.strip()),
        picture=picture,
        caption=step.get("caption", ""),
    )
