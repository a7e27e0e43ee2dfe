"""What a desk can do with a shared database: join it, exchange with it now, or stay connected to it."""

import functools
import threading
from typing import TYPE_CHECKING, Final

from incident_desk.desk.addresses import address_of
from incident_desk.desk.clock import DeskClock
from incident_desk.desk.thread import DeskThread
from incident_desk.desk.timekeeping import Timekeeping
from incident_desk.desk.writer import FROM_OTHERS, Recorded, Writer
from incident_desk.domain.adoption import EntryAdopted
from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import DeskNumber, IncidentId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.levels import Level
from incident_desk.domain.message_rules import KeepRules
from incident_desk.domain.organisation import KINDS
from incident_desk.domain.plan import PlanPublished
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import keys
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity

if TYPE_CHECKING:  # the driver takes half a second to load, and most homes share their record with nobody
    from incident_desk.desk.archive import SharedArchive
    from incident_desk.desk.keeping import HearUnshared
    from incident_desk.desk.membership import Membership
    from incident_desk.desk.sharing import Sharing
    from incident_desk.desk.sharing_state import Shared, Tell
    from incident_desk.store.shared.handing import Sign
    from incident_desk.store.shared.syncing import Progress

PUBLISHED: Final = kind_named(PlanPublished)
CARRIED: Final = frozenset(map(kind_named, (AttachmentAdded, EntryAdopted, Erased)))
"""What tells of files that others lack, or that are here no more."""


class SharedRecord:
    """Of whoever is at the desk. Nothing of it loads the driver before it is needed."""

    def __init__(self, home: Home, writer: Writer, thread: DeskThread, clock: DeskClock, time: Timekeeping) -> None:
        self.home = home
        self._writer = writer
        self._on_thread = thread.later
        self._in_turn = thread.here
        self._clock = clock
        self._time = time
        self._turn = threading.Lock()
        self._sharing: Sharing | None = None
        self._are_rules_kept = False
        """Whether the shared database was told what the plan in force says about approvals."""
        self._at: tuple[IncidentId | None, str, str] = (None, "", "")

    def is_joined(self) -> bool:
        """Whether whoever is at the desk shares the record. Blocks for a moment."""
        return self._on_thread(self._address).result() is not None

    def _address(self) -> str | None:
        return self._writer.replica.setting(address_of(self._writer.identities.identity().desk))

    def membership(self) -> "Membership":
        """Joining, granting, revoking; each call blocks."""
        from incident_desk.desk.membership import Membership

        identity, name = self._on_thread(self._whoever).result()
        return Membership(self.home, self, identity, name)

    def _whoever(self) -> tuple[Identity, str]:
        identity = self._writer.identities.identity()
        return identity, self._writer.organisation().people.name(identity.person)

    @functools.cached_property
    def archive(self) -> "SharedArchive":
        """Old incidents that lie in the archive of the shared database; each call blocks."""
        from incident_desk.desk.archive import SharedArchive

        return SharedArchive(self, self._writer, self._in_turn, self._on_thread, self._clock)

    def desk_number(self) -> DeskNumber:
        """The desk of whoever is at it. Blocks for a moment."""
        return self._on_thread(self._whoever).result()[0].desk

    def setting(self, key: str) -> str | None:
        """For `membership`: a setting of this home."""
        return self._on_thread(lambda: self._writer.replica.setting(key)).result()

    def set_setting(self, key: str, value: str) -> None:
        """For `membership`: keep a setting of this home."""
        self._on_thread(lambda: self._writer.replica.set_setting(key, value)).result()

    # exchanging -------------------------------------------------------------------------------------------------------

    def exchange(self, progress: "Progress" = lambda through: True, tell: "Tell | None" = None) -> "Shared":
        """One whole exchange, on the caller's thread; `tell` hears on it how far it is.

        Raises: NotFound, Unreachable, another DeskError; Stopped.
        """
        state = self._made().once(progress, tell)
        return self._made().once(progress, tell) if self._on_thread(self._keep_rules).result() else state

    def _keep_rules(self) -> bool:
        """At the desk of an administrator: what the plan in force says about approvals, for the shared database.

        Returns: whether there was something to say.
        """
        organisation = self._writer.organisation()
        is_administrator = organisation.levels.of.get(self._writer.identities.identity().person) is Level.ADMINISTRATOR
        if not is_administrator or not organisation.rules.lacking(organisation.plans.current):
            return False
        self._writer.record([KeepRules()], None, None, None)
        return True

    def start(self, tell: "Tell", hear: "HearUnshared | None" = None) -> None:
        """Stay connected from now on. Blocks until what is needed for that is loaded. Raises: NotFound.

        Args:
            tell: hears on another thread how it stands.
            hear: hears on the desk thread from where on the shared database lacks entries.
        """

        def tell_and_keep(shared: "Shared") -> None:
            if shared.level == Level.ADMINISTRATOR and shared.heard_us is not None and not self._are_rules_kept:
                self._are_rules_kept = True
                self._on_thread(self._keep_rules)
            tell(shared)

        with self._turn:
            self._end()
            self._are_rules_kept = False
            self._sharing = self._made(hear)
            self._on_thread(lambda: self._writer.subscribe(self._wake)).result()
            self._sharing.start(tell_and_keep)

    def want(self, digest: str) -> None:
        """Somebody waits for this file: it comes before the others. Returns at once."""
        sharing = self._sharing
        if sharing is not None:
            sharing.carrier.want(digest)
            sharing.wake()

    def be(self, incident: IncidentId | None, panel: str = "", draft: str = "") -> None:
        """Whoever is at the desk looks at this incident, at this panel, and types in this draft; None: at none.

        Only told to those who are connected and may read there, and never kept. Returns at once.
        """
        self._on_thread(lambda: self._be((incident, panel, draft)))

    def _be(self, at: tuple[IncidentId | None, str, str]) -> None:
        from incident_desk.store.shared.presence import Where

        self._at = incident, panel, draft = at
        sharing = self._sharing
        where = (
            None if incident is None else Where(self._writer.organisation().stream_of(incident), incident, panel, draft)
        )
        if sharing is not None and sharing.presence.be(where):
            sharing.wake()

    def stop(self) -> None:
        """End the connection, if there is one."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._sharing is not None:
            sharing, self._sharing = self._sharing, None
            # on the thread that wakes it, so that nothing is woken after its end
            self._on_thread(lambda: self._writer.unsubscribe(self._wake)).result()
            sharing.stop()

    def _made(self, hear: "HearUnshared | None" = None) -> "Sharing":
        from incident_desk.desk.attachments import Carrier
        from incident_desk.desk.keeping import Keeping, nobody
        from incident_desk.desk.sharing import Sharing

        parts = self.membership().parts()
        identity, _ = self._on_thread(self._whoever).result()
        keeping = Keeping(self._in_turn, self._writer, identity.desk, self._clock, hear or nobody)
        keeping.timekeeping = self._time
        carrier = Carrier(self.home, identity.desk, self)
        return Sharing(keeping, identity.desk, _signer(self.home, identity), parts, self._clock, carrier=carrier)

    def _wake(self, recorded: Recorded) -> None:
        sharing = self._sharing
        if sharing is None:
            return
        kinds = {entry.kind for entry in recorded.entries}
        if not kinds.isdisjoint(CARRIED):
            sharing.carrier.hear()
        if PUBLISHED in kinds:
            self._are_rules_kept = False
        if not kinds.isdisjoint(KINDS):
            self._be(self._at)  # an incident that was restricted just now is looked at among few
        if recorded.origin != FROM_OTHERS:
            sharing.wake()


def _signer(home: Home, identity: Identity) -> "Sign":
    from incident_desk.store.signatures import signer

    kept = keys.private_key(home, identity.desk)
    if kept is None:
        raise RuleError("The key of this desk is gone, so nothing it writes can be shared.")
    return signer(kept)
