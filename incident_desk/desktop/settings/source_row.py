"""Settings, watched series: one source, with the ways to set it up, test it and remove it, opened in its place."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.series.source_words import EXAMPLES, KINDS, HereSource, answer_words, state_words
from incident_desk.domain.errors import DeskError

if TYPE_CHECKING:  # what asks sources is loaded by a worker
    from incident_desk.desk import Desk

INDENT_PX = 26
"""Below the words, beside the picture."""


class SourceRow(QWidget):
    """What is typed may hold a password: it is typed unseen unless somebody asks to see it, and not shown again."""

    changed = Signal()

    def __init__(self, bridge: Bridge, desk: "Desk", here: HereSource) -> None:
        super().__init__()
        self._bridge = bridge
        self._desk = desk
        self.here = here
        self._is_busy = False
        name = f"source_{here.name}"
        self.setObjectName(name)
        self._picture = Picture()
        self._title = Elided(here.name, 13, 600)
        self.state = Label("", 12, 400, "text2", f"{name}_state", wraps=True)
        self.told = Label("", 12, 500, "text2", f"{name}_told", wraps=True)
        self.put = Button("", "pencil-line", "small", f"{name}_put")
        self.test = Button(_tr("Test"), "zap", "small", f"{name}_test")
        self.remove = Button(_tr("Remove"), "trash-2", "small", f"{name}_remove")
        self.kind = ChipChoice(f"{name}_kind", tuple((key, _tr(str(word))) for key, word in KINDS))
        self.address, self.token = form_field(f"{name}_address", ""), form_field(f"{name}_token", _tr("Token, if any"))
        self.tenant = form_field(f"{name}_tenant", _tr("Organisation, if Mimir asks for one"))
        self.seen = Button(_tr("Show"), "", "small", f"{name}_seen")
        self.keep = Button(_tr("Keep"), "save", "small", f"{name}_keep")
        self.form = self._lay_out_form()
        self._lay_out()
        self._connect()
        self.show_here(here)

    def _lay_out_form(self) -> QWidget:
        form = QWidget()
        column, line = QVBoxLayout(form), QHBoxLayout()
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(6)
        line.setSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self.address)
        for field in (self.token, self.tenant, self.seen, self.keep):
            line.addWidget(field, int(isinstance(field, QLineEdit)))
        column.addLayout(line)
        for field in (self.address, self.token):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        form.hide()
        return form

    def _lay_out(self) -> None:
        head, below, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        head.setSpacing(10)
        head.addWidget(self._picture)
        head.addWidget(self._title, 1)
        for button in (self.put, self.test, self.remove):
            head.addWidget(button)
        below.setContentsMargins(INDENT_PX, 0, 0, 0)
        below.setSpacing(4)
        for part in (self.state, self.form, self.told):
            below.addWidget(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Line())
        column.addLayout(head)
        column.addLayout(below)
        self.told.hide()

    def _connect(self) -> None:
        self.put.clicked.connect(self._turn)
        self.test.clicked.connect(self._test)
        self.remove.clicked.connect(self._remove)
        self.seen.clicked.connect(self._show_typed)
        self.keep.clicked.connect(self._keep)
        self.kind.chosen.connect(self._show_example)
        for field in (self.address, self.token, self.tenant):
            field.returnPressed.connect(self.keep.click)
        self.kind.turn_on("prometheus")

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_here(self, here: HereSource) -> None:
        """How it stands at this desk now."""
        self.here = here
        symbol, tone, words = state_words(here)
        self._picture.show_symbol(symbol, tone)
        self.state.setText(words)
        self.state.set_tone("text2" if tone in ("ok", "text3") else tone)
        self.setAccessibleName(f"{here.name}: {words}")
        self.put.setText(_tr("Change") if here.is_set_up else _tr("Set up"))
        for button in (self.put, self.test, self.remove):
            button.setAccessibleName(f"{button.text()}: {here.name}")
        self.test.setVisible(here.is_set_up)
        self.remove.setVisible(here.is_set_up)

    def _show_example(self, kind: str) -> None:
        self.address.setPlaceholderText(EXAMPLES[kind])
        self.address.setAccessibleName(_tr("Address of {source}").format(source=self.here.name))
        for field in (self.token, self.tenant):
            field.setVisible(kind in ("prometheus", "json", "csv"))

    def _show_typed(self) -> None:
        is_shown = self.address.echoMode() is QLineEdit.EchoMode.Normal
        for field in (self.address, self.token):
            field.setEchoMode(QLineEdit.EchoMode.Password if is_shown else QLineEdit.EchoMode.Normal)
        self.seen.setText(_tr("Show") if is_shown else _tr("Hide"))

    def _turn(self) -> None:
        self.form.setVisible(self.form.isHidden())
        if self.form.isVisible():
            self.address.setFocus()

    def event(self, event: QEvent) -> bool:
        """Escape is this row's while its form is open: elsewhere it leaves the settings."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.form.isVisible():
            if event.type() == QEvent.Type.KeyPress:
                self.form.hide()
                self.put.setFocus()
            event.accept()
            return True
        return super().event(event)

    # what is done -----------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        typed = (self.kind.key, self.address.text().strip(), self.token.text().strip(), self.tenant.text().strip())
        self._do(lambda: _put(self._desk, self.here.name, typed), closes=True)

    def _test(self) -> None:
        self._do(lambda: answer_words(self._desk, self.here))

    def _remove(self) -> None:
        self._do(lambda: _remove(self._desk, self.here.name), closes=True)

    def _do(self, act: Callable[[], str], *, closes: bool = False) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._bridge.soon(self._done(act, closes))

    async def _done(self, act: Callable[[], str], closes: bool) -> None:
        """A source may take its time, and a keyring too: a worker waits for them."""
        self._tell(_tr("One moment…"), "text2")
        try:
            words = await asyncio.to_thread(act)
        except DeskError as e:
            self._tell(str(e), "bad")
            return
        finally:
            self._is_busy = False
        if closes:
            for field in (self.address, self.token):
                field.clear()  # it is kept now, and a secret
            had_keyboard = self.form.isAncestorOf(self.window().focusWidget() or self)
            self.form.hide()
            if had_keyboard:
                self.put.setFocus()
            self._bridge.series.look_again()
        self._tell(words, "ok")
        self.changed.emit()

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.set_tone(tone)
        self.told.show()


# on a worker thread: whatever is here asks a keyring


def _put(desk: "Desk", name: str, typed: tuple[str, str, str, str]) -> str:
    from incident_desk.watch.sources import Source, SourceKind, Sources

    kind, *rest = typed
    Sources(desk).put(name, Source(SourceKind(kind), *rest))
    return _tr("Kept. Test it.")


def _remove(desk: "Desk", name: str) -> str:
    from incident_desk.watch.sources import Sources

    Sources(desk).remove(name)
    return _tr("It is asked from here no more.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourcesPage", text)
