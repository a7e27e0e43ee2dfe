"""Words for a channel that is down: large to be read, as a QR code to be taken along, or said aloud."""

import asyncio

import msgspec
import shiboken6
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.listening import Hearing, Listening
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.large_print import LargePrint
from incident_desk.desktop.parts.qr_squares import QrSquares
from incident_desk.domain.errors import DeskError
from incident_desk.outreach.qr_code import squares


class Enlarged(msgspec.Struct, frozen=True):
    """What is shown: the words of one variant, its name, and the language in which they are said."""

    title: str
    words: str
    language: str


class LargeDialog(Dialog):
    """Fills the window with the words of one variant; Esc goes back to where they were."""

    def __init__(self, bridge: Bridge, observed: ObservedIncident, enlarged: Enlarged, window: QWidget) -> None:
        super().__init__(window, "large_dialog", "maximize-2", enlarged.title)
        self._bridge = bridge
        self._enlarged = enlarged
        self.print = LargePrint()
        self.code = QrSquares()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.print)
        self.pages.addWidget(self.code)
        self.fault = Label("", 13, 500, "bad", "large_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.pages, 1)
        column.addWidget(self.fault)
        self.promise("info", _tr("L listens, C shows the code, the arrows scroll, Esc goes back"))
        self.listen = self.add_button("large_listen", _tr("Listen"), self._listen, "plain", "volume-2")
        self.turn = self.add_button("large_code", _tr("QR code"), self._turn, "plain", "qr-code")
        self.add_key("L", self._listen)
        self.add_key("C", self._turn)
        self.voice = Listening(bridge, self)
        self.voice.changed.connect(self._show_voice)
        self.finished.connect(self.voice.stop)
        name_incident(self, observed)
        self.print.show_words(enlarged.words)

    def first(self) -> QWidget:
        return self.print

    def sizeHint(self) -> QSize:
        """All that the window has."""
        return self._veil.size()

    # the code ---------------------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        """To the code, or back to the words."""
        if self.pages.currentWidget() is self.code:
            self._show_page(self.print)
        elif self.turn.isEnabled():
            self.turn.setEnabled(False)
            self._bridge.soon(self._make_code())

    async def _make_code(self) -> None:
        trouble = ""
        try:
            made = await asyncio.to_thread(squares, self._enlarged.words)
        except DeskError as e:
            made, trouble = (), str(e)
        if not shiboken6.isValid(self):
            return
        self.turn.setEnabled(True)
        self._tell(trouble)
        if made:
            self.code.show_squares(made)
            self._show_page(self.code)

    def _show_page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        is_code = page is self.code
        self.turn.setText(_tr("Large print") if is_code else _tr("QR code"))
        self.turn.set_symbol("maximize-2" if is_code else "qr-code")
        (self.turn if is_code else self.print).setFocus()

    # the voice --------------------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        self.voice.toggle(self._enlarged.words, self._enlarged.language)

    def _show_voice(self) -> None:
        is_quiet = self.voice.hearing is Hearing.QUIET
        self.listen.setText(_tr("Listen") if is_quiet else _tr("Stop"))
        self.listen.set_symbol("volume-2" if is_quiet else "octagon-x")
        self._tell(self.voice.trouble)

    def _tell(self, trouble: str) -> None:
        self.fault.setText(trouble)
        self.fault.setVisible(bool(trouble))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LargeDialog", text)
