"""What the marks beside lines mean, where they are looked up."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.truth_glyph import TruthGlyph

HEIGHT_PX = 26
MARKS = (
    TruthGlyph.WRITING,
    TruthGlyph.SAVED_HERE,
    TruthGlyph.SHARED,
    TruthGlyph.WAITING,
    TruthGlyph.CONFLICT,
    TruthGlyph.NOT_SAVED,
)


def explain_marks(column: QVBoxLayout) -> None:
    """What each mark beside a line says, in a row each."""
    for glyph in MARKS:
        row = QWidget()
        row.setFixedHeight(HEIGHT_PX)
        parts = QHBoxLayout(row)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(8)
        parts.addWidget(Picture(symbol=glyph.symbol, ink=glyph.tone))
        parts.addWidget(Elided(glyph.words, 12, 400, "text2"), 1)
        column.addWidget(row)
