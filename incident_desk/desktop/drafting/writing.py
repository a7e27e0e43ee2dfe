"""What somebody writes at on the board: the words, what is wrong with them, and their way out."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.check_list import CheckList
from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.drafting.way_out import WayOut
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line

CHECKS_MOST = 4


class Writing(QWidget):
    """Made when there is something to write at, which is loaded with it."""

    def __init__(self, bridge: Bridge, work: MessageWork, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = MessageEditor(bridge, work)
        self.checks = CheckList(self.editor, CHECKS_MOST)
        self.way = WayOut(bridge, work)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(16, 4, 16, 12)
        inner.setSpacing(8)
        approval = QHBoxLayout()
        approval.addWidget(Label(QCoreApplication.translate("DraftingPanel", "Approval"), 13, 600), 1)
        approval.addWidget(self.way.tools)
        for part in (self.editor, self.checks, Line()):
            inner.addWidget(part)
        inner.addLayout(approval)
        inner.addWidget(self.way)
        self.way.take_key(self)
