"""What is wrong with a draft, looked for when the fingers rest: never between a key and its letter."""

import asyncio

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.looked import Looked, Text
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import channel, variant_name
from incident_desk.domain.plan_sections import Channel

REST_MS = 120


class Checking(QObject):
    """`found` tells what was found in the text that is shown."""

    found = Signal(object)

    def __init__(self, bridge: Bridge, work: MessageWork) -> None:
        super().__init__(work)
        self._bridge = bridge
        self._work = work
        self.last: Looked | None = None
        self._looking: asyncio.Future[None] | None = None
        self._is_stale = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        for changed in (work.turned, work.changed):
            changed.connect(self.soon)

    def soon(self) -> None:
        """Look once the fingers rest."""
        self._rest.start()

    @property
    def text(self) -> Text | None:
        """What there is to be looked at."""
        work = self._work
        if work.observed is None or work.draft is None or work.message is None:
            return None
        observed = work.observed
        people, facts = observed.organisation.people, observed.board.facts.all
        names = tuple(name for _, name in people.all())
        services = tuple(each.name for each in work.plan.services)
        return Text(
            work.draft.text,
            in_its_language(channel(work.plan, work.key), work.key),
            work.plan,
            names,
            tuple((fact.text, fact.state, fact.field) for fact in facts if fact.text),
            (observed.board.headline.title.value or "", *services, *names),
            *self._before,
        )

    @property
    def _before(self) -> tuple[str, str]:
        """What went out last by the channel that is shown, in its language, and what that is called."""
        work = self._work
        assert work.observed is not None
        sent = [pair for pair in work.observed.board.messages.sent if pair[1].variant == work.key]
        if not sent:
            return "", ""
        message, last = sent[-1]
        proposal = message.released(last.variant)
        words = proposal.texts.get(last.variant, "") if proposal is not None else ""
        return words or last.text, f"{variant_name(work.plan, last.variant)} {last.number}"

    def _look(self) -> None:
        self._is_stale = True
        if self._looking is None:
            self._looking = self._bridge.soon(self._looked())

    async def _looked(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                if (text := self.text) is None:
                    return
                found = await asyncio.to_thread(_look, text)
                if self.text == text:
                    self.last = found
                    self.found.emit(found)
        finally:
            self._looking = None


def in_its_language(of: Channel | None, variant: str) -> Channel | None:
    """The channel as it counts and spells a translation: in the language of the variant, not in its own."""
    language = variant.partition("/")[2]
    return msgspec.structs.replace(of, language=language) if of is not None and language else of


def _look(text: Text) -> Looked:
    """On a worker, which also loads what counts and speaks when it is first asked."""
    from incident_desk.desktop.drafting.looking import look

    return look(text)
