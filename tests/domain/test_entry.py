"""The framing that the chain covers: the bytes are a contract with every other desk and with the shared database."""

import hashlib
import importlib.util
import sys
import types
import uuid
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.entry import Entry, body_digest, entry_hash, fault_in
from incident_desk.domain.ids import NIL, DeskNumber, EntryId, IncidentId, PersonId, StreamId, derived
from tests.support.places import ROOT

KNOWN = Entry(
    id=EntryId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0001"),
    incident=IncidentId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0002"),
    stream=StreamId(NIL),
    kind="timeline.noted",
    author=PersonId("Zoë"),
    subject=None,
    desk=DeskNumber(0x01020304),
    seq=1,
    hlc=0x0102030405060708,
    occurred_us=-1,
    recorded_us=2,
    prev_hash=b"",
    hash=b"",
    digest=hashlib.sha256(b"s" * 16 + b'{"text":"a"}').digest(),
    salt=b"s" * 16,
    body=b'{"text":"a"}',
)
FRAME = bytes.fromhex(
    "01020304"  # desk, four bytes, the greatest first
    "00000000000000000000000000000000"  # stream
    "0000000000000001"  # seq, eight bytes
    "0190b5a67d6f7bd78e275f8a6f0c0001"  # id
    "0190b5a67d6f7bd78e275f8a6f0c0002"  # incident
    "0102030405060708"  # hlc
    "ffffffffffffffff"  # occurred_us: before 1970
    "0000000000000002"  # recorded_us
    "0000000e"
    + b"timeline.noted".hex()  # kind: its length in bytes, then the bytes
    + "00000004"
    + "Zoë".encode().hex()  # author: four bytes, not three letters
    + "ffffffff"  # no subject: a length of -1
)

uuids = st.uuids().map(str)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
entries = st.builds(
    Entry,
    id=uuids,
    incident=uuids,
    stream=uuids,
    kind=texts,
    author=texts,
    subject=st.none() | texts,
    desk=st.integers(-(2**31), 2**31 - 1),
    seq=st.integers(1, 2**63 - 1),
    hlc=st.integers(0, 2**63 - 1),
    occurred_us=st.integers(-(2**63), 2**63 - 1),
    recorded_us=st.integers(-(2**63), 2**63 - 1),
    prev_hash=st.sampled_from([b"", b"p" * 32]),
    hash=st.just(b""),
    digest=st.binary(min_size=32, max_size=32),
    salt=st.binary(min_size=16, max_size=16),
    body=st.binary(max_size=60),
)


@pytest.fixture(scope="module")
def shared_side() -> types.ModuleType:
    """The desk's side of the shared database as it was tried, run as it lies beside the project."""
    path = ROOT.parent / "shared" / "sync" / "desk_side.py"
    if not path.is_file():
        pytest.skip(f"the tried code of the shared database is not on this machine (looked for {path})")
    return loaded(path)


def loaded(path: Path) -> types.ModuleType:
    """The module; what it imports to reach a server is not needed for its framing."""
    spec = importlib.util.spec_from_file_location("desk_side", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    absent = [name for name in ("psycopg",) if importlib.util.find_spec(name) is None]
    sys.modules.update((name, types.ModuleType(name)) for name in absent)
    try:
        spec.loader.exec_module(module)
    finally:
        for name in absent:
            del sys.modules[name]
    return module


def their_hash(side: Any, entry: Entry) -> bytes:
    return side.entry_hash(
        entry.prev_hash,
        entry.desk,
        uuid.UUID(entry.stream),
        entry.seq,
        uuid.UUID(entry.id),
        uuid.UUID(entry.incident),
        entry.hlc,
        entry.occurred_us,
        entry.recorded_us,
        entry.kind,
        entry.author,
        entry.subject,
        entry.digest,
    )


def test_the_frame_is_these_bytes() -> None:
    assert entry_hash(KNOWN) == hashlib.sha256(FRAME + KNOWN.digest).digest()


def test_a_later_entry_begins_with_the_hash_of_the_one_before() -> None:
    later = msgspec.structs.replace(KNOWN, prev_hash=b"p" * 32, subject="SEV1")
    framed = b"p" * 32 + FRAME[:-4] + b"\0\0\0\x04SEV1"
    assert entry_hash(later) == hashlib.sha256(framed + KNOWN.digest).digest()


def test_no_subject_and_an_empty_one_are_not_the_same() -> None:
    assert entry_hash(KNOWN) != entry_hash(msgspec.structs.replace(KNOWN, subject=""))


def test_the_digest_of_a_body_is_salted() -> None:
    assert body_digest(KNOWN.salt, KNOWN.body) == KNOWN.digest
    assert body_digest(b"t" * 16, KNOWN.body) != KNOWN.digest


@given(entry=entries)
def test_we_frame_as_the_shared_database_was_tried_with(shared_side: Any, entry: Entry) -> None:
    assert entry_hash(entry) == their_hash(shared_side, entry)
    assert body_digest(entry.salt, entry.body) == shared_side.body_digest(entry.salt, entry.body)


@given(desk=st.integers(1, 2**31 - 1), opening=st.uuids())
def test_an_opened_stream_has_the_id_that_the_shared_database_computes(
    shared_side: Any, desk: int, opening: uuid.UUID
) -> None:
    ours = derived(DeskNumber(desk), EntryId(str(opening)))
    assert ours == str(shared_side.derived(desk, opening))
    assert uuid.UUID(ours).version == 8


def test_the_id_of_a_stream_is_known_beforehand() -> None:
    digest = hashlib.sha256(bytes.fromhex("00000007" + KNOWN.id.replace("-", ""))).hexdigest()
    expected = f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
    assert derived(DeskNumber(7), KNOWN.id) == expected


def sound(entry: Entry) -> Entry:
    drafted = msgspec.structs.replace(entry, digest=body_digest(entry.salt, entry.body))
    return msgspec.structs.replace(drafted, hash=entry_hash(drafted))


@given(entry=entries)
def test_an_entry_is_sound_before_and_after_its_words_are_erased(entry: Entry) -> None:
    kept = sound(entry)
    assert fault_in(kept) is None
    erased = msgspec.structs.replace(kept, salt=b"", body=b"")
    assert fault_in(erased) is None
    assert erased.is_erased


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"body": b'{"text":"b"}'}, "its body is not the one that was written"),
        ({"salt": b"t" * 16}, "its body is not the one that was written"),
        ({"salt": b""}, "its body is not the one that was written"),
        ({"body": b""}, "its body is not the one that was written"),
        ({"kind": "timeline.pinned"}, "its hash does not cover it"),
        ({"author": PersonId("Zoe")}, "its hash does not cover it"),
        ({"subject": "SEV1"}, "its hash does not cover it"),
        ({"seq": 2}, "its hash does not cover it"),
        ({"hlc": 1}, "its hash does not cover it"),
        ({"occurred_us": 1}, "its hash does not cover it"),
        ({"recorded_us": 1}, "its hash does not cover it"),
        ({"desk": DeskNumber(8)}, "its hash does not cover it"),
        ({"prev_hash": b"p" * 32}, "its hash does not cover it"),
        ({"incident": IncidentId(NIL)}, "its hash does not cover it"),
        ({"digest": b"d" * 32, "salt": b"", "body": b""}, "its hash does not cover it"),
    ],
)
def test_whatever_is_changed_is_found(changed: dict[str, Any], fault: str) -> None:
    assert fault_in(msgspec.structs.replace(sound(KNOWN), **changed)) == fault
