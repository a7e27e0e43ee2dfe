"""What was changed and what is planned: deploys and settings that somebody told of, and announced maintenance.

Most of what goes wrong was changed shortly before, so whoever looks for a reason begins here.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.alert_list import Change
from incident_desk.domain.ids import EntryId
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Phase
from incident_desk.domain.moments import DAY_US

BEFORE_US: Final = DAY_US
"""How far back of an incident is looked for what may have led to it."""
_WORD: Final = re.compile(r"[^\W_]+")


class Changed(msgspec.Struct, frozen=True):
    """One of them. `until_us` is set for what takes a while; `maintenance` where it was announced as such.

    `services` are those it names, also in its words; with `touches` one of them is among those that are asked about.
    """

    entry: EntryId
    title: str
    from_us: int
    until_us: int | None = None
    services: tuple[str, ...] = ()
    source: str = ""
    details: dict[str, str] = {}
    link: str = ""
    maintenance: EntryId | None = None
    touches: bool = False

    @property
    def ends_us(self) -> int:
        """When it was over, or will be."""
        return self.from_us if self.until_us is None else self.until_us


class Around(msgspec.Struct, frozen=True):
    """Which are asked for: those between two moments. `known` are the services of the plan, `services` those asked
    about."""

    from_us: int
    to_us: int
    known: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def holds(self, from_us: int, until_us: int) -> bool:
        """Whether something from then until then reaches into it."""
        return from_us <= self.to_us and until_us >= self.from_us


def changed_in(around: Around, changes: Iterable[Change], maintenances: Maintenances, now_us: int) -> list[Changed]:
    """In the order of their beginnings. What was cancelled is left out."""
    asked = {each.casefold() for each in around.services}
    found = [_told(each, around.known) for each in changes if around.holds(each.at_us, each.at_us)]
    announced = (_announced(one) for one in maintenances.all if one.phase(now_us) is not Phase.CANCELLED)
    found += [each for each in announced if around.holds(each.from_us, each.ends_us)]
    touching = (
        msgspec.structs.replace(each, touches=any(name.casefold() in asked for name in each.services)) for each in found
    )
    return sorted(touching, key=lambda each: (each.from_us, each.entry))


def likely_first(found: Iterable[Changed], began_us: int) -> list[Changed]:
    """What may have led to what began then: on its services first, then the last before it; what came later, last."""
    return sorted(found, key=lambda each: (not each.touches, each.from_us > began_us, abs(began_us - each.from_us)))


def _told(change: Change, known: Sequence[str]) -> Changed:
    services = change.services or _named(change, known)
    return Changed(
        change.entry, change.summary, change.at_us, None, services, change.source, change.details, change.link
    )


def _named(change: Change, known: Sequence[str]) -> tuple[str, ...]:
    """Services of the plan whose names stand in what was said: most deploy systems know no services."""
    said = [_words(text) for text in (change.summary, *change.details.values())]
    return tuple(name for name in known if any(_stands_in(_words(name), words) for words in said))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stands_in(part: Sequence[str], words: Sequence[str]) -> bool:
    many = len(part)
    return bool(part) and any(words[at : at + many] == part for at in range(len(words) - many + 1))


def _announced(one: Maintenance) -> Changed:
    return Changed(
        one.id,
        one.title.value or "",
        one.begins_us,
        max(one.begins_us, one.ends_us),
        one.services.value or (),
        link=one.link.value or "",
        maintenance=one.id,
    )
