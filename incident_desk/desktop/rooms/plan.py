"""The plan room: sections at the left, the part that is worked at in the centre, the same plan as text at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes_view import ChangesView
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.avatar_stack import AvatarStack
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.planning.company import ROOM, Company
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.planning.forecast import ForecastPanel
from incident_desk.desktop.planning.learned import LearnedPanel
from incident_desk.desktop.planning.pack import PackPanel
from incident_desk.desktop.planning.part import PartPage
from incident_desk.desktop.planning.section_list import SectionList
from incident_desk.desktop.planning.seen import Seen
from incident_desk.desktop.planning.starting import StartingPanel
from incident_desk.desktop.planning.text_column import TextColumn
from incident_desk.desktop.planning.versions import RunningPanel, VersionsPanel
from incident_desk.desktop.presence import FEW
from incident_desk.desktop.whereabouts import PLACE
from incident_desk.desktop.words import counted
from incident_desk.domain.plan_faults import Fault, Path
from incident_desk.domain.plan_reasons import incident_named
from incident_desk.domain.plan_schema import digest_of

SECTIONS_PX, NARROW_SECTIONS_PX = 336, 264
TEXT_PX, WIDE_TEXT_PX = 424, 560
TEXT_FROM_PX = 1480
"""From this width on the text stands beside the form; below it one of the two is shown at a time."""
WIDE_PX = 2200
OTHERS_PX = 92
"""Room for three discs, whoever comes and goes."""
FORECAST_FROM_PX = 780
"""From this height on the forecast stays in sight while the form scrolls."""


class PlanRoom(QWidget):
    """Form and text are the same plan: what is given to one stands in the other. Ctrl+E goes from one to the other."""

    left = Signal()
    incident_asked = Signal(str)
    place_changed = Signal()
    """Whoever writes here does so at another place; the properties PLACE and DRAFT say where."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_room")
        self._bridge = bridge
        self.draft = Draft(bridge, self)
        self.setProperty(PLACE, ROOM)
        self.sections = SectionList()
        self.versions = VersionsPanel(bridge, self.draft)
        self.running = RunningPanel(bridge)
        self.learned = LearnedPanel(bridge, self.draft)
        self.starting = StartingPanel(bridge)
        self.pack = PackPanel(bridge)
        self.part = PartPage()
        for table in (self.part.rows, self.part.all):
            table.incident_of = lambda because: incident_named(because, bridge.headlines)
        self.forecast = ForecastPanel()
        self.changes = ChangesView()
        self.differences = Section("plan_differences", "")
        self.against = Label("", 13, 600, "text", "plan_against")
        self.differences.head.insertWidget(0, self.against)
        self.unreadable = self._unreadable()
        self.text = TextColumn(bridge, self.draft)
        self.turn = Button(self.tr("Text"), "file-text", "small", "plan_turn")
        self.turn.setToolTip(self.tr("The same plan as text (Ctrl+E)"))
        self._is_text = False
        self.others = AvatarStack(FEW, fills=True)
        self.others.setObjectName("plan_others")
        self.company = Company(bridge, self.draft, self.part, self.text, self.others)
        self._lay_out()
        self._connect()
        for part in (self.part, self.part.head, self.unreadable):
            part.hide()
        self._show_differences(0)
        self._share()

    def _unreadable(self) -> Empty:
        self.to_text = Button(self.tr("To the mistake"), "", "plain", "plan_to_text")
        told = self.tr(
            "As long as it cannot be taken apart, there is nothing to show in a form. Nothing of it is lost."
        )
        return Empty("circle-alert", self.tr("The text is no plan at the moment"), told, self.to_text)

    def _lay_out(self) -> None:
        left = self._left = ColumnScroll("plan_left")
        starting = [self.starting]  # with nothing published, that is what somebody comes here for
        above, below = ([], starting) if self._bridge.organisation.plans.published else (starting, [])
        for section in (*above, self.sections, self.learned, self.versions, self.running, *below, self.pack):
            left.add(section)
        self.differences.body.addWidget(self.changes)
        scroll = self._scroll = ColumnScroll("plan_centre")
        for part in (self.part, self.unreadable, Line(), self.differences):
            scroll.add(part)
        centre = self._centre = QFrame()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 12, 0)
        head.addWidget(self.part.head, 1)
        self.others.set_room(OTHERS_PX)
        head.addWidget(self.others)
        head.addWidget(self.turn)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(scroll, 1)
        self._below = Line()
        column.addWidget(self._below)
        self._column = column
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._line = Line(is_upright=True)
        for part in (left, Line(is_upright=True), centre, self._line, self.text):
            row.addWidget(part, 1 if part is centre else 0)

    def _connect(self) -> None:
        draft = self.draft
        draft.seen.connect(self._show_seen)
        self.sections.chosen.connect(self._go_to_section)
        self.part.edited.connect(draft.edit)
        self.part.incident_asked.connect(self.incident_asked)
        self.part.moved.connect(self._show_place)
        self.text.place_asked.connect(self._go_to_fault)
        self.company.told.connect(self.place_changed)
        self.company.possible_changed.connect(self._share)
        for panel in (self.versions, self.starting, self.learned):
            panel.taken.connect(self._take)
        self.starting.refused.connect(self._refuse)
        for button in (self.turn, self.text.back):
            button.clicked.connect(self.turn_over)
        self.to_text.clicked.connect(self._to_text)
        self.text.faults.add_key(self)
        keys: dict[Qt.Key | str, Callable[[], object]] = {Qt.Key.Key_Escape: self.left.emit, "Ctrl+E": self.turn_over}
        for key, act in keys.items():
            shortcut = QShortcut(key, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # what the text came to --------------------------------------------------------------------------------------------

    def _show_seen(self, seen: Seen) -> None:
        outline = seen.outline
        self.sections.show_seen(seen)
        self.part.setVisible(outline is not None)
        self.part.head.show()
        self.part.head.setEnabled(outline is not None)
        self.unreadable.setVisible(outline is None)
        if outline is not None:
            self.part.show_outline(outline)
        if seen.plan is not None:  # else what was told before stays, and is said to be of before
            self.changes.show_changes(seen.changes)
            self._show_differences(len(seen.changes))
        else:
            self.differences.note.setText(self.tr("as of the last text without a mistake"))
        self.forecast.show_seen(seen)

    def _show_differences(self, count: int) -> None:
        told = counted(count, self.tr("1 change in words, not lines"), self.tr("{count} changes in words, not lines"))
        self.differences.note.setText(told)
        in_force = self.tr("Draft against the version in force")
        other = self.tr("Draft against version {version}").format(version=digest_of(self.draft.against)[:8])
        if any(beside.text == self.draft.against for beside in self.draft.common.beside):
            other = self.tr("Draft against the other draft")
        self.against.setText(in_force if self.draft.against == self.draft.in_force else other)
        self.differences.setVisible(count > 0)

    # from place to place ----------------------------------------------------------------------------------------------

    def _go_to_section(self, key: str) -> None:
        self._show_text(is_text=False)
        self.part.show_section(key)

    def _show_place(self, path: Path) -> None:
        """The text shows the same place, unless somebody types in it."""
        self.sections.choose(str(path[0]))
        seen = self.draft.last
        line = seen.outline.lines.get(path) if seen is not None and seen.outline is not None else None
        if line and not self.text.text.hasFocus():
            self.text.text.go_to(line)

    def _go_to_fault(self, fault: Fault) -> None:
        """The form shows the part in which a mistake is."""
        seen = self.draft.last
        if seen is not None and seen.outline is not None:
            places = [path for path, found in seen.outline.faults.items() if found.line == fault.line]
            if places:
                self.part.go_to(places[0])

    def _to_text(self) -> None:
        self._show_text(is_text=True)
        self.text.faults.go.click()

    def _take(self, text: str, reason: str = "") -> None:
        """Go on from another plan; where a lesson proposes it, that is the reason."""
        if reason:
            self.draft.say_why(reason)
        was_begun = self.draft.is_begun
        self.draft.replace(text)
        self.draft.look_now()
        back = self.tr("That plan is the draft now. What was here before comes back with the arrow above the text.")
        self.text.say(back if was_begun else "")

    def _refuse(self, words: str) -> None:
        self._show_text(is_text=True)
        self.text.say(words)

    # room -------------------------------------------------------------------------------------------------------------

    def turn_over(self) -> None:
        """From the form to the text, or back; where both are shown the keyboard goes there."""
        to_text = not self.text.isAncestorOf(self.focusWidget() or self) if self._is_wide else not self._is_text
        self._show_text(is_text=to_text)
        if to_text:
            self.text.text.setFocus()
        else:
            self.part.take_keyboard()

    @property
    def _is_wide(self) -> bool:
        return self.width() >= TEXT_FROM_PX

    def _show_text(self, *, is_text: bool) -> None:
        self._is_text = is_text
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        is_wide, is_text = self._is_wide, self._is_text
        is_pinned = self.height() >= FORECAST_FROM_PX
        self._below.setVisible(is_pinned)
        if is_pinned and self._column.indexOf(self.forecast) < 0:
            self._column.addWidget(self.forecast)
        elif not is_pinned and self._scroll.column.indexOf(self.forecast) < 0:
            self._scroll.add(self.forecast)
        self._left.setFixedWidth(SECTIONS_PX if is_wide else NARROW_SECTIONS_PX)
        self.text.setVisible(is_wide or is_text)
        self._line.setVisible(is_wide)
        self._centre.setVisible(is_wide or not is_text)
        self.turn.setVisible(not is_wide)
        self.others.setVisible(not is_wide and self.company.is_possible)
        if is_wide:
            self.text.setFixedWidth(WIDE_TEXT_PX if self.width() >= WIDE_PX else TEXT_PX)
        else:
            self.text.setMinimumWidth(0)
            self.text.setMaximumWidth(16_777_215)
        self.text.back.setVisible(not is_wide)

    def show_section(self, key: str = "") -> None:
        """Show a section; none leaves what is shown."""
        if key:
            self._go_to_section(key)

    def take_keyboard(self) -> None:
        """To the list of sections."""
        self.sections.take_keyboard()

    async def settle(self) -> None:
        """Write down what was typed just now: the window closes."""
        self.part.form.flush()
        self.company.stop()
        await self.draft.settle()
