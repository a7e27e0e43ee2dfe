"""The demos: real incidents, retold as the commands that the people in them might have given."""

import enum
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec

from incident_desk.desk.resources import FOLDER
from incident_desk.domain.commands import nearest
from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import to_us

FIRST = "gitlab-2017-01-31"
"""What is played when nobody asks for another."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class TimeFrom(enum.StrEnum):
    """How well the time of a step is known."""

    EXACT = "exact"
    ABOUT = "about"
    INVENTED = "invented"


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One command, as `incident-desk do` takes it. `entry`, `of` and each of `known` are labels of earlier steps."""

    at: Moment
    time: TimeFrom
    by: str
    do: str
    fields: dict[str, Any] = {}
    label: str = ""

    @property
    def at_us(self) -> int:
        return to_us(self.at)


class Demo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One incident. The file says where its facts come from, how exact its times are, and what was invented.

    `picture_at` is a moment in the thick of it, for whoever wants one picture.
    """

    title: str
    about: str
    sources: tuple[str, ...]
    invented: str
    times: str
    people: tuple[str, ...]
    picture_at: Moment
    steps: tuple[Step, ...]
    name: str = ""

    @property
    def starts_us(self) -> int:
        return self.steps[0].at_us


def demo_names() -> list[str]:
    """The demos there are."""
    return sorted(path.stem for path in _folder().glob("*.json"))


def demo_named(text: str | None) -> Demo:
    """The demo by its name, or by a start that only one has; with None the first to watch. Raises: BadInput."""
    wanted = (text or FIRST).strip().casefold()
    names = demo_names()
    found = [name for name in names if name.startswith(wanted)]
    if len(found) != 1:
        near = nearest(wanted, names)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}"
        raise BadInput(f"no demo is called “{text}”; {hint}")
    return _read(_folder() / f"{found[0]}.json")


def _read(path: Path) -> Demo:
    try:
        demo = msgspec.json.decode(path.read_bytes(), type=Demo)
    except (OSError, msgspec.DecodeError) as e:
        raise BadInput(f"this demo cannot be read: {e}", path.name) from e
    return msgspec.structs.replace(demo, name=path.stem)


def _folder() -> Path:
    return FOLDER / "demo"
