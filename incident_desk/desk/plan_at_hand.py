"""The plan in force, as this program has read it before: its YAML takes 60 ms to read, and a start waits for it."""

import contextlib
from pathlib import Path

import msgspec

from incident_desk import __version__
from incident_desk.domain import plan_text
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.store import files
from incident_desk.store.home import Home, Where

READERS = "plan_*.py"
"""The modules that read a plan: another state of them might read the same text in another way."""


class Kept(msgspec.Struct, frozen=True):
    """A plan, and which state of the program has read it."""

    read_by: str
    plan: Plan


def have_at_hand(place: Where, plans: Plans, *, is_kept: bool) -> None:
    """Read the plan in force now, so that nobody waits for it later.

    Args:
        place: the home, where it lies if it was read before.
        is_kept: put it there if it was not.
    """
    home = Home.at(place)
    text = plans.text_in_force
    if (plan := _read_before(home)) is not None and plan.text == text:
        plan_text.remember(plan)
        return
    plan = plan_text.published_plan(text)
    with contextlib.suppress(OSError):  # not keeping it is no loss
        if plan is not None and is_kept and home.key is None:  # it must not tell what an encrypted record holds
            files.write(home.plan_read, msgspec.json.encode(Kept(_program(), plan)))


def _read_before(home: Home) -> Plan | None:
    try:
        kept = msgspec.json.decode(home.plan_read.read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return kept.plan if kept.read_by == _program() else None


def _program() -> str:
    modules = sorted(Path(plan_text.__file__).parent.glob(READERS))
    states = (f"{file.stat().st_mtime_ns}.{file.stat().st_size}" for file in modules)
    return " ".join((__version__, *states))
