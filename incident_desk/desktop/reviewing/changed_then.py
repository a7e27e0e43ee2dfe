"""What had been changed by then, from a day before the incident on: what is on its services first."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.words import row_shown
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.past_list import PastList, PastRow
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.domain.changes import likely_first

MOST: Final = 4


class ChangedThen(Section):
    """It comes to be seen where something was changed at all."""

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__("review_changed", _tr("Changed by then"), parent)
        self._bridge = bridge
        self._replayed = replayed
        self._at_us = 0
        self.rows = PastList("review_changed_rows")
        self.body.addWidget(self.rows)
        replayed.changes_known.connect(lambda: self.show_moment(self._at_us))
        self.hide()

    def show_moment(self, at_us: int) -> None:
        """Show this moment."""
        self._at_us = at_us
        found = self._replayed.reviewed
        changes = [each for each in self._replayed.changes if each.from_us <= at_us]
        self.setVisible(bool(changes))
        if found is None:
            return
        zone = self._bridge.zone
        shown = [row_shown(each, found.from_us, at_us, zone) for each in likely_first(changes, found.from_us)[:MOST]]
        self.rows.show_rows(tuple(PastRow(row.symbol, row.tone, row.line, row.aside, more=row.detail) for row in shown))
        self.note.setText(_tr("{count} in all").format(count=len(changes)) if len(changes) > MOST else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
