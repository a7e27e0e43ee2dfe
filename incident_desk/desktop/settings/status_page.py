"""Settings, status page: in which folder this desk keeps it, where it is read, and how it stands."""

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desk.reading import ReadingDesk
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.page_keeping import page_keeping_of
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.report_words import unmailed_words
from incident_desk.desktop.saving import chosen_folder
from incident_desk.desktop.ticking import tick
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import PAGE_SUBSCRIBERS
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.report_view import Missed
from incident_desk.domain.status_page import page_channel

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.desk.writer import Recorded

CURRENT = "current"
"""The link in the folder to what is shown (outreach.status_page.folder, which is not loaded here)."""


class StatusPagePage(QWidget):
    """Nothing takes effect before it is kept: a folder is checked first."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._keeping = page_keeping_of(bridge)
        self.about = Label("", 13, 400, "text2", "status_page_about", wraps=True)
        self.folder = form_field("status_page_folder", _tr("A folder for the page alone, like /srv/status"))
        self.address = form_field("status_page_address", _tr("Where it is read, like https://status.example.org"))
        self.choose = Button(_tr("Choose…"), "folder", "small", "status_page_choose")
        self.keep = Button(_tr("Keep it there"), "save", "primary", "status_page_keep")
        self.stop = Button(_tr("Keep it no longer"), "circle-minus", "small", "status_page_stop")
        self.look = Button(_tr("Open it in the browser"), "globe", "small", "status_page_look")
        self.told = Label("", 12, 500, "bad", "status_page_told", wraps=True)
        self.state = StepRow(_tr("The page"))
        self.state.setObjectName("status_page_state")
        self.subscribers = Label("", 13, 400, "text2", "status_page_subscribers", wraps=True)
        self.missed = Label("", 13, 400, "warn", "status_page_missed", wraps=True)
        self.missed.hide()
        self._lay_out()
        self.choose.clicked.connect(lambda: bridge.soon(self._choose()))
        self.keep.clicked.connect(self._keep)
        self.stop.clicked.connect(lambda: self._use("", ""))
        self.look.clicked.connect(self._look)
        for field in (self.folder, self.address):
            field.returnPressed.connect(self.keep.click)
            field.textChanged.connect(self._show_buttons)
        self._keeping.changed.connect(self._show)
        bridge.organisation_changed.connect(self._show_about)
        bridge.recorded.connect(self._recorded)
        tick().follow(self, self._show_state)
        self._show_about()
        self._show()
        bridge.soon(self._show_subscribers())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.about)
        column.addWidget(Line())
        for words, field, more in ((_tr("Folder"), self.folder, (self.choose,)), (_tr("Address"), self.address, ())):
            named = QVBoxLayout()
            named.setSpacing(5)
            named.addWidget(Label(words, 13, 600))
            named.addLayout(_row(field, *more))
            column.addLayout(named)
        column.addLayout(_row(None, self.stop, self.keep))
        column.addWidget(self.told)
        column.addWidget(Line())
        column.addLayout(_row(self.state, self.look))
        column.addWidget(self.subscribers)
        column.addWidget(self.missed)
        column.addStretch(1)

    # what is done -----------------------------------------------------------------------------------------------------

    async def _choose(self) -> None:
        if (chosen := await chosen_folder(self.window(), _tr("A folder for the status page alone"))) is not None:
            self.folder.setText(str(chosen))

    def _keep(self) -> None:
        if not self.folder.text().strip():
            self._complain(_tr("Say in which folder."))
            self.folder.setFocus()
        else:
            self._use(self.folder.text(), self.address.text())

    def _use(self, folder: str, address: str) -> None:
        self._bridge.soon(self._used(folder, address))

    async def _used(self, folder: str, address: str) -> None:
        try:
            await self._keeping.use(folder, address)
        except DeskError as e:
            self._complain(str(e))

    def _complain(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _look(self) -> None:
        place = self._keeping.place
        if place is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(place.folder) / CURRENT / "index.html")))

    # what is shown ----------------------------------------------------------------------------------------------------

    def _show_about(self) -> None:
        channel = page_channel(self._bridge.organisation.plans.current)
        if channel is None:
            self.about.set_tone("warn")
            self.about.setText(
                _tr("The plan has no public channel of the kind “status page”: nothing will stand on the page.")
            )
            return
        self.about.set_tone("text2")
        words = _tr(
            "Whatever was approved and sent to “{channel}” stands on a page, with feeds for programs. This desk writes"
            " it into a folder while its window is open; point a web server at “current” in it. “incident-desk serve”"
            " does the same without a window."
        )
        self.about.setText(words.format(channel=channel.title))

    def _show(self) -> None:
        place = self._keeping.place
        self.folder.setText(place.folder if place else "")
        self.address.setText(place.address if place else "")
        self._complain("")
        self._show_buttons()
        self._show_state()

    def _recorded(self, recorded: "Recorded") -> None:
        if any(entry.incident == PAGE_SUBSCRIBERS for entry in recorded.entries):
            self._bridge.soon(self._show_subscribers())

    async def _show_subscribers(self) -> None:
        desk = self._bridge.desk
        if desk is None:
            return
        count, left, lost = await asyncio.to_thread(_counted, desk)
        told = _tr("Its updates go by e-mail to: {count}.").format(count=count)
        if left:
            told += " " + _tr(
                "Addresses of those who left that wait for a second person to erase them: {left}."
            ).format(left=left)
        self.subscribers.setText(told)
        self.missed.setText(unmailed_words(lost) if lost.count else "")
        self.missed.setVisible(lost.count > 0)

    def _show_buttons(self) -> None:
        desk, place = self._bridge.desk, self._keeping.place
        may = desk is not None and not desk.is_apart
        kept = (place.folder, place.address) if place else ("", "")
        is_new = (self.folder.text().strip(), self.address.text().strip()) != kept
        for each in (self.folder, self.address, self.choose):
            each.setEnabled(may)
        self.keep.setEnabled(may and is_new)
        self.stop.setEnabled(may and place is not None)
        self.look.setEnabled(place is not None and self._keeping.changed_us > 0)

    def _show_state(self) -> None:
        symbol, tone, words = self._state()
        self.state.show_step(symbol, tone, words)

    def _state(self) -> tuple[str, str, str]:
        desk, keeping = self._bridge.desk, self._keeping
        if desk is not None and desk.is_apart:
            return "circle-minus", "text3", _tr("A demo or a drill shows nothing to anybody outside")
        if keeping.place is None:
            return "circle-dashed", "text3", _tr("Not kept by this desk")
        if keeping.trouble:
            return "octagon-alert", "bad", keeping.trouble
        if not keeping.changed_us:
            return "circle-dashed", "text3", _tr("Being written")
        at = clock_near(keeping.changed_us, self._bridge.now_us(), self._bridge.zone)
        return "circle-check", "ok", _tr("As the record has it; made {clock}").format(clock=at)


def _counted(desk: "Desk") -> tuple[int, int, Missed]:
    """How many get the updates, how many have left whose address is not erased, who missed one lately. On a worker."""
    with contextlib.closing(ReadingDesk.open(desk.home)) as reading:
        subscribers = reading.fold(PAGE_SUBSCRIBERS).board.subscribers
        lost = subscribers.lost_since(desk.now_us() - DAY_US)
        missed = Missed(len(lost), next(reversed(lost.values()), ""))
        return len(subscribers.standing), len(subscribers.kept_of_left), missed


def _row(first: QWidget | None, *others: QWidget) -> QHBoxLayout:
    """The first takes the room; without one the others stand at the right."""
    row = QHBoxLayout()
    row.setSpacing(8)
    if first is None:
        row.addStretch(1)
    else:
        row.addWidget(first, 1)
    for each in others:
        row.addWidget(each)
    return row


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusPageSettings", text)
