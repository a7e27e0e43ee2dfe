"""Who has a PIN at this console, and asking for it where nobody sees it."""

import getpass
import os
import warnings
from pathlib import Path
from typing import Final

from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.ids import PersonId

PIN_FILE: Final = "INCIDENT_DESK_PIN_FILE"
PIN_FILE_LIMIT: Final = 4096
"""A PIN and the next one are far shorter."""
"""Names a file of this user alone with the PIN in its first line; and a new one in its second, where one is set."""


def has_pin(home: Path, name: str) -> bool:
    """Whether somebody of this name has a PIN; loads nothing where nobody has."""
    if not (home / "people").is_dir():
        return False
    from incident_desk.desk import console

    try:
        return bool(console.called(home, name))
    except NotFound:
        return False


def with_pins(home: Path) -> list[tuple[PersonId, str]]:
    """Everybody with a PIN, and what they are called."""
    if not (home / "people").is_dir():
        return []
    from incident_desk.desk import console

    return [(lock.person, lock.name) for lock in console.people(home)]


def has_open_record(home: Path) -> bool:
    """Whether there is a record for those without a PIN."""
    from incident_desk.desk import console

    return console.has_open_record(home)


def must_be_nobody(home: Path) -> None:
    """Raises: RuleError if people with a PIN work here, and nobody else."""
    if locked := with_pins(home):
        names = ", ".join(name for _, name in locked)
        raise RuleError(f"Everybody at this console has a PIN: say who with --person NAME ({names}).")


def pin_of(name: str) -> str:
    """A PIN, asked for where nobody sees it. Raises: BadInput if it cannot be."""
    lines = _lines()
    return lines[0] if lines is not None else _asked(f"PIN of {name}: ")


def new_pin(*, first: bool = False) -> str:
    """A PIN that is to be set, typed twice. Raises: BadInput, RuleError.

    Args:
        first: there was none before.
    """
    lines = _lines()
    if lines is not None:
        if len(lines) < 2 - first:
            raise BadInput("the second line is the new PIN, and there is none", PIN_FILE)
        return lines[1 - first]
    typed = _asked("New PIN: ")
    if _asked("Once more: ") != typed:
        raise RuleError("Those were two different PINs; nothing was changed.")
    return typed


def _lines() -> list[str] | None:
    named = os.environ.get(PIN_FILE)
    if not named:
        return None
    file = Path(named)
    try:
        if os.name != "nt" and file.stat().st_mode & 0o077:
            raise BadInput("others can read it; chmod 600 it", named)
        with file.open(encoding="utf-8") as opened:
            return opened.read(PIN_FILE_LIMIT).splitlines() or [""]
    except (OSError, UnicodeDecodeError) as e:
        raise BadInput(f"cannot be read: {getattr(e, 'strerror', None) or e}", named) from e


def _asked(prompt: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError, OSError) as e:
            raise BadInput(f"a PIN is asked for on a terminal; without one, name a file of yours in {PIN_FILE}") from e
