"""The doors of the archive, tried with the rights of a desk: what moves stays as it was, and nobody else moves it."""

import threading
from typing import Any

import psycopg
import pytest

from incident_desk.domain.ids import NIL, IncidentId
from tests.shared.byhand import OPEN, Hand, Server, changed, new_id, refused_with

MOVE = "SELECT next_desk, next_seq, moved FROM record.archive(%s::int, %s::bigint, %s::int)"
ENTRIES = (
    "id::text, seq, kind, author, subject, hlc, occurred_us, recorded_us, prev_hash, hash, sig, digest, salt, body, "
    "refused, pushed_by::text, server_at, number"
)


@pytest.fixture
def ada(server: Server) -> Hand:
    return server.desk("administrator")


@pytest.fixture
def bea(server: Server) -> Hand:
    return server.desk()


@pytest.fixture
def old(ada: Hand, bea: Hand) -> IncidentId:
    """An incident that both wrote of, between other things."""
    other, incident = ada.opens(), ada.opens()
    ada.push(*ada.notes(3, incident=incident))
    bea.push(*bea.notes(2, incident=other))
    bea.push(*bea.notes(120, incident=incident)[:100])
    ada.says("note", incident=other)
    ada.push(*ada.notes(2, incident=incident))
    return incident


def moved(ada: Hand, *, page: int = 10000) -> int:
    """Move all there is to move, so many entries looked at at a time."""
    count, desk, seq = 0, 0, 0
    while desk is not None:
        ((desk, seq, more),) = ada.run(MOVE, desk, seq, page)
        count += more
    return count


def archive(ada: Hand, incident: str, *, page: int = 10000) -> int:
    assert ada.says("gov.incident.archived", "2024", incident=incident)
    return moved(ada, page=page)


def working(server: Server, incident: str) -> list[Any]:
    rows = server.admin.execute(
        f"SELECT {ENTRIES} FROM record.entries WHERE incident = %s ORDER BY desk, seq", (incident,)
    ).fetchall()
    return [row for row in rows if not row[2].startswith("gov.")]


def unpacked(reader: Hand, *desks: Hand) -> list[Any]:
    """All that the archive gives of these desks, by its doors."""
    found: list[Any] = []
    for desk in sorted(desks, key=lambda each: each.number):
        firsts = [row[0] for row in stretches(reader, desk)]
        door = f"SELECT {ENTRIES} FROM record.from_archive(%s, %s, %s)"
        found += reader.run(door, desk.number, OPEN, firsts)
    return found


def stretches(reader: Hand, desk: Hand, first: int = 1, last: int = 10**9, stream: str = OPEN) -> list[Any]:
    door = "SELECT first, last, incident::text, prev_hash, hash FROM record.stretches(%s, %s, %s, %s, 2000)"
    return reader.run(door, desk.number, stream, first, last)


def test_what_moves_is_read_back_as_it_was(server: Server, ada: Hand, bea: Hand, old: IncidentId) -> None:
    before = working(server, old)
    assert archive(ada, old) == len(before) == 105
    assert working(server, old) == []
    assert unpacked(bea, ada, bea) == before


@pytest.mark.parametrize("page", [1, 2, 7, 50])
def test_it_moves_a_page_at_a_time_and_may_begin_again(
    server: Server, ada: Hand, bea: Hand, old: IncidentId, page: int
) -> None:
    before = working(server, old)
    assert ada.says("gov.incident.archived", "2024", incident=old)
    ada.run(MOVE, 0, 0, page)  # and then whoever moved it was killed
    moved(ada, page=page)
    assert moved(ada) == 0
    assert unpacked(bea, ada, bea) == before


def test_the_chain_closes_over_every_stretch(server: Server, ada: Hand, bea: Hand, old: IncidentId) -> None:
    archive(ada, old)
    for desk in (ada, bea):
        left = server.admin.execute(
            "SELECT seq, seq, prev_hash, hash FROM record.entries WHERE desk = %s AND stream = %s", (desk.number, OPEN)
        ).fetchall()
        places = sorted([*left, *((s[0], s[1], s[3], s[4]) for s in stretches(bea, desk))])
        end = (0, b"")
        for first, last, prev, own in places:
            assert (first, prev) == (end[0] + 1, end[1])
            end = (last, own)
        assert end == desk.ends[OPEN]


def test_what_governs_and_what_was_refused_stays(server: Server, ada: Hand, bea: Hand, old: IncidentId) -> None:
    eve = server.desk("observer")
    assert eve.push(eve.entry("note", incident=old)) == [1]
    archive(ada, old)
    left = server.admin.execute("SELECT kind, refused FROM record.entries WHERE incident = %s", (old,)).fetchall()
    assert sorted(left) == [("gov.incident.archived", False), ("gov.incident.opened", False), ("note", True)]


def test_what_comes_later_stays_until_it_is_archived_again(
    server: Server, ada: Hand, bea: Hand, old: IncidentId
) -> None:
    archive(ada, old)
    assert bea.says("note", incident=old)
    assert moved(ada) == 0
    assert len(working(server, old)) == 1
    assert archive(ada, old) == 1


# who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["observer", "responder", "communications", "manager"])
def test_nobody_but_an_administrator_archives(server: Server, ada: Hand, old: IncidentId, level: str) -> None:
    eve = server.desk(level)
    before = working(server, old)
    assert not eve.says("gov.incident.archived", "2024", incident=old)
    with refused_with("42501"):
        eve.run(MOVE, 0, 0, 100)
    assert ada.says("gov.incident.archived", "2024", incident=old)
    with refused_with("42501"):
        eve.run(MOVE, 0, 0, 100)
    assert working(server, old) == before


def test_who_was_shut_out_moves_and_reads_nothing_more(server: Server, ada: Hand, bea: Hand, old: IncidentId) -> None:
    boss = server.desk("administrator")
    archive(ada, old)
    server.admin.execute("UPDATE record.desks SET revoked_at = clock_timestamp() WHERE desk = %s", (boss.number,))
    with refused_with("42501"):
        boss.run(MOVE, 0, 0, 100)
    assert stretches(boss, ada) == []
    assert boss.run("SELECT * FROM record.from_archive(%s, %s, %s)", ada.number, OPEN, [1, 2, 3, 4]) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM record.archived",
        "SELECT * FROM record.archivings",
        "INSERT INTO record.archivings (incident, archive) VALUES (gen_random_uuid(), '2024')",
        "DELETE FROM record.archived",
        "UPDATE record.archived SET first = first",
        "SELECT record.pack(ARRAY[gen_random_uuid()])",
        "SELECT record.differ(ARRAY[gen_random_uuid()], ARRAY[1], ARRAY[1::bigint])",
        "SELECT record.erase_archived(gen_random_uuid())",
        "SELECT record.unpacked(NULL)",
        "SELECT record.first_unlike(1, gen_random_uuid(), 1, ARRAY[''::bytea])",
        "SELECT record.may_archive('', NULL, gen_random_uuid(), '2024')",
    ],
)
def test_no_other_way_leads_into_the_archive(ada: Hand, query: str) -> None:
    with refused_with("42501"):
        ada.run(query)


@pytest.mark.parametrize("name", ["", "a secret", "2024'", "20245", "2024-1-1", "2024\nx", None])
def test_the_name_of_an_archive_has_no_room_for_words(ada: Hand, old: IncidentId, name: str | None) -> None:
    assert not ada.says("gov.incident.archived", name, incident=old)


def test_an_incident_that_is_not_there_is_not_archived(ada: Hand) -> None:
    assert not ada.says("gov.incident.archived", "2024", incident=new_id())


# what is secret ------------------------------------------------------------------------------------------------------


def test_what_is_restricted_stays_where_it_is_and_answers_like_what_is_not_there(
    server: Server, ada: Hand, bea: Hand
) -> None:
    stream = bea.restricts()
    bea.push(*bea.notes(3, incident=stream, stream=stream))
    with refused_with("DK000"):
        ada.says("gov.incident.archived", "2024", incident=stream)
    assert not ada.says("gov.incident.archived", "2024", incident=stream, stream=stream)
    assert not ada.says("gov.incident.archived", "2024", incident=new_id())
    mine = ada.restricts()
    assert not ada.says("gov.incident.archived", "2024", incident=mine, stream=mine)
    assert moved(ada) == 0


def test_what_was_restricted_later_stays_all_of_it(server: Server, ada: Hand, old: IncidentId) -> None:
    before = working(server, old)
    ada.child("gov.stream.restricted", old)
    assert not ada.says("gov.incident.archived", "2024", incident=old)
    moved(ada)
    assert working(server, old) == before


def test_a_sealed_investigation_of_an_archived_incident_stays_sealed(
    server: Server, ada: Hand, bea: Hand, old: IncidentId
) -> None:
    sealed = ada.investigates(old)
    assert ada.says("gov.member.added", ada.person, incident=old, stream=sealed)
    ada.push(*ada.notes(3, incident=old, stream=sealed))
    archive(ada, old)
    assert server.count(where=f"stream = '{sealed}' AND kind = 'note'") == 3
    assert server.count("archived", f"stream = '{sealed}'") == 0
    assert stretches(bea, ada, stream=sealed) == []


@pytest.mark.parametrize("door", ["stretches(%s, %s, 1, 99, 99)", "beginnings(%s, %s, ARRAY[1::bigint])"])
def test_a_stretch_of_a_stream_one_may_not_read_answers_like_none(
    server: Server, ada: Hand, bea: Hand, door: str
) -> None:
    """No restricted stream has any; if one ever had, row security would hold here too."""
    stream = ada.restricts()
    ada.push(*ada.notes(2, incident=stream, stream=stream))
    server.admin.execute("SELECT record.pack(array_agg(id)) FROM record.entries WHERE stream = %s", (stream,))
    assert bea.run(f"SELECT * FROM record.{door}", ada.number, stream) == []
    assert len(ada.run(f"SELECT * FROM record.{door}", ada.number, stream)) > 0


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_old_snapshot_neither_moves_nor_reads(ada: Hand, old: IncidentId, level: str) -> None:
    archive(ada, old)
    with ada.connection.transaction():
        ada.connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
        assert stretches(ada, ada) == []
        with refused_with("42501"):
            ada.run(MOVE, 0, 0, 100)
        raise psycopg.Rollback


# later ---------------------------------------------------------------------------------------------------------------


def test_a_desk_that_heard_no_answer_pushes_again_what_was_archived_since(server: Server, ada: Hand, bea: Hand) -> None:
    incident = ada.opens()
    batch = bea.notes(5, incident=incident)
    bea.push(*batch)
    archive(ada, incident)
    assert bea.push(*batch) == []
    assert working(server, incident) == []
    with refused_with("DK003"):
        bea.push(changed(batch[0], body=b"", salt=b"", digest=b"d" * 32))
    assert bea.push(*batch, *bea_next(bea, batch[-1], incident)) == []
    assert len(working(server, incident)) == 1


def bea_next(bea: Hand, after: Any, incident: str) -> list[Any]:
    return [bea.entry("note", incident=incident, after=after)]


def test_the_id_of_what_is_archived_cannot_be_taken(ada: Hand, bea: Hand, server: Server, old: IncidentId) -> None:
    taken = working(server, old)[0][0]
    archive(ada, old)
    with refused_with("DK003"):
        bea.push(changed(bea.entry("note", incident=old), id=taken))


def test_nor_while_it_moves(ada: Hand, bea: Hand, server: Server, old: IncidentId) -> None:
    taken = working(server, old)[0][0]
    assert ada.says("gov.incident.archived", "2024", incident=old)
    said: list[Exception] = []

    def take() -> None:
        try:
            bea.push(changed(bea.entry("note", incident=old), id=taken))
        except psycopg.Error as e:
            said.append(e)

    with ada.connection.transaction():
        ada.run(MOVE, 0, 0, 10000)
        thread = threading.Thread(target=take)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join()
    assert [e.sqlstate for e in said if isinstance(e, psycopg.Error)] == ["DK003"]


def test_an_erasure_reaches_the_archive(ada: Hand, bea: Hand, server: Server, old: IncidentId) -> None:
    boss = server.desk("manager")
    before = working(server, old)
    target = before[40]
    archive(ada, old)
    for each in (ada, boss):
        assert each.says("gov.erase.asked", target[0], incident=old)
    assert ada.says("gov.erased", target[0], incident=old)
    after = unpacked(bea, ada, bea)
    at = before.index(target)
    assert after[at][12:14] == (b"", b"")
    assert after[at][:12] == target[:12]
    assert [*after[:at], *after[at + 1 :]] == [*before[:at], *before[at + 1 :]]
    assert bytes(target[13]) not in b"".join(
        bytes(body) for (bodies,) in server.admin.execute("SELECT bodies FROM record.archived") for body in bodies
    )
    told = bea.run("SELECT subject FROM record.pull_erased('3:3:', %s, '0', '', 9)", bea.snapshot())
    assert (target[0],) in told


def test_one_person_alone_erases_nothing_there(ada: Hand, bea: Hand, server: Server, old: IncidentId) -> None:
    target = working(server, old)[0][0]
    archive(ada, old)
    before = unpacked(bea, ada, bea)
    assert ada.says("gov.erase.asked", target, incident=old)
    assert not ada.says("gov.erased", target, incident=old)
    assert not bea.says("gov.erase.asked", target, incident=old)
    assert unpacked(bea, ada, bea) == before


def test_what_was_erased_before_moves_empty(ada: Hand, bea: Hand, server: Server, old: IncidentId) -> None:
    boss = server.desk("manager")
    target = working(server, old)[3][0]
    for each in (ada, boss):
        assert each.says("gov.erase.asked", target, incident=old)
    assert ada.says("gov.erased", target, incident=old)
    before = working(server, old)
    archive(ada, old)
    assert unpacked(bea, ada, bea) == before


def test_an_erasure_that_waited_for_the_move_finds_it(ada: Hand, bea: Hand, server: Server, old: IncidentId) -> None:
    boss = server.desk("manager")
    target = working(server, old)[3]
    for each in (ada, boss):
        assert each.says("gov.erase.asked", target[0], incident=old)
    assert ada.says("gov.incident.archived", "2024", incident=old)
    with ada.connection.transaction():
        ada.run(MOVE, 0, 0, 10000)
        thread = threading.Thread(target=lambda: boss.says("gov.erased", target[0], incident=old))
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join()
    assert (b"", b"") in [row[12:14] for row in unpacked(bea, ada, bea)]


def test_what_vouches_for_what_stands_before_a_stretch_comes_without_words(
    ada: Hand, bea: Hand, server: Server, old: IncidentId
) -> None:
    archive(ada, old)
    ((first, last, *_),) = stretches(bea, bea)
    rows = bea.run("SELECT seq, salt, body, sig FROM record.beginnings(%s, %s, %s)", bea.number, OPEN, [first])
    assert [row[0] for row in rows] == list(range(first, last + 1))
    assert {row[1:3] for row in rows} == {(b"", b"")}
    assert [row[0] for row in rows if row[3]] == [last]


def test_stretches_are_found_by_any_place_in_them(ada: Hand, bea: Hand, old: IncidentId) -> None:
    archive(ada, old)
    ((first, last, incident, *_),) = stretches(bea, bea)
    assert incident == old
    assert stretches(bea, bea, first + 5, first + 5) == stretches(bea, bea)
    assert stretches(bea, bea, last + 1) == []
    assert stretches(bea, bea, 1, first - 1) == []


def test_malformed_questions_move_nothing(ada: Hand) -> None:
    for arguments in ((None, 0, 9), (0, None, 9), (0, 0, None), (-1, 0, 9), (0, 0, 0), (0, 0, 10001)):
        with refused_with("DK000"):
            ada.run(MOVE, *arguments)
    assert ada.run("SELECT * FROM record.stretches(NULL, NULL, NULL, NULL, NULL)") == []
    assert ada.run("SELECT * FROM record.from_archive(1, %s, NULL)", NIL) == []
