"""The independent investigations on the board: a tab for each, and below it what the chosen one says."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import sealed_words, tab
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.given import Given
from incident_desk.desktop.parts.investigation_tab import InvestigationTab
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.thumbnails import thumbnails_of
from incident_desk.desktop.ticking import tick
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.investigation_list import Investigation

if TYPE_CHECKING:
    from incident_desk.desktop.panels.investigation_sheet import InvestigationSheet

ROWS, HIGH_PX, MORE_PX = 2, 1080, 200
"""So many rows each list shows; in a higher room one more for each step."""
LOW_PX, LEAST_PX = 900, 640
"""Below the first of these heights what one says opens by a press on its tab; below the second none is opened here."""
MOST_TABS = 6


class InvestigationsPanel(Observing, Section):
    """Without any it is one line. Whoever manages the incident opens more.

    `room_asked` carries the one that is shown.
    """

    HEARD = ("investigation.", "gov.", "entry.", "state.", "incident.")

    room_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigations_panel", _tr("Investigations"), parent)
        self._bridge = bridge
        self._height_px = HIGH_PX
        self._chosen: dict[IncidentId, EntryId] = {}
        self._is_called_up = False
        self.investigate = Button(_tr("Investigate"), "plus", "small", "investigate")
        self.investigate.setAccessibleName(_tr("Have several people look into a question, each blind to the others"))
        bridge.rights.rule(self.investigate)
        self.head.addWidget(self.investigate)
        self._place = TabPlace(self)
        self.tabs: list[InvestigationTab] = []
        self.strip = QFrame()
        self._tab_row = QHBoxLayout(self.strip)
        self._tab_row.setContentsMargins(0, 0, 0, 0)
        self._tab_row.setSpacing(0)
        self.more = IconButton("plus", _tr("Investigate one more question"), "investigate_more")
        self._tab_row.addSpacing(6)
        self._tab_row.addWidget(self.more)
        self._tab_row.addSpacing(6)
        self.card = QFrame()
        self.card.setProperty("kind", "sheet")
        self._stack = QStackedLayout(self.card)
        self._sheet_place = TabPlace(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.card)
        self.investigate.clicked.connect(self.ask)
        self.more.clicked.connect(self.ask)
        bridge.rights.rule(self.more)
        bridge.zone_changed.connect(self._show)
        bridge.organisation_changed.connect(self._show)
        bridge.sharing.files_changed.connect(self._show)
        thumbnails_of(bridge).changed.connect(self._show)
        tick().follow(self, self._show)

    @cached_property
    def sheet(self) -> "InvestigationSheet":
        """Made with the first one that is read: most incidents have none when they are opened."""
        from incident_desk.desktop.panels.investigation_sheet import InvestigationSheet

        sheet = InvestigationSheet(self._bridge, self.card)
        sheet.piece_asked.connect(self._open_piece)
        sheet.file_asked.connect(self._ask_for_evidence)
        sheet.submit_asked.connect(self._ask_to_submit)
        sheet.matrix_asked.connect(self._ask_for_room)
        self._stack.addWidget(sheet)
        self._sheet_place.put_part(sheet)
        return sheet

    @cached_property
    def sealed(self) -> "_Sealed":
        """Made with the first one that is not to be read here."""
        sealed = _Sealed(self.card)
        sealed.manage.clicked.connect(self._manage)
        self._bridge.rights.rule(sealed.manage)
        self._stack.addWidget(sealed)
        self._sheet_place.put_part(sealed)
        return sealed

    def give_room(self, height_px: int) -> None:
        """Show as much as a room of this height can spare."""
        if height_px != self._height_px:
            self._height_px = height_px
            self._show()

    @property
    def chosen(self) -> Investigation | None:
        """The one whose tab is on: what somebody chose; else where they work, else the first."""
        if self._observed is None:
            return None
        investigations = self._observed.board.investigations
        own = [*investigations.at_work(self._bridge.me), *investigations.all]
        chosen = investigations.of.get(self._chosen.get(self._observed.incident, EntryId("")))
        return chosen or (own[0] if own else None)

    # showing ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._observed is None:
            return
        observed, found = self._observed, self.chosen
        investigations = observed.board.investigations
        self.set_head_shown(found is None)
        self.strip.setVisible(found is not None)
        self.card.setVisible(found is not None and (self._height_px >= LOW_PX or self._is_called_up))
        may = self._bridge.me in observed.board.restriction.managers and observed.board.headline.is_open
        self.setVisible(found is not None or (may and self._height_px >= LEAST_PX))
        self.more.setVisible(may)
        self.note.setText(_tr("none opened yet") if found is None else "")
        self._show_tabs(investigations.all[-MOST_TABS:], found)
        if found is None:
            return
        if investigations.may_read(found, self._bridge.me):
            most = ROWS + max(0, self._height_px - HIGH_PX) // MORE_PX
            self.sheet.show_investigation(found, observed, most)
            self._stack.setCurrentWidget(self.sheet)
        else:
            self.sealed.tell(found, observed, self._bridge, may=may)
            self._stack.setCurrentWidget(self.sealed)

    def _show_tabs(self, shown: list[Investigation], found: Investigation | None) -> None:
        assert self._observed is not None
        before = len(self.tabs)
        while len(self.tabs) < len(shown):
            made = InvestigationTab()
            made.setObjectName(f"investigation_tab_{len(self.tabs) + 1}")
            made.clicked.connect(partial(self._choose, len(self.tabs)))
            self._tab_row.insertWidget(len(self.tabs), made, 1)
            self.tabs.append(made)
        for at, each in enumerate(self.tabs):
            each.setVisible(at < len(shown))
            if at < len(shown):
                args = (self._observed, self._bridge.me, self._bridge.now_us(), self._bridge.zone)
                each.show_tab(tab(shown[at], *args))
                each.setChecked(shown[at] is found)
                each.update()
        if len(self.tabs) != before:
            self._place.put(self.tabs)

    def _choose(self, at: int) -> None:
        if self._observed is not None:
            key, before = EntryId(self.tabs[at].shown.key), self.chosen
            is_same = before is not None and before.id == key
            self._is_called_up = not (self._is_called_up and is_same)  # a second press puts it away again
            self._chosen[self._observed.incident] = key
            self._show()

    # asking -----------------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """The form that opens several at once."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.investigate import InvestigateDialog

            InvestigateDialog(self._bridge, self._observed, self.window()).open()

    def _ask_for_room(self) -> None:
        if (found := self.chosen) is not None:
            self.room_asked.emit(found.id)

    def _ask_to_submit(self) -> None:
        if self._observed is not None and (found := self.chosen) is not None:
            from incident_desk.desktop.dialogs.submit import SubmitDialog

            SubmitDialog(self._bridge, self._observed, found.id, self.window()).open()

    def _manage(self) -> None:
        if self._observed is not None and (found := self.chosen) is not None:
            from incident_desk.desktop.dialogs.seal import SealDialog

            SealDialog(self._bridge, self._observed, found.id, self.window()).open()

    def _ask_for_evidence(self, says: str, given: object) -> None:
        """The form for a file that speaks for or against the hypothesis that is shown."""
        if self._observed is not None and (found := self.chosen) is not None:
            from incident_desk.desktop.dialogs.evidence import Begun, EvidenceDialog

            file = given if isinstance(given, Given) else None
            begun = Begun(file, says=says, chooses_file=file is None)
            EvidenceDialog(self._bridge, self._observed, found.id, self.window(), begun=begun).open()

    def _open_piece(self, piece: str) -> None:
        if self._observed is not None and (found := self.chosen) is not None:
            from incident_desk.desktop.dialogs.piece import PieceDialog

            PieceDialog(self._bridge, self._observed, found.id, EntryId(piece), self.window()).open()


class _Sealed(QWidget):
    """What everybody may know of an investigation that is sealed to them: that it lives, and for how long."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("investigation_sealed")
        self.line = Label("", 13, 600, "text", "investigation_sealed_line", wraps=True)
        self.detail = Label("", 12, 400, "text2", "investigation_sealed_detail", wraps=True)
        self.manage = Button(_tr("Time, people, seal…"), "users", "small", "investigation_manage")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(self.line)
        words.addWidget(self.detail)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addWidget(Picture(symbol="lock", ink="text2", side_px=20))
        row.addLayout(words, 1)
        row.addWidget(self.manage)

    def tell(self, found: Investigation, observed: ObservedIncident, bridge: Bridge, *, may: bool) -> None:
        """Say so of this one."""
        line, detail = sealed_words(found, observed, bridge)
        self.line.setText(line)
        self.detail.setText(detail)
        self.manage.setVisible(may)


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationsPanel", text)
