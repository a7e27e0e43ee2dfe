"""The drafts of the plan on the record, and the one that is written at: everybody's, unless two were begun apart."""

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.domain.board import Board
from incident_desk.domain.ids import NO_INCIDENT, PersonId
from incident_desk.domain.plan_drafts import PREFIX, name_of, texts_of

if TYPE_CHECKING:  # pycrdt comes with it
    from incident_desk.desktop.drafts import SharedDraft


class Beside(msgspec.Struct, frozen=True):
    """Another draft that says something, begun from another version by somebody who did not know of this one."""

    name: str
    text: str
    by: PersonId


class CommonDraft(QObject):
    """`edited` tells that the text is another one, and not because of `write`; `beside_changed` that another draft is.

    Whoever is in a draft that says something stays in it. Else it is the one that was changed last and says something,
    else a new one of the plan in force.
    """

    edited = Signal()
    beside_changed = Signal()
    written = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._texts: dict[str, tuple[int, str]] = {}
        self.draft: SharedDraft | None = None
        """None until the record was read."""

    async def begin(self, name: str, unwritten: bytes) -> None:
        """Read what there is on the record. `name` and `unwritten` are what this desk kept."""
        self._observed = await observe(self._bridge, NO_INCIDENT, self, prepare=_read)
        found = self._observed.take_prepared()
        self._texts = found if isinstance(found, dict) else {}
        self._observed.changed.connect(self._hear)
        if unwritten or (name in self._names and not self._is_finished(self._text(name))):
            self._open(name, unwritten)
        self.choose()

    @property
    def begun_from(self) -> str:
        """The version that the draft was begun from; empty if that is not here."""
        return self._version(self.draft.name) if self.draft is not None else ""

    def _version(self, name: str) -> str:
        plans = self._bridge.organisation.plans
        return next((text for text in (*plans.texts, plans.default) if name_of(text) == name), "")

    @property
    def beside(self) -> list[Beside]:
        """The other drafts that say something, the one that was changed last first."""
        if self._observed is None or self.draft is None:
            return []
        changes, here = self._observed.board.drafts.of, self.draft
        others = [(name, self._text(name)) for name in self._names if name != here.name]
        return [
            Beside(name, text, changes[name].last_by)
            for name, text in others
            if text != here.text and not self._is_finished(text)
        ]

    async def end(self, beside: Beside) -> None:
        """Its words were taken over here: whoever is still in it comes over, too."""
        if self._observed is None:
            return
        from incident_desk.desktop.drafts import SharedDraft

        draft = SharedDraft(self._bridge, self._observed, beside.name, self._version(beside.name), parent=self)
        draft.write(self._bridge.organisation.plans.text_in_force)
        await draft.write_down()
        draft.let_go()

    def undo(self) -> None:
        """Take back what was changed at this desk last."""
        if self.draft is not None:
            self.draft.undo()

    def redo(self) -> None:
        """Take the taking back back."""
        if self.draft is not None:
            self.draft.redo()

    @property
    def can_undo(self) -> bool:
        return self.draft is not None and self.draft.can_undo

    def _is_finished(self, text: str) -> bool:
        """Whether it says nothing that is not published."""
        return self._bridge.organisation.plans.has(text)

    @property
    def _names(self) -> list[str]:
        return self._observed.board.drafts.named(PREFIX) if self._observed is not None else []

    def _text(self, name: str) -> str:
        """Of one that is not written at. Read again only if something came."""
        assert self._observed is not None
        changes = self._observed.board.drafts.of[name]
        count, text = self._texts.get(name, (0, ""))
        if count != len(changes.of):
            from incident_desk.domain.draft_text import text_of

            text = text_of(changes.of.values())
            self._texts[name] = (len(changes.of), text)
        return text

    def choose(self) -> None:
        """Another plan may be in force, or another draft begun."""
        if self._observed is None or (self.draft is not None and not self._is_finished(self.draft.text)):
            return
        wanted = next((name for name in self._names if not self._is_finished(self._text(name))), "")
        in_force = self._bridge.organisation.plans.text_in_force
        if not wanted and self.draft is not None and self.draft.text == in_force:
            return
        self._open(wanted or name_of(in_force))

    def _open(self, name: str, unwritten: bytes = b"") -> None:
        if self._observed is None or (self.draft is not None and self.draft.name == name):
            return
        from incident_desk.desktop.drafts import SharedDraft

        if self.draft is not None:
            self.draft.let_go()
        self.draft = SharedDraft(
            self._bridge, self._observed, name, self._version(name), unwritten=unwritten, parent=self
        )
        self.draft.edited.connect(self.edited)
        self.draft.written.connect(self.written)
        self.edited.emit()

    def _hear(self, kinds: frozenset[str]) -> None:
        if "draft.changed" in kinds:
            self.choose()
            self.beside_changed.emit()


def _read(board: Board) -> object:
    """On the reading thread: every draft of the plan, and pycrdt with it."""
    return texts_of(board.drafts)
