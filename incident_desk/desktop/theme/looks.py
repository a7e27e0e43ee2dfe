"""Puts a theme on the application: style, font, palette and style sheet, in this order."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.theme import fonts, icons, sheet, tokens

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
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "canvas",
}
_OFF = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Looks(QObject):
    """Which theme the application wears, and what it was asked to wear.

    Widgets repaint by themselves when it changes, because their palette and sheet do; `changed` is for what is
    neither a widget nor painted at once: a highlighter, a picture kept.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = ""
        self._worn = ""

    def apply(self, app: QApplication, choice: str = "system") -> None:
        """Wear "dark", "light", or with "system" what the desktop around the window has, now and later."""
        if not self.choice:
            self._dress_once(app)
        self.choice = choice
        self._tell_the_frame(app)
        self._wear(app)

    def _dress_once(self, app: QApplication) -> None:
        fonts.load()
        app.setStyle("Fusion")
        app.setFont(fonts.font())
        app.styleHints().colorSchemeChanged.connect(lambda: self._wear(app))

    def _tell_the_frame(self, app: QApplication) -> None:
        """The window's frame is the system's; it shall not stay light around a dark window."""
        if self.choice == "system":
            app.styleHints().unsetColorScheme()
        else:
            app.styleHints().setColorScheme(_SCHEMES[self.choice])

    def _wear(self, app: QApplication) -> None:
        theme = self.choice
        if theme not in tokens.THEMES:
            theme = "light" if app.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"
        if theme == self._worn:
            return
        self._worn = theme
        tokens.use(theme)
        icons.forget()
        app.setPalette(_palette())
        app.setStyleSheet(sheet.text())
        self.changed.emit()


_SCHEMES = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}

looks = Looks()
"""One for the application, as Qt has one palette and one sheet."""


def apply(app: QApplication, choice: str = "system") -> None:
    """Give the application a theme; see `Looks.apply`."""
    looks.apply(app, choice)


def restyle(widget: QWidget) -> None:
    """Look again at the properties the style sheet goes by; Qt does not notice when one changes."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, tokens.colour(token))
    for role in _OFF:
        palette.setColor(QPalette.ColorGroup.Disabled, role, tokens.colour("text3"))
    return palette
