"""The keys, and every word of the command line: read from the window's actions and the registry, so never stale."""

import html
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.key_cap import KeyCap
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.saving import aside, chosen_place, write_whole
from incident_desk.desktop.theme import mono
from incident_desk.domain.texts import SlashWord, slash_words

NAME = "keys.pdf"


class HelpDialog(Dialog):
    """Keys at the top, slash words below."""

    WIDTH_PX = 960

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        title = QCoreApplication.translate("HelpDialog", "Keys and commands")
        super().__init__(window, "help_dialog", "keyboard", title)
        self._bridge = bridge
        self._at_hand = _with_keys(window)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("Anywhere in the window"), 13, 600))
        column.addLayout(self._keys(self._at_hand))
        column.addSpacing(6)
        column.addWidget(Label(self.tr("In the command line below the timeline"), 13, 600))
        plain = self.tr("Plain text is a note. “@19:30” in front says when it happened; field=value names a field.")
        column.addWidget(Label(plain, 12, 400, "text2", wraps=True))
        column.addLayout(self._words(slash_words()))
        self.promise("book-open", self.tr("Tab moves, Space and Enter press, Esc closes"))
        self.fault = Label("", 12, 500, "bad", "help_fault", wraps=True)
        self.fault.hide()
        column.addWidget(self.fault)
        self.save = self.add_button("help_save", self.tr("Save as PDF…"), self._ask_save, "plain", "printer")
        self.go = self.add_button("help_close", self.tr("Close"), self.accept)

    def _ask_save(self) -> None:
        self._bridge.soon(self._save(), self._complain)

    async def _save(self) -> None:
        chosen = await chosen_place(self.window(), self.tr("Save the keys as PDF"), NAME, [self.tr("Pages (*.pdf)")])
        if chosen is not None:
            await self.write(chosen)

    async def write(self, file: Path) -> None:
        """Write the keys and words there, to be printed. Raises: BadInput if that cannot be."""
        self.fault.hide()
        await aside(partial(_write, _page(self._at_hand), self.heading.text(), file))
        if shiboken6.isValid(self):
            self.meta.setText(self.tr("Written to {file}").format(file=file.name))

    def _complain(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()

    def _keys(self, actions: list[QAction]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        half = (len(actions) + 1) // 2
        for at, action in enumerate(actions):
            row, column = at % half, at // half * 2
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(KeyCap(keys), row, column)
            grid.addWidget(Label(action.text()), row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _words(self, words: dict[str, SlashWord]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        half = (len(words) + 1) // 2
        for at, (word, meaning) in enumerate(sorted(words.items())):
            row, column = at % half, at // half * 2
            typed = Label(f"/{word}")
            typed.setFont(mono())
            grid.addWidget(typed, row, column)
            grid.addWidget(Label(_help(meaning), 13, 400, "text2", wraps=True), row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid


def _with_keys(window: QWidget) -> list[QAction]:
    """The actions that a key calls: the window's own, and those of the room that is shown."""
    found = [a for a in window.findChildren(QAction) if not a.shortcut().isEmpty()]
    shown = [a for a in found if isinstance(owner := a.parent(), QWidget) and owner.isVisible()]
    return list({action.objectName(): action for action in shown}.values())  # each board has its own


def _help(word: SlashWord) -> str:
    """The registry's line of help, with what the word itself fills in."""
    said = QCoreApplication.translate("commands", word.command.help)
    preset = ", ".join(QCoreApplication.translate("commands", value) for value in word.preset.values())
    return f"{said}: {preset}" if preset else said


def _page(actions: list[QAction]) -> str:
    """Two tables, for paper: a key or a word, and what it does."""
    keys = [(a.shortcut().toString(QKeySequence.SequenceFormat.NativeText), a.text()) for a in actions]
    words = [(f"/{word}", _help(meaning)) for word, meaning in sorted(slash_words().items())]
    parts = ((_tr("Keys"), keys), (_tr("In the command line"), words))
    return "".join(f"<h2>{html.escape(title)}</h2><table cellpadding=3>{_rows(rows)}</table>" for title, rows in parts)


def _rows(rows: list[tuple[str, str]]) -> str:
    cells = ((html.escape(left), html.escape(right)) for left, right in rows)
    return "".join(f"<tr><td><b>{left}</b></td><td>{right}</td></tr>" for left, right in cells)


def _write(page: str, title: str, file: Path) -> None:
    """On a thread of Qt's own. Raises: BadInput."""
    from incident_desk.desktop.printing import as_pdf
    from incident_desk.learning.plan_pack import Pack

    write_whole(file, as_pdf(Pack(page, title, title)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("HelpDialog", text)
