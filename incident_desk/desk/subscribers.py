"""Who gets the updates of the status page, as it stands on the record now."""

from incident_desk.desk.desk import Desk
from incident_desk.desk.followed import Followed
from incident_desk.desk.writer import Recorded
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import PAGE_SUBSCRIBERS


class SubscribersNow(Followed[Fold]):
    """They stay on its thread."""

    def __init__(self, desk: Desk) -> None:
        self.changes = 0
        """How often something was heard of them: while it stays the same, they are the same."""
        super().__init__(desk, "subscribers", lambda reading: reading.fold(PAGE_SUBSCRIBERS), Fold.add)

    def _hear(self, recorded: Recorded) -> None:
        entries = tuple(each for each in recorded.entries if each.incident == PAGE_SUBSCRIBERS)
        if entries:
            self._heard.put(entries)
            self.changes += 1

    def told_by(self, token: str) -> bytes | None:
        """What a signed link says; None if it is none. From any thread; blocks."""
        return self.ask_record(lambda reading: reading.signed.told(token))
