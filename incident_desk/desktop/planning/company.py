"""Who else is in the plan room, and where: as discs, in words, and as a caret in the text."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.carets import Caret
from incident_desk.desktop.parts.avatar_stack import AvatarShown, AvatarStack
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.planning.part import PartPage
from incident_desk.desktop.planning.sections import BY_KEY
from incident_desk.desktop.planning.text_column import TextColumn
from incident_desk.desktop.presence import writing_words
from incident_desk.desktop.whereabouts import DRAFT, PLACE
from incident_desk.domain.ids import NO_INCIDENT

if TYPE_CHECKING:
    from incident_desk.store.shared.presence import Someone

ROOM: Final = "plan"
"""What the others hear as the place of whoever is in this room; behind a colon the section."""
REST_MS: Final = 300
"""A caret that runs about is told of when it rests."""


class Company(QObject):
    """Shows the others, and says where whoever sits here writes: in the text the caret, in the form the line of it.

    `told` tells that the properties PLACE and DRAFT of form and text say so now.
    """

    told = Signal()
    possible_changed = Signal()

    def __init__(self, bridge: Bridge, draft: Draft, part: PartPage, text: TextColumn, stack: AvatarStack) -> None:
        super().__init__(part)
        self._bridge = bridge
        self._draft = draft
        self._part = part
        self._text = text.text
        self._stacks = (stack, text.others)
        self.people: list[AvatarShown] = []
        self.carets: list[Caret] = []
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell)
        for moved in (self._part.moved, self._text.cursorPositionChanged):
            moved.connect(self._move)
        bridge.sharing.changed.connect(self.possible_changed)
        bridge.sharing.people_changed.connect(self._look)
        bridge.organisation_changed.connect(self._look)

    @property
    def is_possible(self) -> bool:
        """Whether the record is shared with anybody who could be here."""
        return self._bridge.sharing.state is not None

    def _move(self) -> None:
        """Whoever sits here is at another place."""
        if not self._rest.isActive():
            self._rest.start()

    def _tell(self) -> None:
        seen, part, text = self._draft.last, self._part, self._text
        line = seen.outline.lines.get(part.path, 0) if seen is not None and seen.outline is not None else 0
        part.setProperty(PLACE, f"{ROOM}:{part.section.key}")
        part.setProperty(DRAFT, f"{ROOM}:{line}" if line else "")
        text.setProperty(PLACE, ROOM)
        text.setProperty(DRAFT, f"{ROOM}:{text.line()}:{text.column()}")
        self.told.emit()

    def stop(self) -> None:
        """The window is about to close."""
        self._rest.stop()

    def _look(self) -> None:
        state = self._bridge.sharing.state
        there = state.present if state is not None else ()
        here = [each for each in there if each.incident == NO_INCIDENT and each.panel.partition(":")[0] == ROOM]
        carets = [caret for each in here if (caret := self._caret(each)) is not None]
        people = [self._shown(each) for each in here]
        if (people, carets) != (self.people, self.carets):
            self.people, self.carets = people, carets
            self._show()

    def _show(self) -> None:
        writing = writing_words(each.name for each in self.people if each.is_writing)
        for stack in self._stacks:
            stack.show_people(self.people, writing)
        self._text.show_carets(self.carets)

    def _caret(self, someone: "Someone") -> Caret | None:
        """What another desk says may be anything."""
        room, *numbers = someone.draft.split(":")
        if room != ROOM or not numbers or not all(number.isdecimal() and len(number) < 7 for number in numbers):
            return None
        line, column = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
        return Caret(self._bridge.name(someone.person), line, column) if line else None

    def _shown(self, someone: "Someone") -> AvatarShown:
        name, caret = self._bridge.name(someone.person), self._caret(someone)
        section = BY_KEY.get(someone.panel.partition(":")[2])
        named = self._bridge.rights.named(someone.person)
        told = _tr("{name}, in the plan room") if section is None else _tr("{name}, at {section}")
        if caret is not None:
            told = (
                _tr("{name} writes in line {line}")
                if section is None
                else _tr("{name} writes at {section}, line {line}")
            )
        values = {"name": named, "section": section.title if section else "", "line": caret.line if caret else ""}
        return AvatarShown(name, told.format(**values), is_writing=caret is not None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Company", text)
