"""Settings, watched series: where this desk reads them, and how each source stands."""

import asyncio

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.flows import Refresh
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.series.source_words import HereSource
from incident_desk.desktop.settings.source_row import SourceRow


class SourcesPage(QWidget):
    """Whatever asks the keyring or a source is done on a worker; nothing that was typed is lost by it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.rows: dict[str, SourceRow] = {}
        self.told = Label("", 13, 400, "text2", "sources_told", wraps=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.told)
        self._looking = Refresh(bridge.flows, self._look)
        for changed in (bridge.organisation_changed, bridge.series.changed):
            changed.connect(self._ask)
        self._show_words()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._bridge.desk is not None and not self._bridge.desk.is_apart and self.isVisible():
            self._looking.ask()

    async def _look(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        from incident_desk.watch.sources import Sources, source_standings

        set_up = await asyncio.to_thread(Sources(desk).set_up)
        troubles = self._bridge.series.troubles
        wanted = {
            each.name: HereSource(each.name, each.series, each.is_set_up, troubles.get(each.name, ""))
            for each in source_standings(self._bridge.organisation.plans.current, set_up)
        }
        for name in [name for name in self.rows if name not in wanted]:
            gone = self.rows.pop(name)
            gone.hide()
            gone.deleteLater()
        for name, here in wanted.items():
            row = self.rows.get(name)
            if row is None:
                row = self.rows[name] = SourceRow(self._bridge, desk, here)
                row.changed.connect(self._ask)
                self._column.addWidget(row)
            row.show_here(here)
        self._show_words()

    def _show_words(self) -> None:
        desk = self._bridge.desk
        if desk is None or desk.is_apart:
            told = _tr("This home is a demo, or only read here: it asks no real source.")
        elif self.rows:
            told = _tr(
                "The plan says which series are watched; where this desk reads them is a secret of this machine, and "
                "never on the record. One desk at a time asks each source, and a change in a pattern is a warning."
            )
        else:
            told = _tr("The plan names no series to watch yet: add them in the plan, under Watched series.")
        self.told.setText(told)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourcesPage", text)
