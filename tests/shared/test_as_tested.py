"""The doors are the set-wise form of those the design was tested with: both give the same verdict on any batch."""

from collections.abc import Generator, Sequence
from typing import Any

import msgspec
import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import StreamId
from tests.shared.byhand import OPEN, Hand, Server, changed, derived, new_id
from tests.shared.cluster import Cluster
from tests.support.places import ROOT

SCHEMA = ROOT.parent / "shared" / "sync" / "schema.sql"
LEVELS = ("responder", "communications", "manager", "administrator", "administrator")


@pytest.fixture(scope="module")
def pair(cluster: Cluster) -> Generator[tuple[Server, Server]]:
    """The doors as they are, and the tested ones, in two databases of one server."""
    if not SCHEMA.exists():
        pytest.skip(f"the tested schema is not on this machine (looked for {SCHEMA})")
    names = [f"{which}_{new_id()[:8]}" for which in ("ours", "tested")]
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
    made = Server.ours(cluster.address(names[0])), Server.tested(cluster.address(names[1]), SCHEMA)
    yield made
    for server in made:
        server.close()


Batch = tuple[int, int, list[tuple[str, int, int]], str | None, int]
"""Who pushes to which stream, what they say, what is wrong with it, and where."""


class Room:
    """The same people, incidents and streams on both servers."""

    def __init__(self, pair: tuple[Server, Server]) -> None:
        for server in pair:
            server.leave()
        pair[0].admin.execute("UPDATE record.people SET level = 'observer'")
        self.hands: list[tuple[Hand, Hand]] = [
            (ours, pair[1].desk(level, number=ours.number, person=ours.person)) for level, ours in _people(pair)
        ]
        self.incidents = [new_id(), new_id()]
        self.streams: list[str] = [OPEN]
        self.subjects = [p.person for p, _ in self.hands] + ["SEV1", "SEV4", "web/SEV1=0", "web/SEV1=1+witnessed"]

    def both(self, who: int, batch: list[Entry], **forged: Any) -> tuple[Any, Any]:
        """The verdicts: what was not heeded, or the state and hint of the error."""
        return tuple(_verdict(hand, batch, forged) for hand in self.hands[who])  # type: ignore[return-value]


def _people(pair: tuple[Server, Server]) -> list[tuple[str, Hand]]:
    return [(level, pair[0].desk(level)) for level in LEVELS]


def _verdict(hand: Hand, batch: list[Entry], forged: dict[str, Any]) -> Any:
    end = hand.ends.get(batch[0].stream)
    try:
        return hand.push(*batch, **forged)
    except psycopg.Error as e:
        if end is not None:
            hand.ends[batch[0].stream] = end
        hint = e.diag.message_hint if e.sqlstate != "DK004" else "now"
        return e.sqlstate, hint, e.diag.message_primary


KINDS = [
    "note",
    "state.set",
    "gov.incident.opened",
    "gov.manager.added",
    "gov.manager.removed",
    "gov.removal.asked",
    "gov.naming.asked",
    "gov.severity.set",
    "gov.member.added",
    "gov.member.removed",
    "gov.lead.named",
    "gov.unsealed",
    "gov.erase.asked",
    "gov.erased",
    "gov.rule.set",
    "gov.message.proposed",
    "gov.message.approved",
    "gov.message.released",
    "gov.stream.restricted",
    "gov.investigation.opened",
    "gov.unheard",
]
ENTRY = st.tuples(st.sampled_from(KINDS), st.integers(0, 50), st.integers(0, 1))
DAMAGE = st.sampled_from(
    (
        *[None] * 12,
        "author",
        "hash",
        "digest",
        "salt",
        "body",
        "hlc",
        "first",
        "prev",
        "twice",
        "again",
        "emptied",
        "kind",
        "subject",
    )
)
BATCH = st.tuples(
    st.integers(0, 4), st.integers(0, 5), st.lists(ENTRY, min_size=1, max_size=6), DAMAGE, st.integers(0, 5)
)


def made_of(room: Room, hand: Hand, stream: str, said: list[tuple[str, int, int]]) -> list[Entry]:
    """Sound entries for the end of a chain; subjects mostly of the sort that the kind wants."""
    batch: list[Entry] = []
    for kind, pick, which in said:
        subjects = [*room.subjects, None]
        subject = subjects[pick % len(subjects)]
        if not kind.startswith("gov."):
            subject = None if pick % 2 else new_id()
        incident = stream if stream != OPEN and pick % 7 else room.incidents[which]
        after = batch[-1] if batch else None
        entry = hand.entry(kind, subject, incident=incident, stream=StreamId(stream), after=after)
        if kind in ("gov.stream.restricted", "gov.investigation.opened") and pick % 5:
            entry = changed(entry, subject=derived(hand.number, entry.id))
            room.streams.append(str(entry.subject))
        batch.append(entry)
    return batch


def damaged(batch: list[Entry], how: str | None, at: int) -> tuple[list[Entry], dict[str, Any]]:
    """The batch with one thing wrong, and what is forged beside it."""
    at %= len(batch)
    first = batch[0]
    if how in ("hash", "digest", "salt", "body"):
        column = [getattr(e, how) for e in batch]
        column[at] = bytes([column[at][0] ^ 1]) + column[at][1:]
        return batch, {how: column}
    if how == "emptied":
        return [msgspec.structs.replace(e, salt=b"", body=b"") for e in batch], {}
    fields: dict[str | None, list[dict[str, Any]]] = {
        "author": [*[{}] * at, {"author": new_id()}],
        "hlc": [{"hlc": first.hlc + (700_000 << 16)}],
        "first": [{"seq": first.seq + at}],
        "prev": [{"prev_hash": b"p" * 32}],
        "twice": [{}, {"id": first.id, "seq": first.seq + 1, "prev_hash": first.hash}],
        "kind": [{"kind": "No Kind"}],
        "subject": [{"subject": "no subject"}],
    }
    if how not in fields:
        return batch, {}
    sources = [first, batch[at]] if how == "twice" else batch
    return [changed(e, **new) if new else e for e, new in zip(sources, fields[how], strict=False)], {}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=10,
    derandomize=True,
    phases=[Phase.generate],
)
@given(batches=st.lists(BATCH, min_size=1, max_size=12))
def test_any_batches_are_judged_alike(pair: tuple[Server, Server], batches: list[Batch]) -> None:
    agrees(pair, batches)


@pytest.mark.long
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=150,
    phases=[Phase.generate],
)
@given(batches=st.lists(BATCH, min_size=1, max_size=25))
def test_very_many_batches_are_judged_alike(pair: tuple[Server, Server], batches: list[Batch]) -> None:
    agrees(pair, batches)


def agrees(pair: tuple[Server, Server], batches: list[Batch]) -> None:
    """Push the same to both, and compare the verdicts, and what lies there in the end."""
    room = Room(pair)
    desks: list[int] = [ours.number for ours, _ in room.hands]
    last: list[Entry] = []
    for who, where, said, damage, at in batches:
        hand = room.hands[who][0]
        batch = made_of(room, hand, room.streams[where % len(room.streams)], said)
        if damage == "again" and last and last[0].desk == hand.number and last[0].stream == batch[0].stream:
            batch = [*last, *[e for e in batch if e.seq == last[-1].seq + 1 and e.prev_hash == last[-1].hash][:1]]
        batch, forged = damaged(batch, damage, at)
        ours, tested = room.both(who, batch, **forged)
        assert ours == tested, (said, damage)
        if isinstance(ours, list):
            last = batch
            room.subjects += _worth_saying(batch[0])
    assert _lies_there(pair[0], desks) == _lies_there(pair[1], desks)


def _worth_saying(entry: Entry) -> list[str]:
    text = entry.digest.hex()
    return [entry.id, text, f"{entry.incident} {text}", f"{entry.incident} web {text}"]


def _lies_there(server: Server, desks: Sequence[int]) -> list[Any]:
    rows = server.admin.execute(
        "SELECT desk, stream, seq, id, incident, kind, author, subject, hlc, prev_hash, hash, digest, salt, body, "
        "refused, sig, pushed_by IS NULL, number < 1000000 FROM record.entries "
        "WHERE desk = ANY (%s) ORDER BY desk, stream, seq",
        (desks,),
    ).fetchall()
    heads = "SELECT desk, stream, seq, hash FROM record.heads WHERE desk = ANY (%s) ORDER BY 1, 2"
    return [rows, server.admin.execute(heads, (desks,)).fetchall()]
