"""The forms over the words that go out: a new message, the exact words, large, what was said
before, a time to go out at, and what is sent by hand."""

from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.acts import proposing
from incident_desk.desktop.drafting.standing import is_to_be_proposed, needs_nobody
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import first_key, language_of, variant_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_list import NEXT_UPDATE, SENT, filled

if TYPE_CHECKING:
    from incident_desk.desktop.dialogs.message_compare import Compared


class MessageForms(QObject):
    """For one surface; each form is loaded when it is first asked for."""

    def __init__(self, bridge: Bridge, work: MessageWork, over: QWidget) -> None:
        super().__init__(over)
        self._bridge = bridge
        self._work = work
        self._over = over

    def begin(self) -> None:
        """A new message."""
        if self._work.observed is not None and self._bridge.rights.may():
            from incident_desk.desktop.dialogs.message_new import NewMessageDialog

            dialog = NewMessageDialog(self._bridge, self._work.observed, self._over.window())
            dialog.begun_message.connect(self._choose)
            dialog.open()

    def _choose(self, message: str) -> None:
        self._work.choose(EntryId(message))

    def read(self) -> None:
        """The exact words of the message that is shown."""
        work = self._work
        if work.observed is not None and (message := work.message) is not None:
            from incident_desk.desktop.dialogs.message import MessageDialog, Read

            proposal = None if is_to_be_proposed(work) else message.proposal
            read = Read(message, proposal, work.texts, work.next_update_us)
            MessageDialog(self._bridge, work.observed, read, self._over.window()).open()

    def witness(self) -> None:
        """A second person lets it go while the shared database is away."""
        from incident_desk.desktop.drafting.witnessing import WitnessDialog, shown_of

        if (shown := shown_of(self._work)) is not None:
            WitnessDialog(self._bridge, self._work, shown, self._over.window()).open()

    def change(self) -> None:
        """For whom the message is, by which channels, on which facts; a new channel begins with the words shown."""
        work = self._work
        if work.observed is not None and (message := work.message) is not None:
            from incident_desk.desktop.dialogs.message_change import ChangeMessageDialog

            begins = work.text_of(work.key)
            ChangeMessageDialog(self._bridge, work.observed, message, begins, self._over.window()).open()

    def choose(self) -> None:
        """Which of two wordings stands."""
        work = self._work
        if work.observed is not None and (message := work.message) is not None and message.rivals:
            from incident_desk.desktop.dialogs.message_choose import ChooseWordsDialog

            ChooseWordsDialog(self._bridge, work.observed, message, self._over.window()).open()

    def large(self) -> None:
        """The variant that is shown, as large as the window; with the times that would stand in it now."""
        work = self._work
        if work.observed is not None and work.message is not None:
            from incident_desk.desktop.dialogs.large import Enlarged, LargeDialog

            moments = {SENT: self._bridge.now_us(), NEXT_UPDATE: work.next_update_us}
            words = filled(work.text_of(work.key).strip(), moments, UTC)
            enlarged = Enlarged(variant_name(work.plan, work.key), words, language_of(work.plan, work.key))
            LargeDialog(self._bridge, work.observed, enlarged, self._over.window()).open()

    def schedule(self) -> None:
        """A time at which the message that is shown goes out."""
        work = self._work
        if work.observed is not None and (message := work.message) is not None and self._bridge.rights.may():
            from incident_desk.desktop.dialogs.message_schedule import Scheduled, ScheduleDialog

            is_new = is_to_be_proposed(work) or message.proposal is None
            before = (proposing(work, message),) if is_new and needs_nobody(work) else ()
            proposed = None if message.proposal is None else message.proposal.next_update_us
            promises = (work.next_update_us if is_new else proposed) is not None
            ScheduleDialog(
                self._bridge, work.observed, Scheduled(message, before, promises), self._over.window()
            ).open()

    def compare(self) -> None:
        """What went out before by the channel that is shown, and what is said otherwise now."""
        if (observed := self._work.observed) is not None:
            from incident_desk.desktop.dialogs.message_compare import CompareDialog

            CompareDialog(self._bridge, observed, self._compared(observed), self._over.window()).open()

    def _compared(self, observed: ObservedIncident) -> "Compared":
        from incident_desk.desktop.dialogs.message_compare import Compared

        work = self._work
        if work.message is None:
            sent = observed.board.messages.sent
            return Compared(sent[-1][1].variant if sent else first_key(observed.plan), None)
        moments = {SENT: self._bridge.now_us(), NEXT_UPDATE: work.next_update_us}
        return Compared(work.key, filled(work.text_of(work.key).strip(), moments, UTC))

    def by_hand(self) -> None:
        """What somebody reads out, or sends themselves."""
        if self._work.observed is not None and (message := self._work.message) is not None:
            from incident_desk.desktop.dialogs.message_by_hand import ByHandDialog

            ByHandDialog(self._bridge, self._work.observed, message, self._over.window()).open()
