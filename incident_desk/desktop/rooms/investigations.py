"""The room of the investigations: all of them at the left, the chosen one in the centre, what it needs at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.listed import InvestigationList
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.desktop.investigating.page import RoomPage, page_of
from incident_desk.desktop.investigating.seal_panel import PLACE_NAME
from incident_desk.desktop.investigating.sealed_page import SealedPage
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.thumbnails import thumbnails_of
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.whereabouts import PLACE
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.needs_of_investigations import SLASH

LEFT_PX, SIDE_PX = 336, 424
NARROW_LEFT_PX, NARROW_SIDE_PX, WIDE_PX = 264, 340, 1456
"""What is at the sides gives way where the room is less wide than this."""


class InvestigationsRoom(Observing, QWidget):
    """Shows those of the incident whose board has the keys. Escape leads back there."""

    HEARD = (
        *("investigation.", "comparison.", "effect.", "cause."),
        *("gov.", "entry.", "state.", "incident.", "timeline.", "decision.", "impact.", "fact."),
    )

    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("investigations_room")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty(PLACE, PLACE_NAME)
        self._bridge = bridge
        self._chosen: dict[IncidentId, EntryId] = {}
        self._makers: dict[str, Callable[[], RoomPage]] = {
            "matrix": self._matrix,
            "sealed": self._sealed,
            "compare": self._compare,
        }
        self.pages: dict[str, RoomPage] = {}
        self._is_stale = self._is_inside = False
        self._wanted: list[EntryId] = []
        self.list = InvestigationList(bridge)
        self.begin = Button(self.tr("Investigate…"), "plus", "primary", "investigations_begin")
        self.nothing = Empty("search-check", "", "", self.begin)
        self._stacks = (QStackedWidget(), QStackedWidget(), QStackedWidget())
        self._lay_out()
        self.list.chosen.connect(self.go_to)
        self.list.compare.clicked.connect(self.compare)
        for asked in (self.list.open_asked, self.begin.clicked):
            asked.connect(self.ask)
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)
        bridge.rights.rule(self.begin)
        for changed in (bridge.zone_changed, bridge.organisation_changed, bridge.person_changed, bridge.rights.changed):
            changed.connect(self._show)
        for changed in (bridge.sharing.files_changed, thumbnails_of(bridge).changed):
            changed.connect(self._show)
        tick().follow(self, self._tick)

    def _lay_out(self) -> None:
        below, centre, side = self._stacks
        centre.addWidget(self.nothing)
        self._left = column = ColumnScroll("investigations_left")
        column.add(self.list)
        column.add(below)
        self._side = ColumnScroll("investigations_side")
        self._side.add(side)
        self._side_line = Line(is_upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (column, Line(is_upright=True), centre, self._side_line, self._side):
            row.addWidget(part, 1 if part is centre else 0)

    # which is shown ---------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Investigation | None:
        """What somebody chose; else where they work, else the first."""
        if self._observed is None:
            return None
        investigations = self._observed.board.investigations
        own = [*investigations.at_work(self._bridge.me), *investigations.all]
        chosen = investigations.of.get(self._chosen.get(self._observed.incident, EntryId("")))
        return chosen or (own[0] if own else None)

    def go_to(self, place: str) -> None:
        """Show this one from now on; without an id, the one that was shown last.

        Behind the id may stand what is to get the keyboard there, as in the needs: a piece, or the two of a cell.
        """
        investigation, *pieces = place.split(SLASH)
        self._wanted = [EntryId(each) for each in pieces]
        if self._observed is not None and investigation:
            self._chosen[self._observed.incident] = EntryId(investigation)
            self._is_inside = True
        self._show()

    def compare(self) -> None:
        """Of an opened round, what all of it found."""
        self._is_inside = False
        self._show()
        self.take_keyboard()

    def _leave(self) -> None:
        """One step out: from inside an opened round to its comparison, from there to the board."""
        if self._is_inside and _is_open(self.chosen, self._observed):
            self.compare()
        else:
            self.left.emit()

    def take_keyboard(self) -> None:
        """To where work goes on."""
        found = self.chosen
        start = self.begin if self.begin.isVisible() else self
        pieces, self._wanted = self._wanted, []
        if found is not None:
            start = self.page_shown.at(pieces) or self.page_shown.first()
        start.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._side.isAncestorOf(start):
            self._side.ensureWidgetVisible(start)

    @property
    def page_shown(self) -> RoomPage:
        """The page of the one that is chosen."""
        found = self.chosen
        assert found is not None
        assert self._observed is not None
        board = self._observed.board
        return self._page(page_of(found, board.investigations, self._bridge.me, is_inside=self._is_inside))

    def _page(self, name: str) -> RoomPage:
        if name not in self.pages:
            page = self.pages[name] = self._makers[name]()
            for stack, part in zip(self._stacks, page.parts, strict=True):
                if part is not None:
                    stack.addWidget(part)
        return self.pages[name]

    def _matrix(self) -> RoomPage:
        page = MatrixPage(self._bridge, self)
        page.asked.connect(self._open_form)
        return page

    def _sealed(self) -> RoomPage:
        page = SealedPage(self._bridge, self)
        page.manage_asked.connect(partial(self._open_form, "seal", None))
        return page

    def _compare(self) -> RoomPage:
        from incident_desk.desktop.comparing.page import ComparePage  # only where a round is open

        page = ComparePage(self._bridge, self)
        page.inside_asked.connect(self._go_inside)
        return page

    def _go_inside(self, investigation: str) -> None:
        self.go_to(investigation)
        self.take_keyboard()

    # showing ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_PX
        self._left.setFixedWidth(LEFT_PX if is_wide else NARROW_LEFT_PX)
        self._side.setFixedWidth(SIDE_PX if is_wide else NARROW_SIDE_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def _show(self) -> None:
        if self._observed is None:
            self._show_nothing(self.tr("No incident is shown"), self.tr("Investigations belong to an incident."))
            return
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        found = self.chosen
        self.list.show_list(self._observed, found)
        is_open = _is_open(found, self._observed)
        self.list.compare.setVisible(is_open and self._is_inside)
        may = self._bridge.me in self._observed.board.restriction.managers and self._observed.board.headline.is_open
        if found is None:
            self._show_nothing(*_nothing(), may=may)
            return
        page = self.page_shown
        self._stacks[0].setVisible(page.below is not None)
        for part in (self._side, self._side_line):
            part.setVisible(page.side is not None)
        for stack, part in zip(self._stacks, page.parts, strict=True):
            if part is not None:
                stack.setCurrentWidget(part)
        page.show_investigation(found, self._observed)

    def _tick(self) -> None:
        """What goes by the clock: the list, and a page that has one."""
        found = self.chosen
        if self._observed is None or found is None or not self.isVisible():
            return
        if self.page_shown.has_clock:
            self._show()
        else:
            self.list.show_list(self._observed, found)

    def _show_nothing(self, line: str, detail: str, *, may: bool = False) -> None:
        """Never a blank room: what is missing, and the way to it."""
        self.nothing.say(line, detail)
        self.begin.setVisible(may)
        for part in (self._side, self._side_line, self._stacks[0]):
            part.hide()
        self._stacks[1].setCurrentWidget(self.nothing)

    # asking -----------------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """The form that opens several at once."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.investigate import InvestigateDialog

            InvestigateDialog(self._bridge, self._observed, self.window()).open()

    def _open_form(self, name: str, about: object) -> None:
        """A form over the room, about a cell or an entry of the investigation that is shown."""
        if self._observed is not None and (found := self.chosen) is not None:
            from incident_desk.desktop.investigating.forms import open_form

            open_form(name, about, (self._bridge, self._observed, found.id, self.window()))


def _is_open(found: Investigation | None, observed: ObservedIncident | None) -> bool:
    """Whether there is one, and everybody may read it."""
    return found is not None and observed is not None and observed.board.investigations.stage(found) is Stage.OPEN


def _nothing() -> tuple[str, str]:
    return (
        _tr("No investigation yet"),
        _tr("Several people look into one question, each blind to the others until all of them are in."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationsRoom", text)
