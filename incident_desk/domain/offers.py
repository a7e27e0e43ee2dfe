"""What waits for adoption: entries of people without a part in the record, as a bundle brought them."""

import msgspec

from incident_desk.domain.entry import Entry


class Offer(msgspec.Struct, frozen=True):
    """One of them. `maker` made the bundle that brought it, at `heard_us`: microseconds since the epoch, UTC."""

    entry: Entry
    sig: bytes
    public_key: bytes
    name: str
    maker: str
    heard_us: int
