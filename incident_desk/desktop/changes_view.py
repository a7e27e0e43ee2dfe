"""What the draft says otherwise than another version: place, before and after."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incident_desk.desktop.parts.change_row import ChangeRow
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.plan_comparing import Change

MOST = 60


class ChangesView(QFrame):
    """At most so many changes; the rest is counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_changes")
        self.setProperty("kind", "well")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._shown: tuple[Change, ...] | None = None

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """These from now on."""
        if changes == self._shown:
            return
        self._shown = changes
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for change in changes[:MOST]:
            for words, is_new in ((change.before, False), (change.after, True)):
                if words:
                    self._column.addWidget(ChangeRow(change.place, words, is_new=is_new))
        if len(changes) > MOST:
            rest = Label(self.tr("and {count} more").format(count=len(changes) - MOST), 12, 400, "text2")
            rest.setContentsMargins(12, 6, 12, 6)
            self._column.addWidget(rest)
        self.setVisible(bool(changes))
