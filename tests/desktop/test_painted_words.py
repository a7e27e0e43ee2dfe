"""Words that are painted rather than laid out: broken into lines, and cut where there is no room."""

from typing import TYPE_CHECKING

import pytest

from incident_desk.desktop.parts.painted_words import lines_fitting
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
