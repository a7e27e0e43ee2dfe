"""What waits for adoption, between the bundle that brought it and whoever settles it; and the proof in an adoption."""

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

import msgspec

from incident_desk.domain.adoption import ADOPTED, DECLINED, EntriesDeclined, EntryAdopted, is_adoptable
from incident_desk.domain.entry import Entry, fault_in
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId
from incident_desk.domain.kinds import UNREADABLE, read_body
from incident_desk.domain.offers import Offer
from incident_desk.store import statements
from incident_desk.store.reader import Reader

SETTLING: Final = frozenset({ADOPTED, DECLINED})
Run = Callable[..., Any]
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Known(Protocol):
    """A desk as it was first heard of."""

    @property
    def person(self) -> PersonId: ...
    @property
    def public_key(self) -> bytes: ...


def offers(reader: Reader, incident: IncidentId | None = None) -> list[Offer]:
    """What waits for adoption, in an incident or in all, in the order of the record."""
    if not reader.one(statements.HAS_TABLE, "offered"):
        return []  # an older version wrote this record, and nobody has opened it for writing since
    found = [msgspec.json.decode(offer, type=Offer) for (offer,) in reader.rows(statements.OFFERED)]
    return sorted(
        (offer for offer in found if incident in (None, offer.entry.incident)), key=lambda offer: offer.entry.order
    )


def keep(run: Run, offer: Offer) -> bool:
    """Let it wait, on the writer's connection. Returns: whether it waits; what was settled is never offered again."""
    entry = offer.entry
    run(statements.OFFER, (entry.id, entry.incident, entry.stream, msgspec.json.encode(offer)))
    return run(statements.IS_OFFERED, (entry.id,)).fetchone() == (1,)


def settle(run: Run, entry: Entry) -> None:
    """An adoption, or that something was declined, comes into the record: of what waited only the id is kept."""
    for each in () if entry.refused else _settled(entry):
        run(statements.SETTLE, (each, entry.incident, entry.stream, b""))


def forget(run: Run, entry: str) -> None:
    """Its words are erased, wherever they lie."""
    run(statements.FORGET_OFFER, (b"", entry))


def _settled(entry: Entry) -> Iterable[EntryId]:
    body = read_body(entry)
    if isinstance(body, EntryAdopted):
        return (body.original.id,)
    return body.entries if isinstance(body, EntriesDeclined) else ()


def fault_in_adoption(entry: Entry, known: Mapping[DeskNumber, Known]) -> str | None:
    """What is wrong with what an entry adopts: the words must be their author's, whoever adopted them.

    Args:
        known: the desks as they were first heard of; one of them is known by its own key only.
    """
    if entry.kind != ADOPTED or entry.is_erased or (body := read_body(entry)) is UNREADABLE:
        return None
    assert isinstance(body, EntryAdopted)
    if not is_adoptable(body.original) or body.original.incident != entry.incident:
        return "it adopts what cannot be adopted"
    return fault_in_original(body.original, body.sig, body.public_key, known)


def fault_in_original(original: Entry, sig: bytes, public_key: bytes, known: Mapping[DeskNumber, Known]) -> str | None:
    """Why an entry is not by whom it says, in words; None if its desk signed it."""
    from incident_desk.store.signatures import is_signed

    desk = known.get(original.desk)
    if desk is None and any(each.person == original.author for each in known.values()):
        return "what it adopts is by another desk than that person's"
    if desk is not None and (desk.person, desk.public_key) != (original.author, public_key):
        return "what it adopts is signed with another key than its desk's"
    if fault := _fault_in_form(original):
        return f"of what it adopts {fault}"
    return None if is_signed(public_key, sig, original.hash) else "what it adopts is not signed by its author's desk"


def _fault_in_form(original: Entry) -> str | None:
    """What is wrong with it taken alone. Its hash covers what an id says, and not how it is spelt."""
    ids = (original.id, original.incident, original.stream)
    try:
        if not all(map(_ID.fullmatch, ids)):
            return "an id is none"
        return fault_in(original)
    except (ValueError, struct.error):  # a number that no record holds, half a letter
        return "its fields are no entry's"
