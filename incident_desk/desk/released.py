"""What was let go to others, as this desk keeps it: in which incidents, and what a shared database said to it."""

from typing import Final

from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.message_entries import MessageReleased, MessageSent, witnessed_words
from incident_desk.domain.message_list import Release
from incident_desk.domain.moments import DAY_US
from incident_desk.store import lacking
from incident_desk.store.lacking import Acceptance
from incident_desk.store.reader import Reader
from incident_desk.store.statements import IDENTITIES

RELEASED: Final = kind_named(MessageReleased)
SENT: Final = kind_named(MessageSent)
LATELY_US: Final = 31 * DAY_US
"""What was let go before then has lapsed: no message names an update that is farther away."""


class Released:
    """Read from where whoever made it reads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def lately(self) -> set[IncidentId]:
        """The incidents of which words were let go to others within the last weeks of the record."""
        found = self._reader.entries_of_kinds((RELEASED,))
        since_us = max((entry.recorded_us for entry in found), default=0) - LATELY_US
        return {entry.incident for entry in found if entry.recorded_us >= since_us}

    def sent_in(self) -> set[IncidentId]:
        """The incidents of which anything ever went out to others."""
        return {entry.incident for entry in self._reader.entries_of_kinds((SENT,))}

    def acceptance(self, entry: EntryId) -> Acceptance:
        """What a shared database said to an entry."""
        return lacking.acceptance(self._reader, entry)

    def is_ours(self, release: Release) -> bool:
        """Whether somebody of this home let it go. What came in a bundle, or was brought along, others sent or send."""
        return any(desk == release.desk for desk, *_ in self._reader.rows(IDENTITIES))

    def is_witnessed(self, message: EntryId, digest: str, release: Release) -> bool:
        """Whether somebody witnessed it, by phone or by their own key; a signature that is not theirs is no witness."""
        if release.witness is None or not release.seal:
            return release.witness is not None
        from incident_desk.store.witnessing import fits  # it loads libsodium

        return fits(self._reader, release.witness, release.seal, witnessed_words(message, digest))
