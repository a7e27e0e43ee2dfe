"""Puts a theme on the application: style, palette, font and style sheet, in this order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.theme import fonts, sheet, tokens

_ROLES = {
    QPalette.ColorRole.Window: "pane",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "card",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "onfill",
    QPalette.ColorRole.Highlight: "accentfill",
    QPalette.ColorRole.HighlightedText: "onfill",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "canvas",
}
_OFF = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def apply(app: QApplication, choice: str = "system") -> None:
    """Give the application a theme: "dark", "light", or "system" for what the desktop around it has."""
    tokens.use(_resolved(app, choice))
    fonts.load()
    app.setStyle("Fusion")
    app.setFont(fonts.font())
    app.setPalette(_palette())
    app.setStyleSheet(sheet.text())


def restyle(widget: QWidget) -> None:
    """Look again at the properties the style sheet goes by; Qt does not notice when one changes."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _resolved(app: QApplication, choice: str) -> str:
    if choice in ("dark", "light"):
        return choice
    return "light" if app.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, tokens.colour(token))
    for role in _OFF:
        palette.setColor(QPalette.ColorGroup.Disabled, role, tokens.colour("text3"))
    return palette
