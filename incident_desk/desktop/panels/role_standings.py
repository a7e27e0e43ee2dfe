"""How the roles of an incident stand, with what is known of their holders from the other open incidents."""

from collections.abc import Mapping, Sequence

import msgspec

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.duties import Standing, quieted, standings
from incident_desk.desktop.need_words import situation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.lending import to_lend


def role_standings(bridge: Bridge, observed: ObservedIncident) -> list[Standing]:
    """Every role, as whoever is at this desk sees it now; quiet while maintenance announced all of the incident."""
    at = situation(observed, bridge.me, bridge.now_us())
    found = standings(observed.board, observed.plan, observed.organisation.people, at.now_us)
    if at.muted_by is not None:
        found = [quieted(standing) for standing in found]
    if not observed.at_work or not observed.board.headline.is_open:
        return found
    asked: dict[str, list[IncidentId]] = {}
    for holding, other, _ in to_lend(at):
        asked.setdefault(holding.key, []).append(other.incident)
    return [_with(standing, bridge, observed, asked, is_for_me=at.is_for_me) for standing in found]


def _with(
    standing: Standing,
    bridge: Bridge,
    observed: ObservedIncident,
    asked: Mapping[str, Sequence[IncidentId]],
    *,
    is_for_me: bool,
) -> Standing:
    also = bridge.everywhere.of(standing.holder, observed.incident) if standing.holder else []
    to_lend = tuple(asked.get(standing.key, ()))
    if not also:
        return standing
    is_loud = is_for_me and bool(to_lend)
    return msgspec.structs.replace(standing, also=tuple(also), to_lend=to_lend, is_lending_loud=is_loud)
