"""Who writes at a desk: a number, a person, a key pair; its private half lies in the keyring, or in a private file."""

import shutil
import threading
from collections.abc import Callable, Generator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from incident_desk.domain.errors import DeskError, RecordError
from incident_desk.store import keys
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from tests.store.conftest import replica_of
from tests.store.making import ADA
from tests.store.mounting import mounted


class Drawer(keyring.backend.KeyringBackend):
    """A keyring that keeps what it is given in memory."""

    priority = 5  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


class Stuck(Drawer):
    """One that fails, as a locked keyring does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("the keyring is locked")


class Waiting(Drawer):
    """One that asks somebody who is not there."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answer.wait(10)


Use = Callable[[keyring.backend.KeyringBackend], None]


@pytest.fixture
def use() -> Generator[Use]:
    """`use(backend)`: from now on this is the keyring of the operating system."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def signs_as(identity: Identity, private: bytes | None) -> bool:
    """Whether both halves belong together."""
    assert private is not None
    signed = Ed25519PrivateKey.from_private_bytes(private).sign(b"a hash")
    Ed25519PublicKey.from_public_bytes(identity.public_key).verify(signed, b"a hash")
    return len(private) == len(identity.public_key) == 32


def test_without_a_keyring_the_key_lies_in_a_file_for_its_user_alone(home: Home) -> None:
    identity = keys.draw(home)
    (file,) = home.keys.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert signs_as(identity, keys.private_key(home, identity.desk))


def test_a_secret_that_systemd_hands_to_the_service_is_read_and_a_newer_file_goes_before(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = tmp_path / "credentials"
    identity = keys.draw(home)
    [file] = home.keys.iterdir()
    handed.mkdir()
    kept = keys.private_key(home, identity.desk)
    file.rename(handed / file.name)
    assert keys.private_key(home, identity.desk) is None
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    assert keys.private_key(home, identity.desk) == kept is not None
    assert list(home.keys.iterdir()) == []
    keys.put_away(home, f"desk {identity.desk}", b"another")
    assert keys.private_key(home, identity.desk) == b"another"
    (handed / file.name).unlink()
    (handed / file.name).mkdir()
    file.unlink()
    with pytest.raises(DeskError, match="cannot be read"):
        keys.private_key(home, identity.desk)


def test_with_a_keyring_no_file_holds_the_key(home: Home, use: Use) -> None:
    use(drawer := Drawer())
    identity = keys.draw(home)
    assert list(home.keys.iterdir()) == []
    assert list(drawer.kept) == [("incident-desk", f"desk {identity.desk}")]
    assert signs_as(identity, keys.private_key(home, identity.desk))


def test_a_keyring_that_fails_is_as_good_as_none(home: Home, use: Use) -> None:
    use(Stuck())
    identity = keys.draw(home)
    assert signs_as(identity, keys.private_key(home, identity.desk))
    assert len(list(home.keys.iterdir())) == 1


def test_a_keyring_that_never_answers_is_not_waited_for(home: Home, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "PATIENCE_S", 0.05)
    use(waiting := Waiting())
    keys.draw(home)
    waiting.answer.set()
    assert len(list(home.keys.iterdir())) == 1


def test_without_a_session_no_keyring_is_asked(home: Home, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHON_KEYRING_BACKEND", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    use(drawer := Drawer())
    keys.draw(home)
    assert drawer.kept == {}


def test_numbers_people_and_keys_are_drawn_anew_each_time(home: Home) -> None:
    drawn = [keys.draw(home) for _ in range(20)]
    for field in ("desk", "person", "public_key"):
        assert len({getattr(each, field) for each in drawn}) == len(drawn)
    assert all(0 < each.desk < 2**31 for each in drawn)


def test_a_person_may_get_another_number(home: Home) -> None:
    first = keys.draw(home, ADA)
    second = keys.draw(home, ADA)
    assert first.person == second.person == ADA
    assert first.desk != second.desk


def test_whoever_stays_apart_has_nothing_to_sign_with(home: Home, use: Use) -> None:
    use(drawer := Drawer())
    identity = keys.draw(home, is_kept=False)
    assert (list(home.keys.iterdir()), drawer.kept) == ([], {})
    assert keys.private_key(home, identity.desk) is None


def test_a_key_that_is_gone_is_none(home: Home) -> None:
    identity = keys.draw(home)
    shutil.rmtree(home.keys)
    assert keys.private_key(home, identity.desk) is None


def test_a_key_that_cannot_be_read_or_kept_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path / "disk" / "home")
    home.prepare()
    desk = keys.draw(home).desk
    (file,) = home.keys.iterdir()
    file.unlink()
    file.mkdir()
    with pytest.raises(DeskError, match="cannot be read: Is a directory"):
        keys.private_key(home, desk)
    with mounted(tmp_path / "disk", "ro"), pytest.raises(DeskError, match="cannot be kept in .*: Read-only"):
        keys.draw(home)


def test_the_record_knows_who_writes_in_it(home: Home) -> None:
    drawn = [keys.draw(home) for _ in range(3)]
    with replica_of(home) as replica:
        for each in drawn:
            replica.add_identity(each)
        with pytest.raises(RecordError, match="Not saved"):
            replica.add_identity(drawn[0])
    with replica_of(home) as replica:
        assert replica.identities() == drawn
