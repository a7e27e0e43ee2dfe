"""How entries get into the record: together or not at all, each chain without gap or second truth."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RecordConflict, RecordError
from incident_desk.store.appending import Head
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from tests.store.conftest import replica_of
from tests.store.making import DESK, INCIDENT, OTHER_INCIDENT, chain, emptied, entry, sealed


def held(home: Home) -> list[Entry]:
    with Reader.open(home) as reader:
        return reader.entries_after(0)


def test_what_was_appended_is_read_back_as_it_was(home: Home, replica: Replica) -> None:
    written = chain(3)
    replica.append(written[:1], heard_us=1)
    replica.append(written[1:], heard_us=2)
    assert held(home) == written


def test_the_entries_of_one_command_are_kept_together_or_not_at_all(home: Home, replica: Replica) -> None:
    kept, rewritten = entry("a"), entry("b")
    later = entry(after=kept)
    replica.append([kept], heard_us=1)
    replica.append([kept], heard_us=1)  # heard twice: nothing happens
    with pytest.raises(RecordConflict, match="seq 1"):
        replica.append([later, rewritten], heard_us=1)
    assert held(home) == [kept]
    replica.append([later], heard_us=1)
    assert held(home) == [kept, later]


def test_a_chain_never_gets_a_gap(home: Home, replica: Replica) -> None:
    first, _, third = chain(3)
    replica.append([first], heard_us=1)
    with pytest.raises(RecordConflict, match="would leave a gap; the last one here is seq 1"):
        replica.append([third], heard_us=1)
    assert held(home) == [first]


def test_a_chain_begins_at_one(replica: Replica) -> None:
    with pytest.raises(RecordConflict, match="the last one here is seq 0"):
        replica.append(chain(2)[1:], heard_us=1)


def test_an_entry_follows_the_one_that_is_held(replica: Replica) -> None:
    replica.append([entry("a")], heard_us=1)
    with pytest.raises(RecordConflict, match="does not follow the seq 1"):
        replica.append([entry("c", after=entry("b"))], heard_us=1)


def test_an_id_belongs_to_one_entry(replica: Replica) -> None:
    first = entry()
    replica.append([first], heard_us=1)
    with pytest.raises(RecordConflict, match="has the id of another entry"):
        replica.append([sealed(msgspec.structs.replace(entry(desk=9), id=first.id))], heard_us=1)


@pytest.mark.parametrize(
    "changed",
    [{"kind": "state.set"}, {"body": b"{}"}, {"salt": b""}, {"hash": b"0" * 32}, {"hlc": 2**70}, {"subject": 3}],
)
def test_what_its_hash_does_not_cover_is_not_kept(home: Home, replica: Replica, changed: dict[str, object]) -> None:
    good = entry()
    with pytest.raises(RecordError, match="seq 1 of desk 7"):
        replica.append([msgspec.structs.replace(good, **changed)], heard_us=1)
    replica.append([good], heard_us=1)
    assert held(home) == [good]


def test_what_was_erased_does_not_come_back_when_it_is_heard_again(home: Home, replica: Replica) -> None:
    said = entry("a password")
    replica.append([said], heard_us=1)
    replica.append([], erased=[said.id], heard_us=1)
    replica.append([said], heard_us=1)
    assert held(home) == [emptied(said)]


def test_what_was_erased_elsewhere_is_kept_empty(home: Home, replica: Replica) -> None:
    replica.append([emptied(entry("a password"))], heard_us=1)
    assert held(home)[0].is_erased


def test_the_ends_of_the_chains_are_known_after_a_restart(home: Home) -> None:
    mine, theirs = chain(3), chain(2, desk=9, incident=OTHER_INCIDENT)
    with replica_of(home) as replica:
        assert replica.heads() == {}
        assert replica.last_hlc() == 0
        replica.append(mine + theirs, heard_us=1)
        told = replica.heads()
    with replica_of(home) as replica:
        ends = {(e.desk, e.stream): Head(e.seq, e.hash) for e in (mine[-1], theirs[-1])}
        assert replica.heads() == told == ends
        assert replica.last_hlc() == theirs[-1].hlc


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_chains_arrive_in_any_mixture(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    chains = [chain(data.draw(st.integers(1, 6)), desk=desk) for desk in (DESK, 8, 9)]
    order = data.draw(st.permutations([i for i, each in enumerate(chains) for _ in each]))
    rest = [list(each) for each in chains]
    arrived = [rest[i].pop(0) for i in order]
    home = Home(tmp_path_factory.mktemp("mixed"))
    home.prepare()
    with replica_of(home) as replica:
        while arrived:
            size = data.draw(st.integers(1, len(arrived)))
            replica.append(arrived[:size], heard_us=1)
            replica.append(arrived[: data.draw(st.integers(0, size))], heard_us=1)  # some are heard again
            del arrived[:size]
        assert {desk: head.seq for (desk, _), head in replica.heads().items()} == {e[0].desk: len(e) for e in chains}
    with Reader.open(home) as reader:
        assert reader.entries(INCIDENT) == sorted((e for each in chains for e in each), key=lambda e: e.order)
