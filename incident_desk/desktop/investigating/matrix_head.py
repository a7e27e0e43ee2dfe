"""Above the matrix: the question, how much time is left, how much is rated, and the ways to add to it."""

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import box_left_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.investigation_badge import SIDE_PX, paint_badge
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.matrix import Matrix


class MatrixHead(QWidget):
    """`hypothesis_typed` carries a new one; `evidence_asked`: the form for a piece of evidence."""

    hypothesis_typed = Signal(str)
    evidence_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: str = ""
        self._badge = _Badge()
        self.question = Elided("", 15, 600)
        self.facts = [Label("", 12, 600) for _ in range(2)]
        self.hypothesis = Button(_tr("Hypothesis"), "plus", "small", "matrix_hypothesis")
        self.hypothesis.setToolTip(_tr("Say what may be so (H)"))
        self.evidence = Button(_tr("Evidence"), "file-plus", "small", "matrix_evidence")
        self.evidence.setToolTip(_tr("Add a piece of evidence (E)"))
        self.line = AddLine(
            "matrix_hypothesis_line", _tr("What may be so; a short name may stand before a colon"), self.hypothesis
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._badge)
        row.addWidget(self.question, 1)
        for name, value in zip((_tr("Time box"), _tr("Rated")), self.facts, strict=True):
            fact = QVBoxLayout()
            fact.setSpacing(2)
            fact.addWidget(Label(name, 11, 400, "text2"))
            fact.addWidget(value)
            row.addLayout(fact)
        row.addWidget(self.hypothesis, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.evidence, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.line)
        self.hypothesis.clicked.connect(self.line.begin)
        self.line.typed.connect(self.hypothesis_typed)
        self.evidence.clicked.connect(self.evidence_asked)
        bridge.rights.rule(self.hypothesis, self.evidence)

    def show_head(self, found: Investigation, observed: ObservedIncident, shown: Matrix, *, may: bool) -> None:
        """Say it of this one."""
        if self._shown != found.id:
            self.line.clear()
            self.line.hide()
            self._shown = found.id
        investigations = observed.board.investigations
        self._badge.say(investigations.label(found))
        self.question.setText(found.question(observed.board.timeline) or _tr("(the question was erased)"))
        is_sealed = investigations.stage(found) is Stage.SEALED
        self.facts[0].setText(box_left_words(found, self._bridge.now_us()) if is_sealed else "–")
        self.facts[1].setText(_tr("{rated} of {all} cells").format(rated=shown.rated, all=shown.size))
        self.hypothesis.setVisible(may)
        self.evidence.setVisible(may)


class _Badge(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._letter = ""
        self.setFixedSize(SIDE_PX, SIDE_PX)

    def say(self, letter: str) -> None:
        if letter != self._letter:
            self._letter = letter
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE_PX, SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_badge(painter, QRect(0, 0, SIDE_PX, SIDE_PX), self._letter, is_sealed=False, is_here=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MatrixHead", text)
