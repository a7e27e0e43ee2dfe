"""What can be done with the message that is written at: asked for, sent, stopped, tried again."""

from collections.abc import Sequence

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.drafting.standing import is_to_be_proposed
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.commands import Fields
from incident_desk.domain.message_list import Message
from incident_desk.domain.message_writing import translated
from incident_desk.domain.messages import BeginMessage, ChangeMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage, RetryMessage, StopMessage
from incident_desk.domain.translations import KeepTranslation


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
            self._do(proposing(self._work, message))

    def send(self) -> None:
        """Let it go, by every channel by which it may; where nobody's yes is needed, in the words as they are."""
        work = self._work
        if (message := work.message) is None:
            return
        found: list[Fields] = []
        if is_to_be_proposed(work):
            found.append(proposing(work, message))
        self._do(*found, ReleaseMessage(message.id, next_update_us=work.next_update_us))

    def send_first(self, channels: Sequence[str]) -> None:
        """Let it go by these at once, where the plan lets it be approved afterwards."""
        work = self._work
        if (message := work.message) is None:
            return
        found: list[Fields] = []
        if is_to_be_proposed(work):
            found.append(proposing(work, message))
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

    def translate(self, keys: Sequence[str]) -> None:
        """To the first of these translations; those that nobody has begun begin with what the plan has for them."""
        work, message = self._work, self._work.message
        if message is None or work.observed is None or not keys:
            return
        work.turn_when_there(keys[0])
        new = [key for key in keys if key not in message.keys]
        if not new:
            return
        facts, template = work.observed.board.facts, message.template
        found = next((each for each in work.plan.templates if each.key == template), None)
        texts = {key: translated(found, work.plan, key, facts).text for key in new} if found is not None else {}
        self._do(ChangeMessage(message.id, channels=(*message.keys, *new), texts=texts))

    def keep_translation(self) -> None:
        """The translation that is shown still says what its original does."""
        if (message := self._work.message) is not None:
            self._do(KeepTranslation(message.id, self._work.key))

    def _do(self, *commands: Fields) -> None:
        if self._work.observed is not None:
            self._bridge.soon(self._done(self._work.observed, commands), self._work.refused.emit)

    async def _done(self, observed: ObservedIncident, commands: Sequence[Fields]) -> None:
        await open_drafts_of(self._bridge).settle()
        await self._bridge.do(commands, observed.incident)
        self._work.refused.emit("")


def proposing(work: MessageWork, message: Message) -> ProposeMessage:
    """What proposes the words of a message as they are drafted now."""
    return ProposeMessage(message.id, work.texts, next_update_us=work.next_update_us)
