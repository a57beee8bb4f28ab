"""Our fonts and no others; what is missing is named with its remedy."""

import os
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn as wheel
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from documents import fonts


def test_rare_characters_of_names_are_drawable():
    assert fonts.missing_characters("㛃䶮𬭼堃喆镕旻昇淼焱垚赟玥珺㵪𣲘𨱏𫖳䂮·") == []


def test_missing_characters_are_named_once_in_order():
    assert fonts.missing_characters("张𬎆三😀𬎆") == ["𬎆", "😀"]


@pytest.mark.parametrize("sign", ["\n", "\t", "\u200d", "\ufe00", "\U000e0100", "\u202e"])
def test_signs_without_shape_are_not_reported(sign):
    assert fonts.missing_characters(f"张{sign}三") == []


def test_configuration_names_only_our_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PRINT_FONTS_DIR", str(tmp_path / "extra"))
    monkeypatch.setenv("FONTCONFIG_FILE", "before")

    written = fonts.configure()

    text = written.read_text(encoding="utf-8")
    assert text.count("<dir>") == 2
    assert f"<dir>{Path(wheel.serif_path()).parent}</dir>" in text
    assert f"<dir>{tmp_path / 'extra'}</dir>" in text
    assert os.environ["FONTCONFIG_FILE"] == str(written)


def test_configuration_goes_elsewhere_when_the_data_folder_is_not_writable(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    monkeypatch.setenv("FONTCONFIG_FILE", "before")

    written = fonts.configure()

    assert written.is_file()
    assert not written.is_relative_to(tmp_path)


def test_extra_font_adds_its_characters_and_is_checked_for_blanks(monkeypatch, tmp_path):
    monkeypatch.setenv("PRINT_FONTS_DIR", str(tmp_path))
    (tmp_path / "extra.ttf").write_bytes(_font({"𬎆": True, "䶮": False}))
    fonts._drawable.cache_clear()

    missing = fonts.missing_characters("𬎆")
    found = fonts.problems()
    fonts._drawable.cache_clear()

    assert missing == []
    assert [(p.text, p.fatal) for p in found if "extra.ttf" in p.text] == [
        ("字体 extra.ttf 有1个字没有笔画（䶮），印出来是空白。", False)
    ]


def test_missing_library_is_reported_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM_LIBRARIES", ("libnosuch.so.0",))
    monkeypatch.setattr(fonts, "SUBSETTER", "libnosuch-subset.so.0")

    found = fonts.problems()

    assert [problem.fatal for problem in found] == [True, False]
    assert all("libharfbuzz-subset0" in problem.command for problem in found)


def _font(characters: dict[str, bool]) -> bytes:
    """A TrueType font with these characters; False draws nothing."""
    names = [".notdef", *(f"g{n}" for n in range(len(characters)))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): name for c, name in zip(characters, names[1:], strict=True)})
    glyphs = {}
    for name, drawn in zip(names, (True, *characters.values()), strict=True):
        pen = TTGlyphPen(None)
        if drawn:
            pen.moveTo((0, 0))
            pen.lineTo((500, 0))
            pen.lineTo((250, 500))
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Extra", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()
