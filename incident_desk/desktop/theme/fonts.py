"""The two typefaces, in the sizes and weights the looks know."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from incident_desk.desktop.theme.tokens import FOLDER

FACE = "Inter"
MONO = "JetBrains Mono"
FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf")


@cache
def load() -> None:
    """Make the typefaces known to Qt, once. Ours are taken even where the system has others of these names."""
    for name in FILES:
        QFontDatabase.addApplicationFont(str(FOLDER / "fonts" / name))


def font(size_px: int = 13, weight: int = 400) -> QFont:
    """Inter: 11, 12, 13, 15, 20 or 28 px; 400, 500 or 600. Its figures all have one width, so clocks stand still."""
    return QFont(_made(size_px, weight))


@cache
def _made(size_px: int, weight: int) -> QFont:
    """To make one takes longer than to paint a word with it."""
    made = QFont(FACE)
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def mono(size_px: int = 13) -> QFont:
    """JetBrains Mono without ligatures: for numbers of incidents and the command line."""
    made = QFont(MONO)
    made.setPixelSize(size_px)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for ligatures in ("calt", "liga"):
        made.setFeature(QFont.Tag(ligatures), 0)
    return made
