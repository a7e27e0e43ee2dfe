"""The text of a draft that several people write at once, one object for whoever has it open.

Stands on pycrdt (Yjs' algorithm, YATA: Nicolaescu and others, GROUP 2016): every character has an id, so that changes
made apart come together without a server. An object belongs to the thread that made it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from pycrdt import Doc, Text, TransactionEvent, UndoManager, get_state, merge_updates

from incident_desk.domain.text_edits import Edit, edits_between

ROOT: Final = "text"
BEGINNING: Final = 1
"""Whoever begins a draft writes its first text under this one id: begun twice from one text, it stands there once."""
MINE: Final = "mine"


class DraftText:
    """Updates of the others go in by `take_in`, one's own come out of `drain`."""

    def __init__(self, beginning: str = "", updates: Iterable[bytes] = ()) -> None:
        self._is_mine = False
        self._mine: list[bytes] = []
        self._step = 1
        self._last = Edit(-1, -1, "")
        self.beginning = self._whole = beginning_of(beginning)
        """The update that the draft begins with."""
        self._open()
        self._take(updates)
        self.text = str(self._text)
        """As it stands now."""

    def _open(self) -> None:
        """Make it anew of all that was taken in; what could be taken back no longer can."""
        self._doc: Doc[Any] = Doc()
        self._text: Text = self._doc.get(ROOT, type=Text)
        self._doc.apply_update(self._whole)
        self._hearing = self._doc.observe(self._note)
        self._undo = UndoManager(scopes=[self._text], capture_timeout_millis=1, timestamp=lambda: self._step)
        self._undo.include_origin(MINE)

    def _note(self, event: TransactionEvent) -> None:
        if self._is_mine:
            self._mine.append(event.update)

    # what is changed here ---------------------------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """The text is this from now on; what it has in common with the one before stays the same characters."""
        edits = edits_between(self.text, _writable(text))
        if not edits:
            return
        if not self._goes_on(edits):
            self._step += 1
        self._last, before = edits[-1], self.text
        self._is_mine = True
        with self._doc.transaction(origin=MINE):
            for edit in reversed(edits):
                at, end = _bytes(before[: edit.at]), _bytes(before[: edit.end])
                if end > at:
                    del self._text[at:end]
                if edit.words:
                    self._text.insert(at, edit.words)
        self._is_mine = False
        self.text = str(self._text)

    def _goes_on(self, edits: Sequence[Edit]) -> bool:
        """Whether somebody types on where they just typed: such letters are taken back together."""
        (edit, *more), last = edits, self._last
        if more or "\n" in edit.words:
            return False
        typed = edit.at == edit.end == last.at + len(last.words) and len(edit.words) == 1 and last.words != ""
        deleted = not edit.words and not last.words and edit.end == last.at and edit.end - edit.at == 1
        return typed or deleted

    def undo(self) -> list[Edit]:
        """Take back what was changed here last, and nothing of the others. Returns: what that changed."""
        return self._stepped(self._undo.undo)

    def redo(self) -> list[Edit]:
        """Take the taking back back. Returns: what that changed."""
        return self._stepped(self._undo.redo)

    def _stepped(self, step: Callable[[], bool]) -> list[Edit]:
        self._last = Edit(-1, -1, "")
        self._is_mine = True
        step()
        self._is_mine = False
        return self._settle()

    @property
    def can_undo(self) -> bool:
        return self._undo.can_undo()

    @property
    def has_mine(self) -> bool:
        """Whether `drain` has something to give."""
        return bool(self._mine)

    def drain(self) -> bytes:
        """What was changed here since this was asked last, as one update; empty if nothing was."""
        mine, self._mine = self._mine, []
        if not mine:
            return b""
        update = as_one(mine)
        self._whole = merge_updates(self._whole, update)
        return update

    # what the others changed ------------------------------------------------------------------------------------------

    def take_in(self, updates: Iterable[bytes]) -> list[Edit]:
        """Take in updates, in any order; what was taken in before, or cannot be read, changes nothing.

        Returns: what was changed.
        """
        self._take(updates)
        return self._settle()

    def _take(self, updates: Iterable[bytes]) -> None:
        """All that was ever taken in goes in as one, which pycrdt puts in order.

        One update after the other it does not: what came before that which it follows stands in another place
        afterwards, or nowhere. What a broken program wrote, or somebody who means harm, is passed over.
        """
        known, new = merge_updates(self._whole, *self._mine), list(filter(is_update, updates))
        self._whole = merge_updates(known, *new)
        if not _goes_into(self._doc, self._whole):
            self._whole = known
            for update in new:
                together = merge_updates(self._whole, update)
                if _goes_into(Doc(), together):
                    self._whole = together
            self._open()

    def _settle(self) -> list[Edit]:
        before, self.text = self.text, str(self._text)
        return edits_between(before, self.text)


def beginning_of(text: str) -> bytes:
    """The update that a draft of this text begins with, the same on every desk."""
    doc: Doc[Any] = Doc(client_id=BEGINNING)
    root = doc.get(ROOT, type=Text)
    if text:
        root.insert(0, _writable(text))
    return doc.get_update()


def text_of(updates: Iterable[bytes]) -> str:
    """What these come to."""
    return DraftText("", updates).text


def as_one(updates: Iterable[bytes]) -> bytes:
    """Several updates as one that does the same."""
    return merge_updates(*updates)


def is_update(update: bytes) -> bool:
    """Whether these bytes can be read as a change of a draft."""
    try:
        get_state(update)
    except ValueError:
        return False
    return True


def _goes_into(doc: "Doc[Any]", update: bytes) -> bool:
    """Whether it did. What can be read may still make no sense, at which pycrdt raises this or that, or panics."""
    try:
        doc.get(ROOT, type=Text)
        doc.apply_update(update)
    except (ValueError, RuntimeError):
        return False
    except BaseException as e:
        if type(e).__name__ != "PanicException":  # what a library in Rust raises, of no class that can be named
            raise
        return False
    return True


def _bytes(text: str) -> int:
    """pycrdt counts in UTF-8."""
    return len(text.encode())


def _writable(text: str) -> str:
    """Without the halves of characters that a keyboard or a clipboard may leave."""
    return text.encode("utf-8", "replace").decode()
