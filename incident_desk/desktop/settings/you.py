"""Settings, you: who is at the desk, their PIN, and who else has written here."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.forms.ui_settings_you import Ui_SettingsYou
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.person_row import person_row
from incident_desk.desktop.rights import level_words
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import LOCK_AFTER, WindowState
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import PersonId

LOCKS_AFTER_MIN: Final = (0.0, 1.0, 5.0, 15.0, 30.0)


class YouPage(QWidget):
    """Changing the person is a dialog of its own, because it is wanted elsewhere, too; so is the PIN."""

    person_asked = Signal()
    pin_asked = Signal()
    lock_after_changed = Signal()

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._state = state
        self.form = form = Ui_SettingsYou()
        form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        form.person_change.clicked.connect(self.person_asked)
        form.pin_change.clicked.connect(self.pin_asked)
        for button in (form.person_change, form.pin_change):
            button.setEnabled(bridge.desk is not None)
        self._show_pin()
        self._offer_lock()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(Line())
        column.addWidget(Label(self.tr("People of this home"), 13, 600))
        self._column = column
        self._rows = QWidget()
        column.addWidget(self._rows)
        bridge.person_changed.connect(self._show)
        bridge.organisation_changed.connect(self._show)
        bridge.rights.changed.connect(self._show)
        self._show()

    def _show_pin(self) -> None:
        desk, form = self._bridge.desk, self.form
        if desk is None or desk.home.key is None:
            form.pin_note.setText(self.tr("Without a PIN everybody at this console reads this record"))
        else:
            form.pin_note.setText(self.tr("You have a PIN: this record is yours alone, and encrypted"))
            form.pin_change.setText(self.tr("Change"))
            form.person_change.setText(self.tr("Lock"))
        form.pin_change.setVisible(desk is None or not desk.is_apart)

    def _offer_lock(self) -> None:
        """Only for whoever has a PIN: nothing keeps the next one out of an open record."""
        form, desk = self.form, self._bridge.desk
        has_pin = desk is not None and desk.home.key is not None
        for part in (form.lock_line, form.lock_head, form.lock_note, form.lock_choice):
            part.setVisible(has_pin)
        if has_pin:
            now = self._state.lock_after_min
            for minutes in sorted({*LOCKS_AFTER_MIN, now}):
                form.lock_choice.addItem(_after(minutes), minutes)
            form.lock_choice.setCurrentIndex(form.lock_choice.findData(now))
            form.lock_choice.currentIndexChanged.connect(self._keep_lock)

    def _keep_lock(self) -> None:
        self._state.keep(LOCK_AFTER, f"{self.form.lock_choice.currentData():g}")
        self.lock_after_changed.emit()

    def _show(self) -> None:
        bridge = self._bridge
        self.form.person_note.setText(bridge.rights.named(bridge.me))
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for person in bridge.people:
            column.addLayout(self._row(person))
        self._column.replaceWidget(before, self._rows)
        before.hide()
        before.deleteLater()

    def _row(self, person: PersonId) -> QHBoxLayout:
        name = self._bridge.name(person)
        row = person_row(name, level_words(self._bridge.rights.level(person)))
        if person == self._bridge.me:
            row.addWidget(Label(self.tr("at the desk"), 12, 400, "ok"))
        return row


def _after(minutes: float) -> str:
    """ "After 5 minutes"."""
    if not minutes:
        return QCoreApplication.translate("YouPage", "Never")
    one = QCoreApplication.translate("YouPage", "After 1 minute")
    many = QCoreApplication.translate("YouPage", "After {count} minutes")
    return counted(int(minutes), one, many) if minutes == int(minutes) else many.format(count=f"{minutes:g}")
