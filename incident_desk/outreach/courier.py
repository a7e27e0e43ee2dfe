"""What calls people in and what sends messages have in common: a thread that looks at the record, and sends."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, Final

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import Leases, OwnLeases, leases_of, renewed
from incident_desk.domain.errors import DeskError
from incident_desk.outreach.channels import Channels

log = logging.getLogger(__name__)

LOOK_S: Final = 2.0
LEASE_S: Final = 120
"""A desk that is gone keeps others from sending so long."""
PATIENCE_US: Final = 20_000_000
"""So long it is left to another desk to send by a channel that is not set up here."""
AT_ONCE: Final = 4


class Courier:
    """Runs from `start` to `stop` in a thread of its own. A home that stays apart, a demo or a drill, reaches nobody.

    It looks at the open incidents through `following`, which stays with whoever gave it.
    """

    name: ClassVar[str]
    """That of its thread."""
    fault: ClassVar[str]
    """What its log says where the program fails."""

    def __init__(self, desk: Desk, following: Following) -> None:
        self._desk = desk
        self._following = following
        self._channels = Channels(desk)
        self._is_stopping = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self.trouble = ""
        """Why nothing can be sent now; empty if it can."""

    def start(self) -> None:
        """Send from now on. Returns at once."""
        if not self._desk.is_apart:
            self._thread.start()

    def stop(self) -> None:
        """End it, once what is being tried has ended; what was not sent is taken up at the next start."""
        self._is_stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    # the thread ------------------------------------------------------------------------------------------------------

    def _turn(self) -> float:
        """Look at the record, and try what there is to send. Returns: for how many seconds there is nothing else."""
        raise NotImplementedError

    def _finish(self) -> None:
        """Write down what came of what was tried."""
        raise NotImplementedError

    def _run(self) -> None:
        self._hear_no_more = self._desk.subscribe(lambda _: self._woken.set())
        self._leases: Leases = leases_of(self._desk)
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="delivery")
        try:
            while not self._is_stopping:
                self._woken.clear()
                self._woken.wait(min(LOOK_S, self._looked()))
        finally:
            self._hear_no_more()
            self._workers.shutdown()
            self._finish()
            self._leases.close()

    def _looked(self) -> float:
        try:
            self._leases = renewed(self._desk, self._leases)  # somebody else may sit here by now
            self._finish()
            return self._turn()
        except DeskError as e:
            self.trouble = str(e)
        except Exception:
            log.exception("%s failed; it is tried again", self.fault)
        return LOOK_S

    @property
    def _is_alone(self) -> bool:
        """Whether no other desk could send instead."""
        return isinstance(self._leases, OwnLeases)
