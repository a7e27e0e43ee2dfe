"""The way to work: a record on this computer, by a plan to begin with."""

import asyncio

import msgspec
import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desk.resources import DEFAULT, ready_plans
from incident_desk.desktop.beginning.card import WayCard
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.severity import Severity

KEY = "Alt+A"


class Sample(msgspec.Struct, frozen=True):
    """A plan to begin with, and the figures somebody tells plans apart by."""

    key: str
    text: str
    name: str
    roles: int
    services: int
    runbooks: int
    first_s: int


class AloneCard(WayCard):
    """`asked` is told when somebody wants to begin so; `text` is the plan that was chosen."""

    asked = Signal()

    def __init__(self, bridge: Bridge) -> None:
        words = self.tr("A record on this computer only. Join a room later: everything you wrote comes along.")
        super().__init__("first_alone", "hard-drive", self.tr("Start alone"), words, KEY)
        self._samples: list[Sample] = []
        self.plan = Choice()
        self.plan.setObjectName("first_plan")
        self.plan.setAccessibleName(self.tr("Plan to begin with"))
        self.about = Label("", 12, 400, "text2", "first_plan_about", wraps=True)
        self.go = Button(self.tr("Start alone"), "", "plain", "first_alone_go")
        desk = bridge.desk
        self.column.addLayout(_row("folder", Elided(str(desk.home.path) if desk else "", 13, 400, "text2")))
        self.column.addLayout(_row("clipboard-list", self.plan))
        self.column.addWidget(self.about)
        self.column.addStretch(1)
        self.column.addWidget(self.go)
        self.go.clicked.connect(self.asked)
        self.plan.currentIndexChanged.connect(self._tell)
        bridge.soon(self._fill())

    @property
    def text(self) -> str:
        """The plan that was chosen, if it is another than the one that is in force without a word."""
        at = self.plan.currentIndex()
        chosen = self._samples[at] if 0 <= at < len(self._samples) else None
        return "" if chosen is None or chosen.key == DEFAULT else chosen.text

    async def _fill(self) -> None:
        samples = await asyncio.to_thread(_samples)
        if not shiboken6.isValid(self):
            return
        self._samples = samples
        for sample in self._samples:
            self.plan.addItem(self.tr("Plan: {name}").format(name=sample.name), sample.key)
        self._tell()

    def _tell(self) -> None:
        at = self.plan.currentIndex()
        if not 0 <= at < len(self._samples):
            return
        sample = self._samples[at]
        told = self.tr("{roles} roles · {services} services · {runbooks} runbooks · first message within {span}")
        span = span_words(sample.first_s * SECOND_US)
        figures = {"roles": sample.roles, "services": sample.services, "runbooks": sample.runbooks}
        self.about.setText(told.format(span=span, **figures))


def _row(symbol: str, beside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Picture(symbol=symbol))
    row.addWidget(beside, 1)
    return row


def _samples() -> list[Sample]:
    """Reads them whole: on a worker."""
    found: list[Sample] = []
    for key, text in ready_plans().items():
        plan = read_plan(text, key)
        first_s = plan.first_message_within_s(Severity.SEV1)
        counts = (len(plan.roles), len(plan.services), len(plan.runbooks))
        found.append(Sample(key, text, plan.name, *counts, first_s or 0))
    return found
