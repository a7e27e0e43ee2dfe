"""Files on their way here, in a home that lies open and in one behind a PIN."""

import hashlib
import os
from pathlib import Path

import pytest

from incident_desk.store import attachments
from incident_desk.store.arriving import Arriving
from incident_desk.store.home import Home

SALTED = os.urandom(16) + b"a recording, in which somebody says a password " * 400
DIGEST = hashlib.sha256(SALTED).hexdigest()


@pytest.fixture(params=["open", "behind a PIN"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    key = None if request.param == "open" else os.urandom(32)
    home = Home(tmp_path / "people" / "one", key)
    home.prepare()
    return home


def test_pieces_become_the_file_once_all_are_there(place: Home) -> None:
    arriving = Arriving(place)
    for begin in range(0, len(SALTED), 1000):
        assert arriving.size(DIGEST) == begin
        assert not attachments.is_here(place, DIGEST)
        arriving.add(DIGEST, SALTED[begin : begin + 1000])
    assert arriving.complete(DIGEST)
    assert attachments.get(place, DIGEST) == SALTED[16:]
    assert arriving.size(DIGEST) == 0


def test_what_is_not_the_file_is_set_aside(place: Home) -> None:
    arriving = Arriving(place)
    arriving.add(DIGEST, SALTED[:-1] + b"?")
    assert not arriving.complete(DIGEST)
    assert not attachments.is_here(place, DIGEST)
    assert attachments.kept(place) == []
    assert attachments.of_any_sort(place) == {DIGEST}
    arriving.erase(DIGEST)
    assert attachments.of_any_sort(place) == set()


def test_behind_a_pin_nothing_of_it_lies_open_on_the_disk(tmp_path: Path) -> None:
    home = Home(tmp_path / "people" / "one", os.urandom(32))
    home.prepare()
    arriving = Arriving(home)
    arriving.add(DIGEST, SALTED)
    assert arriving.complete(DIGEST)
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"password" not in written
    assert attachments.get(home, DIGEST) == SALTED[16:]
