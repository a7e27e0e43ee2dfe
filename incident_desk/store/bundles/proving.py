"""Whether each entry of a bundle is by whom it says: its hash, its place in the chain, a signature that closes it."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store.adopting import fault_in_adoption
from incident_desk.store.bundles.form import Line, Signer
from incident_desk.store.bundles.keys import Known
from incident_desk.store.checking import fault_of
from incident_desk.store.signatures import is_signed


class Proven(msgspec.Struct):
    """What is sound, with the links that prove it, and what cannot be true and why."""

    lines: list[Line] = msgspec.field(default_factory=list[Line])
    links: list[Line] = msgspec.field(default_factory=list[Line])
    parked: list[tuple[Line, str]] = msgspec.field(default_factory=list[tuple[Line, str]])
    strangers: dict[DeskNumber, Known] = msgspec.field(default_factory=dict[DeskNumber, Known])
    """Desks that were never heard of before, as the bundle tells of them."""


def prove(lines: Iterable[Line], signers: Sequence[Signer], known: Mapping[DeskNumber, Known]) -> Proven:
    """Look every entry over.

    Args:
        signers: the desks as the bundle has them.
        known: the desks as they were first heard of here; they outrank the bundle.
    """
    proven = Proven()
    told = {DeskNumber(s.desk): Known(PersonId(s.person), s.public_key) for s in signers}
    ordered = sorted(lines, key=lambda line: (line.desk, line.stream, line.seq))
    for (number, _), chain in itertools.groupby(ordered, key=lambda line: (line.desk, line.stream)):
        desk = DeskNumber(number)
        _prove_chain(list(chain), known.get(desk), told.get(desk), proven)
    _prove_adoptions(proven, known)
    proven.strangers = {DeskNumber(line.desk): told[DeskNumber(line.desk)] for line in proven.lines}
    proven.strangers = {desk: each for desk, each in proven.strangers.items() if desk not in known}
    return proven


def _prove_adoptions(proven: Proven, known: Mapping[DeskNumber, Known]) -> None:
    """What somebody adopted is by whom it says, too."""
    adopting = [line for line in proven.lines if line.kind == ADOPTED]
    faults = {line.id: fault for line in adopting if (fault := fault_in_adoption(line.entry(), known))}
    if not faults:
        return
    proven.parked += [(line, faults[line.id]) for line in proven.lines if line.id in faults]
    proven.lines = [line for line in proven.lines if line.id not in faults]


def _prove_chain(chain: Sequence[Line], known: Known | None, told: Known | None, proven: Proven) -> None:
    desk = known or told
    if desk is None or (told is not None and told != desk):
        why = (
            "the bundle does not say whose desk it is"
            if desk is None
            else "its desk has another key or person than when it was first heard of"
        )
        proven.parked += [(line, why) for line in chain if not line.link]
        return
    is_vouched, after = False, None
    for line in reversed(chain):
        fault = _fault(line, desk, after)
        is_next = after is not None and after.seq == line.seq + 1
        is_vouched = fault is None and (line.sig is not None or (is_vouched and is_next))
        if fault is None and not is_vouched:
            fault = "nobody has signed it"
        after = line if fault is None else None
        # a changed body breaks no chain: that covers its digest, and vouches for what is before it all the same
        fault = fault or fault_of(line.entry())
        if fault is None:
            (proven.links if line.link else proven.lines).append(line)
        elif not line.link:
            proven.parked.append((line, fault))


def _fault(line: Line, desk: Known, after: Line | None) -> str | None:
    """What is wrong with an entry apart from its words."""
    entry = msgspec.structs.replace(line.entry(), salt=b"", body=b"")
    if fault := fault_of(entry):
        return fault
    if entry.author != desk.person:
        return "its author is not this desk's person"
    if after is not None and after.seq == line.seq + 1 and after.prev_hash != line.hash:
        return "what comes after it does not follow it"
    if line.sig is not None and not is_signed(desk.public_key, line.sig, line.hash):
        return "its signature is not by its desk's key"
    return None
