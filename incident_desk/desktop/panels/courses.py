"""The courses of action on the board: proposed, approved, carried out, done, from left to right."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.alike import alike_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.course_words import COLUMNS, card, column_words
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.course_card import CourseCard, CourseShown
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.presence import FILLS, PresenceStrip
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.ticking import tick
from incident_desk.domain.course_list import Stand
from incident_desk.domain.ids import EntryId

OpenCourse = Callable[[EntryId], None]
ROWS, HIGH_PX, MORE_PX = 3, 1080, 160
"""So many rows a column shows; in a higher room one more for each step."""
LOW_PX, LEAST_PX = 760, 640
"""Below the first of these heights a column shows one row; below the second only the head of the section is left."""


class CoursesPanel(Observing, Section):
    """Cards while each column has one at most, else rows. Without any it is one line. A press opens a course."""

    HEARD = ("course.", "state.", "entry.", "gov.", "incident.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("courses_panel", _tr("Courses of action"), parent)
        self._bridge = bridge
        self._height_px = HIGH_PX
        self._count = 0
        self.presence = PresenceStrip(bridge, self.objectName())
        self.head.insertWidget(1, self.presence, FILLS)
        self.compare = Button(_tr("Compare"), "arrow-left-right", "small", "courses_compare")
        self.propose = Button(_tr("Propose"), "plus", "small", "course_propose")
        self.propose.setAccessibleName(_tr("Propose a course of action"))
        bridge.rights.rule(self.propose)
        self.head.addWidget(self.compare)
        self.head.addWidget(self.propose)
        self._place = TabPlace(self)
        self.columns = [_Column(at) for at in range(len(COLUMNS))]
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        for column in self.columns:
            self._row.addWidget(column, 1)
        self._holder = QWidget()
        self._holder.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._holder)
        self.compare.clicked.connect(self.open_comparison)
        self.propose.clicked.connect(self.ask)
        bridge.zone_changed.connect(self._show)
        bridge.organisation_changed.connect(self._show)
        tick().follow(self, self._show)

    def give_room(self, height_px: int) -> None:
        """Show as many rows as a room of this height can spare."""
        if height_px != self._height_px:
            self._height_px = height_px
            self._show()

    def ask(self) -> None:
        """The form for a proposal."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.course_propose import ProposeDialog

            ProposeDialog(self._bridge, self._observed, self.window()).open()

    def open_comparison(self) -> None:
        """Those that wait for a yes or no, side by side."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.courses_compare import CompareDialog

            CompareDialog(self._bridge, self._observed, self.window()).open()

    def open_course(self, course: EntryId) -> None:
        """One course, with its steps."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.course import CourseDialog

            CourseDialog(self._bridge, self._observed, course, self.window()).open()

    def _show(self) -> None:
        if self._observed is None:
            return
        observed, now_us, zone = self._observed, self._bridge.now_us(), self._bridge.zone
        courses = observed.board.courses.all
        words = {course.id: course.what(observed.board.timeline) for course in courses}
        alike = alike_words(list(words.values()))
        shown = [
            [
                card(course, observed, now_us, zone, alike[words[course.id]])
                for course in reversed(courses)
                if course.stand in stands
            ]
            for stands in COLUMNS
        ]
        waiting = sum(course.stand is Stand.PROPOSED for course in courses)
        as_rows = self._height_px < LOW_PX or any(len(column) > 1 for column in shown[:3])
        most = (ROWS + max(0, self._height_px - HIGH_PX) // MORE_PX) if as_rows else 1
        most = 1 if self._height_px < LOW_PX else most
        for column, found in zip(self.columns, shown, strict=True):
            column.show_cards(found, most, as_rows=as_rows, open_course=self.open_course)
        self._holder.setVisible(bool(courses) and self._height_px >= LEAST_PX)
        self.compare.setVisible(waiting > 1)
        late = sum(course.is_late(now_us) for course in courses)
        told = [_tr("{count} late").format(count=late) if late else ""]
        told.append(_tr("{count} wait for a yes").format(count=waiting) if waiting else "")
        self.note.setText(", ".join(filter(None, told)) if courses else _tr("none proposed yet"))
        cards = [each for column in self.columns for each in column.cards]
        if len(cards) != self._count:
            self._count = len(cards)
            self._place.put(cards)


class _Column(QWidget):
    """One column: its head with the count, and the newest of its courses."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at
        self.cards: list[CourseCard] = []
        self.title = Label(column_words(at), 12, 500)
        self.count = Label("", 12, 400, "text2")
        self.more = Elided("", 12, 400, "text2")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addStretch(1)

    def show_cards(self, shown: list[CourseShown], most: int, *, as_rows: bool, open_course: OpenCourse) -> None:
        """The newest of them, as cards or as rows."""
        self.count.setText(str(len(shown)) if shown else "")
        rest = len(shown) - most
        self.more.setText(_tr("{count} more").format(count=rest) if rest > 0 else "")
        for at, each in enumerate(shown[:most]):
            if at == len(self.cards):
                self._add(open_course)
            self.cards[at].set_row(as_rows)
            self.cards[at].show_course(each)
        for at, each in enumerate(self.cards):
            each.setVisible(at < min(len(shown), most))

    def _add(self, open_course: OpenCourse) -> None:
        made = CourseCard()
        made.setObjectName(f"course_{self._at + 1}_{len(self.cards) + 1}")
        made.clicked.connect(lambda: open_course(EntryId(made.shown.key)))
        self._column.insertWidget(1 + len(self.cards), made)
        self.cards.append(made)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CoursesPanel", text)
