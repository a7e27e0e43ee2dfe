"""The sections of the plan: how much is in each, and in one word how it stands."""

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_button import SectionButton
from incident_desk.desktop.planning.sections import SECTIONS, Shown, steps, unchecked
from incident_desk.desktop.planning.seen import Seen
from incident_desk.desktop.words import counted
from incident_desk.domain.plan_outline import Outline

NAME_CHARACTERS = 28


class SectionList(Section):
    """`chosen` carries the key of the section that a person went to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plan_sections", "", parent)
        self.head.insertWidget(0, Label(self.tr("Plan"), 13, 600))
        self.buttons: dict[str, SectionButton] = {}
        self.body.setContentsMargins(0, 0, 0, 8)
        for section in SECTIONS:
            button = self.buttons[section.key] = SectionButton(section.symbol, section.title, f"plan_{section.key}")
            button.clicked.connect(lambda _=False, key=section.key: self.chosen.emit(key))
            self.body.addWidget(button)
        self.buttons[SECTIONS[0].key].setChecked(True)

    def choose(self, key: str) -> None:
        """This one is shown."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def take_keyboard(self) -> None:
        next(button for button in self.buttons.values() if button.isChecked()).setFocus()

    def show_seen(self, seen: Seen) -> None:
        """What the draft came to."""
        outline = seen.outline
        self.show_name(outline)
        for section in SECTIONS:
            if outline is None:
                self.buttons[section.key].show_note("")
                continue
            note, tone = self._note(section, outline, seen.changed.get(section.key, 0))
            count = str(len(steps(outline, section))) if section.is_list else ""
            self.buttons[section.key].show_note(note, tone, count)

    def show_name(self, outline: Outline | None) -> None:
        name = outline.at(("name",)) if outline is not None else ""
        shown = name if isinstance(name, str) else ""
        self.note.setText(shown if len(shown) <= NAME_CHARACTERS else f"{shown[: NAME_CHARACTERS - 1]}…")

    def _note(self, section: Shown, outline: Outline, changed: int) -> tuple[str, str]:
        """The worst there is to say: mistakes, then what changed, then contacts that nobody tried."""
        wrong = outline.wrong_below((section.key,))
        if section.key == "declare_if":
            wrong += sum(path == () or path[0] not in self.buttons for path in outline.faults)
        if wrong:
            return counted(wrong, self.tr("1 mistake"), self.tr("{count} mistakes")), "bad"
        if changed:
            return counted(changed, self.tr("1 changed"), self.tr("{count} changed")), "accent"
        if section.key == "contacts" and (stale := unchecked(outline.at(("contacts",)), datetime.date.today())):
            return counted(stale, self.tr("1 unchecked"), self.tr("{count} unchecked")), "warn"
        return "", "warn"
