"""Checking what a witness signed, by the keys of the desks that this home has heard of. Import it for that."""

from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store.bundles.keys import known_desks
from incident_desk.store.reader import Reader
from incident_desk.store.signatures import is_signed


def fits(reader: Reader, witness: PersonId, seal: str, said: bytes) -> bool:
    """Whether it is the signature of a desk of that person, as far as this desk knows whose keys there are."""
    desk, _, signature = seal.partition(":")
    try:
        known, sig = known_desks(reader).get(DeskNumber(int(desk))), bytes.fromhex(signature)
    except ValueError:
        return False
    return known is not None and known.person == witness and is_signed(known.public_key, sig, said)
