"""Which calls there are to make now, as far as the record tells: what the thread that follows it hands over."""

import copy

import msgspec

from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.domain.board import Board
from incident_desk.domain.call_entries import Settled
from incident_desk.domain.call_list import Made, Stage, Standing, standings
from incident_desk.domain.call_telling import Told, told
from incident_desk.domain.calls import Make, Settle
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.reach_list import reach_standings
from incident_desk.domain.reaching import SettleReach, TryReach
from incident_desk.outreach.wording import words_for, words_for_test


class Rung(msgspec.Struct, frozen=True):
    """A call to try, or one that somebody tried without a word of what came of it. `answers_at` is where links lead.

    `incident` is None for a test of who answers.
    """

    incident: IncidentId | None
    standing: Standing
    made: Made | None
    answers_at: str
    told: Told | None = None

    def words(self, link: str) -> tuple[str, str]:
        """What they read: subject and text."""
        return words_for(self.told, link) if self.incident else words_for_test(link)

    def make(self, link: str, *, is_again: bool) -> Fields:
        """The command that writes the try down."""
        kind = Make if self.incident else TryReach
        return kind(self.standing.occasion.call, self.standing.rung, link, is_again)


def settling(incident: IncidentId | None, call: EntryId, made: EntryId, how: Settled, said: str = "") -> Fields:
    """The command that writes down what came of a try; a test has no incident."""
    return (Settle if incident else SettleReach)(call, made, how, said)


class CallsNow(msgspec.Struct, frozen=True):
    """`open` are all that are not answered, also those for which there is nothing to do now."""

    rungs: tuple[Rung, ...]
    open: frozenset[EntryId]


def calls_now(opened: OpenIncidents, now_us: int) -> CallsNow:
    """Of all open incidents, and of tests of who answers."""
    rungs: list[Rung] = []
    waiting: set[EntryId] = set()
    for board in opened.boards:
        plan = opened.organisation.plans.of(board.headline)
        for standing in standings(board, plan, opened.organisation.people, now_us):
            waiting.add(standing.occasion.call)
            if standing.step is not None and (rung := _rung(board, standing, plan, now_us)):
                rungs.append(rung)
    organisation = opened.organisation
    for standing in reach_standings(organisation.reaching, organisation.plans.current, now_us):
        waiting.add(standing.occasion.call)
        made = organisation.reaching.called(standing.occasion.call).of_rung(standing.rung)
        if standing.step is not None and _is_due(standing, made, now_us):
            rungs.append(Rung(None, standing, copy.copy(made), organisation.plans.current.answers_at))
    return CallsNow(tuple(rungs), frozenset(waiting))


def _rung(board: Board, standing: Standing, plan: Plan, now_us: int) -> Rung | None:
    made = board.calls.called(standing.occasion.call).of_rung(standing.rung)
    if not _is_due(standing, made, now_us):
        return None
    return Rung(board.incident, standing, copy.copy(made), plan.answers_at, told(standing.occasion, board, plan))


def _is_due(standing: Standing, made: Made | None, now_us: int) -> bool:
    """Whether there is something to try, or to try again because nobody said what came of it."""
    is_orphan = standing.stage is Stage.WAITS and made is not None and made.settled is None and made.until_us > now_us
    return standing.stage is Stage.TRY or is_orphan
