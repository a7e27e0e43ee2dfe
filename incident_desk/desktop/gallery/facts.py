"""The rows of the fact sheet, in every state."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.sheet_row import SheetRow, SheetRowShown
from incident_desk.desktop.parts.truth_glyph import TruthGlyph

LEAD_PX = 44
WIDTH_PX = 392
ROWS = {
    "confirmed": SheetRowShown("1", "Site offline since 23:28 UTC", "Since", "23:33", "circle-check", "ok"),
    "waiting": SheetRowShown("2", "Git repositories and wikis are safe", "Safe", "23:58", "circle-check", "ok",
                             mark=TruthGlyph.WAITING),
    "believed": SheetRowShown("3", "Back by 12:00 UTC", "Back", "not confirmed", aside_tone="text3"),
    "long": SheetRowShown("4", "Issues, merge requests and comments that were written after 17:20 UTC of 31 January",
                          "What", "00:26", "circle-check", "ok"),
    "against": SheetRowShown("5", "Back by 18:00 UTC", "Back", "against 3", "circle-check", "ok", "warn", is_loud=True),
    "disputed": SheetRowShown("6", "Webhooks are safe", "Safe", "two answers", "git-merge", "accent", "accent",
                              is_loud=True),
    "its line": SheetRowShown("7", "The copy is six hours old", "Doing", "its line was corrected", "circle-check", "ok",
                              "warn", is_loud=True),
    "withdrawn": SheetRowShown("8", "Back by 12:00 UTC", "Back", "02:04", "x", is_struck=True),
}  # fmt: skip


def _row(shown: SheetRowShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = SheetRow()
        row.resize(WIDTH_PX, row.height())
        row.show_fact(shown, LEAD_PX)
        return row

    return make


SHEET = Section("Fact sheet", (
    *(Specimen("sheet_row", state, _row(shown), WIDTH_PX) for state, shown in ROWS.items()),
    *(Specimen("sheet_row", look.value, _row(ROWS["confirmed"]), WIDTH_PX, look) for look in (Look.HOVER, Look.FOCUS)),
), gap_px=0)  # fmt: skip
