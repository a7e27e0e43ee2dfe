"""Notifications that the law or a contract asks for: what every desk shares of them, by their key in the plan."""

import msgspec

from incident_desk.domain.decisions import Decisions
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId


class Said(msgspec.Struct, frozen=True, gc=False):
    """Somebody said that it has to be told, known since `known_us`; or that it has not, by a decision."""

    known_us: int | None = None
    decision: EntryId | None = None


class Proof(msgspec.Struct, frozen=True):
    """What proves that it was told. Its words stand on the timeline at its entry."""

    entry: EntryId
    reference: str
    file: EntryId | None
    late_us: int


class Notice(msgspec.Struct):
    """One notification of the plan: what was said of it, and when it was told."""

    said: Field[Said] = msgspec.field(default_factory=Field[Said])
    sent: Field[Proof] = msgspec.field(default_factory=Field[Proof])

    def raised(self, decisions: Decisions) -> Said | None:
        """That it has to be told, if that was said: also where another desk decided at once that it has not."""
        found = [each.value for each in self.said.settings if not _waives(each.value, decisions)]
        return next((each for each in found if each.decision is None), None)

    def waived(self, decisions: Decisions) -> EntryId | None:
        """The decision that it has not to be told, as long as that stands and nobody says otherwise."""
        found = [each.value for each in self.said.settings]
        if not found or not all(_waives(each, decisions) for each in found):
            return None
        return found[-1].decision

    def is_disputed(self, decisions: Decisions) -> bool:
        """Whether two desks said at once that it has to be told, and that it has not."""
        return len({_waives(each.value, decisions) for each in self.said.settings}) > 1


class Notifications(msgspec.Struct):
    """By the key of the plan."""

    of: dict[str, Notice] = msgspec.field(default_factory=dict[str, Notice])

    def notice(self, key: str) -> Notice:
        """What is known of one; nothing of one of which nobody said anything."""
        return self.of.get(key) or Notice()


def _waives(said: Said, decisions: Decisions) -> bool:
    if said.decision is None or said.decision not in decisions.outlooks:
        return False
    return all(each.value.is_standing for each in decisions.outlooks[said.decision].settings)
