"""The 1 px line between two sections."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget


class Line(QFrame):
    """Lies between what is above and below; with `is_upright` between left and right."""

    def __init__(self, parent: QWidget | None = None, *, is_upright: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("kind", "line")
        expanding, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        if is_upright:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(expanding, fixed)
