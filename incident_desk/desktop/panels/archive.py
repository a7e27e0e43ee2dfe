"""The thin line over the board of an incident that lies in the archive: what is missing here, and bringing it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.long_work import GoOn, LongWork
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.domain.errors import DeskError
from incident_desk.domain.headline import Headline

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.domain.ids import IncidentId

BAR_PX = 160


class ArchiveBar(Observing, QFrame):
    """Hidden where all of the incident is on this desk. Stopped amid the bringing, what came stays."""

    HEARD = ("",)  # whatever comes may be the last of what was missing

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._bringing = LongWork(self)
        self.setObjectName("archive_bar")
        self.setProperty("kind", "advice")
        self.told = Label("", 13, 400, "text", "archive_told", wraps=True)
        self.bar = ThinBar(width_px=BAR_PX)
        self.bring = Button(_tr("Bring it here"), "download", "small", "archive_bring")
        self.halt = Button(_tr("Stop"), "x", "small", "archive_stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(Picture(symbol="archive", ink="text2", side_px=16))
        row.addWidget(self.told, 1)
        for part in (self.bar, self.halt, self.bring):
            row.addWidget(part)
        self.bring.clicked.connect(self._bring)
        self.halt.clicked.connect(self._bringing.stop)
        self._bringing.changed.connect(self._show_busy)
        self._bringing.progressed.connect(self._show_progress)
        self._show_busy()
        self.hide()

    def _show(self) -> None:
        observed = self._observed
        if observed is None or not observed.board.headline.archive:
            self.hide()
        elif not self._bringing.is_busy:
            self._bridge.soon(self._look(observed))

    async def _look(self, observed: ObservedIncident) -> None:
        is_away = await self._bridge.read(lambda desk: observed.incident in desk.away())
        if observed is self._observed and not self._bringing.is_busy:
            self._say(_lies_there(observed.board.headline))
            self.setVisible(is_away)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.setAccessibleName(words)

    # bringing ---------------------------------------------------------------------------------------------------------

    def _bring(self) -> None:
        if self._observed is not None and self._bridge.desk is not None and not self._bringing.is_busy:
            self._bridge.soon(self._brought(self._observed, self._bridge.desk))

    async def _brought(self, observed: ObservedIncident, desk: "Desk") -> None:
        self._say(_tr("Bringing it from the archive…"))
        try:
            await self._bringing.run(partial(_open, desk, observed.incident))
        except DeskError as e:
            self._say(str(e))
        else:
            self._bridge.soon(self._look(observed))

    def _show_progress(self, done: int, count: int) -> None:
        self.bar.set_share(done / max(1, count))
        self._say(_tr("From the archive: {done} of {count} entries").format(done=done, count=count))

    def _show_busy(self) -> None:
        is_busy = self._bringing.is_busy
        had_keyboard = self.bring.hasFocus() or self.halt.hasFocus()
        self.bar.setVisible(is_busy)
        self.halt.setVisible(is_busy)
        self.halt.setEnabled(not self._bringing.is_stopping)
        self.bring.setVisible(not is_busy and self._bridge.desk is not None)
        if self._bringing.is_stopping:
            self._say(_tr("Stopping…"))
        elif had_keyboard:
            (self.halt if is_busy else self.bring).setFocus()


def _open(desk: "Desk", incident: "IncidentId", go_on: GoOn) -> None:
    """On a worker thread."""
    desk.shared.archive.open([incident], go_on)


def _lies_there(headline: Headline) -> str:
    said = _tr("This incident lies in the archive {archive}: its {count} entries are not on this desk.")
    return said.format(archive=headline.archive, count=headline.archivings[-1].entries)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ArchiveBar", text)
