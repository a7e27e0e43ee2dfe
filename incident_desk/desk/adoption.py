"""What of a bundle is not simply taken: entries of people without a part in the shared record wait to be adopted."""

from collections.abc import Collection, Mapping, Sequence

from incident_desk.domain.adoption import is_adoptable
from incident_desk.domain.ids import DeskNumber, IncidentId, PersonId
from incident_desk.domain.offers import Offer
from incident_desk.domain.powers import Level, Power, holds
from incident_desk.store.adopting import fault_in_original
from incident_desk.store.bundles.form import Line, Signer
from incident_desk.store.bundles.keys import Known
from incident_desk.store.bundles.proving import Proven

Levels = Mapping[PersonId, Level | None]


def writes(person: PersonId | None, levels: Levels) -> bool:
    """Whether this person may write in the shared record, as it was told last; before that, whoever is known."""
    if not levels or person is None:
        return person is not None
    level = levels.get(person)
    return level is not None and holds(level, Power.WRITE)


def set_apart(
    proven: Proven, known: Mapping[DeskNumber, Known], own: Collection[DeskNumber], levels: Levels, maker: DeskNumber
) -> list[Line]:
    """Take out what is by people who may not write in the shared record. Returns: these.

    The word of whoever may write counts for others: what lies at their desk, a shared database has stamped, or it was
    adopted. Nobody's counts for themselves.

    Args:
        known: the desks as they were first heard of.
        own: the desks of this home.
        maker: of the bundle.
    """
    vouches = maker in known and writes(known[maker].person, levels)

    def is_apart(line: Line) -> bool:
        desk = DeskNumber(line.desk)
        if desk in own:
            return False
        is_vouched = vouches and desk != maker and desk in known
        return not is_vouched and not writes(known[desk].person if desk in known else None, levels)

    apart = [line for line in proven.lines if is_apart(line)]
    proven.lines = [line for line in proven.lines if not is_apart(line)]
    proven.links = [line for line in proven.links if not is_apart(line)]
    proven.strangers = {}
    return apart


def offers_of(
    apart: Sequence[Line],
    signers: Sequence[Signer],
    known: Mapping[DeskNumber, Known],
    incidents: Collection[IncidentId],
    *,
    maker: str,
    heard_us: int,
) -> list[Offer]:
    """Those that can be adopted: about an incident of this record, and signed one by one."""
    desks = {signer.desk: signer for signer in signers}
    found: list[Offer] = []
    for line in apart:
        entry, signer = line.entry(), desks[line.desk]
        if line.sig is None or entry.incident not in incidents or not is_adoptable(entry):
            continue
        if fault_in_original(entry, line.sig, signer.public_key, known) is None:
            found.append(Offer(entry, line.sig, signer.public_key, signer.name, maker, heard_us))
    return found
