"""What can be done with the message that is written at: asked for, sent, stopped, tried again."""

from collections.abc import Sequence

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.drafting.standing import is_to_be_proposed
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.commands import Fields
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage, RetryMessage, StopMessage


class MessageActs:
    """What is refused is told by the `refused` of the work."""

    def __init__(self, bridge: Bridge, work: MessageWork) -> None:
        self._bridge = bridge
        self._work = work

    def begin(self, fields: BeginMessage) -> None:
        """A new message; it is the one that is written at."""
        self._work.forget_choice()
        self._do(fields)

    def ask(self) -> None:
        """Ask for a yes to the words as they are."""
        if (message := self._work.message) is not None:
            self._do(ProposeMessage(message.id, self._work.texts, next_update_us=self._work.next_update_us))

    def send(self) -> None:
        """Let it go, by every channel by which it may; where nobody's yes is needed, in the words as they are."""
        work = self._work
        if (message := work.message) is None:
            return
        found: list[Fields] = []
        if is_to_be_proposed(work):
            found.append(ProposeMessage(message.id, work.texts, next_update_us=work.next_update_us))
        self._do(*found, ReleaseMessage(message.id, next_update_us=work.next_update_us))

    def send_first(self, channels: Sequence[str]) -> None:
        """Let it go by these at once, where the plan lets it be approved afterwards."""
        work = self._work
        if (message := work.message) is None:
            return
        found: list[Fields] = []
        if is_to_be_proposed(work):
            found.append(ProposeMessage(message.id, work.texts, next_update_us=work.next_update_us))
        released = ReleaseMessage(
            message.id, channels=tuple(channels), next_update_us=work.next_update_us, is_before_approval=True
        )
        self._do(*found, released)

    def stop(self) -> None:
        """Stop what has not gone out yet."""
        if (message := self._work.message) is not None:
            self._do(StopMessage(message.id))

    def retry(self) -> None:
        """Try once more to send what failed."""
        if (message := self._work.message) is not None:
            self._do(RetryMessage(message.id))

    def _do(self, *commands: Fields) -> None:
        if self._work.observed is not None:
            self._bridge.soon(self._done(self._work.observed, commands), self._work.refused.emit)

    async def _done(self, observed: ObservedIncident, commands: Sequence[Fields]) -> None:
        await open_drafts_of(self._bridge).settle()
        await self._bridge.do(commands, observed.incident)
        self._work.refused.emit("")
