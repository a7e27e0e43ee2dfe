"""From room to room and from incident to incident."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.asides import AGENDA, ROOM, Asides
from incident_desk.desktop.attached import attached_of
from incident_desk.desktop.boards import incident_to_show
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.handover_drafts import drafts_kept, drafts_of
from incident_desk.desktop.message_words import first_channel
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.state_documents import StateDocuments
from incident_desk.desktop.unfinished import conclusions_of, pads_of
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.agenda import Due, DueKind
from incident_desk.domain.board import Board
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId

if TYPE_CHECKING:  # each is loaded when it is shown for the first time
    from incident_desk.desktop.rooms.board_page import BoardPage
    from incident_desk.desktop.rooms.boards import BoardsRoom
    from incident_desk.desktop.rooms.calm import CalmRoom


__all__ = ["Navigation", "incident_to_show"]


class Navigation(Asides):
    """Made when the record is open. A page is built when it is shown for the first time.

    What pages ask for that is no room (a dialog, a file) is passed on.
    """

    search_asked = Signal()
    demo_asked = Signal()
    import_asked = Signal()

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState) -> None:
        super().__init__(shell, bridge, state)
        self._was_in = state.text(ROOM)
        self._calm_page: QWidget | None = None
        self._board_page: QWidget | None = None
        self.calm: CalmRoom | None = None
        self._documents = StateDocuments(bridge, self)
        self.boards.built.connect(self._add_boards)
        self.boards.current_changed.connect(self._follow_board)
        self.boards.renamed.connect(self._entitle)
        for name in ("declare", "incidents", "search", "bundle", "export"):
            getattr(self.boards, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
        for asked in (self.boards.incident_asked, self.boards.line_asked, self.incident_asked):
            asked.connect(self.go_to)
        self.boards.refused.connect(bridge.complained)
        open_drafts_of(bridge).moved.connect(self._whereabouts.look)

    @property
    def board(self) -> "BoardPage | None":
        """The board that has the keys."""
        return self.boards.page

    async def come_back(self) -> None:
        """What a start can wait for: the boards beside the first, the list of all incidents if it was in front."""
        asked = self._asked
        self._bridge.everywhere.begin()
        self._bridge.customers.begin()
        self._bridge.alerts.begin()
        await self.boards.restore()
        if self._was_in == AGENDA and asked == self._asked:
            self.show_agenda()

    def go_home(self) -> None:
        """The incident that was shown last if it is open, else the newest open one, else the calm view."""
        incident = incident_to_show(self._bridge.headlines, self._state)
        if incident is None:
            self.show_calm()
        else:
            self.go_to(incident)

    def go_to(self, incident: IncidentId, entry: EntryId | None = None) -> None:
        """Show an incident, and of it a line."""
        self._bridge.soon(self.come_to(incident, entry))

    def put_beside(self, incident: IncidentId) -> None:
        """Show an incident beside the one that has the keys, which go there."""
        if why := self.boards.may_add():
            self._bridge.complained.emit(why)
        else:
            self._bridge.soon(self.come_to(incident, None, beside=self.shown is not None))

    async def show_due(self, due: Due) -> None:
        await self.come_to(due.of.incident, None)
        if self.shown is None or self.shown.incident != due.of.incident:
            return  # somebody wanted to be elsewhere meanwhile
        if due.kind is DueKind.PROMISE:
            self.show_communications(first_channel(self.shown, due.key))
            return
        from incident_desk.desktop.dialogs.due import card_of

        if card := card_of(self._bridge, self.shown, due, self._shell):
            card.open()

    async def come_to(self, incident: IncidentId, entry: EntryId | None = None, *, beside: bool = False) -> None:
        """The same as `go_to`, to be waited for: then it is shown, or somebody wanted to be elsewhere meanwhile."""
        if incident == NO_INCIDENT:
            self.show_calm()
            if self.calm is not None:
                await self.calm.reveal(entry)
            return
        self._asked += 1
        asked = self._asked
        if not self.boards.go_to(incident):
            observed = await self.boards.opened(incident)
            if asked != self._asked:  # somebody wanted to be elsewhere meanwhile
                observed.deleteLater()
                return
            self.boards.show(observed, beside=beside)
        self.bring_up_board()
        if entry is not None and self.board is not None:
            self.board.room.reveal(entry)

    def show_fold(self, fold: Fold) -> None:
        """Show an incident that was folded while the record was opened."""
        self.boards.show(ObservedIncident(self._bridge, fold, self.boards))
        self.bring_up_board()

    def show_calm(self) -> None:
        """Show that nothing is open."""
        self._asked += 1
        self._build_calm().show_draft()
        assert self._calm_page is not None
        self._was_calm = True
        self._state.keep(ROOM, "")
        self._shell.show_page(self._calm_page, self._shell.board)
        self._shell.setWindowTitle("Incident Desk")
        self._whereabouts.be(None)

    @property
    def is_calm(self) -> bool:
        """Whether the calm view is in front."""
        return self._calm_page is not None and self._shell.pages.currentWidget() is self._calm_page

    def _add_boards(self, room: "BoardsRoom") -> None:
        self._board_page = self._shell.add_page(room)

    def _follow_board(self) -> None:
        """Another incident has the keys."""
        if self.shown is None:
            return
        for page in self._aside_pages:
            page.observe(self.shown)
        if self._board_page is not None and self._shell.pages.currentWidget() is self._board_page:
            self._whereabouts.be(self.shown.incident)
        self._entitle()

    def _entitle(self) -> None:
        if self.shown is not None and not self._was_calm:
            headline = self.shown.board.headline
            self._shell.setWindowTitle(f"{headline.number} {headline.title.value or ''} – Incident Desk")

    def _build_calm(self) -> "CalmRoom":
        if self.calm is None:
            from incident_desk.desktop.rooms.calm import CalmRoom
            from incident_desk.desktop.rooms.calm_header import CalmHeader

            self.calm = calm = CalmRoom(self._bridge, self._state)
            self._calm_page = self._shell.add_page(CalmHeader(self._bridge), calm)
            for name in ("declare", "incidents", "people", "demo", "import", "search"):
                getattr(calm, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
            calm.incident_chosen.connect(self._go_to_chosen)
            calm.line_asked.connect(self.go_to)
            calm.plan_asked.connect(self.show_plan)
        return self.calm

    def _go_to_chosen(self, board: Board) -> None:
        self.go_to(board.incident)

    def bring_up_board(self) -> None:
        assert self.board is not None
        assert self._board_page is not None
        assert self.shown is not None
        self._was_calm = False
        self._state.keep(ROOM, "")
        self._shell.show_page(self._board_page, self._shell.board)
        self.board.room.timeline.take_keyboard()  # whoever comes to the board in a hurry types
        self._whereabouts.be(self.shown.incident)
        self._entitle()

    def tell_of_forms(self) -> None:
        """Whoever comes back is told what waits for them."""
        if self.board is not None and (words := _told_of(self._state)):
            self.board.room.timeline.line.answer.say(words, "history", "text2")

    def unsaved(self) -> list[str]:
        """Every line and the name of every file that somebody gave and the disk does not have."""
        files = (file.name for page in self.boards.pages for file in page.room.timeline.attaching.waiting)
        return [*self._bridge.pending.words(), *files]

    async def keep_work(self) -> None:
        """Remember what the board was made to look like, and the line that was begun just now."""
        self._whereabouts.leave()
        await _keep_forms(self._shell, self._bridge, self._state)
        self.boards.keep_layout()
        attached_of(self._bridge).clear_shelf()
        for page in self.boards.pages:
            _keep_title(page)
            await page.room.timeline.line.settle()
        if self.plan is not None:
            await self.plan.room.settle()
        await pads_of(self._bridge).settle()
        await drafts_of(self._bridge).settle()
        await conclusions_of(self._bridge).settle()
        await open_drafts_of(self._bridge).settle()


async def _keep_forms(shell: Shell, bridge: Bridge, state: WindowState) -> None:
    from incident_desk.desktop.dialogs.begun_form import keep_files
    from incident_desk.desktop.dialogs.dialog import Dialog

    forms = [each for each in shell.findChildren(Dialog) if each.isVisible()]
    for dialog in forms:
        dialog.lay_aside()
    if bridge.desk is not None:
        await keep_files(forms, state, bridge.desk.home)


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
