"""What somebody had begun to fill in when the window was locked or closed over it: there again at the next opening."""

import asyncio
import contextlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from incident_desk.desktop.file_field import FileField
from incident_desk.desktop.window_state import WindowState

if TYPE_CHECKING:
    from incident_desk.store.home import Home

_KEPT_AS: Final = re.compile(r"[0-9a-f]{32}")
KEY: Final = "window/forms"
AT_ONCE: Final = "written_at_once"
"""Property of a control that waits for no button: the record keeps what it says, and the record alone."""


class LaidAside(msgspec.Struct, frozen=True):
    """A form by the words at its top, and what had been changed in it, by the names of its controls."""

    title: str
    changed: dict[str, str]


Kept = dict[str, LaidAside]


class BegunForm:
    """Kept with what the window remembers of whoever is at the desk, never in the record.

    `key` tells the form of one thing from that of another.
    """

    def __init__(self, state: WindowState, key: str) -> None:
        self._state = state
        self._key = key
        self._at_first: dict[str, str] = {}

    def take_up(self, body: QWidget) -> bool:
        """Fill in what was laid aside. Returns: whether there was anything."""
        self._at_first = _said(body)
        kept = laid_aside(self._state)
        form = kept.pop(self._key, None)
        if form is None:
            return False
        for name, words in form.changed.items():
            if (control := body.findChild(QWidget, name)) is not None:
                _say(control, words)
        _keep(self._state, kept)
        return True

    def lay_aside(self, body: QWidget, title: str) -> None:
        """Keep what somebody changed in it; a form in which nothing was changed is forgotten."""
        changed = {name: words for name, words in _said(body).items() if words != self._at_first.get(name)}
        if changed:
            _keep(self._state, {**laid_aside(self._state), self._key: LaidAside(title, changed)})


async def keep_files(forms: Iterable[QWidget], state: WindowState, home: "Home") -> None:
    """Keep the files that were given to forms that are laid aside now, and those of others that wait; no more."""
    from incident_desk.store import begun_files

    for field in (field for form in forms for field in form.findChildren(FileField)):
        await field.keep()
    said = " ".join(words for form in laid_aside(state).values() for words in form.changed.values())
    with contextlib.suppress(OSError):
        await asyncio.to_thread(begun_files.keep_only, home, _KEPT_AS.findall(said))


def laid_aside(state: WindowState) -> Kept:
    """All forms that wait."""
    try:
        return msgspec.json.decode(state.text(KEY, "{}"), type=Kept)
    except msgspec.DecodeError:
        return {}


def _keep(state: WindowState, kept: Kept) -> None:
    state.keep(KEY, msgspec.json.encode(kept).decode() if kept else "")


def _said(body: QWidget) -> dict[str, str]:
    """What each control says that a person can change; nothing that hides what is typed."""
    found = {control.objectName(): _words(control) for control in body.findChildren(QWidget)}
    return {name: words for name, words in found.items() if words is not None and name and not name.startswith("qt_")}


def _words(control: QWidget) -> str | None:
    match control:
        case FileField():
            return control.said
        case QLineEdit():
            is_open = control.echoMode() is QLineEdit.EchoMode.Normal
            return control.text() if is_open and not control.isReadOnly() else None
        case QPlainTextEdit():
            return None if control.isReadOnly() else control.toPlainText()
        case QComboBox():
            return control.currentText()
        case QAbstractButton():
            waits = control.isCheckable() and not control.property(AT_ONCE)
            return ("on" if control.isChecked() else "") if waits else None
        case _:
            return None


def _say(control: QWidget, words: str) -> None:
    match control:
        case FileField():
            control.take_up(words)
        case QLineEdit():
            control.setText(words)
        case QPlainTextEdit():
            control.setPlainText(words)
        case QComboBox():
            control.setCurrentText(words)
        case QAbstractButton():
            control.setChecked(bool(words))
        case _:
            pass
