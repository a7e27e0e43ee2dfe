"""The lock screen of a console that several people share: who sits down, and their PIN. It shows no record."""

import asyncio
from collections.abc import Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desk import console
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.flows import Flows
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.label import Label, tip
from incident_desk.desktop.theme import font
from incident_desk.domain.errors import DeskError
from incident_desk.store.pins import Lock

if TYPE_CHECKING:
    from incident_desk.store.home import Where

NAME_PX: Final = 460
NOBODYS: Final = 0
"""Stands for the open record, which is no desk number."""


class LockDialog(Dialog):
    """It stays until somebody is let in. `let_in` waits for that."""

    WIDTH_PX = 560

    def __init__(self, window: QWidget, home: Path, people: Sequence[Lock], last: str = "") -> None:
        """`last`: the desk number of whoever was here last; they are chosen already."""
        super().__init__(window, "lock_dialog", "lock", QCoreApplication.translate("LockDialog", "Who is at the desk?"))
        self._home = home
        self._people = {int(lock.desk): lock for lock in people}
        self._let_in: asyncio.Future[Where | None] | None = None
        self._flows = Flows(self._say)
        self._rows: dict[int, Button] = {}  # a QButtonGroup would keep all but one out of the tab order
        self._desk = NOBODYS
        self.pin = QLineEdit()
        self._pin_head = Label("", 13, 600, name="lock_pin_head")
        self._fault = Label("", 12, 500, "bad", "lock_fault", wraps=True)
        self._lay_out()
        self.promise("shield-check", self.tr("Each record opens for its owner alone"))
        self.forgotten = self.add_button("lock_forgotten", self.tr("Forgotten PIN"), self._ask_forgotten)
        self.go = self.add_button("lock_go", self.tr("Unlock"), self._unlock, "primary")
        known = last.isdecimal() and int(last) in self._people
        self._choose(int(last) if known else next(iter(self._people)))

    def _lay_out(self) -> None:
        for close in self.findChildren(IconButton, "dialog_close"):
            close.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 14, 24, 18)
        column.setSpacing(2)
        for at, lock in enumerate(self._people.values(), 1):
            column.addWidget(self._row(lock.name, "user", int(lock.desk), f"lock_person_{at}"))
        nobody = self.tr("Somebody without a PIN, in the open record")
        column.addWidget(self._row(nobody, "users", NOBODYS, "lock_nobody"))
        column.addSpacing(12)
        column.addWidget(self._pin_head)
        column.addSpacing(4)
        self.pin.setObjectName("lock_pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setFont(font(15, 500))
        self.pin.setMinimumHeight(36)
        self.pin.returnPressed.connect(self._unlock)
        self.pin.textEdited.connect(self._fault.hide)
        self._pin_head.setBuddy(self.pin)
        column.addWidget(self.pin)
        column.addSpacing(4)
        column.addWidget(self._fault)
        self._fault.hide()

    def _row(self, words: str, symbol: str, desk: int, name: str) -> Button:
        row = Button("", symbol, "row", name)
        row.setText(row.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, NAME_PX))
        row.setAccessibleName(words)
        row.setToolTip(tip(words))
        row.setCheckable(True)
        row.clicked.connect(partial(self._choose, desk))
        row.clicked.connect(self._go_on)
        self._rows[desk] = row
        return row

    def first(self) -> QWidget:
        return self.go if self._desk == NOBODYS else self.pin

    def _choose(self, desk: int, _checked: bool = False) -> None:
        self._desk = desk
        for each, row in self._rows.items():
            row.setChecked(each == desk)
        lock = self._people.get(desk)
        for part in (self.pin, self._pin_head, self.forgotten):
            part.setVisible(lock is not None)
        self.pin.clear()
        self._fault.hide()
        words = self.tr("PIN of {name}").format(name=lock.name) if lock else ""
        self._pin_head.setText(words)
        self.pin.setAccessibleName(words)
        self.go.setText(self.tr("Unlock") if lock else self.tr("Go on"))

    def _go_on(self) -> None:
        """Whoever has chosen types next."""
        self.first().setFocus()

    async def let_in(self) -> "Where | None":
        """Show it until somebody is let in. Returns: their home; None if who has a PIN here has changed."""
        self._let_in = asyncio.get_running_loop().create_future()
        self.open()
        try:
            return await self._let_in
        finally:
            self._flows.cancel()

    def reject(self) -> None:
        """There is nothing behind it to go back to."""

    # what is done -----------------------------------------------------------------------------------------------------

    def _unlock(self) -> None:
        if self._desk == NOBODYS:
            self._end(self._home)
        elif self.pin.text() and self.go.isEnabled():
            unlock = partial(console.unlock, self._home, self._people[self._desk].desk, self.pin.text())
            self._try(asyncio.to_thread(unlock))

    def _try(self, flow: "Coroutine[Any, Any, Where | None]") -> None:
        """Do it with the keyboard at rest; a refusal is told, and the PIN is typed anew."""

        async def tried() -> None:
            self._rest(True)
            try:
                self._end(await flow)
            except DeskError as e:
                self._rest(False)
                self._say(str(e))

        self._flows.start(tried())

    def _rest(self, is_resting: bool) -> None:
        self.meta.setText(self.tr("Unlocking") if is_resting else "")
        for part in (self.pin, self.go, self.forgotten, *self._rows.values()):
            part.setEnabled(not is_resting)

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()
        self.pin.clear()
        self.pin.setFocus()

    def _end(self, place: "Where | None") -> None:
        self.pin.clear()
        if self._let_in is not None and not self._let_in.done():
            self._let_in.set_result(place)
            self.accept()

    # forgotten --------------------------------------------------------------------------------------------------------

    def _ask_forgotten(self) -> None:
        self._flows.start(self._forgotten(self._people[self._desk]))

    async def _forgotten(self, lock: Lock) -> None:
        from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

        told = [
            self.tr("Without the PIN nobody can open {name}'s record: not we, not an administrator.").format(
                name=lock.name
            ),
            self.tr(
                "What was shared comes back: put this record aside, go on without a PIN, and have an administrator let "
                "you into the shared database anew. What was not shared is lost."
            ),
            self.tr("The record is put aside, not deleted, for the case that the PIN turns up."),
        ]
        ways = [Way("aside", self.tr("Put it aside"), "danger"), Way("again", self.tr("Try again"), "primary")]
        notice = NoticeDialog(self.window(), "forgotten_notice", self.tr("Forgotten PIN"), told, ways)
        if await notice.chosen() == "aside":
            self._try(asyncio.to_thread(self._put_aside, lock))
        else:
            self.first().setFocus()

    def _put_aside(self, lock: Lock) -> None:
        console.forget_pin(self._home, lock.desk)
