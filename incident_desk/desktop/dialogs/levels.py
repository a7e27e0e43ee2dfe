"""The level of a person: what they may do in the shared record, why it changes, and who has to ask for it."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.rights import WORDS, level_words
from incident_desk.desktop.theme import font
from incident_desk.domain.ids import PersonId
from incident_desk.domain.levels import Change, SetLevel
from incident_desk.domain.powers import Level


class LevelDialog(Dialog):
    """One is always chosen; keys 1 to 5 choose, too, while the keyboard is not in the reason.

    Args:
        asked: what another administrator has asked for, and this one may ask for, too.
    """

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, person: PersonId, window: QWidget, asked: Change | None = None) -> None:
        title = QCoreApplication.translate("LevelDialog", "Level of {name}").format(name=bridge.name(person))
        super().__init__(window, "level_dialog", "user-check", title)
        self._bridge = bridge
        self._person = person
        self._level = asked.level if asked else bridge.rights.level(person) or Level.OBSERVER
        self.chips = {level: ToggleChip(level_words(level), str(at)) for at, level in enumerate(Level, 1)}
        self.now = SectionHead(self.tr("What may they do?"))
        self.words = Label("", 13, 400, "text2", "level_words", wraps=True)
        self.reason = QLineEdit(asked.reason if asked else "")
        self.takes = Label("", 13, 400, "text2", "level_takes", wraps=True)
        self.fault = Label("", 13, 400, "bad", "level_fault", wraps=True)
        self._lay_out()
        self.promise("shield-check", self.tr("The shared database decides; it stays on the record, with the reason"))
        self.go = self.add_button("level_go", "", self._go, "primary")
        self.add_key("Ctrl+Return", self._go)
        self.reason.textChanged.connect(self._show)
        bridge.rights.changed.connect(self._show)
        bridge.organisation_changed.connect(self._show)
        self._choose(self._level)

    def _lay_out(self) -> None:
        self.reason.setObjectName("level_reason")
        self.reason.setAccessibleName(self.tr("Why"))
        self.reason.setPlaceholderText(self.tr("on call this week, back from leave…"))
        self.reason.setFont(font(13))
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for at, (level, chip) in enumerate(self.chips.items(), 1):
            chip.setObjectName(f"level_{level}")
            chip.clicked.connect(partial(self._choose, level))
            self.add_key(str(at), partial(self._choose, level))
            row.addWidget(chip)
        row.addStretch(1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(self.now)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Why?"), self.tr("everybody who shares this record reads it")))
        for part in (self.reason, self.takes, self.fault):
            column.addWidget(part)

    def first(self) -> QWidget:
        return self.chips[self._level]

    def _choose(self, level: Level, _checked: bool = False) -> None:
        self._level = level
        for each, chip in self.chips.items():
            chip.setChecked(each is level)
        self.words.setText(QCoreApplication.translate("Rights", str(WORDS[level])))
        self._show()

    def _show(self) -> None:
        """What they may now, what the change takes, and whether all of it is there: others change levels, too."""
        now = self._bridge.rights.level(self._person)
        self.now.note.setText(self.tr("now: {level}").format(level=level_words(now)))
        levels, person, level = self._bridge.organisation.levels, self._person, self._level
        before = [who for who in levels.asked_for(person, level) if who != self._bridge.me]
        if not levels.wants_two(person, level):
            said, go = self.tr("It holds from the moment the shared database has it."), self.tr("Set")
        elif before:
            names = ", ".join(map(self._bridge.name, before))
            said, go = self.tr("{names} asked for it, too: you are the second.").format(names=names), self.tr("Set")
        else:
            said = self.tr("An administrator is made and unmade by two: another one has to ask for the same.")
            go = self.tr("Ask for it")
        self.takes.setText(said)
        self.go.setText(go)
        self.go.setEnabled(level is not now and bool(self.reason.text().strip()) and not self.is_busy)

    def _go(self) -> None:
        if self.go.isEnabled():
            fields = SetLevel(self._person, self._level, self.reason.text())
            self.attempt(self._bridge, self._bridge.do(fields), self.fault, self.go)
