"""The way to look: a real incident of the past, played in a window of its own."""

import asyncio

import msgspec
import shiboken6
from PySide6.QtCore import Signal

from incident_desk.desktop.beginning.board_picture import BoardPicture
from incident_desk.desktop.beginning.card import WayCard
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.words import counted
from incident_desk.domain.moments import MINUTE_US
from incident_desk.learning.demos import FIRST, demo_named, demo_names

SPEED = 60
KEY = "Alt+D"


class Offer(msgspec.Struct, frozen=True):
    """One demo: its name, what happened, and how long it takes at the usual speed."""

    name: str
    title: str
    minutes: int


class DemoCard(WayCard):
    """`asked` carries the name of the demo."""

    asked = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        words = self.tr(
            "A real incident, played at 60 times its speed in a window of its own. You may press everything; nothing "
            "leaves this computer, and your own record stays as it is."
        )
        super().__init__("first_demo", "play", self.tr("Look at a demo"), words, KEY)
        self.propose()
        self._offers: list[Offer] = []
        self.which = Choice()
        self.which.setObjectName("first_demo_which")
        self.which.setAccessibleName(self.tr("Which incident"))
        self.go = Button(self.tr("Look at a demo"), "play", "primary", "first_demo_go")
        self.told = Label("", 12, 400, "text2", "first_demo_told")
        self.column.addWidget(BoardPicture(bridge))
        self.column.addStretch(1)
        self.column.addWidget(self.which)
        self.column.addWidget(self.go)
        self.column.addWidget(self.told)
        self.go.clicked.connect(self.take)
        self.which.currentIndexChanged.connect(self._tell)
        bridge.soon(self._fill())

    async def _fill(self) -> None:
        offers = await asyncio.to_thread(_offers)
        if not shiboken6.isValid(self):
            return
        self._offers = offers
        for offer in self._offers:
            self.which.addItem(offer.title, offer.name)
        self._tell()

    def _tell(self) -> None:
        at = self.which.currentIndex()
        if 0 <= at < len(self._offers):
            minutes = self._offers[at].minutes
            self.told.setText(counted(minutes, self.tr("1 minute"), self.tr("{count} minutes")))

    def take(self) -> None:
        """Play it; this window stays as it is."""
        self.asked.emit(str(self.which.currentData() or FIRST))
        self.told.setText(self.tr("It opens in a window of its own; close that to come back here."))


def _offers() -> list[Offer]:
    """The first to watch first. Reads files: on a worker."""
    found = [demo_named(name) for name in sorted(demo_names(), key=lambda name: (name != FIRST, name))]
    return [
        Offer(each.name, each.title, max(1, round((each.steps[-1].at_us - each.starts_us) / SPEED / MINUTE_US)))
        for each in found
    ]
