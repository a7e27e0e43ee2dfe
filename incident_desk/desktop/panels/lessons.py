"""What an incident taught and what is to be done of it, with the way to add to both; a row leads to all of it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.lesson_words import follow_up_row, lesson_row
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.words import counted
from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId, IncidentId


class LessonsPanel(Section):
    """Of one incident, as it stands now."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("lessons_panel", _tr("Lessons and follow-ups"), parent)
        self._bridge = bridge
        self._incident: IncidentId | None = None
        self.lesson = Button(_tr("Lesson"), "plus", "small", "lesson_new")
        self.lesson.setAccessibleName(_tr("Note a lesson"))
        self.follow_up = Button(_tr("Follow-up"), "plus", "small", "follow_up_new")
        self.follow_up.setAccessibleName(_tr("Add a follow-up"))
        for button in (self.lesson, self.follow_up):
            self.head.addWidget(button)
        bridge.rights.rule(self.lesson, self.follow_up)
        self._pool = PooledRows("learned", TabPlace(self), self.body.insertWidget, self._open)
        self.nothing = Label(
            _tr("Nothing yet: what did it teach, and what is to be done?"), 13, 400, "text3", wraps=True
        )
        self.body.addWidget(self.nothing)
        self.lesson.clicked.connect(lambda: self.open_lesson(None))
        self.follow_up.clicked.connect(lambda: self.open_follow_up(None))
        bridge.headlines_changed.connect(self._show)
        bridge.zone_changed.connect(self._show)
        tick().follow(self, self._show_time)

    @property
    def rows(self) -> list[TwoLineRow]:
        return self._pool.shown

    @property
    def board(self) -> Board | None:
        """The incident that is shown, as the list of incidents has it now."""
        return next((each for each in self._bridge.headlines if each.incident == self._incident), None)

    def show_incident(self, incident: IncidentId | None) -> None:
        """Show those of this incident from now on."""
        self._incident = incident
        self._show()

    def open_lesson(self, lesson: EntryId | None) -> None:
        """The form of a lesson; of a new one without."""
        if self._incident is not None:
            from incident_desk.desktop.dialogs.lesson import LessonDialog

            dialog = LessonDialog(self._bridge, self._incident, self.window(), lesson)
            dialog.follow_up_asked.connect(self._follow_up_of)
            dialog.open()

    def open_follow_up(self, follow_up: EntryId | None, lesson: EntryId | None = None) -> None:
        """The form of a follow-up; of a new one without, which may come of a lesson."""
        if self._incident is not None:
            from incident_desk.desktop.dialogs.follow_up import FollowUpDialog

            FollowUpDialog(self._bridge, self._incident, self.window(), follow_up, lesson).open()

    def _follow_up_of(self, lesson: str) -> None:
        self.open_follow_up(None, EntryId(lesson))

    def _show_time(self) -> None:
        if self.isVisible() and self.board is not None and self._shown() != [row.shown for row in self.rows]:
            self._show()

    def _shown(self) -> list[RowShown]:
        board = self.board
        if board is None:
            return []
        people, now_us, zone = self._bridge.organisation.people, self._bridge.now_us(), self._bridge.zone
        lessons = [lesson_row(one) for one in board.lessons.all]
        return [*lessons, *(follow_up_row(one, people, now_us, zone) for one in board.follow_ups.all)]

    def _show(self) -> None:
        shown, board = self._shown(), self.board
        self._pool.show_rows(shown)
        self.nothing.setVisible(not shown)
        late = len(board.follow_ups.overdue(self._bridge.now_us())) if board is not None else 0
        self.note.setText(counted(late, _tr("1 overdue"), _tr("{count} overdue")) if late else "")
        self.note.set_tone("bad" if late else "text2")

    def _open(self, at: int) -> None:
        board = self.board
        if board is None:
            return
        lessons, follow_ups = board.lessons.all, board.follow_ups.all
        if at < len(lessons):
            self.open_lesson(lessons[at].id)
        elif at - len(lessons) < len(follow_ups):
            self.open_follow_up(follow_ups[at - len(lessons)].id)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LessonsPanel", text)
