"""Drafts that several people write at once: what each of them changed, on the record.

A change is one update of pycrdt, as bytes. Updates come in any order, also twice, and add up to the same text on every
desk, character by character; domain/draft_text.py makes the text of them. A draft is named by what it is a draft of
("plan/…"); one that begins from a text begins with the same update wherever it is begun.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import NEVER, Entry, Order
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind

PART_BYTES: Final = 32 * 1024
"""So much of an update stands in one entry: in base64 it fits into a body with room to spare."""
NAME_BYTES: Final = 200


@kind("draft.changed")
class DraftChanged(Body, frozen=True):
    """Somebody changed the draft of this name. `goes_on`: the rest of the update is in the desk's next entry of it."""

    draft: str
    update: bytes
    goes_on: bool = False


class Changes(msgspec.Struct):
    """What was changed in one draft, by the entry that ends each change; and who changed it last."""

    of: dict[EntryId, bytes] = msgspec.field(default_factory=dict[EntryId, bytes])
    last_by: PersonId = PersonId("")
    last: Order = NEVER
    """Where the last change stands on the record."""
    begun: dict[DeskNumber, bytes] = msgspec.field(default_factory=dict[DeskNumber, bytes])
    """Of a long update the parts that have come so far."""


class Drafts(msgspec.Struct):
    """The drafts by their names, the one that was changed last at the end."""

    of: dict[str, Changes] = msgspec.field(default_factory=dict[str, Changes])

    def named(self, beginning: str) -> list[str]:
        """The drafts whose names begin so, the one that was changed last first."""
        return [name for name in reversed(self.of) if name.startswith(beginning)]


@applies("drafts", DraftChanged)
def changed(drafts: Drafts, entry: Entry, body: DraftChanged) -> None:
    changes = drafts.of.pop(body.draft, None) or Changes()
    drafts.of[body.draft] = changes
    whole = changes.begun.pop(entry.desk, b"") + body.update
    if body.goes_on:
        changes.begun[entry.desk] = whole
        return
    changes.of[entry.id] = whole
    changes.last_by, changes.last = entry.author, entry.order


class Change(Fields, frozen=True):
    """`update` is what pycrdt made of the change; with `goes_on` the rest of it follows."""

    draft: str
    update: bytes
    goes_on: bool = False


@command("draft.change", help="Change a draft that several people write at once", in_log=True)
def change(drafts: Drafts, context: Context, fields: Change) -> list[Draft]:
    if not fields.draft.strip() or len(fields.draft.encode()) > NAME_BYTES:
        raise RuleError(f"The name of a draft has between 1 and {NAME_BYTES} bytes.")
    if len(fields.update) > PART_BYTES:
        raise RuleError(f"At most {PART_BYTES // 1024} KiB of a change are written at once; the rest goes on after it.")
    if not _is_whole(drafts, context, fields):
        raise RuleError("That is no change of a draft.")
    return [Draft(DraftChanged(fields.draft, fields.update, fields.goes_on))]


def _is_whole(drafts: Drafts, context: Context, fields: Change) -> bool:
    """Whether it can be read, with the parts that were written before it; a part that goes on cannot be yet."""
    from incident_desk.domain.draft_text import is_update  # pycrdt is loaded where somebody writes in a draft

    if fields.goes_on:
        return bool(fields.update)
    changes = drafts.of.get(fields.draft)
    before = changes.begun.get(context.desk, b"") if changes is not None else b""
    return is_update(before + fields.update)


def changing(draft: str, updates: Iterable[bytes]) -> Sequence[Change]:
    """The commands that write these updates down."""
    found: list[Change] = []
    for update in updates:
        parts = [update[at : at + PART_BYTES] for at in range(0, len(update), PART_BYTES)]
        found += [Change(draft, part, goes_on=True) for part in parts[:-1]]
        found.append(Change(draft, parts[-1]))
    return found
