"""The boards that are watched, side by side: one of them has the keys, and its head and its line say so."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.board_tab import BoardTab, BoardTabShown
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.rooms.board_page import BoardPage
from incident_desk.domain.ids import IncidentId

LEAST_PX: Final = 860
"""A board narrower than this is no board: then only the one with the keys is shown, and the heads of the others."""
NARROWEST_PX: Final = 640
"""So far a person may push a board together."""
MOST: Final = 4
"""So many boards at once; nobody keeps sight of more."""


class Pane(QFrame):
    """One board and its head. A press anywhere on the board brings the keys there."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.observed: ObservedIncident | None = None
        self._has_keys = self._is_alone = True
        self.page = BoardPage(bridge, self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # else as wide as it was before
        self.setMinimumWidth(NARROWEST_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.tab = BoardTab()
        self.shut = IconButton("x", "", "board_shut")
        self.tab.set_aside(self.shut)

    @property
    def incident(self) -> IncidentId | None:
        return self.observed.incident if self.observed else None

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        if self.observed is not None:
            self.observed.changed.disconnect(self._hear)
        self.observed = observed
        observed.changed.connect(self._hear)
        self.page.observe(observed)
        self._hear()

    def _hear(self) -> None:
        self.show_keys(has_keys=self._has_keys, is_alone=self._is_alone)

    def show_keys(self, *, has_keys: bool, is_alone: bool) -> None:
        """Say at both ends of the board whether what is typed goes into it."""
        self._has_keys, self._is_alone = has_keys, is_alone
        if self.observed is None:
            return
        headline = self.observed.board.headline
        number, title = headline.number, headline.title.value or ""
        here = self.tr("You write here")
        spoken = self.tr("Board of {number} {title}").format(number=number, title=title)
        self.setAccessibleName(spoken)
        self.tab.show_board(
            BoardTabShown(
                number,
                title,
                headline.severity.value,
                here if has_keys else "",
                is_current=has_keys,
                spoken=f"{spoken}, {here}" if has_keys else spoken,
            )
        )
        told = self.tr("Close the board of {number} (Ctrl+W)").format(number=number)
        self.shut.setAccessibleName(told)
        self.shut.setToolTip(tip(told))
        self.page.room.timeline.line.into.show_keys(has_keys=has_keys, is_alone=is_alone)


class BoardsRoom(QWidget):
    """With one board it is that board. `current_changed` tells that another has the keys, `shut_asked` that one is to
    be closed, `shared_out` that a person gave the boards other widths."""

    current_changed = Signal()
    shut_asked = Signal(object)
    shared_out = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boards")
        self._bridge = bridge
        self.panes: list[Pane] = []
        self.current: Pane | None = None
        self._wanted: Sequence[int] = ()
        self._lent: tuple[QAction, ...] = ()
        self.splitter = QSplitter()
        self.splitter.setObjectName("boards_splitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.splitterMoved.connect(self._moved)
        self._heads = QHBoxLayout()
        self._heads.setContentsMargins(0, 0, 0, 0)
        self._heads.setSpacing(1)
        self.heads = QWidget()
        self.heads.setLayout(self._heads)
        self._under = Line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self._under)
        column.addWidget(self.splitter, 1)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._show_heads()

    def of(self, incident: IncidentId) -> Pane | None:
        """The board of this incident, if it is among them."""
        return next((pane for pane in self.panes if pane.incident == incident), None)

    @property
    def is_split(self) -> bool:
        """Whether there are several."""
        return len(self.panes) > 1

    def add(self, at: int | None = None) -> Pane:
        """One more board: at the end, or at this place."""
        pane = Pane(self._bridge, self.splitter)
        at = len(self.panes) if at is None else at
        self.panes.insert(at, pane)
        self.splitter.insertWidget(at, pane)
        self._heads.insertWidget(at, pane.tab)
        pane.tab.show()
        pane.tab.clicked.connect(lambda: self.go_to(pane))
        pane.shut.clicked.connect(lambda: self.shut_asked.emit(pane))
        for number, each in enumerate(self.panes, 1):
            each.setObjectName(f"board_{number}")
            each.tab.setObjectName(f"board_tab_{number}")
            each.shut.setObjectName(f"board_shut_{number}")
        self.current = self.current or pane
        self._wanted = ()
        self._share()
        return pane

    def remove(self, pane: Pane) -> None:
        """Take a board out of sight, for whoever lets it go; its neighbour has the keys then."""
        at = self.panes.index(pane)
        self.panes.remove(pane)
        pane.hide()
        pane.setParent(self)
        self._heads.removeWidget(pane.tab)
        pane.tab.setParent(pane)
        pane.tab.hide()
        if self.current is pane:
            self.current = self.panes[min(at, len(self.panes) - 1)]
            self.current_changed.emit()
        self._wanted = ()
        self._share()

    def go_to(self, pane: Pane) -> None:
        """Bring the keys to this board."""
        self.make_current(pane)
        pane.page.room.timeline.take_keyboard()

    def step(self, by: int) -> None:
        """Bring the keys to a neighbour; beyond the last is the first."""
        if self.is_split and self.current is not None:
            self.go_to(self.panes[(self.panes.index(self.current) + by) % len(self.panes)])

    def make_current(self, pane: Pane) -> None:
        """What is typed goes there."""
        if pane is not self.current:
            self.current = pane
            self._share()
            self.current_changed.emit()

    # where the keys are -----------------------------------------------------------------------------------------------

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.is_split or not self.isAncestorOf(now):
            return
        if pane := next((pane for pane in self.panes if pane is now or pane.isAncestorOf(now)), None):
            self.make_current(pane)

    # room -------------------------------------------------------------------------------------------------------------

    @property
    def sizes(self) -> list[int]:
        """The widths that a person gave the boards; empty while they are even."""
        return list(self._wanted)

    def give(self, sizes: Sequence[int]) -> None:
        """Share the width out like this."""
        if len(sizes) == len(self.panes):
            self._wanted = tuple(sizes)
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _moved(self) -> None:
        shown = [not pane.isHidden() for pane in self.panes]
        if all(shown):
            self._wanted = tuple(self.splitter.sizes())
            self._share_heads()
            self.shared_out.emit()

    def _share(self) -> None:
        """As many boards as there is room for: the one with the keys, and those beside it."""
        if self.current is None:
            return
        fit = max(1, self.width() // LEAST_PX) if self.isVisible() or self.width() > LEAST_PX else 1
        count, at = len(self.panes), self.panes.index(self.current)
        first = min(max(0, at - fit + 1), max(0, count - fit)) if at >= fit else 0
        for place, pane in enumerate(self.panes):
            pane.setVisible(first <= place < first + fit)
        shown = min(fit, count)
        sizes = list(self._wanted) if self._wanted and shown == count else [self.width() // shown] * count
        self.splitter.setSizes(
            [size if not pane.isHidden() else 0 for size, pane in zip(sizes, self.panes, strict=True)]
        )
        self._show_heads()
        self._lend_keys()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lend_keys()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._lend_keys()

    def _lend_keys(self) -> None:
        """While boards are shown, the keys of the one that has them work from the rail and the header, too."""
        wanted = self.current.page.keyed if self.current is not None and self.isVisible() else ()
        for action in self._lent:
            if action not in wanted:
                self.window().removeAction(action)
        for action in wanted:
            self.window().addAction(action)
        self._lent = wanted

    def _show_heads(self) -> None:
        self.heads.setVisible(self.is_split)
        self._under.setVisible(self.is_split)
        for pane in self.panes:
            pane.show_keys(has_keys=pane is self.current, is_alone=not self.is_split)
        self._share_heads()

    def _share_heads(self) -> None:
        """Each head as wide as its board, where all are shown."""
        sizes = self.splitter.sizes()
        are_all = all(sizes)
        for at in range(len(self.panes)):
            self._heads.setStretch(at, sizes[at] if are_all else 1)
