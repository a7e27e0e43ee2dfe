"""PINs: each opens one person's key, with a half that lies in the system's keyring and a half that is stretched.

Stretching (scrypt, RFC 7914, 128 MiB) makes every guess cost a good part of a second. The half in the keyring makes a
copy of the folder alone worth nothing. Neither stops whoever has the whole account and days of time.
"""

import contextlib
import hashlib
import hmac
import os
import time
import unicodedata
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.errors import NotSaved, RecordDamaged, RecordError, RuleError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store import files, keys
from incident_desk.store.enclosing import sealed, unsealed
from incident_desk.store.home import Home

SHORTEST: Final = 6
LONGEST: Final = 200
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
COST: Final = 2**17
MEMORY_BYTES: Final = 2**28
FREE_TRIES: Final = 3
"""So many wrong PINs cost nothing but themselves; each one after doubles the wait."""
LONGEST_WAIT_S: Final = 300
PIN: Final = "pin.json"
TRIES: Final = "tries.json"


class Lock(msgspec.Struct, frozen=True):
    """What lies beside an encrypted record: whose it is, and its key under the PIN."""

    desk: DeskNumber
    person: PersonId
    name: str
    """As the lock screen shows it."""
    salt: bytes = b""
    cost: int = COST
    key: bytes = b""

    def said(self) -> str:
        """What the key is bound to."""
        return f"{self.desk} {self.person}"


class _Tries(msgspec.Struct, frozen=True):
    wrong: int = 0
    last_s: float = 0.0


def checked(pin: str) -> str:
    """A PIN as it is stretched. Raises: RuleError if it is too short or too long."""
    pin = unicodedata.normalize("NFC", pin)
    if not SHORTEST <= len(pin) <= LONGEST:
        raise RuleError(f"A PIN has at least {SHORTEST} characters, digits or any others; eight where it matters more.")
    return pin


def draw(installation: Home, folder: Path, lock: Lock, pin: str) -> bytes:
    """A new key for an encrypted record in `folder`, under this PIN.

    Args:
        lock: whose it is.
    Returns: the key. Raises: RuleError, DeskError.
    """
    pin = checked(pin)
    keys.put_away(installation, _half(lock.desk), os.urandom(KEY_BYTES))
    key = os.urandom(KEY_BYTES)
    _write(installation, folder, lock, pin, key)
    return key


def change(installation: Home, folder: Path, lock: Lock, pin: str, key: bytes) -> None:
    """Put a new PIN in the place of the old one: at any moment one of the two opens. Raises: RuleError, NotSaved."""
    _write(installation, folder, lock, checked(pin), key)


def rename(folder: Path, lock: Lock, name: str) -> None:
    """Show another name on the lock screen. Raises: NotSaved."""
    _put(folder, msgspec.structs.replace(lock, name=name))


def _write(installation: Home, folder: Path, lock: Lock, pin: str, key: bytes) -> None:
    salt = os.urandom(SALT_BYTES)
    stretched = _stretched(installation, lock.desk, pin, salt, COST)
    _put(folder, msgspec.structs.replace(lock, salt=salt, cost=COST, key=sealed(stretched, lock.said(), key)))


def _put(folder: Path, lock: Lock) -> None:
    try:
        files.write(folder / PIN, msgspec.json.encode(lock))
    except OSError as e:
        raise NotSaved(f"The PIN was not set: {e.strerror}.") from e


def read(folder: Path) -> Lock | None:
    """The lock in a folder; None if there is none that can be read."""
    try:
        return msgspec.json.decode((folder / PIN).read_bytes(), type=Lock)
    except (OSError, msgspec.DecodeError):
        return None


def opened(installation: Home, folder: Path, lock: Lock, pin: str) -> bytes:
    """The key, for whoever knows the PIN. Takes a good part of a second: for a worker thread.

    Raises: RuleError if it is not the PIN, or too soon after too many that were not; RecordError if the keyring's half
        cannot be had; RecordDamaged.
    """
    _must_wait_no_more(folder)
    if not 0 < lock.cost <= COST:  # a lock that was changed must not eat the machine's memory
        raise RecordDamaged([f"the lock of {lock.name} is not what was written"])
    stretched = _stretched(installation, lock.desk, unicodedata.normalize("NFC", pin), lock.salt, lock.cost)
    key = unsealed(stretched, lock.said(), lock.key)
    if key is None:
        raise RuleError(_counted(folder, lock.name))
    with contextlib.suppress(OSError):
        (folder / TRIES).unlink(missing_ok=True)
    return key


def forget(installation: Home, desk: DeskNumber) -> None:
    """Remove the keyring's half: from now on no PIN opens it. Raises: DeskError."""
    keys.remove(installation, _half(desk))


def is_in_keyring(installation: Home, desk: DeskNumber) -> bool:
    """Whether the other half of the key lies in the system's keyring, and not in a file for want of one."""
    return not keys.lies_in_file(installation, _half(desk))


def _stretched(installation: Home, desk: DeskNumber, pin: str, salt: bytes, cost: int) -> bytes:
    half = keys.secret(installation, _half(desk))
    if half is None:
        raise RecordError(
            "The half of the key that lies in this computer's keyring cannot be had. Unlock the keyring and try again."
        )
    slow = hashlib.scrypt(pin.encode(), salt=salt, n=cost, r=8, p=1, maxmem=MEMORY_BYTES, dklen=KEY_BYTES)
    return hmac.digest(half, slow, "sha256")


def _half(desk: DeskNumber) -> str:
    return f"console {desk}"


# wrong ones -----------------------------------------------------------------------------------------------------------


def _must_wait_no_more(folder: Path) -> None:
    left_s = _wait_s(_tries(folder))
    if left_s > 0:
        raise RuleError(f"Too many wrong PINs. Try again in {round(left_s) or 1} s; nothing is lost meanwhile.")


def _wait_s(tries: _Tries) -> float:
    if tries.wrong < FREE_TRIES:
        return 0.0
    wait_s = min(2.0 ** (tries.wrong - FREE_TRIES + 1), LONGEST_WAIT_S)
    return wait_s - min(abs(time.time() - tries.last_s), wait_s)


def _counted(folder: Path, name: str) -> str:
    """Note one more wrong PIN. Returns: what to say."""
    tries = _Tries(_tries(folder).wrong + 1, time.time())
    with contextlib.suppress(OSError):  # a full disk must not keep the right one out
        files.write(folder / TRIES, msgspec.json.encode(tries))
    said = f"That is not the PIN of {name}."
    return f"{said} Wait {round(_wait_s(tries))} s before the next try." if tries.wrong >= FREE_TRIES else said


def _tries(folder: Path) -> _Tries:
    try:
        return msgspec.json.decode((folder / TRIES).read_bytes(), type=_Tries)
    except (OSError, msgspec.DecodeError):
        return _Tries()
