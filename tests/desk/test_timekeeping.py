"""A record alone, whose clock was ahead: somebody says that it is right now, and all stamps are put right, or none."""

import shutil
from pathlib import Path

import pytest

from incident_desk.desk import Desk, console, health, system_clock
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.desk.clock import DeskClock
from incident_desk.domain.corrections import Correct
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RuleError
from incident_desk.domain.hlc import wall_us
from incident_desk.domain.ids import OPEN_STREAM, IncidentId
from incident_desk.domain.timeline import Note
from incident_desk.store import acknowledged, backup, pins, seen
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.home import Home
from tests.desk.conftest import DAY_US, declared, texts
from tests.store.dying import killed_at

MINUTE_US = 60_000_000


def at_day(days: float, home: Path) -> Desk:
    """The desk on a machine whose clock is so many days ahead."""
    return Desk.open(home, clock=lambda: system_clock() + round(days * DAY_US))


@pytest.fixture
def incident(home: Path) -> IncidentId:
    """Declared by a right clock; then three notes by one that was a day ahead, the first of them corrected."""
    with Desk.open(home) as desk:
        orders = declared(desk)
    with at_day(1, home) as desk:
        first, *_ = [desk.record(Note(text), orders).result()[0] for text in ("one", "two", "three")]
        desk.record(Correct(first.id, text="one, corrected"), orders).result()
    return orders


def entries(home: Path, incident: IncidentId) -> list[Entry]:
    with Desk.open(home) as desk:
        return desk.reading.entries(incident)


def kept(entry: Entry) -> tuple[object, ...]:
    """What no stamping may change."""
    names = ("id", "desk", "seq", "kind", "author", "subject", "digest", "salt", "body")
    return tuple(getattr(entry, name) for name in names)


def test_it_is_told_how_far_ahead_the_record_is_and_put_right_when_somebody_asks(
    home: Path, incident: IncidentId
) -> None:
    before = entries(home, incident)
    with Desk.open(home) as desk:
        assert abs(desk.timekeeping.ahead_us().result() - DAY_US) < MINUTE_US
        heard: list[Entry] = []
        desk.subscribe(lambda recorded: heard.extend(recorded.entries))
        done = desk.timekeeping.put_right().result()
        assert done is not None
        assert done == desk.timekeeping.last().result()
        assert (done.count, [e.id for e in heard]) == (4, [e.id for e in before[-4:]])
        assert desk.timekeeping.ahead_us().result() == 0
        assert desk.timekeeping.put_right().result() is None
        desk.record(Note("four"), incident).result()
        assert texts(desk, incident) == ["one, corrected", "two", "three", "four"]
        assert desk.check() == []
    after = entries(home, incident)
    assert [kept(e) for e in after[:-1]] == [kept(e) for e in before]
    assert all(wall_us(e.hlc) <= system_clock() for e in after)
    assert {f.about: f.is_fault for f in health.examined(home)}["clock"] is False


def test_a_clock_that_stood_still_for_years_is_not_believed(home: Path, incident: IncidentId) -> None:
    before = entries(home, incident)
    with at_day(-4000, home) as desk, pytest.raises(RuleError, match="so it is not right. Set it"):
        desk.timekeeping.put_right().result()
    assert entries(home, incident) == before


@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.long), 23])
def test_a_kill_at_any_step_leaves_the_old_stamps_or_the_new(
    home: Path, incident: IncidentId, tmp_path: Path, stride: int
) -> None:
    before = entries(home, incident)
    died, lived = killed_at(range(0, 120, stride), "tests.desk.time_works:put_right", home, tmp_path)
    assert died
    assert lived
    found: set[bool] = set()
    for each in (*died, *lived):
        there = entries(each, incident)  # it opens, so nothing that was acknowledged is missed
        is_old = there == before
        found.add(is_old)
        assert [kept(e) for e in there] == [kept(e) for e in before]
        assert is_old or all(wall_us(e.hlc) <= system_clock() for e in there)
        with Desk.open(each) as desk:
            assert desk.check() == []
            assert (desk.timekeeping.put_right().result() is None) is not is_old
            assert texts(desk, incident) == ["one, corrected", "two", "three"]
    assert found == {True, False}


def test_a_mark_from_before_is_believed_once_the_stamps_are_new_and_no_other(home: Path, incident: IncidentId) -> None:
    old = Home(home).acknowledged.read_bytes()
    with Desk.open(home) as desk:
        assert desk.timekeeping.put_right().result()
    Home(home).acknowledged.write_bytes(old)
    with Desk.open(home) as desk:
        assert desk.check() == []
    mark = acknowledged.read(Home(home).acknowledged)
    assert mark is not None
    acknowledged.write(Home(home).acknowledged, acknowledged.Mark(mark.n, mark.desk, mark.seq, b"\x07" * 32))
    with pytest.raises(Exception, match="another one"):
        Desk.open(home)


def test_words_that_are_erased_later_lie_nowhere_in_their_old_form_either(home: Path, incident: IncidentId) -> None:
    with at_day(1, home) as desk:
        secret = desk.record(Note("the quagmire word"), incident).result()[0].id
    with Desk.open(home) as desk:
        bea = desk.add_person("Bea").result()
        assert desk.timekeeping.put_right().result()
        desk.record(Ask(secret, "it is secret"), incident).result()
        desk.record(Confirm(secret), incident, by=bea).result()
        assert desk.check() == []
    assert not any(b"quagmire" in file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_what_was_carried_out_stays_and_what_has_to_stand_behind_it_too(
    home: Path, incident: IncidentId, tmp_path: Path
) -> None:
    export_bundle(home, tmp_path / "out.bundle", Coverage(incident=incident))
    with at_day(1, home) as desk:
        desk.record(Note("behind"), incident).result()
    before = entries(home, incident)
    with Desk.open(home) as desk:
        assert desk.timekeeping.put_right().result() is None
    assert entries(home, incident) == before


def test_a_line_half_written_about_what_was_carried_out_hides_no_other(home: Path, incident: IncidentId) -> None:
    (desk, stream), other = (entries(home, incident)[0].desk, OPEN_STREAM), (entries(home, incident)[0].desk, incident)
    at = Home(home)
    seen.note(at, {(desk, stream): 7})
    with at.seen.open("ab") as file:
        file.write(b"f00")
    seen.note(at, {(desk, other[1]): 3})  # pyright: ignore[reportArgumentType]
    seen.note(at, {(desk, stream): 5})
    assert seen.seen(at, [(desk, stream), other]) == {(desk, stream): 7, other: 3}  # pyright: ignore[reportArgumentType]


def test_a_backup_from_before_that_is_put_back_forks_no_chain(home: Path, incident: IncidentId) -> None:
    """Whoever writes on there has another desk number, and what has the old stamps is nobody's to change any more."""
    before = entries(home, incident)
    with Desk.open(home) as desk:
        desk.back_up()
        assert desk.timekeeping.put_right().result()
    backup.restore(Home(home), backup.kept(Home(home))[0])
    with Desk.open(home) as desk:
        assert desk.reading.entries(incident) == before
        assert desk.timekeeping.put_right().result() is None
        new = desk.record(Note("four"), incident).result()[0]
        assert new.desk not in {e.desk for e in before}
        assert [e.id for e in desk.reading.entries(incident)][-2:] == [before[-1].id, new.id]
        assert texts(desk, incident) == ["four", "one, corrected", "two", "three"]  # by the time each says it happened
        assert desk.check() == []


def test_what_lies_twice_since_somebody_set_a_pin_is_stamped_anew_in_neither(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pins, "COST", 2**10)
    with Desk.open(home) as desk:
        ada = desk.choose_person("Ada").result()
        desk.add_person("Bea").result()
        orders = declared(desk)
    with at_day(1, home) as desk:
        desk.record(Note("ahead"), orders).result()
    own = console.set_pin(home, ada, "8231-otter")
    for place in (own, home):
        with Desk.open(place) as desk:
            assert texts(desk, orders) == ["ahead"]
            assert desk.timekeeping.put_right().result() is None
    console.remove_pin(home, console.called(home, "Ada").desk, "8231-otter")
    with Desk.open(home) as desk:
        assert desk.timekeeping.put_right().result() is None
        assert texts(desk, orders) == ["ahead"]
        assert desk.check() == []


def test_the_clock_of_a_desk_goes_by_the_shared_one_whatever_is_done_to_the_machines() -> None:
    machine, steady = [1_000_000_000], [5]
    clock = DeskClock(lambda: machine[0], lambda: steady[0])
    assert clock() == 1_000_000_000
    clock.learn(DAY_US)
    assert clock() == 1_000_000_000 + DAY_US
    machine[0] += 3 * DAY_US
    steady[0] += 7
    assert clock() == 1_000_000_007 + DAY_US
    clock.learn(500)  # the machine's was set right
    assert clock() == machine[0]
    machine[0] -= DAY_US
    assert clock() == machine[0] + DAY_US + 500


def test_the_home_copied_away_and_back_is_the_home_of_then(home: Path, incident: IncidentId, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "copy")
    with Desk.open(home) as desk:
        assert desk.timekeeping.put_right().result()
    with Desk.open(tmp_path / "copy") as desk:
        assert desk.timekeeping.put_right().result()
        assert texts(desk, incident) == ["one, corrected", "two", "three"]
        assert desk.check() == []
