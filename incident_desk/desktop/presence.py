"""Who else is at one place of this incident, or in one of its drafts: as discs, and in words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.avatar_stack import SIDE_PX, AvatarShown, AvatarStack
from incident_desk.domain.board import Board

if TYPE_CHECKING:
    from incident_desk.store.shared.presence import Someone

FILLS: Final = 100
"""The stretch of what takes the room that is left in a row."""
FEW: Final = 3
"""So many discs stand at the head of a panel; the last of them is a number where there are more people."""

PLACES: Final = {
    "timeline_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the timeline"),
    "roles_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the roles"),
    "impact_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the impact"),
    "tasks_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the tasks"),
    "courses_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the courses of action"),
    "due_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at what is due"),
    "investigations_room": QT_TRANSLATE_NOOP("Presence", "{name}, at the investigations"),
    "facts_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the fact sheet"),
    "communications_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the communications"),
    "links_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the linked incidents"),
    "adoption_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at what waits to be adopted"),
    "restriction_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at who may know"),
    "incident_header_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the header"),
}
"""What is said of whoever has the keyboard there; a desk of another version may name others."""
ROLE: Final = "role_"
"""Begins the name of the place that one role is."""
DRAFTS: Final = {
    "line": QT_TRANSLATE_NOOP("Presence", "{name} writes a line"),
    "title": QT_TRANSLATE_NOOP("Presence", "{name} changes the title"),
    "severity": QT_TRANSLATE_NOOP("Presence", "{name} changes the severity"),
    "state": QT_TRANSLATE_NOOP("Presence", "{name} changes the state"),
    "impact": QT_TRANSLATE_NOOP("Presence", "{name} changes the impact"),
    "handover": QT_TRANSLATE_NOOP("Presence", "{name} writes a handover"),
    "handover-room": QT_TRANSLATE_NOOP("Presence", "{name} hands the whole room over"),
    "acceptance": QT_TRANSLATE_NOOP("Presence", "{name} reads an offer of a role"),
    "task": QT_TRANSLATE_NOOP("Presence", "{name} gives a task"),
    "answer": QT_TRANSLATE_NOOP("Presence", "{name} answers for a task"),
    "course": QT_TRANSLATE_NOOP("Presence", "{name} proposes a course of action"),
    "word": QT_TRANSLATE_NOOP("Presence", "{name} looks at a course of action"),
    "decision": QT_TRANSLATE_NOOP("Presence", "{name} writes down a decision"),
    "revisit": QT_TRANSLATE_NOOP("Presence", "{name} looks at a decision again"),
    "reply": QT_TRANSLATE_NOOP("Presence", "{name} answers a question"),
    "fact": QT_TRANSLATE_NOOP("Presence", "{name} looks at a fact"),
    "reading": QT_TRANSLATE_NOOP("Presence", "{name} reads a message"),
    "by-hand": QT_TRANSLATE_NOOP("Presence", "{name} sends a message by hand"),
    "message": QT_TRANSLATE_NOOP("Presence", "{name} writes a message"),
    "correction": QT_TRANSLATE_NOOP("Presence", "{name} corrects a line"),
}
"""What is said of whoever writes; a draft about one thing among many has its id behind a colon."""


class PresenceStrip(AvatarStack):
    """Who is at one place, or with `draft` in that draft. Empty while nobody else is, or nobody can know."""

    def __init__(self, bridge: Bridge, place: str, draft: str = "", *, side_px: int = SIDE_PX) -> None:
        super().__init__(FEW, fills=True, side_px=side_px)
        self._bridge = bridge
        self._place = place
        self._draft = draft
        self._observed: ObservedIncident | None = None
        self.setObjectName(f"presence_{draft.partition(':')[0] or place}")
        bridge.sharing.people_changed.connect(self.show_present)
        bridge.organisation_changed.connect(self.show_present)
        bridge.sharing.changed.connect(self._keep_room)
        self._keep_room()

    def _keep_room(self) -> None:
        """What room it has is kept free as long as somebody may come, and not where nobody can."""
        self.setVisible(self._bridge.sharing.state is not None)

    def observe(self, observed: ObservedIncident) -> None:
        """Those in this incident, from now on."""
        self._observed = observed
        self.show_present()

    def show_present(self) -> None:
        """Look again who is there."""
        state, observed = self._bridge.sharing.state, self._observed
        if observed is None:
            return
        there = state.present if state is not None else ()
        found = [each for each in there if each.incident == observed.incident and self._is_here(each)]
        writing = [self._bridge.name(each.person) for each in found if each.draft]
        self.show_people([shown(each, observed.board, self._bridge) for each in found], writing_words(writing))

    def _is_here(self, someone: "Someone") -> bool:
        if self._draft:
            return (someone.panel, someone.draft) == (self._place, self._draft)
        return someone.panel == self._place or (self._place == "roles_panel" and someone.panel.startswith(ROLE))


def shown(someone: "Someone", board: Board, bridge: Bridge, seen: str = "") -> AvatarShown:
    """Somebody as a disc; with `seen`, as they were when they were heard of last."""
    name, told = bridge.name(someone.person), bridge.rights.named(someone.person)
    if seen:
        return AvatarShown(name, _tr("{name}, last {seen}").format(name=told, seen=seen), is_past=True)
    draft = DRAFTS.get(someone.draft.partition(":")[0])
    if draft is not None:
        return AvatarShown(name, _tr(draft).format(name=told), is_writing=True)
    return AvatarShown(name, _at(someone, board).format(name=told), is_writing=bool(someone.draft))


def _at(someone: "Someone", board: Board) -> str:
    role = board.roles.held.get(someone.panel.removeprefix(ROLE)) if someone.panel.startswith(ROLE) else None
    if role is not None:
        return _tr("{name}, at {role}").replace("{role}", role.title.replace("{", "{{").replace("}", "}}"))
    return _tr(PLACES.get(someone.panel, QT_TRANSLATE_NOOP("Presence", "{name}, in this incident")))


def writing_words(names: Iterable[str]) -> str:
    """ "Bea Lund writes"; of several the first names are enough, and of many the first."""
    found = list(names)
    if len(found) <= 1:
        return _tr("{name} writes").format(name=found[0]) if found else ""
    first = [name.partition(" ")[0] for name in found]
    if len(found) == 2:
        return _tr("{one} and {other} write").format(one=first[0], other=first[1])
    return _tr("{one} and {count} more write").format(one=first[0], count=len(found) - 1)


def _tr(text: object) -> str:
    return QCoreApplication.translate("Presence", str(text))
