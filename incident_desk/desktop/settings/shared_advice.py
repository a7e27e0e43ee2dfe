"""Where the way to the shared database ends, what to do about it, and the words for whoever can."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture

if TYPE_CHECKING:
    from incident_desk.store.shared.probing import Step


class SharedAdvice(QFrame):
    """Hidden until a way has ended before the server."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shared_advice")
        self.setProperty("kind", "advice")
        self._told = ""
        self.what = Label("", 13, 600, wraps=True)
        self.why = Label("", 12, 400, "text2", wraps=True)
        self.copy = Button(self.tr("Copy what to tell them"), "copy", "small", "advice_copy")
        self.copy.clicked.connect(self._copy)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.what)
        words.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(Picture(symbol="lightbulb", ink="warn"))
        row.addLayout(words, 1)
        row.addWidget(self.copy)
        self.hide()

    def show_way(self, steps: "Sequence[tuple[str, Step]]") -> None:
        """Say what to do, now that the last of these steps was not open.

        Args:
            steps: each with its name, as they were taken.
        """
        _, last = steps[-1]
        what, why = _advice(str(last.part))
        self.what.setText(what)
        self.why.setText(why)
        lines = [f"{name}: {step.said}" for name, step in steps]
        self._told = "\n".join([what, *lines])
        self.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._told)


def _advice(part: str) -> tuple[str, str]:
    """What to do where the way ends at this part, and what follows from the parts before it."""
    return {
        "name": (
            _tr("Check the name; then ask the network people whether this computer can look it up"),
            _tr("Nothing was reached yet: it may be the cable, the Wi-Fi, or a letter in the name."),
        ),
        "port": (
            _tr("Ask whoever keeps the server whether it runs, and the network people to let this computer through"),
            _tr("The name was found, so it is neither the name nor your key."),
        ),
        "tls": (
            _tr("Ask whoever keeps the server for its certificate, and do not go on without it"),
            _tr("The server answers, and does not prove to be the one that was asked for."),
        ),
        "password": (
            _tr("Ask an administrator of the record for a new join line"),
            _tr("The server answers, and does not take the key of this desk."),
        ),
        "rights": (
            _tr("Ask an administrator of the record whether this desk was shut out"),
            _tr("The server takes the key, and lets nobody of this desk in."),
        ),
        "version": (
            _tr("Ask whoever keeps the server to look at it"),
            _tr("The way is open and the key is right; the server itself is not ready."),
        ),
        "clock": (
            _tr("Set this computer's clock right"),
            _tr("What it writes would stand in the future on every other desk, so nothing of it is taken."),
        ),
    }[part]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharedAdvice", text)
