"""Files of the record lie under the digest of their salted bytes."""

import hashlib
import os
from pathlib import Path

import pytest

from incident_desk.domain.errors import BadInput, NotFound, NotSaved, RecordDamaged, RecordError
from incident_desk.store import attachments
from incident_desk.store.home import Home
from tests.store.breaking import flip
from tests.store.mounting import mounted

PICTURE = b"\x89PNG a picture"


def test_what_is_kept_is_there_again(home: Home, tmp_path: Path) -> None:
    kept = attachments.put(home, PICTURE)
    assert kept.size_bytes == len(PICTURE)
    assert attachments.get(home, kept.digest) == PICTURE
    (tmp_path / "picture.png").write_bytes(PICTURE)
    assert attachments.get(home, attachments.put(home, tmp_path / "picture.png").digest) == PICTURE


def test_a_file_may_be_empty(home: Home) -> None:
    kept = attachments.put(home, b"")
    assert (kept.size_bytes, attachments.get(home, kept.digest)) == (0, b"")


def test_a_file_lies_under_the_digest_of_its_bytes_as_a_shared_database_counts_it(home: Home) -> None:
    kept = attachments.put(home, PICTURE)
    salted = attachments.path_of(home, kept.digest).read_bytes()
    assert hashlib.sha256(salted).hexdigest() == kept.digest
    assert (len(salted) - len(PICTURE), salted[16:]) == (16, PICTURE)


def test_nobody_can_tell_from_a_digest_which_file_it_was(home: Home) -> None:
    digests = {attachments.put(home, PICTURE).digest for _ in range(3)}
    assert len(digests) == 3
    assert hashlib.sha256(PICTURE).hexdigest() not in digests
    assert attachments.kept(home) == sorted(digests)


def test_files_are_readable_by_their_user_alone(home: Home) -> None:
    file = attachments.path_of(home, attachments.put(home, PICTURE).digest)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_changed_file_is_not_handed_out(home: Home) -> None:
    kept = attachments.put(home, PICTURE)
    flip(attachments.path_of(home, kept.digest), 20)
    with pytest.raises(RecordDamaged, match=kept.digest):
        attachments.get(home, kept.digest)


@pytest.mark.parametrize("digest", ["", "a" * 64, "A" * 64, "../../record.db", "/etc/passwd", "a" * 64 + "\n"])
def test_only_a_digest_of_a_file_that_is_here_finds_one(home: Home, digest: str) -> None:
    attachments.put(home, PICTURE)
    with pytest.raises(NotFound, match="not at this desk"):
        attachments.get(home, digest)


def test_an_erased_file_is_gone(home: Home) -> None:
    kept = attachments.put(home, PICTURE)
    attachments.erase(home, kept.digest)
    attachments.erase(home, kept.digest)
    attachments.erase(home, "b" * 64)
    assert attachments.kept(home) == []
    with pytest.raises(NotFound, match="may have been erased"):
        attachments.get(home, kept.digest)


def test_a_file_too_large_for_a_shared_database_is_refused(home: Home, tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(attachments.LIMIT_BYTES + 1)
    for content in (large, b"x" * (attachments.LIMIT_BYTES + 1)):
        with pytest.raises(BadInput, match="larger than 64 MiB"):
            attachments.put(home, content)
    assert attachments.kept(home) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "is a folder; attach the files in it"), ("none", "is not there any more"), ("/dev/zero", "is no file that")],
)
def test_what_is_no_file_is_refused_by_its_name(home: Home, tmp_path: Path, name: str, why: str) -> None:
    place = tmp_path / name
    with pytest.raises(BadInput, match=why) as refused:
        attachments.put(home, place)
    assert refused.value.where == str(place)


def test_a_pipe_is_not_waited_for(home: Home, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="is no file that"):
        attachments.put(home, tmp_path / "pipe")


def test_reading_tells_how_far_it_is_and_ends_where_somebody_stops_it(tmp_path: Path) -> None:
    large, told = tmp_path / "large", list[tuple[int, int]]()
    size = 2 * attachments.PIECE_BYTES + 1
    large.write_bytes(b"x" * size)
    assert attachments.read(large, lambda done, of: told.append((done, of)) is None) == b"x" * size
    assert told == [(attachments.PIECE_BYTES, size), (2 * attachments.PIECE_BYTES, size), (size, size)]
    with pytest.raises(BadInput, match="was not read to its end"):
        attachments.read(large, lambda done, _: done < attachments.PIECE_BYTES)


def test_a_disk_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path / "disk" / "home")
    home.prepare()
    kept = attachments.put(home, PICTURE)
    with mounted(tmp_path / "disk", "ro"):
        assert attachments.get(home, kept.digest) == PICTURE
        with pytest.raises(NotSaved, match="was not saved: Read-only"):
            attachments.put(home, PICTURE)
        with pytest.raises(NotSaved, match="was not erased: Read-only"):
            attachments.erase(home, kept.digest)


def test_a_file_that_cannot_be_read_is_said(home: Home) -> None:
    digest = "c" * 64
    attachments.path_of(home, digest).mkdir(parents=True)
    with pytest.raises(RecordError, match="cannot be read: Is a directory"):
        attachments.get(home, digest)
