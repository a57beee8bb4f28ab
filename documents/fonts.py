"""The fonts of printed documents: found by our own fontconfig file, never by the machine's.

The wheel ``pylopdf-fonts-zh-cn`` carries Noto Serif SC and Noto Sans SC, which cover GBK, the
8105 characters of 通用规范汉字表 and Extension A. With only these in sight the same content gives
the same bytes on every machine. Two environment variables change where things lie:

* ``PRINT_FONTS_DIR``: folder with further fonts (仿宋, 楷体, 方正小标宋 or one for rare names);
  default ``DATA_DIR/fonts``. The style sheets name those faces first and fall back to Noto.
* ``DATA_DIR``: where the fontconfig file and its cache are written; default ``var/``.
"""

import ctypes
import hashlib
import os
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pylopdf_fonts_zh_cn as wheel
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
SUBSETTER = "libharfbuzz-subset.so.0"
INSTALL_LIBRARIES = (
    "apt-get install -y --no-install-recommends"
    " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
INSTALL_FONTS = "pip install --require-hashes -r requirements.lock"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something printing lacks, for the start-up report and /readyz."""

    text: str
    command: str
    """What an administrator runs to mend it."""
    fatal: bool
    """True when nothing can be printed; False when printing is only slow or poor."""


def configure() -> Path:
    """Write our fontconfig file and point this process at it; return the file.

    Must run before ``weasyprint`` is first imported: ``documents.pdf`` does. Also loads a copy of
    libharfbuzz-subset unpacked under ``.vendor/`` (machines without root), where there is one.
    """
    for library in (ROOT / ".vendor").glob(f"**/{SUBSETTER}"):
        _loads(str(library))
    folder = _writable_folder()
    text = _configuration(folder / "cache")
    target = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not target.exists():
        part = target.with_suffix(f".{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    os.environ["FONTCONFIG_FILE"] = str(target)
    return target


def problems() -> list[Problem]:
    """What is missing for printing, each with the command that mends it; empty when all is well."""
    found = []
    if not all(_loads(name) for name in SYSTEM_LIBRARIES):
        found.append(Problem("缺少排版库 Pango，不能生成打印文件。", INSTALL_LIBRARIES, fatal=True))
    if not _loads(SUBSETTER):
        found.append(
            Problem(
                "缺少 libharfbuzz-subset，生成打印文件会慢十倍。", INSTALL_LIBRARIES, fatal=False
            )
        )
    for path in (wheel.serif_path(), wheel.sans_path()):
        if not Path(path).is_file():
            text = f"缺少打印字体 {Path(path).name}。"
            found.append(Problem(text, INSTALL_FONTS, fatal=True))
    for path in _extra_fonts():
        if blank := _blank_characters(path):
            some = "、".join(blank[:5])
            text = f"字体 {path.name} 有{len(blank)}个字没有笔画（{some}），印出来是空白。"
            found.append(Problem(text, f"rm {path}", fatal=False))
    return found


def missing_characters(text: str) -> list[str]:
    """The characters of ``text`` that no print font can draw, each once, in order.

    Line breaks and signs that have no shape of their own (joiners, variation selectors) are not
    reported. Fast after the first call: use it where a name is entered.
    """
    known = _drawable()
    return [c for c in dict.fromkeys(text) if ord(c) not in known and not _shapeless(c)]


@cache
def narrow_advances() -> dict[int, float]:
    """Width in ems of the characters that are not one em wide, by code point."""
    with TTFont(wheel.serif_path(), lazy=True) as font:
        metrics = font["hmtx"]
        units = font["head"].unitsPerEm
        widths = {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
    return {code: width for code, width in widths.items() if width != 1}


@cache
def _drawable() -> frozenset[int]:
    codes = set()
    for path in (Path(wheel.serif_path()), Path(wheel.sans_path()), *_extra_fonts()):
        with TTFont(path, lazy=True, fontNumber=0) as font:
            codes.update(font.getBestCmap())
    return frozenset(codes)


def _shapeless(character: str) -> bool:
    code = ord(character)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return selector or unicodedata.category(character) in {"Cc", "Cf"}


def _blank_characters(path: Path) -> list[str]:
    """Ideographs the font claims to have but draws as nothing (seen in AR PL UKai: 䶮)."""
    with TTFont(path, lazy=True, fontNumber=0) as font:
        if "glyf" not in font:
            return []
        outlines = font["glyf"]
        return [
            chr(code)
            for code, glyph in font.getBestCmap().items()
            if unicodedata.category(chr(code)) == "Lo" and not outlines[glyph].numberOfContours
        ]


def _extra_fonts() -> list[Path]:
    folder = _extra_folder()
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".ttf", ".otf", ".ttc"})


def _data_dir() -> Path:
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()


def _extra_folder() -> Path:
    return Path(os.environ.get("PRINT_FONTS_DIR") or _data_dir() / "fonts").resolve()


def _writable_folder() -> Path:
    folder = _data_dir() / "fontconfig"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="fontconfig-"))


def _configuration(cache_folder: Path) -> str:
    folders = [Path(wheel.serif_path()).parent, _extra_folder()]
    listed = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{listed}<cachedir>{escape(str(cache_folder))}</cachedir></fontconfig>\n"
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
