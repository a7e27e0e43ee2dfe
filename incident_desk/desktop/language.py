"""The language of the window: its words, its dates, the side it is read from. The record stays as it was written."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

NAMES: Final = {"en": "English", "de": "Deutsch", "es": "Español", "ar": "العربية"}
"""Each as those call it who read it."""
SYSTEM: Final = "system"
CATALOGUES: Final = Path(__file__).parent / "forms"
"""Where the build compiles them to."""


class Speech:
    """Which language the application speaks; one for the application, as Qt's translators are."""

    def __init__(self) -> None:
        self._translators: list[QTranslator] = []

    def speak(self, app: QApplication, choice: str) -> None:
        """Speak this language in windows that are made from now on.

        Args:
            choice: one of `NAMES`, or "system" for that of the desktop around the window, if it is among them.
        """
        wanted = meant(choice)
        for translator in self._translators:
            app.removeTranslator(translator)
        places = (
            (CATALOGUES, wanted),
            (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{wanted}"),
        )
        self._translators = [made for folder, name in places if (made := _read(str(folder), name, app)) is not None]
        for translator in reversed(self._translators):  # what is installed last is asked first
            app.installTranslator(translator)
        locale = QLocale(wanted) if choice in NAMES or wanted != "en" else QLocale.system()
        QLocale.setDefault(locale)
        app.setLayoutDirection(QLocale(wanted).textDirection())


def meant(choice: str) -> str:
    """The language that a choice comes to on this machine."""
    if choice in NAMES:
        return choice
    theirs = QLocale.system().name().partition("_")[0]
    return theirs if theirs in NAMES else "en"


def _read(folder: str, name: str, app: QApplication) -> QTranslator | None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        return translator
    translator.deleteLater()
    return None


speech = Speech()
