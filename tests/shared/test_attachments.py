"""Files travel behind the words, a piece at a time; cut anywhere they go on, and only what was attached is shown."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.sharing_state import Shared
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Attach, AttachmentAdded
from incident_desk.store import attachments
from incident_desk.store.arriving import Arriving
from tests.shared.byhand import OPEN, Server, new_id, refused_with
from tests.shared.cluster import Cluster
from tests.shared.test_command_line import DESK
from tests.shared.test_converge import declared, meet, note, texts
from tests.shared.test_sharing import until
from tests.shared.wire import Line, Network

LARGE = os.urandom(3_000_000)
SMALL = b"\x89PNG a picture"


def attached(desk: Desk, incident: IncidentId, content: bytes = SMALL, name: str = "picture.png") -> str:
    (entry,) = desk.attach(content, Attach("", name, 0), incident).result()
    return digests(desk, incident, entry.id)[0]


def digests(desk: Desk, incident: IncidentId, only: str | None = None) -> list[str]:
    lines = desk.board(incident).timeline.lines
    return [x.body.digest for x in lines if isinstance(x.body, AttachmentAdded) and only in (None, x.entry)]


@pytest.mark.parametrize("content", [b"", SMALL, LARGE], ids=["empty", "small", "large"])
def test_a_file_that_was_attached_at_one_desk_is_at_the_other(ada: Desk, bea: Desk, content: bytes) -> None:
    incident = declared(ada)
    digest = attached(ada, incident, content)
    meet(ada, bea)
    assert digests(bea, incident) == [digest]
    assert bea.reading.attachment(digest) == content
    assert bea.check() == ada.check() == []


@pytest.fixture
def slow(ada: Desk, tmp_path: Path, cluster: Cluster) -> Generator[tuple[Desk, Network, Line]]:
    """Bea's desk behind a line that takes its time, so that a file can be caught on its way."""
    with Network() as network, Desk.open(tmp_path / "slow") as desk:
        line = network.line((cluster.port,))
        desk.choose_person("Bea").result()
        invitation = ada.shared.membership().grant("Bea", "responder")
        desk.shared.membership().join(invitation.replace(f":{cluster.port}", f":{line.ports[0]}"))
        desk.shared.exchange()
        line.delay_s = 0.03
        yield desk, network, line
        desk.shared.stop()


def begun(desk: Desk, digest: str) -> int:
    return Arriving(desk.home).size(digest)


def is_here(desk: Desk, digest: str) -> bool:
    return attachments.is_here(desk.home, digest)


def test_a_file_that_was_cut_off_on_its_way_down_goes_on_where_it_was(
    ada: Desk, slow: tuple[Desk, Network, Line]
) -> None:
    bea, network, line = slow
    digest = attached(ada, declared(ada), LARGE)
    ada.shared.exchange()
    heard: list[Shared] = []
    bea.shared.start(heard.append)
    until(lambda: begun(bea, digest) > 500_000)
    network.cut(line)
    until(lambda: not heard[-1].is_connected)
    left = begun(bea, digest)
    assert 500_000 < left < len(LARGE)
    assert heard[-1].files.lacking == {digest}
    with pytest.raises(NotFound, match="not at this desk"):
        bea.reading.attachment(digest)
    lengths = {left}
    network.mend(line)
    until(lambda: bool(lengths.add(begun(bea, digest))) or is_here(bea, digest), 40)
    assert min(lengths - {0}) == left  # nothing of it came twice
    assert bea.reading.attachment(digest) == LARGE
    until(lambda: not heard[-1].files.lacking)


def test_a_file_that_was_cut_off_on_its_way_up_goes_on_where_it_was(
    ada: Desk, database: str, slow: tuple[Desk, Network, Line]
) -> None:
    bea, network, line = slow
    digest = attached(bea, declared(bea), LARGE)
    heard: list[Shared] = []
    bea.shared.start(heard.append)
    count = "SELECT coalesce(sum(octet_length(content)), 0) FROM record.arriving"
    until(lambda: asked(database, count) > 500_000)
    network.cut(line)
    until(lambda: not heard[-1].is_connected)
    assert set(heard[-1].files.waiting) == {digest}
    assert heard[-1].waiting == 0  # the words were there first
    before = asked(database, count)
    network.mend(line)
    lengths = {before}
    until(lambda: bool(lengths.add(asked(database, count))) or not heard[-1].files.waiting, 40)
    assert min(lengths - {0}) == before
    assert asked(database, count) == 0
    ada.shared.exchange()
    assert ada.reading.attachment(digest) == LARGE


def asked(database: str, query: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


ODD = [pytest.param(length, marks=pytest.mark.long) for length in (0, 1, 15, 17, 262_144, 262_160, len(LARGE) + 15)]


@pytest.mark.parametrize("length", [*ODD, 16, 262_161, len(LARGE) + 16])
def test_a_file_of_which_any_beginning_is_here_goes_on_from_there(ada: Desk, bea: Desk, length: int) -> None:
    digest = attached(ada, declared(ada), LARGE)
    ada.shared.exchange()
    salted = attachments.path_of(ada.home, digest).read_bytes()
    Arriving(bea.home).add(digest, salted[:length])
    bea.shared.exchange()
    assert bea.reading.attachment(digest) == LARGE


def test_what_a_power_cut_spoiled_of_a_file_that_was_on_its_way_is_fetched_again(ada: Desk, bea: Desk) -> None:
    digest = attached(ada, declared(ada), LARGE)
    ada.shared.exchange()
    Arriving(bea.home).add(digest, b"\0" * 700_000)
    assert bea.shared.exchange().files.parked == ()
    assert bea.reading.attachment(digest) == LARGE


def test_words_do_not_wait_for_a_file(ada: Desk, slow: tuple[Desk, Network, Line]) -> None:
    bea, _, _ = slow
    incident = declared(bea)
    bea.shared.exchange()
    ada.shared.start(lambda shared: None)
    until(lambda: bool(ada.reading.headlines()))
    digest = attached(bea, incident, LARGE * 2)
    bea.shared.start(lambda shared: None)
    until(lambda: digests(ada, incident) == [digest])
    note(bea, incident, "while it travels")
    until(lambda: "while it travels" in texts(ada, incident), 5)
    note(ada, incident, "so do others'")
    until(lambda: "so do others'" in texts(bea, incident), 5)
    assert not is_here(ada, digest)
    until(lambda: is_here(ada, digest), 60)
    ada.shared.stop()


def test_a_desk_that_is_killed_amid_a_file_goes_on_at_its_next_start(
    ada: Desk, slow: tuple[Desk, Network, Line]
) -> None:
    bea, _, line = slow
    digest = attached(ada, declared(ada), LARGE)
    ada.shared.exchange()
    path = bea.home.path
    bea.close()
    process = subprocess.Popen([*DESK, "sync", "--home", str(path)], stderr=subprocess.DEVNULL)
    try:
        until(lambda: begun(bea, digest) > 500_000, 30)
    finally:
        process.kill()
        process.wait()
    assert 500_000 < (left := begun(bea, digest)) < len(LARGE)
    line.delay_s = 0
    with Desk.open(path) as again:
        assert begun(again, digest) == left
        again.shared.exchange()
        assert again.reading.attachment(digest) == LARGE
        assert again.check() == []


def test_a_file_with_a_flipped_byte_is_set_aside_and_told_and_keeps_nothing_else_back(
    ada: Desk, bea: Desk, database: str
) -> None:
    incident = declared(ada)
    digest = attached(ada, incident, LARGE, "recording.mp4")
    ada.shared.exchange()
    flip = "UPDATE record.attachments SET content = set_byte(content, 1000000, get_byte(content, 1000000) # 1)"
    with psycopg.connect(database) as connection:
        connection.execute(flip.encode())
    good = attached(ada, incident)
    note(ada, incident, "after it")
    ada.shared.exchange()
    shared = bea.shared.exchange()
    (said,) = shared.files.parked
    assert "recording.mp4" in said
    assert shared.files.lacking == {digest}
    with pytest.raises(NotFound):
        bea.reading.attachment(digest)
    assert bea.reading.attachment(good) == SMALL
    assert texts(bea, incident) == ["after it"]


def test_bytes_that_changed_at_the_desk_of_their_author_never_reach_the_others(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    for content in (SMALL, LARGE):
        file = attachments.path_of(ada.home, attached(ada, incident, content))
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    note(ada, incident, "after it")
    shared = ada.shared.exchange()
    assert "not what was attached" in shared.files.trouble or "not those" in shared.files.trouble
    assert len(shared.files.waiting) == 2
    bea.shared.exchange()
    assert texts(bea, incident) == ["after it"]
    assert attachments.kept(bea.home) == []


def test_an_erased_file_vanishes_everywhere_and_a_stale_desk_does_not_bring_it_back(
    ada: Desk, bea: Desk, database: str, tmp_path: Path
) -> None:
    incident = declared(ada)
    digest = attached(ada, incident, LARGE)
    meet(ada, bea)
    entry = ada.board(incident).timeline.lines[-1].entry
    stale = tmp_path / "stale copy"
    shutil.copytree(attachments.path_of(bea.home, digest).parent, stale)
    level(database, "Bea", "manager")
    bea.shared.exchange()
    bea.record(Ask(entry, "a secret"), incident).result()
    bea.shared.exchange()
    ada.shared.exchange()
    ada.record(Confirm(entry), incident).result()
    meet(ada, bea)
    for desk in (ada, bea):
        assert not is_here(desk, digest)
    assert asked(database, "SELECT sum(octet_length(content)) FROM record.attachments") == 0
    # somebody puts the folder of an old disk back: it is taken away again, and nothing goes up
    shutil.copytree(stale, attachments.path_of(bea.home, digest).parent, dirs_exist_ok=True)
    shared = bea.shared.exchange()
    assert not shared.files.waiting | shared.files.lacking
    assert not is_here(bea, digest)
    assert asked(database, "SELECT sum(octet_length(content)) FROM record.attachments") == 0


def level(database: str, name: str, of: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE record.people SET level = %s WHERE name = %s", (of, name))


def test_what_waits_is_known_after_a_restart_without_anybody_to_ask(ada: Desk, bea: Desk, cluster: Cluster) -> None:
    incident = declared(bea)
    shared_before = attached(bea, incident)
    bea.shared.exchange()
    digest = attached(bea, incident, LARGE)
    cluster.kill()
    try:
        heard: list[Shared] = []
        bea.shared.start(heard.append)
        until(lambda: bool(heard) and set(heard[-1].files.waiting) == {digest})
        bea.shared.stop()
    finally:
        cluster.start()
    assert bea.shared.exchange().files.waiting == frozenset()
    assert shared_before != digest


def test_files_that_a_restored_server_lost_go_up_again(ada: Desk, bea: Desk, database: str) -> None:
    digest = attached(ada, declared(ada), LARGE)
    meet(ada, bea)
    with psycopg.connect(database) as connection:
        connection.execute("DELETE FROM record.attachments")
    bea.shared.exchange()  # also from a desk that only fetched it
    attachments.erase(ada.home, digest)
    ada.shared.exchange()
    assert ada.reading.attachment(digest) == LARGE


def test_what_somebody_attaches_who_has_not_heard_that_they_only_observe_now_stays_at_their_desk(
    ada: Desk, bea: Desk, database: str
) -> None:
    incident = declared(ada)
    meet(ada, bea)
    level(database, "Bea", "observer")
    attached(bea, incident)
    shared = bea.shared.exchange()
    assert asked(database, "SELECT count(*) FROM record.attachments") == 0
    assert shared.waiting == 0


# by hand, with the attacker's own rights ------------------------------------------------------------------------------


def test_a_piece_by_hand_is_bounded_and_spoils_nobody_elses(server: Server) -> None:
    ada, eve = server.desk(), server.desk()
    salt, content = os.urandom(16), os.urandom(2000)
    digest = hashlib.sha256(salt + content).digest()
    piece = "SELECT state, size_bytes FROM record.attach_piece(%s, %s, %s, %s)"
    assert ada.run(piece, OPEN, digest, 0, content[:1000]) == [("arriving", 1000)]
    assert eve.run(piece, OPEN, digest, 0, b"wrong") == [("arriving", 5)]
    assert eve.run(piece, OPEN, digest, 900, b"a hole") == [("arriving", 5)]
    assert eve.run("SELECT record.attach_whole(%s, %s, %s)", OPEN, digest, salt) == [("wrong",)]
    assert ada.run(piece, OPEN, digest, 1000, content[1000:]) == [("arriving", 2000)]
    assert ada.run("SELECT record.attach_whole(%s, %s, %s)", OPEN, digest, salt) == [("kept",)]
    assert eve.run("SELECT content FROM record.attachment(%s, %s, 0, 3000)", OPEN, digest) == [(content,)]
    for begin, part in ((-1, b"x"), (0, b"x" * 1_048_577), (67_108_864, b"x"), (None, b"x"), (0, None)):
        with refused_with("DK000"):
            eve.run(piece, OPEN, os.urandom(32), begin, part)


def test_a_desk_has_pieces_of_one_file_at_the_server_at_a_time(server: Server) -> None:
    eve = server.desk()
    for _ in range(5):
        eve.run("SELECT record.attach_piece(%s, %s, 0, %s)", OPEN, os.urandom(32), b"x" * 100)
    assert server.one("SELECT sum(octet_length(content)) FROM record.arriving WHERE desk = %s", eve.number) == 100


def test_files_of_a_sealed_stream_are_not_told_of_and_not_taken(server: Server) -> None:
    ada, eve = server.desk("manager"), server.desk()
    stream = ada.restricts()
    salt, content = os.urandom(16), b"a secret"
    digest = hashlib.sha256(salt + content).digest()
    ada.run("SELECT record.attach(%s, %s, %s, %s)", stream, digest, salt, content)
    assert len(ada.run("SELECT record.attached(%s, %s)", stream, [digest])) == 1
    assert eve.run("SELECT record.attached(%s, %s)", stream, [digest]) == []
    assert eve.run("SELECT record.attached(%s, %s)", OPEN, [digest]) == []
    said: list[str] = []
    for where in (stream, new_id()):
        for call in ("attach_piece(%s, %s, 0, 'x')", "attach_whole(%s, %s, 'x')"):
            with refused_with("42501") as caught:
                eve.run(f"SELECT record.{call}", where, digest)
            said.append(caught.said)
    assert said[:2] == said[2:]


def test_an_erasure_takes_the_pieces_that_were_on_their_way(server: Server) -> None:
    ada, bea = server.desk("manager"), server.desk("manager")
    incident, digest = ada.opens(), os.urandom(32)
    ada.run("SELECT record.attach_piece(%s, %s, 0, %s)", OPEN, digest, b"half of a secret")
    for each in (ada, bea):
        assert each.says("gov.erase.asked", digest.hex(), incident=incident)
    assert bea.says("gov.erased", digest.hex(), incident=incident)
    assert server.count("arriving", f"desk = {ada.number}") == 0
    piece = "SELECT state FROM record.attach_piece(%s, %s, 0, %s)"
    assert ada.run(piece, OPEN, digest, b"half of a secret") == [("erased",)]
    assert server.count("arriving", f"desk = {ada.number}") == 0
