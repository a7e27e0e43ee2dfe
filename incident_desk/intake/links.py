"""One-time links: whoever was called in says on their phone that they come, that they cannot, or that it is done.

A link is a token; only its hash is on the record. Looking uses nothing up, since whatever previews links does that; an
answer does.
"""

import asyncio

import msgspec

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.desk.tokens import hash_of, new_token
from incident_desk.domain.call_entries import Answer, How
from incident_desk.domain.call_list import Occasion, needed
from incident_desk.domain.call_telling import Told, told
from incident_desk.domain.calls import AnswerCall
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.reach_list import occasion_of
from incident_desk.domain.reaching import SayReached
from incident_desk.domain.tasks import Finish


class Asked(msgspec.Struct, frozen=True):
    """What a link leads to; `told` is None if nothing of it may be told, `incident` for a test of who answers."""

    link: str
    incident: IncidentId | None
    occasion: Occasion
    told: Told | None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What can still be said."""
        if self.incident is None:
            return (Answer.ACKNOWLEDGED,)
        done = (Answer.DONE,) if self.occasion.task else ()
        return done if self.occasion.is_acknowledged else (Answer.ACKNOWLEDGED, Answer.DECLINED, *done)


class Taken(msgspec.Struct, frozen=True):
    """An answer that is written down. `next_token` is with what whoever comes can say later that it is done."""

    next_token: str = ""
    is_test: bool = False


class Links:
    """Of one desk. Every call may come from any thread."""

    def __init__(self, desk: Desk, following: Following) -> None:
        self._desk = desk
        self._following = following

    def asked(self, token: str) -> Asked:
        """Blocks for a moment.

        Raises: NotFound if there is no such link, or it was used, is too old, or its incident is over.
        """
        link, now_us = hash_of(token), self._desk.now_us()
        found = self._following.ask(lambda opened: _asked(opened, link, now_us))
        if found is None or not found.answers:
            raise NotFound("This link is not known here, was used, or is over.")
        return found

    async def answer(self, token: str, answer: Answer, text: str) -> Taken:
        """Write the answer down; it is on the disk when this returns.

        Raises: NotFound, RuleError, NotSaved.
        """
        asked = await asyncio.to_thread(self.asked, token)
        if answer not in asked.answers:
            raise NotFound("That cannot be said by this link.")
        if asked.incident is None:
            reached = SayReached(asked.occasion.holder.name, text=text, how=How.LINK, link=asked.link)
            await asyncio.wrap_future(self._desk.record(reached))
            return Taken(is_test=True)
        goes_on = answer is Answer.ACKNOWLEDGED and asked.occasion.task is not None
        next_token, next_link = new_token() if goes_on else ("", "")
        said = AnswerCall(asked.occasion.call, answer, text, How.LINK, asked.link, next_link)
        commands: list[Fields] = [said]
        if answer is Answer.DONE and asked.occasion.task is not None:
            commands.append(Finish(asked.occasion.task, text))
        await asyncio.wrap_future(self._desk.record(commands, asked.incident))
        return Taken(next_token)


def _asked(opened: OpenIncidents, link: str, now_us: int) -> Asked | None:
    for board in opened.boards:
        found = board.calls.links.get(link)
        if found is not None and link not in board.calls.used and found.until_us > now_us:
            organisation = opened.organisation
            plan = organisation.plans.of(board.headline)
            occasions = needed(board, plan, organisation.people, now_us)
            if occasion := next((each for each in occasions if each.call == found.call), None):
                return Asked(link, board.incident, occasion, told(occasion, board, plan))
    test = opened.organisation.reaching.asked_through(link, now_us)
    return Asked(link, None, occasion_of(test), None) if test else None
