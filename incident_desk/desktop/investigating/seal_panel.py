"""To whom an investigation is sealed, what everybody else sees of it, and who of its members is here."""

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import outside_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.investigation_badge import paint_hatch
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.ids import PersonId
from incident_desk.domain.investigation_list import Investigation, Stage

PLACE_NAME = "investigations_room"


class SealPanel(Section):
    """Presence is told by the incident alone: where in an investigation somebody works is sealed, too."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_seal", _tr("The seal"), parent)
        self._bridge = bridge
        self.told = Label("", 12, 400, "text2", wraps=True)
        self.outside = _Outside()
        self._members = QVBoxLayout()
        self._members.setSpacing(6)
        self.rows: list[_Member] = []
        self.body.setSpacing(8)
        self.body.addWidget(self.told)
        self.body.addWidget(self.outside)
        self.body.addLayout(self._members)
        self.head.insertWidget(0, Picture(symbol="lock", ink="accent", side_px=14))
        bridge.sharing.people_changed.connect(self._show_members)
        self._found: Investigation | None = None
        self._observed: ObservedIncident | None = None

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        """Say it of this one."""
        self._found, self._observed = found, observed
        bridge, investigations = self._bridge, observed.board.investigations
        stage, label = investigations.stage(found), investigations.label(found)
        is_shared = bridge.sharing.state is not None
        self.note.setText(_tr("open to all") if stage is Stage.OPEN else "")
        if stage is Stage.OPEN:
            words = _tr("Everybody who may know of the incident reads it. What is added now is marked so.")
        elif is_shared:
            words = _tr("The shared record gives {letter} to its members only. Everybody else sees this line:")
        else:
            words = _tr("Without a shared record the seal is a courtesy. Everybody else sees this line:")
        self.told.setText(words.format(letter=label))
        self.outside.say(f"{label} · {outside_words(found, observed, bridge)}")
        self.outside.setVisible(stage is not Stage.OPEN)
        self._show_members()

    def _show_members(self) -> None:
        if self._found is None or self._observed is None:
            return
        members = list(self._found.people)
        while len(self.rows) < len(members):
            self.rows.append(_Member())
            self._members.addWidget(self.rows[-1])
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(members))
            if at < len(members):
                name = self._observed.organisation.people.name(members[at])
                leads = _tr("{name}, lead").format(name=name) if members[at] == self._found.lead else name
                row.say(name, leads, *self._where(members[at]))

    def _where(self, person: PersonId) -> tuple[str, bool]:
        """Where somebody is, and whether they are away."""
        if person == self._bridge.me:
            return _tr("you"), False
        state, observed = self._bridge.sharing.state, self._observed
        if state is None or observed is None:
            return "", False
        here = next((x for x in state.present if x.person == person and x.incident == observed.incident), None)
        if here is not None:
            return (_tr("at the investigations") if here.panel == PLACE_NAME else _tr("in this incident")), False
        if any(each.person == person for each in state.seen):
            clock = clock_near(state.seen_us, self._bridge.now_us(), self._bridge.zone)
            return _tr("seen {clock}").format(clock=clock), True
        return _tr("not here"), True


class _Member(QWidget):
    """One of those who work on it."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("", 24)
        self.name = Elided("", 13, 500)
        self.where = Label("", 12, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._avatar)
        row.addWidget(self.name, 1)
        row.addWidget(self.where)

    def say(self, name: str, words: str, where: str, is_away: bool) -> None:
        self._avatar.set_person(name, is_dashed=is_away)
        self.name.setText(words)
        self.where.setText(where)
        self.where.set_tone("warn" if is_away else "text2")


class _Outside(QWidget):
    """The exact line that everybody else sees, on hatched ground."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Elided("", 12, 500, "text2")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(Picture(symbol="lock", ink="text2", side_px=14))
        row.addWidget(self.words, 1)

    def say(self, words: str) -> None:
        self.words.setText(words)

    def sizeHint(self) -> QSize:
        return QSize(200, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_hatch(painter, QRect(0, 0, self.width(), self.height()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("SealPanel", text)
