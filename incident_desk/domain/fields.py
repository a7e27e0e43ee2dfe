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
    """The settings that no other has replaced, in order: none, one, or several in conflict."""

    settings: list[Setting[T]] = msgspec.field(default_factory=list[Setting[T]])

    def set(self, value: T, entry: Entry, over: Over) -> None:
        """Take a setting in. Entries must come in the order of the record."""
        kept = [s for s in self.settings if s.entry not in over]
        self.settings = [*kept, Setting(value, entry.id, entry.author, entry.occurred_us)]

    @property
    def last(self) -> Setting[T] | None:
        return self.settings[-1] if self.settings else None

    @property
    def value(self) -> T | None:
        return self.settings[-1].value if self.settings else None

    @property
    def is_conflicted(self) -> bool:
        return len({repr(s.value) for s in self.settings}) > 1

    @property
    def over(self) -> Over:
        """What a new setting replaces when its writer saw all of this."""
        return tuple(s.entry for s in self.settings)
