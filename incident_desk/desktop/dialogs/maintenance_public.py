"""In the form of maintenance: what customers read of it on the status page, and whether somebody has allowed it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_text
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.commands import Fields
from incident_desk.domain.maintenance import Maintenance
from incident_desk.domain.maintenance_public import (
    HideMaintenance,
    ShowMaintenance,
    WordMaintenance,
    needs_second,
    public_words,
)

HEIGHT_PX = 64


class MaintenancePublic(QWidget):
    """`write` puts down what a button says; where it is refused, whoever wrote says why."""

    def __init__(self, bridge: Bridge, write: Callable[[Fields, Button], None]) -> None:
        super().__init__()
        self._bridge = bridge
        self._write = write
        self._one: Maintenance | None = None
        self._filled = ""
        self.head = SectionHead(_tr("On the status page"), "")
        self.words = form_text(
            "maintenance_public", _tr("What customers read of it"), HEIGHT_PX, _tr("What is done, and what they notice")
        )
        self.propose = self._button("propose", _tr("Propose these words"), "pen-line")
        self.show_it = self._button("show", _tr("Let customers read it"), "check")
        self.hide_it = self._button("hide", _tr("Take it off the page"), "eye-off")
        self.propose.clicked.connect(
            lambda: self._say(lambda one: WordMaintenance(one.id, self.words.toPlainText()), self.propose)
        )
        self.show_it.clicked.connect(lambda: self._say(_shown, self.show_it))
        self.hide_it.clicked.connect(lambda: self._say(lambda one: HideMaintenance(one.id), self.hide_it))
        self.words.textChanged.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.propose, self.show_it, self.hide_it):
            row.addWidget(each)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.words)
        column.addLayout(row)

    def _button(self, name: str, words: str, symbol: str) -> Button:
        button = Button(words, symbol, "plain", f"maintenance_public_{name}")
        self._bridge.rights.rule(button)
        return button

    def _say(self, fields: Callable[[Maintenance], Fields], button: Button) -> None:
        if self._one is not None:
            self._write(fields(self._one), button)

    def show_public(self, one: Maintenance, *, is_over: bool) -> None:
        """As it stands by now; what is being typed stays."""
        self._one = one
        said = one.for_customers.text if one.for_customers is not None else ""
        if self.words.toPlainText().strip() == self._filled:
            with QSignalBlocker(self.words):
                self.words.setPlainText(said)
        self._filled = said
        self.words.setReadOnly(is_over)
        self._show()

    def _show(self) -> None:
        one = self._one
        if one is None:
            return
        plan, levels = self._bridge.organisation.plans.current, self._bridge.organisation.levels
        is_said = one.for_customers is not None
        is_read = bool(public_words(one, plan, levels))
        typed = self.words.toPlainText().strip()
        self.head.note.setText(_stands(one, self._bridge, is_read=is_read))
        self.propose.setVisible(not self.words.isReadOnly())
        self.propose.setEnabled(bool(typed) and typed != self._filled)
        self.show_it.setVisible(is_said and not is_read and not self.words.isReadOnly())
        self.show_it.setEnabled(typed == self._filled)
        self.hide_it.setVisible(is_said)
        self.hide_it.setText(_tr("Take it off the page") if is_read else _tr("Take the words back"))
        self.propose.setText(
            _tr("Propose these words") if needs_second(plan) else _tr("Let customers read these words")
        )


def _shown(one: Maintenance) -> Fields:
    return ShowMaintenance(one.id, one.for_customers.entry if one.for_customers is not None else "")


def _stands(one: Maintenance, bridge: Bridge, *, is_read: bool) -> str:
    """Whether customers read it, or who has to say so first."""
    worded = one.for_customers
    if worded is None or not worded.text:
        return _tr("customers read nothing of it")
    name = bridge.name(worded.by)
    if is_read:
        return _tr("customers read it; worded by {name}").format(name=name)
    is_other = bool(bridge.organisation.levels.of)  # whoever shares the record with nobody says both
    words = _tr("worded by {name}; somebody else has to allow it") if is_other else _tr("worded, and not allowed yet")
    return words.format(name=name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MaintenancePublic", text)
