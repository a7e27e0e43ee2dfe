"""Where the people of an incident meet, and where else it is written: the state."""

import msgspec

from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import PlaceKind


class Place(msgspec.Struct, frozen=True, gc=False):
    """One place: a link, a number to dial, or words. `of` tells several of one kind apart: "Cisco"."""

    kind: PlaceKind
    where: str
    of: str = ""

    @property
    def key(self) -> str:
        return place_key(self.kind, self.of)

    @property
    def english(self) -> str:
        """What it is called: "Vendor case, Cisco"."""
        return self.kind.capitalize() + (f", {self.of}" if self.of else "")

    @property
    def address(self) -> str | None:
        """What may be handed to a browser or a phone: http, https or tel. None for everything else, which is text."""
        return opened_address(self.where)


def place_key(kind: PlaceKind, of: str) -> str:
    """What tells a place from the others of an incident."""
    return f"{kind}/{' '.join(of.split()).casefold()}"


class Places(msgspec.Struct):
    """By key; a place that was taken away has no value."""

    of: dict[str, Field[Place | None]] = msgspec.field(default_factory=dict[str, Field[Place | None]])

    def field(self, key: str) -> Field[Place | None]:
        return self.of.setdefault(key, Field())

    @property
    def standing(self) -> list[Place]:
        """Those there are, in the order of their kinds."""
        there = [place for field in self.of.values() if (place := field.value) is not None]
        order = list(PlaceKind)
        return sorted(there, key=lambda place: (order.index(place.kind), place.of.casefold()))

    def find(self, kind: PlaceKind, of: str = "") -> Place:
        """Raises: NotFound."""
        found = self.of.get(place_key(kind, of))
        if found is None or found.value is None:
            raise NotFound(f"This incident has no {kind}{f' of {of}' if of else ''}.")
        return found.value

    def others(self, place: Place) -> list[Place]:
        """What other desks set the same place to at the same time."""
        field = self.of[place.key]
        return [each.value for each in field.settings if each.value not in (None, place)] if field.is_conflicted else []


def planned(plan: Plan, number: str) -> tuple[Place, ...]:
    """What the plan gives an incident of this number."""
    return tuple(Place(each.kind, each.where.replace("{number}", number), each.of) for each in plan.places)


def opened_address(where: str) -> str | None:
    """See Place.address. A link with a name before its host is not opened: it looks like another than it is."""
    text = where.strip()
    scheme, _, rest = text.partition(":")
    if any(char.isspace() or not char.isprintable() for char in text) or "\\" in text:
        return None
    if scheme.lower() in ("http", "https"):
        host = rest.removeprefix("//").partition("/")[0] if rest.startswith("//") else ""
        return text if host and "@" not in host else None
    number = rest if scheme.lower() == "tel" else text
    return f"tel:{number}" if _is_dialled(number) else None


def links_in(*texts: str) -> tuple[str, ...]:
    """The links that stand in words, each once: what may be handed to a browser, and nothing else."""
    words = (word.strip("()[]{}<>\"'“”,;.!") for text in texts for word in text.split())
    return tuple(dict.fromkeys(word for word in words if word.lower().startswith("http") and opened_address(word)))


def _is_dialled(number: str) -> bool:
    digits = number.removeprefix("+")
    return sum(map(str.isdecimal, digits)) >= 3 and set(digits) <= _DIALLED


_DIALLED = frozenset("0123456789-.()*#,;")
