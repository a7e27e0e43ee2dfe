"""Who signs: the keys of this home for what it wrote, and what others have signed."""

from collections.abc import Callable

import msgspec

from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store import keys, signatures, statements
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader

Sign = Callable[[bytes], bytes]


class Known(msgspec.Struct, frozen=True):
    """A desk as it was first heard of: its person and key never change."""

    person: PersonId
    public_key: bytes


def known_desks(reader: Reader) -> dict[DeskNumber, Known]:
    """Every desk of this home, and every other one it ever heard of."""
    rows = reader.rows(statements.ROSTER)
    rows += [(desk, person, key) for desk, person, key, _, _ in reader.rows(statements.IDENTITIES)]
    return {DeskNumber(desk): Known(PersonId(person), bytes(key)) for desk, person, key in rows}


def own_desks(reader: Reader) -> set[DeskNumber]:
    """The desks of this home, also those whose chain is not continued."""
    return {DeskNumber(desk) for desk, *_ in reader.rows(statements.IDENTITIES)}


def signer(home: Home, desk: DeskNumber) -> Sign | None:
    """Signs as this desk of the home; None if its key is not here."""
    kept = keys.private_key(home, desk)
    return None if kept is None else signatures.signer(kept)


def must_sign(home: Home, desk: DeskNumber) -> Sign:
    """Raises: RuleError if this desk has no key to sign with."""
    sign = signer(home, desk)
    if sign is None:
        raise RuleError("This desk has no key to sign with, so it can make no bundle: a demo keeps to itself.")
    return sign
