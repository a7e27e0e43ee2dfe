"""Where a press on a need of words to others leads: to the exact words, to whoever reads them out, to the next ones."""

from PySide6.QtCore import QObject, Qt

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.message_words import first_channel
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.drafting import DraftingPanel
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_list import Message
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.needs_of_messages import SLASH
from incident_desk.domain.situation import Ask, Need


class MessageWays(QObject):
    """Belongs to a board, beside the words that are written there."""

    def __init__(self, bridge: Bridge, drafting: DraftingPanel) -> None:
        super().__init__(drafting)
        self._bridge = bridge
        self._drafting = drafting

    def go(self, need: Need) -> None:
        """Open what it is about."""
        observed = self._drafting.work.observed
        assert observed is not None
        message, _, variant = need.about.partition(SLASH)
        if need.ask is Ask.TELL:
            self._tell(observed, need.about)
            return
        found = observed.board.messages.of[EntryId(message)]
        if need.ask in (Ask.APPROVE, Ask.APPROVE_AFTER):
            from incident_desk.desktop.dialogs.message import card

            card(self._bridge, observed, found, EntryId(need.turn), self._drafting.window()).open()
        elif need.ask is Ask.READ_OUT:
            self._drafting.work.choose(found.id)
            self._drafting.forms.by_hand()
        elif need.ask is Ask.SETTLE:
            self._drafting.work.choose(found.id)
            self._drafting.forms.choose()
        elif need.ask is Ask.EXPLAIN:
            self._explain(found, variant)
        elif need.ask is Ask.REWRITE:
            self._write_anew(found)
        else:
            self._drafting.work.choose(found.id)
            self._drafting.work.turn_to(variant)
            self._drafting.way.go.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, observed: ObservedIncident, audience: str) -> None:
        """To the room, with what that audience heard last."""
        self._drafting.room_asked.emit(first_channel(observed, audience))

    def _explain(self, message: Message, variant: str) -> None:
        from incident_desk.desktop.dialogs.message_refused import RefusedDialog

        observed = self._drafting.work.observed
        assert observed is not None
        dialog = RefusedDialog(self._bridge, observed, message, variant, self._drafting.window())
        dialog.correction_asked.connect(lambda: self._begin(BeginMessage(corrects=message.id)))
        dialog.open()

    def _write_anew(self, message: Message) -> None:
        """Its words stand in a new draft; it is needed no more once that is begun."""
        self._begin(BeginMessage(again=message.id))

    def _begin(self, fields: BeginMessage) -> None:
        if self._bridge.rights.may():
            drafting = self._drafting
            drafting.work.turned.connect(drafting.editor.take_keyboard, Qt.ConnectionType.SingleShotConnection)
            drafting.way.acts.begin(fields)
