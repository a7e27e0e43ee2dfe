"""What each level of people may do. The shared database decides by the same table (store/shared/doors/rules.sql)."""

import enum
from collections.abc import Mapping
from typing import Final


class Level(enum.StrEnum):
    """What somebody is in the shared record, from the least to the most."""

    OBSERVER = "observer"
    RESPONDER = "responder"
    COMMUNICATIONS = "communications"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Power(enum.StrEnum):
    """What a command wants of whoever gives it."""

    WRITE = "write"
    APPROVE = "approve"
    ERASE = "erase"
    ADMINISTER = "administer"


HOLDERS: Final[Mapping[Power, tuple[Level, ...]]] = {
    Power.WRITE: (Level.RESPONDER, Level.COMMUNICATIONS, Level.MANAGER, Level.ADMINISTRATOR),
    Power.APPROVE: (Level.COMMUNICATIONS, Level.MANAGER, Level.ADMINISTRATOR),
    Power.ERASE: (Level.MANAGER, Level.ADMINISTRATOR),
    Power.ADMINISTER: (Level.ADMINISTRATOR,),
}

_REFUSALS: Final[Mapping[Power, str]] = {
    Power.WRITE: "Observers read everything in this record and write nothing; an administrator can change that.",
    Power.APPROVE: "Communications, managers and administrators approve what goes out; your level is {level}.",
    Power.ERASE: "Managers and administrators erase; your level is {level}.",
    Power.ADMINISTER: "Only administrators do that; your level is {level}.",
}
"""The window translates these."""


def holds(level: Level, power: Power) -> bool:
    """Whether somebody of this level may."""
    return level in HOLDERS[power]


def refusal(level: Level | None, power: Power) -> tuple[str, dict[str, str]] | None:
    """Why somebody may not, as a template and what goes into it; None if they may.

    Args:
        level: None for somebody without one: where a record is shared with nobody, everybody may do everything.
    """
    if level is None or holds(level, power):
        return None
    missing = power if holds(level, Power.WRITE) else Power.WRITE
    return _REFUSALS[missing], {"level": level.value}
