"""Leads whoever types through a command: what could come next, over the line, taken with Tab."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from incident_desk.desktop.completion import Scene, Suggestion, suggestions
from incident_desk.desktop.parts.command_edit import CommandEdit
from incident_desk.desktop.parts.suggestions import Suggestions


class Guide(QObject):
    """Takes Enter only where the arrows have gone to something: never from a line that was typed out."""

    def __init__(self, edit: CommandEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._found: list[Suggestion] = []
        self.scene: Callable[[], Scene | None] = _no_scene
        self.card = Suggestions(edit)
        self.card.taken.connect(self.take)
        edit.textEdited.connect(self._follow)
        edit.replaced.connect(self._follow)
        edit.stepped.connect(self._step)
        edit.accepted.connect(self._accept)
        edit.went.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self._edit.is_guided

    def takes_enter(self) -> bool:
        """Take what the arrows have gone to, if it changes the line. Returns: whether it did."""
        place = self.card.place if self.is_open else None
        if place is None or self._found[place].line.strip() == self._edit.text().strip():
            return False
        self.take(place)
        return True

    def take(self, place: int) -> None:
        """Put this one into the line; what could come after it is offered at once."""
        line = self._found[place].line
        self.close()
        self._edit.put(line)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Offer nothing until more is typed."""
        if not self.is_open:
            return
        self._edit.is_guided = False
        self._edit.setAccessibleDescription("")
        self.card.hide()

    def _follow(self) -> None:
        text = self._edit.text()
        scene = self.scene() if text.startswith(("/", "@")) and self._edit.cursorPosition() == len(text) else None
        self._found = suggestions(text, scene) if scene is not None else []
        if not self._found or self._says_all(text):
            self.close()
            return
        rows = [(each.offered, each.meaning) for each in self._found]
        self.card.show_rows(rows, self.tr("What could come next"), self._edit)
        self._edit.is_guided = True
        self._edit.setAccessibleDescription(
            self.tr("{count} ways on; Down goes to them, Tab takes one").format(count=len(rows))
        )

    def _says_all(self, text: str) -> bool:
        """Whether what is typed is what would be offered."""
        best = self._found[0].line
        return best == text or (len(self._found) == 1 and best.strip() == text.strip())

    def _step(self, by: int) -> None:
        self._edit.setAccessibleDescription(self.card.step(by))

    def _accept(self) -> None:
        self.take(self.card.place or 0)


def _no_scene() -> Scene | None:
    return None
