"""The way to others: a line that somebody gave, tried before it is used, and told of in words."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from incident_desk.desktop.beginning.card import WayCard
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.settings.shared_way import step_name
from incident_desk.desktop.theme import mono
from incident_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.store.shared.probing import Step

KEY = "Alt+J"


class JoinCard(WayCard):
    """`asked` is told when somebody wants to join by the line that stands there; `join` does it."""

    asked = Signal()

    def __init__(self, bridge: Bridge) -> None:
        words = self.tr(
            "Several desks, one record. Ask whoever runs it for a join line; it holds your key, so keep it to yourself."
        )
        super().__init__("first_join", "users", self.tr("Join a room"), words, KEY)
        self._bridge = bridge
        self.line = QLineEdit()
        self.line.setObjectName("first_join_line")
        self.line.setAccessibleName(self.tr("The join line you were given"))
        self.line.setPlaceholderText(self.tr("postgresql://…   the line you were given"))
        self.line.setFont(mono())
        self.told = Label("", 12, 400, "text2", "first_join_told", wraps=True)
        self.go = Button(self.tr("Test and join"), "plug", "plain", "first_join_go")
        for part in (self.line, self.told, self.go):
            self.column.addWidget(part)
        self.go.clicked.connect(self.asked)
        self.line.returnPressed.connect(self.asked)
        self.line.textChanged.connect(self._show)
        self._show()

    @property
    def given(self) -> str:
        """What was pasted; a mail may have broken it into lines."""
        return "".join(self.line.text().split())

    def _show(self) -> None:
        self.go.setEnabled(bool(self.given))
        self.say(self.tr("The line is tried first, and you are told in words what works."))

    def say(self, words: str, tone: str = "text2") -> None:
        self.told.setText(words)
        self.told.set_tone(tone)

    async def join(self, before: Callable[[], Awaitable[object]]) -> None:
        """Go the way to the server step by step, then come in.

        Args:
            before: what is done once the way is open, and before anybody there hears of this desk.
        Raises: DeskError that says where the way ends, and what was found there.
        """
        desk = self._bridge.desk
        assert desk is not None
        await self._try(desk)
        await before()
        self.say(self.tr("All open. Coming in…"))
        await asyncio.to_thread(_join, desk, self.given)
        self._bridge.sharing.begin()

    async def _try(self, desk: "Desk") -> None:
        self.say(self.tr("Going the way to the server…"))
        steps = await asyncio.to_thread(_way, desk, self.given)
        open_so_far: list[str] = []
        while (step := await asyncio.to_thread(next, steps, None)) is not None:
            if not step.is_open:
                told = self.tr("{step}: {said}").format(step=step_name(step.part), said=step.said)
                raise DeskError(told)
            open_so_far.append(step_name(step.part))
            self.say(self.tr("Open: {steps}").format(steps=" · ".join(open_so_far)))


def _way(desk: "Desk", line: str) -> "Iterator[Step]":
    return desk.shared.membership().test(line, desk.timekeeping.machine_us)


def _join(desk: "Desk", line: str) -> None:
    desk.shared.membership().join(line)
