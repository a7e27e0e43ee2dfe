"""From room to room and from incident to incident."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.acceptance_document import AcceptanceDocuments
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.handover_drafts import drafts_kept, drafts_of
from incident_desk.desktop.models.shown_lines import all_shown
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.whereabouts import Whereabouts
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.board import Board
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import EntryId, IncidentId

if TYPE_CHECKING:  # each is loaded when it is shown for the first time
    from incident_desk.desktop.rooms.aside_page import AsidePage
    from incident_desk.desktop.rooms.board_page import BoardPage
    from incident_desk.desktop.rooms.calm import CalmRoom
    from incident_desk.desktop.rooms.plan_page import PlanPage
    from incident_desk.desktop.rooms.settings_page import SettingsPage

LAST_SHOWN = "window/incident"
BOARD_LAYOUT = "board"


class Navigation(QObject):
    """Made when the record is open. A page is built when it is shown for the first time.

    What pages ask for that is no room (a dialog, a file) is passed on.
    """

    declare_asked = Signal()
    incidents_asked = Signal()
    search_asked = Signal()
    people_asked = Signal()
    pin_asked = Signal()
    lock_after_changed = Signal()
    demo_asked = Signal()
    import_asked = Signal()
    bundle_asked = Signal()

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._state = state
        self._asked = 0
        self._calm_page: QWidget | None = None
        self._board_page: QWidget | None = None
        self.calm: CalmRoom | None = None
        self.board: BoardPage | None = None
        self.settings: SettingsPage | None = None
        self.plan: PlanPage | None = None
        self._aside_pages: dict[AsidePage, QWidget] = {}
        self._was_calm = True
        self.shown: ObservedIncident | None = None
        self._documents = AcceptanceDocuments(bridge, self)
        self._whereabouts = Whereabouts(bridge, self)

    def go_home(self) -> None:
        """The incident that was shown last if it is open, else the newest open one, else the calm view."""
        incident = incident_to_show(self._bridge.headlines, self._state)
        if incident is None:
            self.show_calm()
        else:
            self.go_to(incident)

    def go_to(self, incident: IncidentId, entry: EntryId | None = None) -> None:
        """Show an incident, and of it a line."""
        self._bridge.soon(self._go_to(incident, entry))

    async def _go_to(self, incident: IncidentId, entry: EntryId | None) -> None:
        self._asked += 1
        asked = self._asked
        if self.shown is None or self.shown.incident != incident:
            prepare = partial(all_shown, self._bridge.zone)
            observed = await observe(self._bridge, incident, self, prepare=prepare)
            if asked != self._asked:  # somebody wanted to be elsewhere meanwhile
                observed.deleteLater()
                return
            self._show(observed)
        self._bring_up_board()
        if entry is not None and self.board is not None:
            self.board.room.reveal(entry)

    def show_fold(self, fold: Fold) -> None:
        """Show an incident that was folded while the record was opened."""
        self._show(ObservedIncident(self._bridge, fold, self))
        self._bring_up_board()

    def show_calm(self) -> None:
        """Show that nothing is open."""
        self._asked += 1
        self._build_calm().show_draft()
        assert self._calm_page is not None
        self._was_calm = True
        self._shell.show_page(self._calm_page, self._shell.board)
        self._shell.setWindowTitle("Incident Desk")
        self._whereabouts.be(None)

    @property
    def is_calm(self) -> bool:
        """Whether the calm view is in front."""
        return self._calm_page is not None and self._shell.pages.currentWidget() is self._calm_page

    def show_settings(self, section: str = "") -> None:
        """Show the settings; of them this section, or the one that was shown last."""
        self._asked += 1
        if self.settings is None:
            from incident_desk.desktop.rooms.settings_page import SettingsPage

            self.settings = SettingsPage(self._bridge, self._state)
            self._add_aside(self.settings)
            self.settings.room.person_asked.connect(self.people_asked)
            self.settings.room.pin_asked.connect(self.pin_asked)
            self.settings.room.lock_after_changed.connect(self.lock_after_changed)
            self.settings.room.left.connect(self.leave_aside)
        self.settings.show_above(is_calm=self._was_calm)
        self.settings.room.show_section(section)
        self._shell.show_page(self._aside_pages[self.settings], self._shell.settings)
        self.settings.room.take_keyboard()

    def show_plan(self, section: str = "") -> None:
        """Show the plan room; of it this section, or the one that was shown last."""
        self._asked += 1
        if self.plan is None:
            from incident_desk.desktop.rooms.plan_page import PlanPage

            self.plan = PlanPage(self._bridge)
            self._add_aside(self.plan)
            self.plan.room.left.connect(self.leave_aside)
        self.plan.show_above(is_calm=self._was_calm)
        self.plan.room.show_section(section)
        self._shell.show_page(self._aside_pages[self.plan], self._shell.plan)
        self.plan.room.take_keyboard()

    def _add_aside(self, page: "AsidePage") -> None:
        self._aside_pages[page] = self._shell.add_page(page)
        for name in ("declare", "incidents", "bundle"):
            getattr(page, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
        if self.shown is not None:
            page.observe(self.shown)

    def leave_aside(self) -> None:
        """Back to where somebody came from."""
        if self._was_calm or self.shown is None:
            self.show_calm()
        else:
            self._bring_up_board()

    def _show(self, observed: ObservedIncident) -> None:
        before, self.shown = self.shown, observed
        observed.changed.connect(self._entitle)
        self._build_board().observe(observed)
        for page in self._aside_pages:
            page.observe(observed)
        self._state.keep(LAST_SHOWN, observed.incident)
        if before is not None:
            self._bridge.free(before.let_go())
            before.deleteLater()

    def _build_calm(self) -> "CalmRoom":
        if self.calm is None:
            from incident_desk.desktop.rooms.calm import CalmRoom
            from incident_desk.desktop.rooms.calm_header import CalmHeader

            self.calm = calm = CalmRoom(self._bridge, self._state)
            self._calm_page = self._shell.add_page(CalmHeader(self._bridge), calm)
            for name in ("declare", "incidents", "people", "demo", "import"):
                getattr(calm, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
            calm.incident_chosen.connect(self._go_to_chosen)
        return self.calm

    def _go_to_chosen(self, board: Board) -> None:
        self.go_to(board.incident)

    def _build_board(self) -> "BoardPage":
        if self.board is None:
            from incident_desk.desktop.rooms.board_page import BoardPage

            self.board = BoardPage(self._bridge)
            self.board.room.restore_layout(self._state.layout(BOARD_LAYOUT))
            self._board_page = self._shell.add_page(self.board)
            for name in ("declare", "incidents", "search", "bundle"):
                getattr(self.board, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
            for asked in (self.board.incident_asked, self.board.line_asked):
                asked.connect(self.go_to)
        return self.board

    def _bring_up_board(self) -> None:
        assert self.board is not None
        assert self._board_page is not None
        assert self.shown is not None
        self._was_calm = False
        self._shell.show_page(self._board_page, self._shell.board)
        self.board.room.timeline.take_keyboard()  # whoever comes to the board in a hurry types
        self._whereabouts.be(self.shown.incident)
        self._entitle()

    def _entitle(self) -> None:
        if self.shown is not None and not self._was_calm:
            headline = self.shown.board.headline
            self._shell.setWindowTitle(f"{headline.number} {headline.title.value or ''} – Incident Desk")

    def tell_of_forms(self) -> None:
        """Whoever comes back is told what waits for them."""
        if self.board is not None and (words := _told_of(self._state)):
            self.board.room.timeline.line.answer.say(words, "history", "text2")

    def unsaved(self) -> list[str]:
        """Every line and the name of every file that somebody gave and the disk does not have."""
        files = self.board.room.timeline.attaching.waiting if self.board is not None else []
        return [*self._bridge.pending.words(), *(file.name for file in files)]

    async def keep_work(self) -> None:
        """Remember what the board was made to look like, and the line that was begun just now."""
        self._whereabouts.leave()
        from incident_desk.desktop.dialogs.dialog import Dialog

        for dialog in self._shell.findChildren(Dialog):
            if dialog.isVisible():
                dialog.lay_aside()
        if self.board is not None:
            self._state.keep_layout(BOARD_LAYOUT, self.board.room.layout_kept())
            self.board.room.timeline.attaching.clear_shelf()
            _keep_title(self.board)
            await self.board.room.timeline.line.settle()
        if self.plan is not None:
            await self.plan.room.settle()
        await drafts_of(self._bridge).settle()


def _keep_title(board: "BoardPage") -> None:
    """A title half written waits in the command line, as the command that it is."""
    title, line = board.header.form.title, board.room.timeline.line
    if title.is_editing and title.editor.isModified() and not line.edit.text():
        line.edit.put(f"/title {title.editor.text()}")


def _told_of(state: WindowState) -> str:
    """That a form was open when the window went away; empty if none was."""
    from incident_desk.desktop.dialogs.begun_form import laid_aside

    titles = [form.title for form in (*laid_aside(state).values(), *drafts_kept(state).values())]
    if not titles:
        return ""
    told = QCoreApplication.translate("Navigation", "Open it again, and what you had begun is there: {forms}")
    return told.format(forms=", ".join(titles))


def incident_to_show(headlines: list[Board], state: WindowState) -> IncidentId | None:
    """Which incident to begin with: an open one."""
    opened = [board.incident for board in headlines if board.headline.is_open]
    last = IncidentId(state.text(LAST_SHOWN))
    return last if last in opened else opened[0] if opened else None
