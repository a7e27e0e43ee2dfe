"""A field that several desks may set at once, without losing a word.

A setting names the settings it replaces (`over`). The last by order shows; if another setting was not
reached through `over`, both are kept and the field is in conflict ("also changed by …").
"""

from typing import Generic, TypeVar

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId, PersonId

T = TypeVar("T")

Over = tuple[EntryId, ...]
"""The settings that a new one replaces: those its writer had before them."""


class Setting(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """One value, and the entry that set it."""

    value: T
    entry: EntryId
    by: PersonId
    occurred_us: int


class Field(msgspec.Struct, Generic[T]):
    """What was set, in the order of the record: `history` has every setting, `heads` those that none replaced."""

    history: list[Setting[T]] = msgspec.field(default_factory=list[Setting[T]])
    heads: dict[EntryId, Setting[T]] = msgspec.field(default_factory=dict[EntryId, Setting[T]])

    def set(self, value: T, entry: Entry, over: Over) -> None:
        """Take a setting in. Entries must come in the order of the record."""
        setting = Setting(value, entry.id, entry.author, entry.occurred_us)
        for replaced in over:
            self.heads.pop(replaced, None)
        self.heads[entry.id] = setting
        self.history.append(setting)

    def stand_in(self, value: T, entry: Entry, over: Over) -> None:
        """Take in what settings came to that may not be here; where some are, they say it themselves.

        Args:
            over: these settings. What replaces one of them replaces this.
        """
        if not self.history:
            setting = Setting(value, entry.id, entry.author, entry.occurred_us)
            self.heads = dict.fromkeys(over or (entry.id,), setting)
            self.history.append(setting)

    @property
    def settings(self) -> list[Setting[T]]:
        """What stands: nothing, one setting, or several in conflict, of which the last shows."""
        return list(self.heads.values())

    @property
    def last(self) -> Setting[T] | None:
        return self.history[-1] if self.history else None

    @property
    def value(self) -> T | None:
        return self.history[-1].value if self.history else None

    @property
    def is_conflicted(self) -> bool:
        return len(self.heads) > 1 and len({repr(s.value) for s in self.heads.values()}) > 1

    @property
    def over(self) -> Over:
        """What a new setting replaces when its writer saw all of this."""
        return tuple(self.heads)

    def value_without(self, entry: EntryId) -> T | None:
        """What would show if the setting of that entry did not hold."""
        return next((s.value for s in reversed(self.history) if s.entry != entry), None)
