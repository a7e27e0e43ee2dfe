"""The keys, and every word of the command line: read from the window's actions and the registry, so never stale."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.key_cap import KeyCap
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import mono
from incident_desk.domain.texts import SlashWord, slash_words


class HelpDialog(Dialog):
    """Keys at the top, slash words below."""

    WIDTH_PX = 960

    def __init__(self, window: QWidget) -> None:
        title = QCoreApplication.translate("HelpDialog", "Keys and commands")
        super().__init__(window, "help_dialog", "keyboard", title)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("Anywhere in the window"), 13, 600))
        column.addLayout(self._keys(_with_keys(window)))
        column.addSpacing(6)
        column.addWidget(Label(self.tr("In the command line below the timeline"), 13, 600))
        plain = self.tr("Plain text is a note. “@19:30” in front says when it happened; field=value names a field.")
        column.addWidget(Label(plain, 12, 400, "text2", wraps=True))
        column.addLayout(self._words(slash_words()))
        self.promise("book-open", self.tr("Tab moves, Space and Enter press, Esc closes"))
        self.go = self.add_button("help_close", self.tr("Close"), self.accept)

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
