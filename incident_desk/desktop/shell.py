"""The main window: a rail of rooms and the room itself, nothing else. It stands before the record is open."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bundles import bundles_in
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.press import is_pressed
from incident_desk.desktop.parts.rail_button import RailButton
from incident_desk.desktop.window_state import WindowState

RAIL_PX = 89
LEAST_PX = (960, 500)
"""Fits on a 1080p screen at twice the scale, with the bars that are around it."""
FIRST_PX = (1600, 1000)


class Shell(QMainWindow):
    """Rail and pages. It knows no room: whoever opens the record adds the pages and hears the actions."""

    first_frame = Signal()
    closing = Signal()
    bundles_dropped = Signal(list)

    def __init__(self, state: WindowState) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle("Incident Desk")
        self.setMinimumSize(*LEAST_PX)
        self._state = state
        self._may_close = self._is_painted = False
        self.board = RailButton("layout-dashboard", self.tr("Board"), "rail_board")
        self.investigations = RailButton("search-check", self.tr("Investigations"), "rail_investigations")
        self.communications = RailButton("megaphone", self.tr("Comms"), "rail_communications")
        self.customers = RailButton("users", self.tr("Is it us?"), "rail_customers")
        self.alerts = RailButton("bell-ring", self.tr("Alerts"), "rail_alerts")
        self.agenda = RailButton("list", self.tr("Tasks"), "rail_agenda")
        self.review = RailButton("history", self.tr("Review"), "rail_review")
        self.plan = RailButton("clipboard-list", self.tr("Plan"), "rail_plan")
        self.wall = RailButton("monitor", self.tr("Wall"), "rail_wall")
        self.wall.setCheckable(True)
        self.settings = RailButton("settings", self.tr("Settings"), "rail_settings")
        self.lock_button = RailButton("lock", self.tr("Lock"), "rail_lock")
        self.lock_button.hide()
        above = (self.board, self.investigations, self.communications, self.customers, self.alerts, self.agenda)
        self.rooms = (*above, self.review, self.plan, self.settings)
        for room in self.rooms:
            room.setCheckable(True)
        self.board.setChecked(True)
        self._opening = Label(self.tr("Opening the record"), 13, 400, "text3", "opening")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._opening)
        self.above = QVBoxLayout()
        self._lay_out()
        self._make_actions()

    def _lay_out(self) -> None:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setProperty("kind", "canvas")
        rail.setFixedWidth(max(RAIL_PX, *(room.least_px for room in (*self.rooms, self.wall, self.lock_button))))
        rooms = QVBoxLayout(rail)
        rooms.setContentsMargins(0, 12, 0, 12)
        rooms.setSpacing(4)
        for room in self.rooms[:-1]:
            rooms.addWidget(room)
        rooms.addStretch(1)
        rooms.addWidget(self.wall)
        rooms.addWidget(self.lock_button)
        rooms.addWidget(self.settings)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self.above)
        column.addWidget(self.pages, 1)
        whole = QFrame()
        whole.setProperty("kind", "pane")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(Line(is_upright=True))
        row.addLayout(column, 1)
        self.setCentralWidget(whole)

    # actions ----------------------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        full_screen = self._action("full_screen", self.tr("Full screen"), "F11")
        full_screen.triggered.connect(self.toggle_full_screen)
        leave = self._action("quit", self.tr("Quit"), "Ctrl+Q")
        leave.triggered.connect(self.close)
        for action in (full_screen, leave):
            action.setProperty("stays_with_dialogs", True)
        self.declare = self._action("declare", self.tr("Declare incident"), "Ctrl+D")
        self.incidents = self._action("incidents", self.tr("Go to an incident"), "Ctrl+K")
        self.beside = self._action("beside", self.tr("Put an incident beside this one"), "F9")
        self.next_board = self._action("next_board", self.tr("Go to the next board"), "F6")
        self.board_before = self._action("board_before", self.tr("Go to the board before"), "Shift+F6")
        self.shut_board = self._action("shut_board", self.tr("Close this board"), "Ctrl+W")
        self.show_agenda = self._action("agenda", self.tr("Tasks and promises of all incidents"), "F3")
        self.show_customers = self._action("customers", self.tr("Is it us? Reports of customers"), "Ctrl+U")
        self.show_alerts = self._action("alerts", self.tr("Alerts of monitors, and warnings"), "Ctrl+G")
        self.look_back = self._action("review", self.tr("Review an incident of the past"), "Ctrl+R")
        self.search = self._action("search", self.tr("Search the record"), "Ctrl+F")
        self.similar = self._action("similar", self.tr("What was like this incident"), "Ctrl+Shift+F")
        self.bundle = self._action("bundle", self.tr("Make a bundle"), "Ctrl+B")
        self.export = self._action("export", self.tr("Save the incident as a page"), "Ctrl+S")
        self.investigate = self._action("investigations", self.tr("Investigations"), "Ctrl+I")
        self.communicate = self._action("communications", self.tr("Communications"), "Ctrl+M")
        self.show_wall = self._action("wall", self.tr("Show the wall, or take it away"), "Ctrl+Shift+W")
        self.change_plan = self._action("plan", self.tr("Plan"), "Ctrl+P")
        self.change_settings = self._action("settings", self.tr("Settings"), "Ctrl+,")
        self.palette_action = self._action("palette", self.tr("Find what can be done"), "Ctrl+Shift+P")
        self.help = self._action("help", self.tr("Help on what is in front"), "F1")
        self.help.setProperty("stays_with_dialogs", True)
        self.keys = self._action("keys", self.tr("Keys and commands"), "Ctrl+F1")
        self.take_tour = self._action("tour", self.tr("Take the tour of the window"), "Shift+F1")
        self.lock = self._action("lock", self.tr("Lock, for whoever sits down next"), "Ctrl+L")
        self.investigations.clicked.connect(self.investigate.trigger)
        self.communications.clicked.connect(self.communicate.trigger)
        self.review.clicked.connect(self.look_back.trigger)
        self.plan.clicked.connect(self.change_plan.trigger)
        self.customers.clicked.connect(self.show_customers.trigger)
        self.alerts.clicked.connect(self.show_alerts.trigger)
        self.agenda.clicked.connect(self.show_agenda.trigger)
        self.wall.clicked.connect(self.show_wall.trigger)
        self.settings.clicked.connect(self.change_settings.trigger)
        self.lock_button.clicked.connect(self.lock.trigger)
        for action in self.actions():
            if action not in (full_screen, leave):
                action.setEnabled(False)

    def _action(self, name: str, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action

    def open_for_work(self, *, locks: bool = False) -> None:
        """The record is open: the actions work from now on, and bundles can be dropped anywhere.

        Args:
            locks: whether somebody at this console has a PIN; without one there is nothing to lock.
        """
        self.setAcceptDrops(True)
        for action in self.actions():
            action.setEnabled(action is not self.lock or locks)
        self.lock_button.setVisible(locks)

    def show_locking(self, seconds: int) -> None:
        """The record locks in so many seconds if nobody touches anything; 0: somebody did."""
        words = self.tr("Locks in {count} s").format(count=seconds) if seconds else self.tr("Lock")
        self.lock_button.say(words, is_urgent=bool(seconds))

    def show_locked(self) -> None:
        """Nothing of any record: whoever sits down says who they are."""
        self.pages.setCurrentWidget(self._opening)
        self._opening.setText("")
        for room in self.rooms:
            room.setEnabled(False)

    def show_opening(self) -> None:
        """A record is being opened."""
        self._opening.setText(self.tr("Opening the record"))
        for room in self.rooms:
            room.setEnabled(True)

    def toggle_full_screen(self) -> None:
        """Full screen and back, to what it was before."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def add_page(self, *parts: QWidget) -> QWidget:
        """A room with what stands above it, top to bottom; the last part takes the height. Returns: the page."""
        page = QWidget()
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in parts[:-1]:
            column.addWidget(part)
            column.addWidget(Line())
        column.addWidget(parts[-1], 1)
        self.pages.addWidget(page)
        return page

    def show_page(self, page: QWidget, room: RailButton | None = None) -> None:
        """Put a page in front. It has the keyboard itself, so that Tab begins at its first control.

        Args:
            room: the button in the rail that leads there.
        """
        for button in self.rooms:
            button.setChecked(button is room)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    # from start to end ------------------------------------------------------------------------------------------------

    def show_as_before(self, size: QSize | None = None) -> None:
        """Show it as it was when it was closed last, or in this size."""
        geometry = self._state.geometry()
        if size is not None:
            self.resize(size)
        elif geometry.isEmpty() or not self.restoreGeometry(geometry):
            room = self.screen().availableSize()
            self.resize(min(FIRST_PX[0], room.width()), min(FIRST_PX[1], room.height()))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.first_frame.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bundles_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := bundles_in(event.mimeData()):
            event.acceptProposedAction()
            self.bundles_dropped.emit(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard."""
        if not is_pressed(self.focusWidget(), event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing waits until the record is closed: `closing` is told, and `leave` ends it."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self._state.keep_geometry(self.saveGeometry())
        self.closing.emit()

    def leave(self) -> None:
        """Everything is written: close for good."""
        self._may_close = True
        self.close()
