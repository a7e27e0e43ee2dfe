"""What shows past incidents."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.seen_row import SeenRow, SeenShown
from incident_desk.domain.severity import Severity

EMPTIED = SeenShown(
    "Database primary emptied, site offline", "INC-0131", "78 %", "Same service: Database", severity=Severity.SEV1
)
ROWS = {
    "plain": EMPTIED,
    "helped": SeenShown(
        "Replica stopped after bulk delete",
        "INC-0098",
        "74 %",
        "Same factor: write-ahead log kept too short",
        "Kept more of the log, then copied the replica anew",
        severity=Severity.SEV2,
    ),
    "overdue": SeenShown(
        "Maintenance command on the wrong host, noticed only when the prompt was read out loud by a second person",
        "INC-0112",
        "52 %",
        "Same words: host, prompt, wrong",
        "Two people read the host name",
        "Nobody reads a prompt at night: the host must ask back",
        "Overdue since: Red prompt on each primary",
        Severity.SEV2,
    ),
    "open_now": SeenShown("Pages build queue stuck", "INC-0133", "open now", "Same words: queue, stuck"),
}


def _row(shown: SeenShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = SeenRow()
        row.show_past(shown)
        return row

    return make


SEEN = Section("Seen before", (
    *(Specimen("seen_row", state, _row(shown), 320) for state, shown in ROWS.items()),
), per_row=1, gap_px=0)  # fmt: skip
