"""What a process does with PINs when it is killed in the middle (see tests/store/dying.py)."""

from pathlib import Path
from typing import Final

from incident_desk.desk import console
from incident_desk.desk.reading import ReadingDesk
from incident_desk.store import pins

PIN: Final = "8231-otter"
NEW: Final = "7190-heron"
pins.COST = 2**10  # pyright: ignore[reportConstantRedefinition]  # its cost is measured elsewhere


def set_pin(path: Path) -> None:
    desk = ReadingDesk.open(path)
    person = desk.organisation().people.find("Ada")
    desk.close()
    console.set_pin(path, person, PIN)


def change_pin(path: Path) -> None:
    console.change_pin(path, console.called(path, "Ada").desk, PIN, NEW)


def remove_pin(path: Path) -> None:
    console.remove_pin(path, console.called(path, "Ada").desk, PIN)
