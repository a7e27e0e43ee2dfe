"""What a command was told globally, and how it answers."""

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Generator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from incident_desk.domain.errors import BadInput, NotFound

if TYPE_CHECKING:  # the store's libraries are loaded by the commands that need them, and not before the window
    from incident_desk.desk import Desk, ReadingDesk
    from incident_desk.domain.texts import Reading
    from incident_desk.store.home import Home, Where

DONE = 0
NO = 1
WRONG_USE = 2
STOPPED = 130
"""What a shell takes for "stopped with Ctrl+C"."""


class Terminal(msgspec.Struct, frozen=True):
    """The home a command works on, and whether a program reads the answer."""

    home: Path
    as_json: bool
    own: "Home | None" = None
    """The encrypted home of one person, unlocked; None for the open record."""

    @property
    def place(self) -> "Where":
        """Where the record lies that is worked on."""
        return self.own or self.home

    def unlocked_by(self, name: str) -> "Terminal":
        """The same in the record of somebody with a PIN, which is asked for. Raises: NotFound, RuleError, BadInput."""
        from incident_desk.cli.asking import pin_of
        from incident_desk.desk import console

        lock = console.called(self.home, name)
        return msgspec.structs.replace(self, own=console.unlock(self.home, lock.desk, pin_of(lock.name)))

    def say(self, value: dict[str, Any], text: str) -> None:
        """Answer on standard output: `value` as one JSON document on one line, or `text` for a person."""
        print(self.json(value) if self.as_json else _shown(text), flush=True)

    def json(self, value: Any) -> str:
        return msgspec.json.encode(value, order="sorted").decode()

    def complain(self, text: str) -> None:
        """Say what is wrong, on one line of standard error."""
        print(" ".join(_shown(text).split()), file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def desk(self, purpose: str) -> "Generator[Desk]":
        """The home, open for writing. Raises: HomeLocked if a window or another command has it."""
        from incident_desk.desk import Desk

        _ = self.has_record  # which asks whose
        with Desk.open(self.place, purpose=purpose) as desk:
            yield desk

    @contextlib.contextmanager
    def reading(self) -> "Generator[ReadingDesk]":
        """The home, open for reading, also beside a window. Raises: NotFound if there is no record yet."""
        from incident_desk.desk import ReadingDesk

        if not self.has_record:
            raise NotFound(f"There is no record in {self.home} yet; declare an incident or import one first.")
        desk = ReadingDesk.open(self.place)
        for warning in desk.warnings:
            self.complain(f"Warning: {warning}")
        try:
            yield desk
        finally:
            desk.close()

    @property
    def has_record(self) -> bool:
        """Whether anything was ever written there; looking makes no folder.

        Raises: RuleError if there is no open record, and everybody who works there has a PIN.
        """
        from incident_desk.desk import ReadingDesk

        is_there = ReadingDesk.is_there(self.place)
        if not is_there and (self.home / "people").is_dir():
            from incident_desk.cli.asking import must_be_nobody

            must_be_nobody(self.home)
        return is_there


_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


def _shown(text: str) -> str:
    """What somebody else wrote must not steer the terminal that shows it."""
    return _CONTROL.sub("�", text)


def moment(text: str | None) -> int | None:
    """A time from the command line, microseconds since the epoch. Raises: BadInput."""
    if text is None:
        return None
    from incident_desk.desk import system_clock
    from incident_desk.domain.moments import from_us, read_moment, to_us

    return to_us(read_moment(text, from_us(system_clock()), UTC))


def reading_now() -> "Reading":
    """What typed fields are read against on the command line: a bare time is UTC."""
    from incident_desk.desk import system_clock
    from incident_desk.domain.texts import Reading

    return Reading(system_clock(), UTC)


def home_from(given: str | None) -> Path:
    """The home: --home, else INCIDENT_DESK_HOME, else the platform's place for user data."""
    named = given or os.environ.get("INCIDENT_DESK_HOME")
    if named:
        return Path(named).expanduser().absolute()  # the window shows it, and hands it to others
    import platformdirs  # not needed when a home is named

    return Path(platformdirs.user_data_dir("incident-desk", appauthor=False))


def read_file(path: str, limit_bytes: int) -> str:
    """A text file somebody named. Raises: BadInput saying what is wrong with it."""
    from incident_desk.intake.raw_file import bounded

    try:
        return bounded(Path(path), limit_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise BadInput(f"not UTF-8 text at byte {e.start}", path) from e


Subparsers = Any
"""argparse has no public name for what add_subparsers returns."""

Arguments = argparse.Namespace
