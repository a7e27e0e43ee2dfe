"""The open incidents as they are now, for whoever works beside the window."""

from typing import Final

from incident_desk.desk.desk import Desk
from incident_desk.desk.followed import Followed
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.domain.ids import EntryId

UNSHARED_MOST: Final = 500
"""Among so many of the newest entries it is looked."""


class Following(Followed[OpenIncidents]):
    """Their boards stay on its thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "following", OpenIncidents, OpenIncidents.take)

    def is_only_here(self, entry: EntryId) -> bool:
        """Whether no shared database has it yet, as far as this desk knows. From any thread; blocks."""
        return self.ask_record(lambda reading: any(each.id == entry for each in reading.not_shared(UNSHARED_MOST)))
