"""Records to measure with: incidents as busy rooms leave them, written through the store's own append."""

import random
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

import msgspec

from incident_desk.desk import Desk, system_clock
from incident_desk.desk.identities import Identities
from incident_desk.desk.resources import default_plan
from incident_desk.desk.sealing import Chains, new_id
from incident_desk.domain.commands import Draft
from incident_desk.domain.corrections import EntryCorrected, EntryRetracted
from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Over
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId, incident_number
from incident_desk.domain.impact import ImpactSet
from incident_desk.domain.incident import IncidentDeclared, IncidentOpened, OpenedRole, SeveritySet, State, StateSet
from incident_desk.domain.kinds import Body
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_schema import digest_of
from incident_desk.domain.role_entries import StepDone
from incident_desk.domain.roles import RoleAssigned
from incident_desk.domain.searching import searchable
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import AttachmentAdded, Marked, Noted, NoteSort, Pinned
from incident_desk.store.home import Home
from incident_desk.store.replica import Replica

BETWEEN_US = 9_000_000
"""Between two entries of an incident."""

BATCH = 5_000
ROLES = (OpenedRole("im", "Incident manager"), OpenedRole("ops", "Operations manager"), OpenedRole("scribe", "Scribe"))
COMMON = """
    the of to a is on we in and it was from with still at not all now for again after before by no seems looks replica
    primary lag traffic checkout errors latency queue retry failover region cache database restored restarted deploy
    rollback timeout customers payments login page alert dashboard disk memory network load balancer worker connection
    pool exhausted saturated drained paused resumed confirmed checked rising falling flat normal backlog
"""
WORDS = (*COMMON.split(), *(f"node{n}" for n in range(2000)))
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))
"""As words are in any language: the second half as frequent as the first, and so on (Zipf)."""


class Scene(msgspec.Struct):
    """An incident while it is being written."""

    chance: random.Random
    incident: IncidentId
    written: list[Entry] = []
    setters: dict[str, Over] = {}
    """Which entry set each field last."""

    def recent(self) -> EntryId:
        """One of the last thirty entries, which somebody corrects, marks or takes back."""
        return self.written[-self.chance.randint(1, min(30, len(self.written) - 1))].id

    def words(self) -> str:
        """A sentence as long as people write them into a timeline."""
        return " ".join(self.chance.choices(WORDS, cum_weights=WEIGHTS, k=self.chance.randint(6, 24)))


def _note(scene: Scene) -> Body:
    return Noted(scene.words(), note_sort=scene.chance.choice(tuple(NoteSort)))


def _said(scene: Scene) -> Body:
    return Noted(scene.words(), speaker="network SME, by phone")


def _file(scene: Scene) -> Body:
    digest = f"{scene.chance.randrange(16**64):064x}"
    return AttachmentAdded(digest, f"graph-{digest[:6]}.png", 48_213, "image/png", scene.words())


def _step(scene: Scene) -> Body:
    role = scene.chance.choice(ROLES)
    return StepDone(role.key, role.title, f"step_{scene.chance.randrange(9)}", "Say who is on the bridge")


def _assignment(scene: Scene) -> Body:
    role = scene.chance.choice(ROLES)
    name = scene.chance.choice(("Ada", "Grace", "Edsger"))
    return RoleAssigned(role.key, role.title, name, over=scene.setters.get(f"role.assigned {role.key}", ()))


def _impact(scene: Scene) -> Body:
    over = {"affected": scene.setters.get("impact.set ", ())}
    return ImpactSet(affected=f"{scene.chance.randrange(100)} % of the customers in Europe", over=over)


def _state(scene: Scene) -> Body:
    state = scene.chance.choice((State.INVESTIGATING, State.MITIGATING, State.MONITORING))
    return StateSet(state, was=State.INVESTIGATING, over=scene.setters.get("state.set ", ()))


def _severity(scene: Scene) -> Body:
    severity = scene.chance.choice((Severity.SEV1, Severity.SEV2))
    return SeveritySet(severity, was=Severity.SEV2, over=scene.setters.get("severity.set ", ()))


MIX: dict[Callable[[Scene], Body], float] = {
    _note: 66,
    _said: 16,
    _file: 3,
    _step: 4,
    lambda scene: Marked(scene.recent(), is_significant=True): 3,
    lambda scene: Pinned(scene.recent(), is_pinned=True): 1,
    lambda scene: EntryCorrected(scene.recent(), text=scene.words()): 2,
    lambda scene: EntryRetracted(scene.recent()): 1,
    _assignment: 1.5,
    _impact: 1,
    _state: 1,
    _severity: 0.5,
}
"""What a long incident is made of, in percent: mostly words."""


BODIES = (
    IncidentOpened,
    IncidentDeclared,
    Noted,
    AttachmentAdded,
    StepDone,
    Marked,
    Pinned,
    EntryCorrected,
    EntryRetracted,
    RoleAssigned,
    ImpactSet,
    StateSet,
    SeveritySet,
)
"""What these entries say."""


class Room:
    """Writes down incidents, one after the other, in the chain of one desk. They are the same every time."""

    def __init__(self, chains: Chains, desk: DeskNumber, author: PersonId) -> None:
        self._chains = chains
        self._desk = desk
        self._author = author
        self._chance = random.Random(20170131)
        self._count = 0

    def incident(self, entries: int, began_us: int, is_open: bool) -> list[Entry]:
        """An incident of so many entries, at least three; the last one resolves it or leaves it open."""
        self._count += 1
        scene = Scene(self._chance, IncidentId(new_id()))
        opened = IncidentOpened(incident_number(self._desk, self._count), digest_of(default_plan()), ROLES)
        self._write(scene, began_us, opened, subject=Severity.SEV2)
        declared = IncidentDeclared(f"Checkout fails in region {self._count}", Severity.SEV2, ("checkout",), began_us)
        scene.setters = {"state.set ": (self._write(scene, began_us, declared),)}
        for count in range(2, entries - 1):
            (make,) = self._chance.choices(tuple(MIX), tuple(MIX.values()))
            self._write(scene, began_us + BETWEEN_US * count, make(scene))
        last = State.INVESTIGATING if is_open else State.RESOLVED
        ending = StateSet(last, was=State.DECLARED, over=scene.setters["state.set "])
        self._write(scene, began_us + BETWEEN_US * entries, ending)
        return scene.written

    def _write(self, scene: Scene, at_us: int, body: Body, subject: str | None = None) -> EntryId:
        (entry,) = self._chains.seal([Draft(body, subject)], self._desk, self._author, scene.incident, at_us)
        scene.written.append(entry)
        scene.setters[f"{entry.kind} {getattr(body, 'role', '')}"] = (entry.id,)
        return entry.id


def a_room() -> Room:
    """One that writes into no home."""
    return Room(Chains({}, 0), DeskNumber(7), PersonId(new_id()))


@contextmanager
def written_home(path: Path) -> Generator[tuple[Room, Callable[[list[Entry]], None]]]:
    """A new home, a room that writes for it, and what puts entries into it."""
    with Desk.open(path, apart=True) as desk:  # draws who is here, without a word to the keyring of whoever measures
        desk.record(Use(default_plan())).result()
    home = Home(path)
    lock = home.lock("benchmarks")
    replica = Replica.open(home, searchable)
    try:
        desk, author = Identities(home, replica).writing_as(None)
        room = Room(Chains(replica.heads(), replica.last_hlc()), desk, author)
        yield room, lambda entries: replica.append(entries, heard_us=system_clock())
    finally:
        replica.close()
        lock.release()


def fill(path: Path, *incidents: tuple[int, bool]) -> list[IncidentId]:
    """Make a home with incidents of so many entries, open or not, an hour between them up to now. Returns: them."""
    with written_home(path) as (room, append):
        hour_us = 3_600_000_000
        began_us = system_clock() - hour_us * len(incidents)
        made: list[IncidentId] = []
        waiting: list[Entry] = []
        for entries, is_open in incidents:
            waiting += room.incident(entries, began_us, is_open)
            made.append(waiting[-1].incident)
            began_us += hour_us
            if len(waiting) >= BATCH:
                append(waiting)
                waiting = []
        append(waiting)
    return made
