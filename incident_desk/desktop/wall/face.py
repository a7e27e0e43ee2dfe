"""The picture on the wall: one painted widget that says the same in words to whoever hears the window."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.wall.painting import paint_wall, running
from incident_desk.desktop.wall.shown import CalmWall, WallShown


class WallFace(QWidget):
    """Nothing in it can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall_face")
        self.shown: WallShown | CalmWall | None = None

    def show_wall(self, shown: WallShown | CalmWall) -> None:
        """Say this from now on. Where only the running figures are others, no more than they is painted."""
        before, self.shown = self.shown, shown
        if shown == before:
            return
        if before is None or shown.spoken != before.spoken or _still(shown) != _still(before):
            self.setAccessibleName(shown.spoken.partition("\n")[0])
            self.setAccessibleDescription(shown.spoken)
            self.update()
        else:
            self.update(running(self.rect(), shown))

    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is None:
            return
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            paint_wall(painter, self.rect(), self.shown)


def _still(shown: WallShown | CalmWall) -> object:
    """All that does not run."""
    if isinstance(shown, CalmWall):
        return shown.on_call, shown.last, shown.truth_tone
    return shown.roles, shown.doing, shown.lines, shown.others, shown.severity, shown.truth_tone
