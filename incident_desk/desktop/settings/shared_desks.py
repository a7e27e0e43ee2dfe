"""The desks that share the record: who they are, when they were heard, and the way to shut one out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.rights import level_words
from incident_desk.desktop.words import counted
from incident_desk.domain.moments import MINUTE_US

if TYPE_CHECKING:
    from incident_desk.desk.membership import Standing
    from incident_desk.store.shared.members import Member

HEARD_LATELY_US = 3 * MINUTE_US
"""A desk says once a minute that it is there."""
HEIGHT_PX = 28


class SharedDesks:
    """Rows of a dialog. `shut_out` is called with the name of whoever is to be shut out; None where nobody may."""

    def __init__(self, bridge: Bridge, column: QVBoxLayout, note: QLabel) -> None:
        self._bridge = bridge
        self._column = column
        self._note = note
        self.shut_out: Callable[[str], object] | None = None
        self._standing: Standing | None = None
        self._rows = QWidget()
        column.addWidget(self._rows)

    def say(self, words: str) -> None:
        """Why none are shown, or not those of now."""
        self._note.setText(words)

    def show(self, standing: "Standing") -> None:
        """Show the desks as the server knows them."""
        self._standing = standing
        self.show_again()
        survives = _tr("what is acknowledged survives the loss of the server")
        loses = _tr("the loss of the server may lose the last seconds, until desks share them again")
        self._note.setText(survives if standing.survives else loses)

    def show_again(self) -> None:
        """What this desk knows of itself has changed."""
        if self._standing is None:
            return
        before, self._rows = self._rows, QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, member in enumerate(sorted(self._standing.members, key=lambda m: (m.is_revoked, m.name.casefold()))):
            grid.setRowMinimumHeight(at, HEIGHT_PX)
            for column, part in enumerate(self._parts(at, member)):
                grid.addWidget(part, at, column)
        self._column.replaceWidget(before, self._rows)
        before.deleteLater()

    def _parts(self, at: int, member: "Member") -> list[QWidget]:
        now_us = self._bridge.now_us()
        is_me = member.person == self._bridge.me
        is_here = member.heard_us is not None and now_us - member.heard_us < HEARD_LATELY_US
        symbol, tone = ("circle-check", "ok") if is_here else ("circle-dashed", "warn")
        if member.is_revoked:
            symbol, tone = "lock", "text3"
        state = self._bridge.sharing.state
        waiting = state.waiting if is_me and state else member.waiting  # the server last heard of it before it was lost
        name = _tr("{name}, this desk").format(name=member.name) if is_me else member.name
        parts: list[QWidget] = [
            Picture(symbol=symbol, ink=tone),
            Elided(name, 13, 600, "text3" if member.is_revoked else "text"),
            Label(level_words(member.level), 12, 400, "text2"),
            Label(self._heard(member, now_us), 12, 400, "text2"),
            Label(_waits(waiting), 12, 400, "warn" if waiting else "text2"),
            Label(_clock(member), 12, 400, "text2"),
        ]
        if self.shut_out is not None and not is_me and not member.is_revoked:
            parts.append(self._way_out(at, member.name))
        return parts

    def _way_out(self, at: int, name: str) -> Button:
        button = Button(_tr("Shut out"), "user-x", "small", f"shut_out_{at}")
        button.setAccessibleName(_tr("Shut out {name}").format(name=name))
        assert self.shut_out is not None
        button.clicked.connect(partial(_call, self.shut_out, name))
        return button

    def _heard(self, member: "Member", now_us: int) -> str:
        if member.is_revoked:
            return _tr("shut out")
        if member.heard_us is None:
            return _tr("never heard")
        return _tr("heard {clock}").format(clock=clock_near(member.heard_us, now_us, self._bridge.zone))


def _call(call: Callable[[str], object], name: str, _checked: bool = False) -> None:
    call(name)


def _waits(waiting: int | None) -> str:
    return counted(waiting, _tr("1 waits"), _tr("{count} wait")) if waiting else _tr("nothing waits")


def _clock(member: "Member") -> str:
    if member.offset_ms is None:
        return ""
    seconds = f"{abs(member.offset_ms) / 1000:.1f}"
    way = _tr("clock {seconds} s behind") if member.offset_ms > 0 else _tr("clock {seconds} s ahead")
    return _tr("clock right") if abs(member.offset_ms) < 100 else way.format(seconds=seconds)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharedDesks", text)
