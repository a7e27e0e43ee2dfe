"""Letting somebody into the shared database, and shutting somebody out: for the home that made it."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.notice import NoticeDialog, Way
from incident_desk.desktop.dialogs.work import Work
from incident_desk.desktop.forms.ui_shared import Ui_Shared
from incident_desk.desktop.rights import level_words
from incident_desk.domain.powers import Level

if TYPE_CHECKING:
    from incident_desk.desk import Desk


class SharedGuests(QObject):
    """A part of the dialog's form. A join line is told once: the database keeps no password, only its proof."""

    def __init__(self, bridge: Bridge, form: Ui_Shared, work: Work, changed: Callable[[], None]) -> None:
        super().__init__(form.letting_in)
        self._bridge = bridge
        self._form = form
        self._work = work
        self._changed = changed
        for level in Level:
            form.let_in_level.addItem(level_words(level), level.value)
        form.let_in_level.setCurrentIndex(list(Level).index(Level.RESPONDER))
        form.given.hide()
        form.let_in_name.textChanged.connect(self.show_ways)
        form.let_in_name.returnPressed.connect(self._let_in)
        form.let_in.clicked.connect(self._let_in)
        form.given_copy.clicked.connect(self._copy)

    def show(self, *, lets_in: bool) -> None:
        """Whether this home can let people in."""
        self._form.letting_in.setVisible(lets_in)

    def show_ways(self) -> None:
        """What can be done now."""
        self._form.let_in.setEnabled(bool(self._form.let_in_name.text().strip()) and not self._work.is_busy)

    def _let_in(self) -> None:
        if self._form.let_in.isEnabled():
            self._work.start(self.tr("Making a line for them…"), self._given)

    async def _given(self) -> None:
        form, desk = self._form, self._bridge.desk
        assert desk is not None
        name, level = form.let_in_name.text().strip(), str(form.let_in_level.currentData())
        line = await asyncio.to_thread(_grant, desk, name, level)
        form.given_hint.setText(
            self.tr(
                "For {name}, to be used once. Hand it over where nobody else reads it; it is not shown again."
            ).format(name=name)
        )
        form.given_line.setText(line)
        form.given_line.setCursorPosition(0)
        form.given.show()
        form.let_in_name.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._form.given_line.text())

    def shut_out(self, name: str) -> None:
        """Ask first: it takes effect at once, and whoever it is needs a new line to come back."""
        self._bridge.soon(self._asked_to_shut_out(name))

    async def _asked_to_shut_out(self, name: str) -> None:
        title = self.tr("Shut out {name}?").format(name=name)
        told = self.tr(
            "From this moment they read and write nothing there any more. What is on their disk stays there."
        )
        ways = [
            Way("shut_out_yes", self.tr("Shut out {name}").format(name=name), "danger"),
            Way("shut_out_no", self.tr("Leave it as it is")),
        ]
        chosen = await NoticeDialog(self._form.letting_in.window(), "shut_out_notice", title, [told], ways).chosen()
        if chosen == "shut_out_yes":
            self._work.start(self.tr("Shutting them out…"), lambda: self._shut_out(name))

    async def _shut_out(self, name: str) -> None:
        desk = self._bridge.desk
        assert desk is not None
        await asyncio.to_thread(_revoke, desk, name)
        self._changed()


def _grant(desk: "Desk", name: str, level: str) -> str:
    return desk.shared.membership().grant(name, level)


def _revoke(desk: "Desk", name: str) -> int:
    return desk.shared.membership().revoke(name)
