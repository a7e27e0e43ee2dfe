"""Whether an entry from the shared database is by whom it says: the server is not simply believed."""

from incident_desk.domain.entry import fault_in
from incident_desk.store.shared.archive import Away
from incident_desk.store.shared.exchange import Received
from incident_desk.store.shared.taken import Known


def same_author(received: Received, known: Known | None) -> str | None:
    """Whether the author is the one person that this desk stands for."""
    if known is None:
        return "from a desk nobody enrolled"
    return None if received.entry.author == known.person else "its author is not this desk's person"


def signed(received: Received, known: Known | None) -> str | None:
    """The author, and the signature where the entry carries one: it vouches for the chain up to there."""
    if fault := same_author(received, known):
        return fault
    if received.sig is None or known is None:
        return None
    from incident_desk.store.signatures import is_signed  # what checks them is loaded where the first arrives

    is_good = is_signed(known.public_key, received.sig, received.entry.hash)
    return None if is_good else "its signature is not by this desk's key"


def unproven(away: Away, known: Known | None) -> str | None:
    """Why the beginning of a stretch in the archive proves nothing of what stands before it, in words; None if it does.

    It has to lead to a signature, or to the end of the stretch, where what follows vouches for it.
    """
    stretch = away.stretch
    seq, must = stretch.first, stretch.prev_hash
    for received in away.beginning:
        entry = received.entry
        if fault := fault_in(entry) or signed(received, known):
            return fault
        if (entry.desk, entry.stream, entry.seq, entry.prev_hash) != (*stretch.chain, seq, must):
            return "it does not begin where it should"
        if received.sig:
            return None
        seq, must = seq + 1, entry.hash
    is_whole = (seq - 1, must) == (stretch.last, stretch.hash)
    return None if is_whole else "nobody has signed what stands before it"
