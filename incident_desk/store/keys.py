"""Draws who writes at this desk: a desk number, a person's id and a key pair that will sign what is shared."""

import os
import secrets
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import msgspec

from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store import files
from incident_desk.store.enclosing import disclosed, enclosed
from incident_desk.store.home import Home

SERVICE: Final = "incident-desk"
LARGEST: Final = 2**31 - 1
SECRETS: Final = ("desk", "shared", "admin")
"""What is kept of a desk number: its signing key, its password at the shared database, the administrator's address."""
PATIENCE_S: Final = 3.0
"""A keyring that asks for a password, or whose bus is dead, is not waited for longer."""


class Identity(msgspec.Struct, frozen=True):
    """One person at this installation: the number of their chain and the public half of their key."""

    desk: DeskNumber
    person: PersonId
    public_key: bytes
    created_us: int
    retired: bool = False
    """Its chain is not continued: the record was restored from a backup and may lack the chain's end."""


def draw(home: Home, person: PersonId | None = None, *, is_kept: bool = True) -> Identity:
    """A new desk number and key pair, for somebody new or for `person`; the private key is put away.

    Args:
        is_kept: False throws the private key away: whoever has no key can never be enrolled at a shared database.
    Raises: DeskError if it can be kept nowhere.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # the first start only

    key = Ed25519PrivateKey.generate()
    desk = DeskNumber(1 + secrets.randbelow(LARGEST))
    if is_kept:
        put_away(home, _name(desk), key.private_bytes_raw())
    return Identity(
        desk=desk,
        person=person or PersonId(str(uuid.uuid4())),
        public_key=key.public_key().public_bytes_raw(),
        created_us=time.time_ns() // 1000,
    )


def private_key(home: Home, desk: DeskNumber) -> bytes | None:
    """The private half (32 bytes), from wherever it was put; None if it is gone."""
    return secret(home, _name(desk))


def secret(home: Home, name: str) -> bytes | None:
    """What was put away under this name; None if it is gone. Raises: DeskError if it cannot be read.

    A file of the home holds what was put away last; then comes what systemd hands to a service, then the keyring.
    """
    for file in filter(None, (file_of(home, name), _credential(home, name))):
        try:
            if file.exists():
                return disclosed(home, name, file.read_bytes())
        except OSError as e:
            raise DeskError(f"The secret in {file} cannot be read: {e.strerror}.") from e
    if home.key is not None:
        return None  # what belongs to an encrypted record lies beside it, under the same key
    held: list[str | None] = []
    _in_time(lambda keyring: held.append(keyring.get_password(SERVICE, name)))
    return bytes.fromhex(held[0]) if held and held[0] else None


def put_away(home: Home, name: str, kept: bytes) -> None:
    """Keep a secret in the system's keyring, else in a file that only this user can read; in place of an older one.

    Args:
        name: with a desk number in it, so that it stands for itself wherever the home is moved.
    Raises: DeskError if it can be kept nowhere.
    """
    if home.key is None and _in_time(lambda keyring: keyring.set_password(SERVICE, name, kept.hex())):
        file_of(home, name).unlink(missing_ok=True)
        return
    file = file_of(home, name)
    try:
        files.write(file, enclosed(home, name, kept))
    except OSError as e:
        raise DeskError(f"A secret of this desk cannot be kept in {file}: {e.strerror}.") from e


def carry(home: Home, to: Home, desk: DeskNumber) -> None:
    """Keep the secrets of one desk number in another home, too. Raises: DeskError."""
    for name in _of(desk):
        if (kept := secret(home, name)) is not None:
            put_away(to, name, kept)


def forget(home: Home, desk: DeskNumber) -> None:
    """Remove the secrets of one desk number. Raises: DeskError."""
    for name in _of(desk):
        remove(home, name)


def remove(home: Home, name: str) -> None:
    """Remove a secret from wherever it was put. Raises: DeskError."""
    if home.key is None:
        _in_time(lambda keyring: keyring.get_password(SERVICE, name) and keyring.delete_password(SERVICE, name))
    try:
        file_of(home, name).unlink(missing_ok=True)
    except OSError as e:
        raise DeskError(f"The secret in {file_of(home, name)} cannot be removed: {e.strerror}.") from e


def lies_in_file(home: Home, name: str) -> bool:
    """Whether a secret lies in a file, because there is no keyring."""
    return file_of(home, name).exists()


def _of(desk: DeskNumber) -> list[str]:
    return [f"{what} {desk}" for what in SECRETS]


def file_of(home: Home, name: str) -> Path:
    """Where a secret lies if there is no keyring; systemd hands it over under the same name."""
    return home.keys / f"{name.replace(' ', '-')}.key"


def _credential(home: Home, name: str) -> Path | None:
    """Where systemd puts a credential of this name (`LoadCredential=` in the unit); what a PIN locks is never one."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder, file_of(home, name).name) if folder and home.key is None else None


def _name(desk: DeskNumber) -> str:
    return f"desk {desk}"


def _in_time(call: Callable[[Any], object]) -> bool:
    """Run the call with the keyring of the operating system. Returns: whether it came back, and without an error."""
    if not _may_be_asked():
        return False
    done: list[bool] = []

    def attempt() -> None:
        try:
            keyring = _keyring()
            if keyring is not None:
                call(keyring)
                done.append(True)
        except Exception:  # noqa: BLE001  every backend has errors of its own, and a file will do
            return

    thread = threading.Thread(target=attempt, name="keyring", daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    return bool(done)


def _may_be_asked() -> bool:
    """Without a session there is nobody to unlock a keyring, and trying may hang."""
    if _is_chosen() or not sys.platform.startswith("linux"):
        return True
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_screen and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def _is_chosen() -> bool:
    return bool(os.environ.get("PYTHON_KEYRING_BACKEND"))


def _keyring() -> Any | None:
    """The keyring, if it is a real one and would not ask anybody anything."""
    import keyring

    backend: Any = keyring.get_keyring()
    if backend.priority < 1:  # "fail", "null" and the like
        return None
    if _is_chosen() or not sys.platform.startswith("linux"):
        return backend
    return _open_secret_service()


def _open_secret_service() -> Any | None:
    """The desktop's keyring, if it exists and is unlocked: keyring itself would open a window that asks."""
    import secretstorage
    from keyring.backends.SecretService import Keyring
    from secretstorage.collection import DEFAULT_COLLECTION, Collection

    with closing(secretstorage.dbus_init()) as bus:
        if not secretstorage.check_service_availability(bus) or Collection(bus, DEFAULT_COLLECTION).is_locked():
            return None
    return Keyring()
