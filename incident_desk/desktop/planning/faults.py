"""What is wrong with the text, one at a time: where, in a sentence, and the mend as a button."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.plan_faults import Fault

LONGEST_MEND = 24


class FaultsPanel(QFrame):
    """Hidden while nothing is wrong. `mended` carries the fault that a person wants mended, `asked` one to go to."""

    mended = Signal(object)
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_faults")
        self.setProperty("kind", "badsoft")
        self._faults: tuple[Fault, ...] = ()
        self._at = 0
        self.place = Label("", 13, 600, "bad")
        self.count = Label("", 12, 400, "text2")
        self.words = Label("", 13, 400, wraps=True)
        self.mend = Button("", "wrench", "small", "plan_mend")
        self.go = Button(self.tr("Go there"), "", "small", "plan_fault_go")
        self.next = Button(self.tr("Next (F8)"), "", "small", "plan_fault_next")
        self._lay_out()
        self.hide()
        self.mend.clicked.connect(lambda: self.mended.emit(self._faults[self._at]))
        self.go.clicked.connect(lambda: self.asked.emit(self._faults[self._at]))
        self.next.clicked.connect(self.go_on)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture(symbol="circle-alert", ink="bad"))
        head.addWidget(self.place)
        head.addStretch(1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.mend, self.go, self.next):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)

    def add_key(self, room: QWidget) -> None:
        """F8 goes on to the next fault, anywhere in the room."""
        shortcut = QShortcut(QKeySequence("F8"), room)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.go_on)

    def show_faults(self, faults: tuple[Fault, ...], line: int) -> None:
        """Show these, beginning with the one in the line that the caret is in, or the one that was shown."""
        self._faults = faults
        here = [at for at, fault in enumerate(faults) if fault.line == line]
        if here and self._at not in here:
            self._at = here[0]
        self._at = min(self._at, max(0, len(faults) - 1))
        self._show()

    def go_on(self) -> None:
        """To the next one, and after the last to the first."""
        if self._faults:
            self._at = (self._at + 1) % len(self._faults)
            self._show()
            self.asked.emit(self._faults[self._at])

    def _show(self) -> None:
        self.setVisible(bool(self._faults))
        if not self._faults:
            return
        fault = self._faults[self._at]
        at = self.tr("Line {line}, column {column}").format(line=fault.line, column=fault.column)
        self.place.setText(self.tr("The whole text") if fault.is_everywhere else at)
        many = self.tr("{number} of {count}").format(number=self._at + 1, count=len(self._faults))
        self.count.setText(self.tr("the only mistake") if len(self._faults) == 1 else many)
        self.words.setText(fault.words[:1].upper() + fault.words[1:] + ".")
        self.mend.setVisible(fault.mend is not None)
        self.mend.setText(mend_words(fault))
        self.go.setVisible(not fault.is_everywhere)
        self.next.setVisible(len(self._faults) > 1)


def mend_words(fault: Fault) -> str:
    """What the button promises to write."""
    mend = (fault.mend or "").strip()
    if not mend:
        return QCoreApplication.translate("FaultsPanel", "Write spaces")
    shown = mend if len(mend) <= LONGEST_MEND else f"{mend[: LONGEST_MEND - 1]}…"
    return QCoreApplication.translate("FaultsPanel", "Write “{mend}”").format(mend=shown)
