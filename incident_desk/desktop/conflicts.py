"""Fields that two desks set without knowing of each other: what each says, and the command that chooses one."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near, whole
from incident_desk.desktop.words import severity_word, state_word
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.fields import Field, Setting
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.roles import Assign, Holder, Holding, Release
from incident_desk.domain.standing_down import StandDown

IN_HEADER = ("title", "severity", "state")
IN_IMPACT = ("affected", "services", "started_us", "ended_us")


class Claim(msgspec.Struct, frozen=True):
    """One of the values: in words, who set it and when, and the command that makes it the one."""

    words: str
    told: str
    by: str
    choose: Fields


class Conflict(msgspec.Struct, frozen=True):
    """A field in conflict; the claim that shows now comes last, as in the record."""

    field: str
    name: str
    claims: tuple[Claim, ...]

    @property
    def said(self) -> str:
        """ "Title also changed by Tomas Lind"."""
        return _tr("{field} also changed by {names}").format(field=self.name, names=self._others)

    @property
    def said_shortly(self) -> str:
        """The same where the field is named already."""
        return _tr("also changed by {names}").format(names=self._others)

    @property
    def _others(self) -> str:
        return ", ".join(dict.fromkeys(claim.by for claim in self.claims[:-1]))

    @property
    def detail(self) -> str:
        """What the others said."""
        return "; ".join(f"“{claim.words}”" for claim in self.claims[:-1])


def conflict_of(board: Board, field: str, bridge: Bridge) -> Conflict | None:
    """The conflict of one field: "title", "severity", "state", a fact of the impact, or the key of a role."""
    found = _field(board, field)
    if not found.is_conflicted:
        return None
    name, words, choose = _ways(board, field, bridge.zone)
    claims = settled_by(found, lambda said: claim(said, words(said.value), choose(said.value), bridge))
    return Conflict(field, name, claims)


def holder_words(holder: Holder | None) -> str:
    return holder.name if holder else _tr("nobody")


def _field(board: Board, field: str) -> Field[Any]:
    headline = board.headline
    of_header = {"title": headline.title, "severity": headline.severity, "state": headline.states}
    if field in of_header:
        return of_header[field]
    return getattr(board.impact, field) if field in IN_IMPACT else board.roles.held[field].holder


def settled_by(found: Field[Any], claimed: Callable[[Setting[Any]], Claim]) -> tuple[Claim, ...]:
    """What each says, the one that shows last; who agrees with another is no claim of their own."""
    by_value = {repr(setting.value): setting for setting in found.settings}
    return tuple(map(claimed, by_value.values()))


def claim(setting: Setting[Any], words: str, choose: Fields, bridge: Bridge) -> Claim:
    """One of the values, with whoever set it."""
    by = bridge.name(setting.by)
    when = clock_near(setting.occurred_us, bridge.now_us(), bridge.zone)
    told = _tr("{name}, {clock}").format(name=by, clock=when)
    return Claim(words, told, by, choose)


def _ways(board: Board, field: str, zone: tzinfo) -> tuple[str, Callable[[Any], str], Callable[[Any], Fields]]:
    """What a field is called, how a value of it is said, and how one is chosen."""
    ways: dict[str, tuple[str, Callable[[Any], str], Callable[[Any], Fields]]] = {
        "title": (_tr("Title"), str, Retitle),
        "severity": (_tr("Severity"), severity_word, SetSeverity),
        "state": (_tr("State"), state_word, _to_state),
        "affected": (_tr("Who is affected"), str, lambda value: SetImpact(affected=value)),
        "services": (_tr("Services"), ", ".join, lambda value: SetImpact(services=value)),
        "started_us": (_tr("Impact started"), _moment(zone), lambda value: SetImpact(started_us=value)),
        "ended_us": (_tr("Impact ended"), _moment(zone), lambda value: SetImpact(ended_us=value)),
    }
    return ways[field] if field in ways else _role_ways(board.roles.held[field])


def _to_state(state: State) -> Fields:
    return StandDown() if state is State.FALSE_ALARM else SetState(state)


def _moment(zone: tzinfo) -> Callable[[int | None], str]:
    return lambda us: _tr("not known") if us is None else whole(us, zone)


def _role_ways(holding: Holding) -> tuple[str, Callable[[Any], str], Callable[[Any], Fields]]:
    def choose(holder: Holder | None) -> Fields:
        return Assign(holding.key, holder.person or holder.name) if holder else Release(holding.key)

    return holding.title, holder_words, choose


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflicts", text)
