"""What everybody may know of an investigation that is sealed to them: that it lives, for how long, when it opens."""

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.page import RoomPage
from incident_desk.desktop.investigating.sealed_facts import may_words, sealed_facts
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.investigation_badge import paint_hatch
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.investigation_list import Investigation

WIDE_PX, SIDE_PX, NAME_PX = 640, 24, 112
FACTS = 6


class SealedPage(RoomPage):
    """`manage_asked`: whoever manages the incident gives more time, lets somebody in, or breaks the seal."""

    manage_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        self._bridge = bridge
        self.letter = Label("", 12, 500, "text2")
        self.question = Label("", 15, 600, wraps=True)
        self.names = [Label("", 12, 400, "text2") for _ in range(FACTS)]
        self.facts = [Label("", 13, 400, wraps=True) for _ in range(FACTS)]
        self.may = Label("", 12, 400, "text2", wraps=True)
        self.manage = Button(_tr("Time, people, seal…"), "users", "plain", "sealed_manage")
        super().__init__(_framed(self._card()), parent)
        bridge.rights.rule(self.manage)
        self.manage.clicked.connect(self.manage_asked)

    def _card(self) -> QFrame:
        strip = _Hatched()
        head = QHBoxLayout(strip)
        head.setContentsMargins(SIDE_PX, 10, SIDE_PX, 10)
        head.setSpacing(8)
        head.addWidget(Picture(symbol="lock", ink="text2", side_px=14))
        head.addWidget(self.letter, 1)
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setColumnMinimumWidth(0, NAME_PX)
        rows.setColumnStretch(1, 1)
        for at, (name, fact) in enumerate(zip(self.names, self.facts, strict=True)):
            rows.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(fact, at, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.may, 1)
        foot.addWidget(self.manage)
        card = QFrame()
        card.setObjectName("sealed_card")
        card.setProperty("kind", "card")
        card.setMaximumWidth(WIDE_PX)
        below = QVBoxLayout()
        below.setContentsMargins(SIDE_PX, 16, SIDE_PX, 20)
        below.setSpacing(12)
        below.addWidget(self.question)
        below.addLayout(rows)
        below.addWidget(Line())
        below.addLayout(foot)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(Line())
        column.addLayout(below)
        return card

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        board = observed.board
        letter = board.investigations.label(found)
        self.letter.setText(_tr("{letter} is sealed to those who work on it").format(letter=letter))
        self.question.setText(found.question(board.timeline) or _tr("(the question was erased)"))
        told = sealed_facts(found, observed, self._bridge)
        for (name, words), title, fact in zip(told, self.names, self.facts, strict=True):
            title.setText(name)
            fact.setText(words)
        self.may.setText(may_words(observed, self._bridge))
        self.manage.setVisible(self._bridge.me in board.restriction.managers)

    def first(self) -> QWidget:
        return self.manage if self.manage.isVisibleTo(self.centre) else self.centre


class _Hatched(QWidget):
    """Ground on which something stands that is not for whoever looks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_hatch(painter, QRect(0, 0, self.width(), self.height()))


def _framed(card: QWidget) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card, 100)
    row.addStretch(1)
    column = QVBoxLayout(frame)
    column.setContentsMargins(48, 24, 48, 24)
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    return frame


def _tr(text: str) -> str:
    return QCoreApplication.translate("SealedPage", text)
