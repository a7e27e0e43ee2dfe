"""A clock that ran ahead: what it stamped is stamped anew and shared, in the same order; what others have stays."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.entry import Entry
from incident_desk.domain.hlc import wall_us
from incident_desk.domain.ids import IncidentId
from incident_desk.store import backup
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.home import Home
from tests.shared.test_converge import declared, meet, note, state, texts

DAY_US = 86_400_000_000
MINUTE_US = 60_000_000


class Machine:
    """A home on a machine whose clock somebody sets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ahead_us = 0
        self.desk = self.opened()

    def opened(self) -> Desk:
        self.desk = Desk.open(self.path, clock=lambda: time.time_ns() // 1000 + self.ahead_us)
        return self.desk

    def restarted(self, ahead_us: int) -> Desk:
        """The same home in a new process, and the clock set to something else."""
        self.desk.close()
        self.ahead_us = ahead_us
        return self.opened()


@pytest.fixture
def cyd(ada: Desk, tmp_path: Path) -> Generator[Machine]:
    """A third desk, on a machine of its own."""
    machine = Machine(tmp_path / "cyd")
    machine.desk.choose_person("Cyd").result()
    machine.desk.shared.membership().join(ada.shared.membership().grant("Cyd", "manager"))
    machine.desk.shared.exchange()
    yield machine
    machine.desk.close()


def own(desk: Desk, incident: IncidentId) -> list[Entry]:
    return [e for e in desk.reading.entries(incident) if e.author == desk.me]


def agreed(incident: IncidentId, *desks: Desk) -> None:
    meet(*desks)
    first = state(desks[0], incident)
    for desk in desks:
        assert state(desk, incident) == first
        assert [e.hash for e in desk.reading.entries(incident)] == [e.hash for e in desks[0].reading.entries(incident)]
        assert desk.check() == []


def now_us() -> int:
    return time.time_ns() // 1000


@pytest.mark.parametrize("is_set_right", [True, False], ids=["clock set right before", "clock still wrong"])
def test_what_a_clock_a_day_ahead_stamped_is_shared_with_right_stamps(
    ada: Desk, cyd: Machine, is_set_right: bool
) -> None:
    incident = declared(ada)
    meet(ada, cyd.desk)
    desk = cyd.restarted(DAY_US)
    for text in ("one", "two", "three"):
        note(desk, incident, text)
    before = own(desk, incident)
    assert wall_us(before[0].hlc) > now_us() + DAY_US - MINUTE_US
    desk = cyd.restarted(0 if is_set_right else DAY_US)
    shared = desk.shared.exchange()
    assert (shared.waiting, shared.trouble, shared.parked) == (0, "", ())
    assert shared.put_right is not None
    assert shared.put_right.count == 3
    assert abs(shared.put_right.ahead_us - DAY_US) < MINUTE_US
    after = own(desk, incident)
    assert [(e.id, e.seq, e.body, e.digest) for e in after] == [(e.id, e.seq, e.body, e.digest) for e in before]
    assert all(wall_us(e.hlc) <= now_us() and e.recorded_us <= now_us() for e in after)
    assert all(e.occurred_us == e.recorded_us for e in after)
    note(desk, incident, "four")
    agreed(incident, ada, desk)
    assert texts(ada, incident) == ["one", "two", "three", "four"]


@pytest.mark.long
def test_the_time_between_the_notes_stays(ada: Desk, cyd: Machine) -> None:
    incident = declared(ada)
    meet(ada, cyd.desk)
    desk = cyd.restarted(DAY_US)
    for pause_us in (0, 3 * MINUTE_US, 5 * MINUTE_US):
        cyd.ahead_us += pause_us
        note(desk, incident, f"after {pause_us}")
    desk = cyd.restarted(0)
    desk.shared.exchange()
    first, second, third = (e.recorded_us for e in own(desk, incident))
    assert abs(second - first - 3 * MINUTE_US) < MINUTE_US
    assert abs(third - second - 5 * MINUTE_US) < MINUTE_US


def test_a_clock_that_jumps_while_the_shared_database_answers_stamps_nothing_wrong(ada: Desk, cyd: Machine) -> None:
    incident = declared(ada)
    meet(ada, cyd.desk)
    for jump_us in (DAY_US, -DAY_US, 3 * DAY_US):
        cyd.ahead_us = jump_us
        note(cyd.desk, incident, f"jumped {jump_us}")
    assert all(abs(e.recorded_us - now_us()) < MINUTE_US for e in own(cyd.desk, incident))
    assert cyd.desk.shared.exchange().put_right is None
    agreed(incident, ada, cyd.desk)


def test_answers_keep_their_place_behind_what_they_answer(ada: Desk, cyd: Machine) -> None:
    """Also what was written between two exchanges: an answer must not slip before its question."""
    incident = declared(ada)
    meet(ada, cyd.desk)
    desk = cyd.restarted(DAY_US)
    note(desk, incident, "before")
    note(ada, incident, "question")
    ada.shared.exchange()
    desk.shared.exchange()
    note(desk, incident, "answer")
    agreed(incident, ada, desk)
    assert texts(ada, incident) == ["before", "question", "answer"]


def test_what_was_carried_out_in_a_bundle_is_never_changed(ada: Desk, cyd: Machine, tmp_path: Path) -> None:
    incident = declared(ada)
    meet(ada, cyd.desk)
    desk = cyd.restarted(DAY_US)
    note(desk, incident, "carried out")
    export_bundle(desk.home, tmp_path / "out.bundle", Coverage(incident=incident))
    note(desk, incident, "behind it")
    before = own(desk, incident)
    desk = cyd.restarted(0)
    shared = desk.shared.exchange()
    assert own(desk, incident)[0] == before[0]
    assert shared.waiting == 2
    assert "carried out in a bundle" in shared.trouble
    assert texts(desk, incident) == ["carried out", "behind it"]
    assert desk.check() == []


def test_what_the_server_took_before_its_answer_was_lost_is_not_stamped_anew(ada: Desk, cyd: Machine) -> None:
    """Within ten minutes the door takes it; a kill may come before that is known here."""
    incident = declared(ada)
    meet(ada, cyd.desk)
    desk = cyd.restarted(5 * MINUTE_US)
    note(desk, incident, "taken, and nobody here knows")
    before = own(desk, incident)
    with_the_door_shut_behind(desk, cyd.path)
    desk = cyd.restarted(0)
    shared = desk.shared.exchange()
    assert (shared.put_right, shared.waiting, shared.parked) == (None, 0, ())
    assert own(desk, incident) == before
    agreed(incident, ada, desk)


def with_the_door_shut_behind(desk: Desk, home: Path) -> None:
    """An exchange by a process that dies between the server's acknowledgement and its own."""
    desk.close()
    program = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from incident_desk.desk import Desk\n"
        "from incident_desk.store.shared.ledger import Ledger\n"
        "Ledger.acknowledge = lambda *_: os.kill(os.getpid(), 9)\n"
        "from incident_desk.store.shared import clocks\n"
        "clocks.settle = lambda *_: None\n"
        "Desk.open(Path(sys.argv[1])).shared.exchange()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(home)], check=False)
    assert done.returncode == -signal.SIGKILL


def written_ahead(ada: Desk, cyd: Machine) -> IncidentId:
    """Three notes that a clock a day ahead stamped, and nobody else has."""
    incident = declared(ada)
    meet(ada, cyd.desk)
    desk = cyd.restarted(DAY_US)
    for text in ("one", "two", "three"):
        note(desk, incident, text)
    return incident


def test_a_copy_of_the_home_from_before_takes_over_what_was_shared_since(
    ada: Desk, cyd: Machine, tmp_path: Path
) -> None:
    """The disk's own backup brings the old stamps back. The shared database has the same words under other stamps."""
    incident = written_ahead(ada, cyd)
    cyd.desk.close()
    shutil.copytree(cyd.path, tmp_path / "copy")
    desk = cyd.restarted(0)
    assert desk.shared.exchange().put_right
    note(desk, incident, "four")
    agreed(incident, ada, desk)
    desk.close()
    shutil.rmtree(cyd.path)
    shutil.copytree(tmp_path / "copy", cyd.path)
    desk = cyd.restarted(DAY_US)
    shared = desk.shared.exchange()
    assert (shared.trouble, shared.waiting, shared.parked) == ("", 0, ())
    note(desk, incident, "five")
    agreed(incident, ada, desk)
    assert texts(ada, incident) == ["one", "two", "three", "four", "five"]


@pytest.mark.long
def test_what_was_written_on_in_a_copy_from_before_is_a_fork_and_told(ada: Desk, cyd: Machine, tmp_path: Path) -> None:
    incident = written_ahead(ada, cyd)
    cyd.desk.close()
    shutil.copytree(cyd.path, tmp_path / "copy")
    desk = cyd.restarted(0)
    note(desk, incident, "four")
    agreed(incident, ada, desk)
    desk.close()
    shutil.rmtree(cyd.path)
    shutil.copytree(tmp_path / "copy", cyd.path)
    desk = cyd.restarted(0)
    note(desk, incident, "another four")
    shared = desk.shared.exchange()
    assert any("did not take seq" in each for each in shared.parked)
    assert "another four" in texts(desk, incident)
    assert desk.check() == []
    ada.shared.exchange()
    assert texts(ada, incident) == ["one", "two", "three", "four"]


def test_a_backup_from_before_that_is_put_back_is_let_in_under_another_name_and_agrees(ada: Desk, cyd: Machine) -> None:
    incident = written_ahead(ada, cyd)
    cyd.desk.back_up()
    desk = cyd.restarted(0)
    assert desk.shared.exchange().put_right
    meet(ada, desk)
    desk.close()
    backup.restore(Home(cyd.path), backup.kept(Home(cyd.path))[0])
    desk = cyd.opened()
    assert not desk.shared.is_joined()  # with its new number nobody knows it
    desk.choose_person("Cyd again").result()
    desk.shared.membership().join(ada.shared.membership().grant("Cyd again", "manager"))
    shared = desk.shared.exchange()
    assert (shared.trouble, shared.parked) == ("", ())
    note(desk, incident, "four")
    agreed(incident, ada, desk)
    assert texts(ada, incident) == ["one", "two", "three", "four"]
