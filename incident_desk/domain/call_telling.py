"""What whoever is called in is told; of a restricted incident nothing but that they are needed."""

from typing import Protocol

import msgspec

from incident_desk.domain.call_list import Occasion, OnBoard
from incident_desk.domain.deputies import deputy_of
from incident_desk.domain.place_list import Place, Places
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import PlaceKind
from incident_desk.domain.timeline import Timeline


class Told(msgspec.Struct, frozen=True):
    """The incident, what they are needed for (`words` being those of a task), and where the others meet.

    `duty` is what somebody in the role does, by the plan; empty for a task.
    """

    number: str
    severity: str
    title: str
    name: str
    about: str
    words: str
    bridge: Place | None
    duty: str = ""


class ToTell(OnBoard, Protocol):
    """The parts of a board that it is taken from."""

    @property
    def places(self) -> Places: ...
    @property
    def timeline(self) -> Timeline: ...


def told(occasion: Occasion, board: ToTell, plan: Plan) -> Told | None:
    """None if nothing may be told."""
    headline = board.headline
    if headline.is_restricted:
        return None
    task = board.tasks.of.get(occasion.task) if occasion.task else None
    role = plan.role(occasion.role) if task is None else None
    return Told(
        headline.number,
        headline.severity.value or "no severity yet",
        headline.title.value or "",
        occasion.holder.name,
        _about(occasion, board, plan),
        " ".join(task.words(board.timeline).split()) if task else "",
        next((place for place in board.places.standing if place.kind is PlaceKind.BRIDGE), None),
        " ".join(role.duties.split()) if role else "",
    )


def _about(occasion: Occasion, board: ToTell, plan: Plan) -> str:
    """What they are needed for; who gets a role is told for whom they step in with it."""
    held = board.roles.held
    others = [each.title for each in held.values() if deputy_of(each, board.roles, plan) is held.get(occasion.role)]
    if not others or occasion.task or occasion.is_deputy:
        return occasion.about
    return f"{occasion.about}, deputy of {', '.join(others)}"
