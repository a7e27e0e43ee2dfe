"""What of an incident is told to whoever is at the desk: each need that is theirs, in words."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec

from incident_desk.desktop.investigation_need_words import outside_words
from incident_desk.desktop.need_words import NeedWords, SeenAtWork
from incident_desk.domain.agenda import may_see
from incident_desk.domain.board import Board
from incident_desk.domain.elsewhere import At
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import needs
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.severity import Severity
from incident_desk.domain.situation import Urgency
from incident_desk.domain.situation_seen import situation_seen

if TYPE_CHECKING:
    from incident_desk.desk.open_incidents import OpenIncidents


class NeedTold(msgspec.Struct, frozen=True):
    """One need, see `domain.situation.Need`. `is_put_off` by whoever is at the desk."""

    id: str
    kind: NeedKind
    since_us: int
    words: str
    is_put_off: bool


class IncidentTold(msgspec.Struct, frozen=True):
    """An open incident, and what it wants of whoever is at the desk now, in the order of the plan."""

    incident: IncidentId
    number: str
    severity: Severity | None
    is_restricted: bool
    needs: tuple[NeedTold, ...]


class Read(msgspec.Struct, frozen=True):
    """An incident that is read out of sight, as `need_words.SeenAtWork`."""

    board: Board
    organisation: Organisation
    plan: Plan
    at_work: tuple[At, ...]


def told_out_of_sight(
    opened: "OpenIncidents", in_sight: Collection[IncidentId], me: PersonId, now_us: int
) -> list[IncidentTold]:
    """The open incidents that no board shows. On the thread that they belong to.

    Nothing is told of one that whoever is at the desk may not know of.
    """
    boards = (board for board in opened.boards if board.incident not in in_sight and may_see(board, me))
    organisation, at_work = opened.organisation, opened.at_work(me)
    seen = (Read(board, organisation, organisation.plans.of(board.headline), at_work) for board in boards)
    return [told_of(each, me, now_us) for each in seen]


def told_of(seen: SeenAtWork, me: PersonId, now_us: int) -> IncidentTold:
    """On any thread. What is only near is not told: nothing is wrong, and nobody waits."""
    board = seen.board
    at = situation_seen(board, seen.organisation, seen.plan, me, now_us, at_work=seen.at_work)
    words = NeedWords(seen, at)
    told = tuple(
        NeedTold(
            need.id,
            need.kind,
            need.since_us,
            outside_words(need, at) or words.of_one(need),
            is_put_off=board.snoozes.until_us(me, need.id, now_us) is not None,
        )
        for need in needs(at)
        if need.is_mine and need.urgency is not Urgency.SOON
    )
    headline = board.headline
    return IncidentTold(board.incident, headline.number, headline.severity.value, headline.is_restricted, told)
