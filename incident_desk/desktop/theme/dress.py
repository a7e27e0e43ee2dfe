"""Dresses what came from a Designer form: type, icons and spacing that a .ui file can only name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from incident_desk.desktop.theme.fonts import font, mono
from incident_desk.desktop.theme.icons import icon

ICON_PX = 16
SMALL_ICON_PX = 14
GAP_PX = 4
"""Fusion leaves 4 px between icon and words; these are added to the icon's right."""


def dress(form: QWidget) -> None:
    """Look through a form for the properties `type` ("12 600", "mono") and `symbol`, and act on them."""
    for label in form.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    for widget in form.findChildren(QWidget):
        if named := widget.property("type"):
            widget.setFont(_typed(str(named)))
    for button in form.findChildren(QPushButton):
        dress_button(button)
    for choice in form.findChildren(QComboBox):
        if (line := choice.lineEdit()) is not None:  # it takes the keyboard, so it needs a name of its own
            line.setObjectName(f"{choice.objectName()}_line")
            line.setAccessibleName(choice.accessibleName())


def dress_button(button: QPushButton) -> None:
    """Type by its kind, and the icon that the property `symbol` names."""
    is_filled = button.property("kind") in ("primary", "danger")
    is_small = button.property("kind") in ("small", "ghost")
    button.setAutoDefault(False)
    if not button.property("type"):
        button.setFont(font(12 if is_small else 13, 600 if is_filled else 500))
    if symbol := button.property("symbol"):
        has_words = bool(button.text())
        side = int(button.property("symbol_px") or (SMALL_ICON_PX if is_small and has_words else ICON_PX))
        button.setIcon(icon(str(symbol), "onfill" if is_filled else "text2"))
        button.setIconSize(QSize(side + (GAP_PX if has_words else 0), side))
    elif not button.icon().isNull():
        button.setIcon(QIcon())


def _typed(named: str) -> QFont:
    if named == "mono":
        return mono()
    size, _, weight = named.partition(" ")
    return font(int(size), int(weight or 400))
