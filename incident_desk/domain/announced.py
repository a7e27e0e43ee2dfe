"""What announced maintenance has to do with an incident: what it mutes, and what whoever declares is told."""

import re
from collections.abc import Iterable
from typing import Final

from incident_desk.domain.headline import Headline
from incident_desk.domain.impact import Impact
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Phase, Turn
from incident_desk.domain.state import State

WORD_LETTERS: Final = 4
"""A shorter word of a title says nothing of what it is about."""


def muting(headline: Headline, impact: Impact, maintenances: Maintenances, now_us: int) -> Maintenance | None:
    """What mutes the needs of an incident: it was detected, nobody declared it yet, and all of it was announced."""
    if headline.state is not State.DETECTED:
        return None
    return maintenances.mutes_all(impact.services.value or (), now_us)


def beside(headline: Headline, impact: Impact, maintenances: Maintenances) -> list[Maintenance]:
    """What an incident came of, and what touched its services while it was open, by all that is known by now.

    The same at every moment and on every desk: what is still to come while it is open belongs to it, too.
    """
    began_us = min(filter(None, (impact.started_us.value, headline.since_us)), default=0)
    services = impact.services.value or ()
    return [
        one
        for one in maintenances.all
        if one.id in headline.came_of.values()
        or (
            one.turn is not Turn.CANCELLED
            and one.touches_any(services)
            and one.ends_us > began_us
            and (headline.ended_us is None or one.begins_us < headline.ended_us)
        )
    ]


def told_of(maintenances: Maintenances, services: Iterable[str], title: str, now_us: int) -> list[Maintenance]:
    """What runs, or is late, and could be what somebody notices who declares this: only to be shown to them.

    One matches that names a chosen service, of whose service or region a word stands in the title, or of whose own
    title, or of what it expects, two words.
    """
    chosen = {service.casefold() for service in services}
    words = _words(title)
    return [
        one
        for one in maintenances.of.values()
        if one.phase(now_us) in (Phase.RUNNING, Phase.LATE)
        and (
            any(each.casefold() in chosen or _is_said(each, words) for each in one.touches)
            or len(_long(words) & _long(_words(f"{one.title.value} {one.expect.value}"))) > 1
        )
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _is_said(name: str, words: set[str]) -> bool:
    """Whether a name stands among these words: all of it, or a word of it that says something."""
    return bool(_words(name)) and (_words(name) <= words or bool(_long(_words(name)) & words))


def _long(words: set[str]) -> set[str]:
    return {word for word in words if len(word) >= WORD_LETTERS}
