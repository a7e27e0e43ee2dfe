"""The tokens, drawn: what each colour looks like, its value, and how well it is read on a card."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import colour, mono

SURFACES = ("canvas", "pane", "card", "field", "hover", "line", "line2", "edge")
INKS = ("text", "text2", "text3", "accent")
MEANINGS = ("sev1", "sev2", "sev3", "sev4", "ok")
SIDE_PX = 28


class Swatch(QWidget):
    """A square of one token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SIDE_PX, SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour("line2"))
            painter.setBrush(colour(self._token))
            painter.drawRoundedRect(QRect(0, 0, SIDE_PX, SIDE_PX).adjusted(1, 1, -1, -1), 4, 4)


def swatches(tokens: tuple[str, ...], *, is_measured: bool) -> QWidget:
    """One row for each token: the square, the name, the value, and its contrast on a card."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setHorizontalSpacing(8)
    grid.setColumnMinimumWidth(1, 92)
    grid.setColumnMinimumWidth(2, 76)
    grid.setColumnStretch(3, 1)
    for row, token in enumerate(tokens):
        value = Label(colour(token).name().upper(), 12, 400, "text2")
        value.setFont(mono(12))
        use = f"{contrast(colour(token), colour('card')):.1f} on card" if is_measured else "surface"
        for column, part in enumerate((Swatch(token), Label(token, 13, 600), value, Label(use, 12, 400, "text2"))):
            grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
    return holder


def contrast(ink: QColor, ground: QColor) -> float:
    """How much one colour stands out from another, 1 to 21. Source: WCAG 2, success criterion 1.4.3."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(shade: QColor) -> float:
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
