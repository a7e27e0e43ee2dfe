"""Desks of two versions in one room: what the older does not know it keeps, passes on and shows as what it is."""

import contextlib
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.corrections import Correct
from incident_desk.domain.erasure import Confirm
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.timeline import Note
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.shared.form import OLDER
from tests.future.newer import House
from tests.shared.test_converge import texts

MEETING = "meeting.set"
NEWER = "Written by a newer version of Incident Desk"


class Dee(NamedTuple):
    """Somebody with a newer program, in the room of an older one, and the incident she declared."""

    home: Path
    incident: IncidentId


@pytest.fixture
def dee(ada: Desk, newer: House, tmp_path: Path) -> Dee:
    home = tmp_path / "dee"
    assert newer(home, "shared", "join", ada.shared.membership().grant("Dee", "manager")).code == 0
    incident = newer(home, "declare", "--title", "Checkout fails", "--json").json["incident"]
    assert newer(home, "do", "Checkout fails", MEETING, "place=Room 4").code == 0
    assert newer(home, "log", "Checkout fails", "the queue is stuck").code == 0
    told = newer(home, "sync", "--once", "--json").json
    assert (told["waiting"], told["advice"]) == (0, OLDER)
    ada.shared.exchange()
    return Dee(home, incident)


def bodies(home: Path) -> dict[str, tuple[bytes, bytes]]:
    """Hash and body of everything in a home, by id, read without any program of ours."""
    with contextlib.closing(sqlite.connect(home / "record.db")) as connection:
        rows = connection.execute("SELECT id, hash, body FROM entries").fetchall()
    return {entry: (bytes(own), bytes(body)) for entry, own, body in rows}


def test_what_an_older_desk_does_not_know_is_shown_as_that_kept_passed_on_and_understood_after_an_update(
    ada: Desk, dee: Dee, newer: House, tmp_path: Path
) -> None:
    lines = {line.kind: line for line in ada.board(dee.incident).timeline.lines}
    assert (lines[MEETING].english, lines[MEETING].sort) == (NEWER, LineSort.NEWER)
    assert texts(ada, dee.incident) == ["the queue is stuck"]  # a field that it does not know hides no word
    assert ada.check() == []
    note = next(e for e in ada.reading.entries(dee.incident) if e.kind == "timeline.noted")
    assert b'"mood":"calm"' in note.body
    ada.record(
        [Note("written on by the older one"), Correct(note.id, text="the queue is stuck again")], dee.incident
    ).result()
    ada.shared.exchange()
    export_bundle(ada.home, tmp_path / "out.bundle", Coverage())
    with Desk.open(tmp_path / "eve") as eve:  # never in the room: it comes to her by file, through the older program
        came = eve.bundles.take(tmp_path / "out.bundle")
        assert came.parked == ()
        assert NEWER in [line.english for line in eve.board(dee.incident).timeline.lines]
        assert eve.check() == []
    assert newer(dee.home, "sync", "--once").code == 0
    ada.close()
    of_dee = bodies(dee.home)
    for home in (ada.home.path, tmp_path / "eve"):
        there = bodies(home)
        assert of_dee.items() <= there.items()
    shown = newer(dee.home, "show", "Checkout fails", "--json").json
    for home in (ada.home.path, tmp_path / "eve"):
        assert newer(home, "list").code == 0  # the update
        assert newer(home, "log", "Checkout fails", "updated").code == 0
        told = newer(home, "show", "Checkout fails").out
        assert "People meet at Room 4" in told
        assert "the queue is stuck again" in told
        assert NEWER not in told
    assert "written on by the older one" in str(shown)


@pytest.mark.long
def test_words_that_only_a_newer_desk_can_read_are_erased_at_an_older_one(ada: Desk, dee: Dee, newer: House) -> None:
    meeting = next(e for e in ada.reading.entries(dee.incident) if e.kind == MEETING)
    assert newer(dee.home, "do", "Checkout fails", "erase.ask", f"entry={meeting.id}", "reason=secret").code == 0
    assert newer(dee.home, "sync", "--once").code == 0
    ada.shared.exchange()
    ada.record(Confirm(meeting.id), dee.incident).result()
    ada.shared.exchange()
    assert newer(dee.home, "sync", "--once").code == 0
    ada.close()
    for home in (ada.home.path, dee.home):
        assert bodies(home)[meeting.id][1] == b""
        assert not any(b"Room 4" in file.read_bytes() for file in home.rglob("*") if file.is_file())
