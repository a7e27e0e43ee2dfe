"""The window on the wall: full screen, on the screen that nobody works at; it follows what is worst by itself."""

from collections.abc import Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.wall.awake import Awake
from incident_desk.desktop.wall.face import WallFace
from incident_desk.desktop.wall.filling import calm_wall, incident_wall, the_worst_first
from incident_desk.domain.board import Board

WATCHES: Final = "wall"


class WallWindow(QWidget):
    """Lives as long as it is open. Escape shuts it; F11 gives it a frame, to be moved by, and takes that away again."""

    left = Signal()

    def __init__(self, bridge: Bridge, beside: QWidget) -> None:
        """`beside` is the window at which somebody works."""
        super().__init__()
        self.setObjectName("wall")
        self.setWindowTitle(_tr("Wall"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bridge = bridge
        self._beside = beside
        self._observed: ObservedIncident | None = None
        self._wanted = ""
        self.face = WallFace()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        self._awake: Awake | None = None
        bridge.headlines_changed.connect(self._follow)
        bridge.organisation_changed.connect(self.look)
        bridge.zone_changed.connect(self.look)
        bridge.everywhere.changed.connect(self.look)
        bridge.everywhere.watch(WATCHES, is_watched=True)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._move)
        app.screenRemoved.connect(self._move)
        tick().follow(self, self.look)
        self._follow()

    def open(self) -> None:
        """On another screen than the window beside it, where there is one."""
        self._awake = Awake(_tr("An incident is shown on the wall"), self)
        self._move()

    def _move(self, _screen: QScreen | None = None) -> None:
        """A screen came or went: it stays full screen, where people do not work if it can."""
        if self.isVisible() and not self.isFullScreen():
            return
        screen = screen_for(self._beside, QGuiApplication.screens())
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    # what it shows ----------------------------------------------------------------------------------------------------

    @property
    def incident(self) -> str:
        """The incident that is large; empty while nothing is open."""
        return self._wanted

    def _follow(self) -> None:
        """The worst is large. Between two that are as bad, the one that is shown stays."""
        open_ones = the_worst_first(self._bridge.headlines)
        worst = [each for each in open_ones if _as_bad(each, open_ones[0])]
        wanted = self._wanted if any(each.incident == self._wanted for each in worst) else ""
        wanted = wanted or (worst[0].incident if worst else "")
        if wanted != self._wanted:
            self._wanted = wanted
            self._let_go()
            if wanted:
                self._bridge.soon(self._open(wanted))
        self.look()

    async def _open(self, incident: str) -> None:
        board = next(each for each in self._bridge.headlines if each.incident == incident)
        observed = await observe(self._bridge, board.incident)
        if not shiboken6.isValid(self) or incident != self._wanted:
            self._bridge.free(observed.let_go())
            return
        self._observed = observed
        observed.changed.connect(self.look)
        self.look()

    def _let_go(self) -> None:
        observed, self._observed = self._observed, None
        if observed is not None:
            observed.changed.disconnect(self.look)
            self._bridge.free(observed.let_go())
            observed.deleteLater()

    def look(self, _kinds: object = None) -> None:
        """Show how it stands now."""
        if self._observed is not None:
            others = [each for each in the_worst_first(self._bridge.headlines) if each.incident != self._wanted]
            self.face.show_wall(incident_wall(self._bridge, self._observed, others))
        elif not self._wanted:
            self.face.show_wall(calm_wall(self._bridge, _ended(self._bridge.headlines)))

    # from start to end ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._awake is not None:
            self._awake.end()
        self._bridge.everywhere.watch(WATCHES, is_watched=False)
        self._let_go()
        self.left.emit()
        self.deleteLater()


def screen_for(beside: QWidget, screens: Sequence[QScreen]) -> QScreen:
    """The largest on which nobody works; the one there is, where there is no other."""
    here = beside.screen()
    others = [each for each in screens if each is not here]
    return max(others, key=lambda each: each.size().width() * each.size().height(), default=here)


def _as_bad(board: Board, worst: Board) -> bool:
    return board.headline.severity.value == worst.headline.severity.value


def _ended(boards: Sequence[Board]) -> list[Board]:
    """What is over and anybody may know of, the last first."""
    over = [each for each in boards if not each.headline.is_open and not each.headline.is_restricted]
    return sorted(over, key=lambda board: (board.headline.ended_us or 0, board.incident), reverse=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wall", text)
