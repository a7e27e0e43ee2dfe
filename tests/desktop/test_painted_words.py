"""Words that are painted rather than laid out: broken into lines, and cut where there is no room."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetrics

from incident_desk.desktop.alike import alike_words
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.desktop.parts.painted_words import lines_fitting, shortened
from incident_desk.desktop.theme import font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WORDS = "The dumps have failed for a long time, and nobody heard of it"


@pytest.mark.parametrize("weight", [500, 600])
def test_only_the_last_line_is_cut_and_no_word_before_it_is_lost(app: "QApplication", weight: int) -> None:
    for width_px in range(60, 200):
        *before, last = lines_fitting(WORDS, font(11, weight), width_px, 4)
        assert not any("…" in line for line in before), width_px
        said = " ".join([*before, last.removesuffix("…")])
        assert WORDS.startswith(said.strip()), width_px


def test_a_word_that_is_longer_than_a_line_is_broken_and_not_lost(app: "QApplication") -> None:
    address = "https://record.example.org/" + "abcdefghij" * 3
    lines = lines_fitting(f"See {address}", font(12, 600), 120, 6)
    assert lines[0] == "See"
    assert len(lines) > 2
    assert "".join(lines[1:]) == address


def test_the_end_of_words_that_are_too_many_is_kept_where_it_tells_them_apart(app: "QApplication") -> None:
    lines = lines_fitting(f"{WORDS}, course 7", font(12, 500), 120, 2, keeps_end=True)
    assert len(lines) == 2
    assert "…" in lines[1]
    assert lines[1].endswith("… 7")


@pytest.mark.parametrize("width_px", [60, 100, 160, 240])
def test_a_line_that_is_cut_keeps_its_beginning_and_its_last_words(app: "QApplication", width_px: int) -> None:
    face = font(13, 500)
    said = shortened(f"{WORDS}, part 7", face, width_px)
    begin, _, end = said.partition("…")
    assert QFontMetrics(face).horizontalAdvance(said) <= width_px
    assert WORDS.startswith(begin)
    assert len(begin) > len(end), "what it is about takes most of the room"
    assert f"{WORDS}, part 7".endswith(end)
    assert end in (" 7", " part 7", " it, part 7", " of it, part 7")
    assert shortened("Short", face, width_px) == "Short"


COURSE = "Copy the 17:20 snapshot over the"
ALIKE = (f"{COURSE} private network, one disk", f"{COURSE} public network, one disk", "Rebuild db2", "Rebuild db2")


def test_names_that_begin_alike_are_known_by_the_words_they_share(app: "QApplication") -> None:
    assert alike_words(ALIKE) == {ALIKE[0]: 6, ALIKE[1]: 6, "Rebuild db2": 0}
    assert alike_words(["Copy", "Copy it", ""]) == {"Copy": 1, "Copy it": 1, "": 0}


@pytest.mark.parametrize("width_px", [110, 160, 200, 260])
def test_of_names_that_begin_alike_what_tells_them_apart_stays(app: "QApplication", width_px: int) -> None:
    face, alike = font(13, 500), alike_words(ALIKE)
    first, second = (shortened(name, face, width_px, alike[name]) for name in ALIKE[:2])
    assert "priv" in first
    assert "pub" in second
    assert all(QFontMetrics(face).horizontalAdvance(each) <= width_px for each in (first, second))
    cards = [lines_fitting(name, face, width_px, 2, keeps_end=True, alike=alike[name]) for name in ALIKE[:2]]
    assert cards[0] != cards[1]


def test_a_hint_of_several_lines_in_a_draft_is_painted_whole(app: "QApplication") -> None:
    draft = DraftEdit()
    draft.resize(300, 150)
    draft.show_hint(WORDS)
    draft.show()
    picture = draft.viewport().grab().toImage()
    ground = picture.pixelColor(picture.width() - 2, picture.height() - 2)
    inked = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y) != ground for x in range(12, picture.width()))  # without the caret
    ]
    second_line = range(QFontMetrics(font(13)).lineSpacing() + 8, 2 * QFontMetrics(font(13)).lineSpacing() + 4)
    assert len(lines_fitting(WORDS, font(13), 290, 9)) == 2
    assert sum(y in second_line for y in inked) > len(second_line) // 2, "the second line is there, and not cut in half"
    assert draft.accessibleDescription() == WORDS
    draft.show_text("Pushes fail")
    written = draft.viewport().grab().toImage()
    assert all(written.pixelColor(x, second_line[4]) == ground for x in range(12, written.width()))
    draft.deleteLater()
