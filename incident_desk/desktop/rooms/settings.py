"""The settings: the sections at the left, and the page of the one that is chosen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_button import SectionButton
from incident_desk.desktop.settings.marks import explain_marks
from incident_desk.desktop.window_state import WindowState
from incident_desk.desktop.words import counted

SECTIONS_PX = 336
PAGE_PX = 760
"""A page of choices is no wider; a line that is longer is hard to follow to its control."""
LAST_SHOWN = "window/settings"


class SettingsRoom(QWidget):
    """Every choice takes effect at once; there is nothing to confirm. A page is made when it is first shown."""

    person_asked = Signal()
    pin_asked = Signal()
    lock_after_changed = Signal()
    language_changed = Signal()
    bundle_asked = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_room")
        self._bridge = bridge
        self._state = state
        self.buttons: dict[str, SectionButton] = {}
        self.pages: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._stack = QStackedWidget()
        self._sections = Section("settings_sections", self.tr("Settings"))
        self._sections.body.setContentsMargins(0, 0, 0, 8)
        self._add("you", "user", self.tr("You"), self._you)
        self._add("people", "users", self.tr("People, levels"), self._people)
        self._add("channels", "phone-outgoing", self.tr("Channels"), self._channels)
        self._add("sources", "activity", self.tr("Watched series"), self._sources)
        self._add("alerts", "bell-ring", self.tr("Alerts"), self._alerts)
        self._add("status_page", "globe", self.tr("Status page"), self._status_page)
        self._add("shared", "server", self.tr("Shared record"), self._shared)
        self._add("attention", "volume-2", self.tr("Sound, messages"), self._attention)
        self._add("looks", "sun", self.tr("Look, time zone"), self._looks)
        self._add("disk", "hard-drive", self.tr("This disk"), self._disk)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(Line(is_upright=True))
        row.addWidget(self._stack, 1)
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        bridge.sharing.changed.connect(self._show_waiting)
        self._show_waiting()

    def _left(self) -> QWidget:
        scroll = ColumnScroll("settings_left")
        scroll.setFixedWidth(SECTIONS_PX)
        marks = Section("settings_marks", self.tr("What the marks mean"))
        explain_marks(marks.body)
        away = Section("settings_away", self.tr("If the network stays away"))
        told = self.tr(
            "Work on. Everything is kept here, and desks that meet later end with the same record in the same order."
        )
        away.body.addWidget(Label(told, 12, 400, "text2", wraps=True))
        self.bundle = Button(self.tr("Carry it by hand: make a bundle"), "save", "small", "settings_bundle")
        self.bundle.setEnabled(self._bridge.desk is not None)
        self.bundle.clicked.connect(self.bundle_asked)
        away.body.addSpacing(8)
        away.body.addWidget(self.bundle)
        for section in (self._sections, marks, away):
            scroll.add(section)
        return scroll

    def _add(self, key: str, symbol: str, words: str, maker: Callable[[], QWidget]) -> None:
        button = self.buttons[key] = SectionButton(symbol, words, f"settings_{key}")
        self._makers[key] = maker
        button.clicked.connect(lambda: self.show_section(key))
        self._sections.body.addWidget(button)

    def show_section(self, key: str = "") -> None:
        """Show a section; none means the one that was shown last."""
        key = key or self._state.text(LAST_SHOWN)
        key = key if key in self.buttons else "you"
        if key not in self.pages:
            self.pages[key] = self._makers[key]()
        self._state.keep(LAST_SHOWN, key)
        self.buttons[key].setChecked(True)
        self._stack.setCurrentWidget(self.pages[key])

    def take_keyboard(self) -> None:
        """To the list of sections."""
        next(b for b in self.buttons.values() if b.isChecked()).setFocus()

    def _show_waiting(self) -> None:
        state = self._bridge.sharing.state
        waits = state.waiting if state and not state.is_connected else 0
        self.buttons["shared"].show_note(counted(waits, self.tr("1 waits"), self.tr("{count} wait")) if waits else "")

    # pages ------------------------------------------------------------------------------------------------------------

    def _you(self) -> QWidget:
        from incident_desk.desktop.settings.you import YouPage

        self.you = YouPage(self._bridge, self._state)
        self.you.person_asked.connect(self.person_asked)
        self.you.pin_asked.connect(self.pin_asked)
        self.you.lock_after_changed.connect(self.lock_after_changed)
        return self._framed("you", self.you)

    def _people(self) -> QWidget:
        from incident_desk.desktop.settings.people import PeoplePage

        self.people = PeoplePage(self._bridge)
        return self._framed("people", self.people)

    def _channels(self) -> QWidget:
        from incident_desk.desktop.settings.channels import ChannelsPage

        self.channels = ChannelsPage(self._bridge)
        return self._framed("channels", self.channels)

    def _sources(self) -> QWidget:
        from incident_desk.desktop.settings.sources import SourcesPage

        self.sources = SourcesPage(self._bridge)
        return self._framed("sources", self.sources)

    def _alerts(self) -> QWidget:
        from incident_desk.desktop.settings.alert_intake import AlertIntakePage

        self.alerts = AlertIntakePage(self._bridge)
        return self._framed("alerts", self.alerts)

    def _status_page(self) -> QWidget:
        from incident_desk.desktop.settings.status_page import StatusPagePage

        self.status_page = StatusPagePage(self._bridge)
        return self._framed("status_page", self.status_page)

    def _attention(self) -> QWidget:
        from incident_desk.desktop.settings.attention import AttentionPage

        self.attention = AttentionPage(self._bridge, self._state)
        return self._framed("attention", self.attention)

    def _looks(self) -> QWidget:
        from incident_desk.desktop.settings.looks import LooksPage

        self.looks = LooksPage(self._bridge, self._state)
        self.looks.language_changed.connect(self.language_changed)
        return self._framed("looks", self.looks)

    def _disk(self) -> QWidget:
        from incident_desk.desktop.settings.disk import DiskPage

        self.disk = DiskPage(self._bridge)
        return self._framed("disk", self.disk)

    def _shared(self) -> QWidget:
        from incident_desk.desktop.settings.shared import SharedPage

        self.shared = SharedPage(self._bridge)
        scroll = QScrollArea()
        scroll.setObjectName("settings_page_shared")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.shared)
        self._stack.addWidget(scroll)
        return scroll

    def _framed(self, key: str, page: QWidget) -> QWidget:
        """A page of choices under its name, as wide as is easy to read."""
        frame = QFrame()
        frame.setMaximumWidth(PAGE_PX)
        column = QVBoxLayout(frame)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        column.addWidget(Label(self.buttons[key].text(), 15, 600))
        column.addWidget(Line())
        column.addWidget(page)
        scroll = ColumnScroll(f"settings_page_{key}")
        scroll.add(frame)
        self._stack.addWidget(scroll)
        return scroll
