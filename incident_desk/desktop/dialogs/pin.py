"""A PIN of one's own at this console: setting it, another one, and taking it away."""

import asyncio
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desk import console
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import font
from incident_desk.desktop.turns import Leaving
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import DeskNumber
from incident_desk.store import pins


class PinDialog(Dialog):
    """Setting and taking away move the record, so the window closes it first: `left` carries a Leaving."""

    WIDTH_PX = 600
    left = Signal(object)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window, "pin_dialog", "lock", QCoreApplication.translate("PinDialog", "Your PIN"))
        assert bridge.desk is not None
        self._bridge = bridge
        self._home = bridge.desk.home
        self.has_pin = self._home.key is not None
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(8)
        for words in self._changing() if self.has_pin else self._setting():
            self.column.addWidget(Label(words, 13, wraps=True))
        self.column.addSpacing(6)
        self.old = self._field("pin_old", self.tr("The PIN now")) if self.has_pin else None
        self.new = self._field(
            "pin_new", self.tr("The new PIN, at least {count} characters").format(count=pins.SHORTEST)
        )
        self.again = self._field("pin_again", self.tr("The new PIN once more"))
        self.fault = Label("", 12, 500, "bad", "pin_fault", wraps=True)
        self.column.addWidget(self.fault)
        self.fault.hide()
        self.promise("shield-check", self.tr("The PIN is kept nowhere"))
        if self.has_pin:
            self.unset = self.add_button("pin_unset", self.tr("Take the PIN away"), self._unset)
        self.go = self.add_button("pin_go", self.tr("Set the PIN"), self._set, "primary")

    def _setting(self) -> list[str]:
        others = [self._bridge.name(person) for person in self._bridge.people if person != self._bridge.me]
        told = [
            self.tr(
                "With a PIN you have a record of your own at this console, encrypted: with its backups, its files and "
                "what you begin to write. Nobody else here can read it, or write as you."
            )
        ]
        if others:
            told.append(
                self.tr(
                    "Those without a PIN ({names}) go on in the open record. From now on you meet through the shared "
                    "database only: until both of you have joined one, neither sees what the other writes."
                ).format(names=", ".join(others))
            )
        forgotten = self.tr(
            "A forgotten PIN cannot be had back: what was shared comes back from the shared database, the rest is lost."
        )
        return [*told, forgotten]

    def _changing(self) -> list[str]:
        told = [
            self.tr("Taken away, everybody at this console reads what you can read, restricted incidents among it."),
        ]
        if not console.lies_in_keyring(self._home.installation, _number(self._home.path.name)):
            told.append(
                self.tr(
                    "This computer has no keyring: half of your key lies in a file that this account can read, and the "
                    "PIN alone keeps others out."
                )
            )
        return told

    def _field(self, name: str, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setFont(font(15, 500))
        field.setMinimumHeight(36)
        field.setAccessibleName(words)
        field.returnPressed.connect(self._next)
        head = Label(words, 13, 600)
        head.setBuddy(field)
        self.column.addWidget(head)
        self.column.addWidget(field)
        return field

    def _next(self) -> None:
        """Enter goes on to what is still empty; then it sets the PIN."""
        fields = [field for field in (self.old, self.new, self.again) if field is not None]
        empty = next((field for field in fields if not field.text()), None)
        if empty is None:
            self._set()
        else:
            empty.setFocus()

    def first(self) -> QWidget:
        return self.old or self.new

    def _set(self) -> None:
        self.attempt(self._bridge, self._setting_it(), self.fault, self.go)

    async def _setting_it(self) -> None:
        pins.checked(self.new.text())
        if self.new.text() != self.again.text():
            self.again.clear()
            raise RuleError(self.tr("Those are two different PINs; type the new one once more."))
        if self.old is None:
            self.left.emit(Leaving("set", self.new.text(), self._bridge.me))
            return
        desk = _number(self._home.path.name)
        change = partial(console.change_pin, self._home.installation, desk, self.old.text(), self.new.text())
        await asyncio.to_thread(change)

    def _unset(self) -> None:
        self.attempt(self._bridge, self._unsetting(), self.fault, self.unset)

    async def _unsetting(self) -> None:
        assert self.old is not None
        pin = self.old.text()
        await asyncio.to_thread(console.unlock, self._home.installation, _number(self._home.path.name), pin)
        self.left.emit(Leaving("unset", pin))


def _number(folder: str) -> DeskNumber:
    """An encrypted home's folder is named by the desk number it was made for."""
    return DeskNumber(int(folder))
